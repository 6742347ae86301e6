"""The command line: parse, call, print, exit. Heavy modules are imported inside commands."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Annotated, Any

import typer
from typer.core import TyperCommand, TyperGroup

from accsocial import __version__
from accsocial.commands.exits import Interrupted, ReaderGone, guarded, writing_stdout
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
from accsocial.commands.threads import spare_threads
from accsocial.errors import UsageError


@contextmanager
def _named_apart() -> Iterator[None]:
    """Two ends that typer would take for its own: Ctrl-C, and a reader that has gone."""
    try:
        yield
    except KeyboardInterrupt as error:
        raise Interrupted from error
    except BrokenPipeError as error:
        raise ReaderGone from error


def _spared(parameters: Sequence[Any]) -> list[Any]:
    """Spares parameters the validators that typer makes, one for each.

    To make them would take longer than to count a thousand rows.
    """
    for parameter in parameters:
        if "process_value" not in vars(parameter):
            parameter.process_value = _sparing(parameter)
    return [*parameters]


def _sparing(parameter: Any) -> Callable[[Any, Any], Any]:
    """What typer does with a value, except that one which needs no check stays as it is."""
    full = parameter.process_value
    several = parameter.multiple or parameter.nargs == -1
    annotation = parameter.type_descriptor.annotation

    def process_value(ctx: Any, value: Any) -> Any:
        if not ctx.resilient_parsing:
            _refuse_empty(parameter, value)
        if value is None and several:
            value = ()
        # Words of the command line are texts; a default is of its type already.
        valid = type(value) is annotation or annotation == list[str]
        if not (valid or value in (None, ())) or (parameter.required and not value):
            return full(ctx, value)
        return value if parameter.callback is None else parameter.callback(ctx, parameter, value)

    return process_value


_HAVE_WORDS_FOR_EMPTY = ("columns", "reason")
"""Options that say better what they may hold."""


def _refuse_empty(parameter: Any, value: Any) -> None:
    """A shell variable that is empty by accident would else be the working folder, or no wish."""
    given = value if isinstance(value, list | tuple) else (value,)
    if "" in given and parameter.name not in _HAVE_WORDS_FOR_EMPTY:
        option = next((name for name in parameter.opts if name.startswith("--")), None)
        name = option or parameter.metavar or parameter.name.upper()
        raise UsageError(f"{name}: the value is empty. Leave it out, or fill it")


class _Commands(TyperGroup):
    """All commands."""

    def make_context(self, *args: Any, **extra: Any) -> Any:
        # Help is printed here.
        with _named_apart(), writing_stdout():
            return super().make_context(*args, **extra)

    def get_params(self, ctx: Any) -> Any:
        return _spared(super().get_params(ctx))

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """The first sentence of each, whole: typer cuts it off at the width of the terminal."""
        commands = ((name, self.get_command(ctx, name)) for name in self.list_commands(ctx))
        with formatter.section("Commands"):
            formatter.write_dl(
                [(name, each.get_short_help_str(limit=200)) for name, each in commands if each]
            )

    def invoke(self, ctx: Any) -> Any:
        with _named_apart():
            return super().invoke(ctx)


class _Command(TyperCommand):
    """A command whose help lists options under the headings of their `rich_help_panel`.

    Typer does so through rich only, whose import would double the time of `--help`.
    """

    def make_context(self, *args: Any, **extra: Any) -> Any:
        with writing_stdout():
            return super().make_context(*args, **extra)

    def get_params(self, ctx: Any) -> Any:
        return _spared(super().get_params(ctx))

    def invoke(self, ctx: Any) -> Any:
        if extract := ctx.params.get("extract"):
            spare_threads(extract)
        return super().invoke(ctx)

    def format_options(self, ctx: Any, formatter: Any) -> None:
        sections: dict[str, list[tuple[str, str]]] = {}
        for parameter in self.get_params(ctx):
            record = parameter.get_help_record(ctx)
            if record is not None:
                kind = "Arguments" if parameter.param_type_name == "argument" else "Options"
                heading = getattr(parameter, "rich_help_panel", None) or kind
                sections.setdefault(heading, []).append(record)
        for heading, records in sections.items():
            with formatter.section(heading):
                formatter.write_dl(records)


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
        cls=_Commands,
        help="The Cour des comptes' indicators on social accompaniment, from activity extracts.",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    made.callback()(_main)
    for command in commands:
        made.command(cls=_Command)(command)
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
