"""The commands for a figure that is contested: sensitivity, coherence. Light imports."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from accsocial.commands.options import (
    COUNTED_ROWS,
    GROWTH,
    PLACES,
    RULES,
    By,
    Lang,
    Only,
    Output,
    Quiet,
    Where,
    Year,
    taking,
)


@taking(GROWTH, PLACES, COUNTED_ROWS, RULES)
def sensitivity(
    extract: Annotated[
        list[str],
        typer.Argument(
            metavar="[INDICATOR]... EXTRACT...",
            help="Ids of indicators (all without any), then files or folders of the extract; "
            "- is standard input.",
        ),
    ],
    by: By = None,
    only: Only = None,
    year: Year = None,
    where: Where = None,
    format: Annotated[str | None, typer.Option("--format", help="table, json, csv or md.")] = None,  # noqa: A002
    output: Output = None,
    lang: Lang = None,
    quiet: Quiet = False,
    **given: Any,
) -> None:
    """Show what each figure becomes if one counting rule is set otherwise."""
    from accsocial.commands.run_contest import run_sensitivity

    config = given.pop("config")
    flags = {"by": by, "only": only, "year": year, "lang": lang, **given}
    run_sensitivity(
        extract, flags, where=where or [], config=config, format=format, output=output, quiet=quiet
    )


@taking(PLACES, COUNTED_ROWS, RULES)
def coherence(
    extract: Annotated[
        list[str] | None,
        typer.Argument(help="Files or folders of the extract; - is standard input."),
    ] = None,
    published: Annotated[
        bool,
        typer.Option("--published", help="Compare the Cour's figures; takes no extract."),
    ] = False,
    by: Annotated[str | None, typer.Option(help="Group also by: territory.")] = None,
    year: Year = None,
    where: Where = None,
    format: Annotated[str | None, typer.Option("--format", help="table, json or md.")] = None,  # noqa: A002
    output: Output = None,
    lang: Lang = None,
    quiet: Quiet = False,
    **given: Any,
) -> None:
    """Set figures that should fit together side by side: those of an extract, or published ones."""
    from accsocial.commands.run_contest import run_coherence, run_published

    if published:
        about_extract = {"extract": extract, "by": by, "year": year, "where": where, **given}
        run_published(about_extract, lang, format=format, output=output)
        return
    config = given.pop("config")
    flags = {"by": by, "year": year, "lang": lang, **given}
    run_coherence(
        extract or [],
        flags,
        where=where or [],
        config=config,
        format=format,
        output=output,
        quiet=quiet,
    )


COMMANDS = (sensitivity, coherence)
