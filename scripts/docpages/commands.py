"""docs/commands.md and docs/fr/commandes.md, from the commands themselves."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import typer

from accsocial.cli import whole
from accsocial.commands.exits import DEFECT, INTERRUPTED
from accsocial.commands.helping import argument_name, in_french
from accsocial.errors import AccsocialError, DataRefused, ExportRefused, UsageError
from accsocial.model import Text
from accsocial.output import FORMATS
from docpages.markdown import code, codes, page, table

_OPTIONS, _ARGUMENTS = "Options", "Arguments"

_TITLE = Text("Commands", "Commandes")
_INTRO = Text(
    "Data go to standard output, talk (what was read, what was rejected, warnings) to "
    "standard error. `-` is standard input or standard output. What a setting means stands "
    "in [rules and settings](rules.md).",
    "Les données vont sur la sortie standard, le reste (ce qui a été lu ou rejeté, avertissements) "
    "sur la sortie d'erreur. `-` est l'entrée ou la sortie standard. Le sens d'un réglage est dans "
    "[règles et réglages](regles.md).",
)
_MEANING = Text("Meaning", "Sens")
_DEFAULT = Text("Default: {value}.", "Par défaut : {value}.")
_REQUIRED = Text("Required.", "Obligatoire.")
_FORMATS = Text("Output formats", "Formats de sortie")
_OF_FORMATS = Text(
    "`--format` takes the name; with `-o` the ending chooses. Without both, "
    "`accsocial indicators` prints a table.",
    "`--format` prend le nom ; avec `-o`, l'extension choisit. Sans l'un ni l'autre, "
    "`accsocial indicators` affiche un tableau.",
)
_FORMAT_HEADINGS = {
    "en": ("Name", "Ending", "What it is"),
    "fr": ("Nom", "Extension", "Ce que c'est"),
}
_EXIT_CODES = Text("Exit codes", "Codes de sortie")

EXIT_CODES = (
    (0, Text("done", "fait")),
    (AccsocialError.exit_code, Text("a check failed", "un contrôle a échoué")),
    (
        UsageError.exit_code,
        Text("wrong option, setting or path", "option, réglage ou chemin erroné"),
    ),
    (
        DataRefused.exit_code,
        Text(
            "the data were refused: unreadable, unrecognised, empty, not accounted for, "
            "or too many rows rejected",
            "les données sont refusées : illisibles, non reconnues, vides, dont une ligne manque à "
            "l'appel, ou dont trop de lignes sont rejetées",
        ),
    ),
    (
        ExportRefused.exit_code,
        Text(
            "the output could not be written; an earlier file is untouched",
            "la sortie n'a pas pu être écrite ; un fichier antérieur reste intact",
        ),
    ),
    (DEFECT, Text("a defect of accsocial itself", "un défaut d'accsocial lui-même")),
    (
        129,
        Text(
            "interrupted: the terminal was closed (SIGHUP); as 130",
            "interrompu : le terminal a été fermé (SIGHUP) ; comme 130",
        ),
    ),
    (
        INTERRUPTED,
        Text(
            "interrupted (Ctrl-C); no output was written",
            "interrompu (Ctrl-C) ; aucune sortie n'a été écrite",
        ),
    ),
    (
        143,
        Text(
            "interrupted: asked to end (SIGTERM), by `timeout` or `docker stop`; as 130",
            "interrompu : prié de finir (SIGTERM), par `timeout` ou `docker stop` ; comme 130",
        ),
    ),
)


def commands() -> dict[str, Any]:
    """The commands by name, as the parser sees them; "" is `accsocial` itself."""
    group: Any = typer.main.get_command(whole())
    return {"": group, **group.commands}


def commands_page(lang: str) -> str:
    """Every command with its arguments and options, then formats and exit codes."""
    parts = [_INTRO[lang]]
    for name, command in commands().items():
        parts += [f"## accsocial {name}".rstrip(), _said(command.help, lang)]
        for heading, rows in _sections(command, lang).items():
            parts += [
                f"**{_said(heading, lang)}**",
                table(("Argument" if heading == _ARGUMENTS else "Option", _MEANING[lang]), rows),
            ]
    parts += [
        f"## {_FORMATS[lang]}",
        _OF_FORMATS[lang],
        table(
            _FORMAT_HEADINGS[lang],
            ((code(f.name), code(f.ending), f.label[lang]) for f in FORMATS),
        ),
        f"## {_EXIT_CODES[lang]}",
        table(
            ("Code", _MEANING[lang]),
            ((str(number), meaning[lang]) for number, meaning in EXIT_CODES),
        ),
    ]
    return page(_TITLE[lang], *parts)


def options_of(command: Any) -> Iterator[str]:
    """Every spelling of every option of a command: "--output", "-o"."""
    for parameter in command.params:
        if parameter.param_type_name == "option" and not parameter.hidden:
            yield from (*parameter.opts, *parameter.secondary_opts)


def _said(text: str, lang: str) -> str:
    return in_french(text) if lang == "fr" else text


def _sections(command: Any, lang: str) -> dict[str, list[tuple[str, str]]]:
    sections: dict[str, list[tuple[str, str]]] = {}
    for parameter in command.params:
        if parameter.hidden:
            continue
        if parameter.param_type_name == "argument":
            heading, names = _ARGUMENTS, code(argument_name(parameter, lang))
        else:
            heading = getattr(parameter, "rich_help_panel", None) or _OPTIONS
            names = codes((*parameter.opts, *parameter.secondary_opts))
        default = parameter.default
        meaning = [_said(parameter.help, lang)]
        if parameter.required:
            meaning.append(_REQUIRED[lang])
        elif default is not None and default is not False:
            meaning.append(_DEFAULT[lang].format(value=default))
        sections.setdefault(heading, []).append((names, " ".join(meaning)))
    return sections
