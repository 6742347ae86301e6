"""How words become the parameters of a command: typer's way, but for ends, help and time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from typer.core import TyperCommand, TyperGroup
from typer.exceptions import TyperException

from accsocial.commands.exits import (
    Interrupted,
    ReaderGone,
    replace_what_stdout_lacks,
    writing_stdout,
)
from accsocial.commands.threads import spare_threads
from accsocial.errors import UsageError
from accsocial.language import spoken


@contextmanager
def _named_apart() -> Iterator[None]:
    """Ends that typer would take for its own: Ctrl-C, a reader that has gone, and wrong words.

    Of wrong words typer speaks English alone.
    """
    try:
        yield
    except TyperException as error:
        _name_as_in_help(error)
        if spoken() == "en" or (said := _said(error)) is None:
            raise
        raise UsageError(said) from error
    except KeyboardInterrupt as error:
        raise Interrupted from error
    except BrokenPipeError as error:
        raise ReaderGone from error


def _name_as_in_help(error: TyperException) -> None:
    """Whoever looks for what is missing finds it in the help."""
    from accsocial.commands.helping import argument_name

    parameter = getattr(error, "param", None)
    if getattr(parameter, "param_type_name", None) == "argument":
        error.param_hint = f"'{argument_name(parameter, spoken())}'"  # type: ignore[attr-defined]  # BadParameter


def _said(error: TyperException) -> str | None:
    """A refusal of typer in words that are known in every language, and where to look; else None.

    Help, where no word is given at all, is such an error too.
    """
    from accsocial.output.refusals import in_french

    context = getattr(error, "ctx", None)
    help_ = "--help" if context is None else f"{context.command_path} --help"
    said = f"{error.format_message().removesuffix('.')}. See {help_}"
    return said if in_french(said) else None


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
        from accsocial.commands.helping import argument_name

        option = next((name for name in parameter.opts if name.startswith("--")), None)
        name = option or argument_name(parameter, spoken())
        raise UsageError(f"{name}: the value is empty. Leave it out, or fill it")


def _in_words(formatter: Any) -> Any:
    """What writes help in the reader's words. Help writes its usage, too, which errors show."""
    from accsocial.commands.helping import Help

    return formatter if isinstance(formatter, Help) else Help(formatter)


class Commands(TyperGroup):
    """All commands."""

    def make_context(self, *args: Any, **extra: Any) -> Any:
        # Help is printed here.
        with _named_apart(), writing_stdout():
            return super().make_context(*args, **extra)

    def get_params(self, ctx: Any) -> Any:
        return _spared(super().get_params(ctx))

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        super().format_usage(ctx, _in_words(formatter))

    def format_help(self, ctx: Any, formatter: Any) -> None:
        replace_what_stdout_lacks()
        super().format_help(ctx, _in_words(formatter))

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


class Command(TyperCommand):
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

    def format_usage(self, ctx: Any, formatter: Any) -> None:
        super().format_usage(ctx, _in_words(formatter))

    def format_help(self, ctx: Any, formatter: Any) -> None:
        replace_what_stdout_lacks()
        super().format_help(ctx, _in_words(formatter))

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
