"""The command line: parse, call, print, exit. Heavy modules are imported inside commands."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Annotated, Any

import typer

from accsocial import __version__
from accsocial.commands.exits import guarded
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
from accsocial.commands.parsing import Command, Commands
from accsocial.language import asked, speak

Format = Annotated[
    str | None, typer.Option("--format", help="table, json, jsonl, csv, parquet, xlsx or md.")
]


def _version(value: bool) -> None:
    if value:
        typer.echo(f"accsocial {__version__}")
        raise typer.Exit


def _main(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_version, is_eager=True, help="Print the version."),
    ] = False,
) -> None:
    pass


@taking(GROWTH, PLACES, COUNTED_ROWS, RULES)
def indicators(
    extract: Extract,
    by: By = None,
    only: Only = None,
    year: Year = None,
    format: Format = None,  # noqa: A002 - the option's name
    output: Output = None,
    lang: Lang = None,
    rejects: Rejects = None,
    manifest: Annotated[
        str | None,
        typer.Option(help="File (JSON) for what was read and written; see accsocial replay."),
    ] = None,
    quiet: Quiet = False,
    **given: Any,
) -> None:
    """Compute the indicators of an extract, beside the Cour's published figures."""
    from accsocial.commands.run import run_indicators

    config = given.pop("config")
    flags = {"by": by, "only": only, "year": year, "lang": lang, **given}
    run_indicators(
        extract,
        flags,
        config=config,
        rejects=rejects,
        format=format,
        output=output,
        manifest=manifest,
        quiet=quiet,
    )


def prices(
    file: Annotated[
        str | None,
        typer.Option(
            "--prices", help="A file as INSEE exports it; default: the series that ships."
        ),
    ] = None,
    base_year: Annotated[int, typer.Option(help="Year that growth is measured from.")] = 2018,
    year: Annotated[int, typer.Option(help="Year that growth is measured to.")] = 2022,
    format: Annotated[str, typer.Option("--format", help="table or json.")] = "table",  # noqa: A002
    lang: Lang = None,
) -> None:
    """Show the price index, and inflation under both conventions."""
    from accsocial.commands.run import run_prices

    run_prices(file, base_year, year, format, lang)


def references(
    format: Annotated[str, typer.Option("--format", help="table, json or csv.")] = "table",  # noqa: A002
    lang: Lang = None,
) -> None:
    """List the published figures, with their page, exact wording and perimeter."""
    from accsocial.commands.run import run_references

    run_references(format, lang)


def main() -> None:
    """Runs the command line: a user's mistake is one message and an exit code, no traceback."""
    speak(asked(sys.argv[1:]))
    guarded(prepared(sys.argv[1:]))


def prepared(words: Sequence[str]) -> typer.Typer:
    """The application with the command that these words ask for, or with all commands.

    Typer prepares every option of every command before it reads a word, which takes longer than
    to count a thousand rows.
    """
    asked = (each for each in _commands() if words[:1] == [each.__name__.replace("_", "-")])
    command = next(asked, None)
    return whole() if command is None else _application([command])


def whole() -> typer.Typer:
    """The application with all commands, in the order of its help."""
    return _application(_commands())


def _application(commands: Iterable[Callable[..., None]]) -> typer.Typer:
    made = typer.Typer(
        name="accsocial",
        cls=Commands,
        help="The Cour des comptes' indicators on social accompaniment, from activity extracts.",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    made.callback()(_main)
    for command in commands:
        made.command(cls=Command)(command)
    return made


def _commands() -> Iterator[Callable[..., None]]:
    """All commands; who stops at the one that is asked for imports no other module of them."""
    yield from (indicators, prices, references)
    from accsocial.commands import file_commands

    yield from file_commands.COMMANDS
    from accsocial.commands import figure_commands

    yield from figure_commands.COMMANDS
    from accsocial.commands import catalogue_command

    yield from catalogue_command.COMMANDS
    from accsocial.commands import simulate_command

    yield from simulate_command.COMMANDS
    from accsocial.commands import contest_commands

    yield from contest_commands.COMMANDS
    from accsocial.commands import exchange_commands

    yield from exchange_commands.COMMANDS
    from accsocial.commands import regression_commands

    yield from regression_commands.COMMANDS
