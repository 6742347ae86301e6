"""The commands that defend one figure: explain and evidence. Light imports, like cli.py."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from accsocial.commands.options import (
    COUNTED_ROWS,
    GROWTH,
    PLACES,
    RULES,
    Extract,
    Lang,
    Quiet,
    Where,
    taking,
)

Indicator = Annotated[str, typer.Argument(help="Id of an indicator; see accsocial catalogue.")]


@taking(GROWTH, PLACES, COUNTED_ROWS, RULES)
def explain(
    indicator: Indicator,
    extract: Extract,
    where: Where = None,
    format: Annotated[str | None, typer.Option("--format", help="table or json.")] = None,  # noqa: A002
    lang: Lang = None,
    quiet: Quiet = False,
    **given: Any,
) -> None:
    """Show the way from the rows of an extract to a value, step by step."""
    from accsocial.commands.run_figures import run_explain

    config = given.pop("config")
    flags = {"lang": lang, **given}
    run_explain(indicator, extract, where or [], flags, config=config, format=format, quiet=quiet)


@taking(GROWTH, PLACES, COUNTED_ROWS, RULES)
def evidence(
    indicator: Indicator,
    extract: Extract,
    output: Annotated[
        str, typer.Option("--output", "-o", help="File (.csv, .parquet or .xlsx) to write.")
    ],
    where: Where = None,
    columns: Annotated[
        str | None, typer.Option(help="Columns of the extract to show (with commas); default: all.")
    ] = None,
    expect: Annotated[
        str | None, typer.Option(help="SHA-256 of an earlier run: exit 1 if the rows differ.")
    ] = None,
    lang: Lang = None,
    quiet: Quiet = False,
    **given: Any,
) -> None:
    """Write the rows behind a value, with the file and line of each."""
    from accsocial.commands.run_figures import run_evidence

    config = given.pop("config")
    run_evidence(
        indicator,
        extract,
        where or [],
        {"lang": lang, **given},
        config=config,
        output=output,
        columns=columns,
        expect=expect,
        quiet=quiet,
    )


COMMANDS = (explain, evidence)
