"""Help as it is printed: placeholders in plain words, and all of it in the reader's language.

The English of what a command or an option means stands in the code, beside it; its French in
`help.toml`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from accsocial.language import spoken, unbroken

_TYPES = {"<str>": "TEXT", "<list[str]>": "TEXT", "<int>": "INTEGER", "<float>": "NUMBER"}
"""What typer calls the value of an option, and what a reader who knows no Python does."""

_ARGUMENT = re.compile(r"[{\[](?P<name>\[INDICATOR\]\.\.\. EXTRACT|\w+)(?:\.\.\.)?[}\]](?:\.\.\.)?")
_WORD = re.compile(r"[A-Z]{2,}")
_MORE = re.compile(r"(?P<meaning>.*?)(?:  \[(?P<more>.*)\])?", re.DOTALL)
"""What an option means, and what typer adds: whether it is required, its default."""


class Help:
    """What typer writes help to. Lays nothing out: that is done by the `formatter` of typer."""

    def __init__(self, formatter: Any) -> None:
        self._formatter = formatter

    def __getattr__(self, name: str) -> Any:
        return getattr(self._formatter, name)

    def write_usage(self, prog: str, args: str = "") -> None:
        """The first line: program and command, then what they take."""
        self._formatter.write_usage(
            prog, _placeholders(_usage(args), spoken()), _headed("Usage") + ": "
        )

    def section(self, heading: str) -> Any:
        """A heading, with what is written below it until it is left."""
        return self._formatter.section(_headed(heading))

    def write_text(self, text: str) -> None:
        """What a command is for."""
        self._formatter.write_text(told(text))

    def write_dl(self, rows: Iterable[tuple[str, str]]) -> None:
        """Names, and what each of them means."""
        self._formatter.write_dl([(_named(name), told(meaning)) for name, meaning in rows])


def told(text: str) -> str:
    """A text of the help in the language of the run; one that has no French stays English."""
    parts = None if spoken() == "en" else _MORE.fullmatch(text)
    if parts is None:
        return text
    meaning = in_french(parts["meaning"])
    added = re.sub(
        r"\b(default|required)\b", lambda found: in_french(found[0]), parts["more"] or ""
    )
    return f"{meaning}  [{unbroken(added.replace(':', ' :'))}]" if added else meaning


def in_french(text: str) -> str:
    """The French of a text of the help; the text itself if it has none."""
    return unbroken(_french().get(text, text))


@cache
def _french() -> Mapping[str, str]:
    # English help does without.
    import tomllib
    from importlib.resources import files

    text = files("accsocial.commands").joinpath("help.toml").read_text(encoding="utf-8")
    return tomllib.loads(text)


def argument_name(argument: Any, lang: str) -> str:
    """An argument as the help names it; typer's refusals name a variable of the code."""
    return _placeholders(argument.metavar or argument.name.upper(), lang)


def _headed(heading: str) -> str:
    """A heading, with the space that French puts before what follows it."""
    return heading if spoken() == "en" else f"{in_french(heading)}\u00a0"


def _named(name: str) -> str:
    """An option with the kind of its value, an argument by its name, a command as it is."""
    option, _, kind = name.rpartition(" ")
    if kind not in _TYPES:
        return name
    named = f"{option} {_TYPES[kind]}" if option.startswith("-") else option.upper()
    return _placeholders(named, spoken())


def _usage(args: str) -> str:
    """What a command takes, by the names under which its help lists it."""
    return _ARGUMENT.sub(_as_placeholder, args)


def _as_placeholder(found: re.Match[str]) -> str:
    """`{extract}...` is an argument that must be given, `[extract]...` one that may be."""
    whole, name = found.group(0), found["name"].upper()
    dots = "..." if whole.endswith("...") else ""
    return f"{name}{dots}" if whole.startswith("{") else f"[{name}]{dots}"


def _placeholders(text: str, lang: str) -> str:
    """Text with its words in capitals in that language."""
    return text if lang == "en" else _WORD.sub(lambda found: in_french(found[0]), text)
