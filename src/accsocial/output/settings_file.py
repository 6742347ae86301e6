"""The settings that a file gave, in words, for standard error."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from accsocial.model import Text
from accsocial.output.words import clean, semicolon, setting

_LINE = Text("settings of {file}: {settings}", "réglages de {file} : {settings}")
_NAMES_OF_FILES = ("layout", "prices")


def file_line(file: str, values: Mapping[str, object], lang: str) -> str:
    """One line: `settings of accsocial.toml: counted_statuses = held, no_show; year = 2022`."""
    given = (f"{name} = {setting(_bare(name, value))}" for name, value in values.items())
    return _LINE[lang].format(file=clean(file), settings=semicolon(lang).join(given))


def _bare(name: str, value: object) -> object:
    """A file without its folders, which say where somebody works."""
    return Path(value).name if name in _NAMES_OF_FILES and isinstance(value, str) else value
