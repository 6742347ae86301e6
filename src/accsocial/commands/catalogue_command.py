"""The command `catalogue`: all indicators, or one explained. Light imports, like cli.py."""

from __future__ import annotations

from typing import Annotated

import typer

from accsocial.commands.options import Lang


def catalogue(
    indicator: Annotated[
        str | None,
        typer.Argument(help="Id of an indicator; without it, all indicators are listed."),
    ] = None,
    format: Annotated[str, typer.Option("--format", help="table, json or md.")] = "table",  # noqa: A002
    lang: Lang = None,
) -> None:
    """List the indicators, or explain one: formula, needs, rules, pitfalls, worked example."""
    from accsocial.commands.run_catalogue import run_catalogue

    run_catalogue(indicator, format, lang)


COMMANDS = (catalogue,)
