"""docs/commands.md, from the commands themselves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import typer

from accsocial.cli import whole
from accsocial.commands.exits import DEFECT, INTERRUPTED
from accsocial.errors import AccsocialError, DataRefused, ExportRefused, UsageError
from accsocial.output import FORMATS
from docpages.markdown import code, codes, page, table

_OPTIONS, _ARGUMENTS = "Options", "Arguments"

EXIT_CODES = (
    (0, "done"),
    (AccsocialError.exit_code, "a check failed"),
    (UsageError.exit_code, "wrong option, setting or path"),
    (
        DataRefused.exit_code,
        (
            "the data were refused: unreadable, unrecognised, empty, not accounted for, "
            "or too many rows rejected"
        ),
    ),
    (ExportRefused.exit_code, "the output could not be written; an earlier file is untouched"),
    (DEFECT, "a defect of accsocial itself"),
    (129, "interrupted: the terminal was closed (SIGHUP); as 130"),
    (INTERRUPTED, "interrupted (Ctrl-C); no output was written"),
    (143, "interrupted: asked to end (SIGTERM), by `timeout` or `docker stop`; as 130"),
)


def commands() -> dict[str, Any]:
    """The commands by name, as the parser sees them; "" is `accsocial` itself."""
    group: Any = typer.main.get_command(whole())
    return {"": group, **group.commands}


def commands_page() -> str:
    """Every command with its arguments and options, then formats and exit codes."""
    parts = [
        (
            "Data go to standard output, talk (what was read, what was rejected, warnings) to "
            "standard error. `-` is standard input or standard output. What a setting means stands "
            "in [rules and settings](rules.md)."
        )
    ]
    for name, command in commands().items():
        parts += [f"## accsocial {name}".rstrip(), command.help]
        for heading, rows in _sections(command).items():
            parts += [
                f"**{heading}**",
                table(("Argument" if heading == _ARGUMENTS else "Option", "Meaning"), rows),
            ]
    parts += [
        "## Output formats",
        (
            "`--format` takes the name; with `-o` the ending chooses. Without both, "
            "`accsocial indicators` prints a table."
        ),
        table(
            ("Name", "Ending", "What it is"),
            ((code(f.name), code(f.ending), f.label["en"]) for f in FORMATS),
        ),
        "## Exit codes",
        table(("Code", "Meaning"), ((str(number), meaning) for number, meaning in EXIT_CODES)),
    ]
    return page("Commands", *parts)


def options_of(command: Any) -> Iterator[str]:
    """Every spelling of every option of a command: "--output", "-o"."""
    for parameter in command.params:
        if parameter.param_type_name == "option" and not parameter.hidden:
            yield from (*parameter.opts, *parameter.secondary_opts)


def _sections(command: Any) -> dict[str, list[tuple[str, str]]]:
    sections: dict[str, list[tuple[str, str]]] = {}
    for parameter in command.params:
        if parameter.hidden:
            continue
        if parameter.param_type_name == "argument":
            heading, names = _ARGUMENTS, code(parameter.name.upper())
        else:
            heading = getattr(parameter, "rich_help_panel", None) or _OPTIONS
            names = codes((*parameter.opts, *parameter.secondary_opts))
        default = parameter.default
        shown = f" Default: {default}." if isinstance(default, int | str) and default else ""
        meaning = (parameter.help or "").rstrip(".") + "."
        sections.setdefault(heading, []).append((names, meaning + shown))
    return sections
