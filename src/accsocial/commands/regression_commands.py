"""The commands that hold a run against another: baseline, check, replay, compare. Light imports."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from accsocial.commands.options import (
    COUNTED_ROWS,
    GROWTH,
    PLACES,
    RULES,
    By,
    Extract,
    Lang,
    Only,
    Output,
    Quiet,
    Rejects,
    Year,
    taking,
)

SELECTION = {"by": By, "only": Only, "year": Year}
"""Which figures: the options that several of these commands take."""


@taking(SELECTION, GROWTH, PLACES, COUNTED_ROWS, RULES)
def baseline(
    extract: Extract,
    output: Annotated[str, typer.Option("--output", "-o", help="File (.json) to write.")],
    rejects: Rejects = None,
    lang: Lang = None,
    quiet: Quiet = False,
    **given: Any,
) -> None:
    """Keep the figures of an extract, to hold later ones against them with check."""
    from accsocial.commands.run_baseline import run_baseline

    config = given.pop("config")
    flags = {"lang": lang, **given}
    run_baseline(extract, output, flags, config=config, rejects=rejects, quiet=quiet)


@taking(SELECTION, GROWTH, PLACES, COUNTED_ROWS, RULES)
def check(
    extract: Extract,
    baseline: Annotated[
        str | None, typer.Option(help="Baseline to compare with: a file that baseline wrote.")
    ] = None,
    update: Annotated[
        bool, typer.Option("--update", help="Accept the figures: rewrite the baseline.")
    ] = False,
    reason: Annotated[
        str | None, typer.Option(help="Why --update; kept in the baseline, so no names.")
    ] = None,
    strict: Annotated[
        bool,
        typer.Option("--strict", help="Warnings fail too: new values, moves in tolerance."),
    ] = False,
    format: Annotated[  # noqa: A002 - the option's name
        str, typer.Option("--format", help="table, json, md, junit, github, gitlab or openmetrics.")
    ] = "table",
    report: Annotated[
        list[str] | None,
        typer.Option(help="Also write a report, such as junit=FILE; may be repeated."),
    ] = None,
    lang: Lang = None,
    quiet: Quiet = False,
    **given: Any,
) -> None:
    """Hold figures against a baseline and against what is expected; exit 1 if they fail."""
    from accsocial.commands.check_plan import CheckOptions
    from accsocial.commands.run_check import run_check

    config = given.pop("config")
    asked = CheckOptions(
        baseline=baseline,
        update=update,
        reason=reason,
        strict=strict,
        format=format,
        reports=report or [],
    )
    run_check(extract, {"lang": lang, **given}, asked, config=config, quiet=quiet)


@taking(GROWTH, PLACES, COUNTED_ROWS, RULES)
def replay(
    manifest: Annotated[str, typer.Argument(help="Manifest or baseline of an earlier run.")],
    extract: Annotated[
        list[str], typer.Option(help="Files or folders of the extract; may be repeated.")
    ],
    format: Annotated[str, typer.Option("--format", help="table or json.")] = "table",  # noqa: A002
    lang: Lang = None,
    quiet: Quiet = False,
    **given: Any,
) -> None:
    """Run again what a manifest records: prove the same bytes, or name what differs first."""
    from accsocial.commands.run_replay import run_replay

    config = given.pop("config")
    run_replay(
        manifest, extract, {"lang": lang, **given}, config=config, format=format, quiet=quiet
    )


@taking(SELECTION, GROWTH, PLACES, COUNTED_ROWS, RULES)
def compare(
    left: Annotated[str, typer.Argument(metavar="A", help="Extract, or a file of results.")],
    right: Annotated[str, typer.Argument(metavar="B", help="Extract, or a file of results.")],
    format: Annotated[  # noqa: A002 - the option's name
        str | None, typer.Option("--format", help="table, json or md.")
    ] = None,
    output: Output = None,
    lang: Lang = None,
    quiet: Quiet = False,
    **given: Any,
) -> None:
    """Set the figures of two extracts or files of results side by side."""
    from accsocial.commands.run_compare import run_compare

    config = given.pop("config")
    flags = {"lang": lang, **given}
    run_compare(left, right, flags, config=config, format=format, output=output, quiet=quiet)


COMMANDS = (baseline, check, replay, compare)
