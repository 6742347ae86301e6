"""The data files that ship with accsocial, as rows of text."""

from __future__ import annotations

import csv
import io
import tomllib
from importlib.resources import files
from typing import Any

_DATA = files("accsocial.parameters") / "data"


def read_rows(name: str) -> list[dict[str, str]]:
    """The rows of a CSV file in `data/`, header -> text; an empty cell is ""."""
    header, *rows = csv.reader(io.StringIO(read_text(name)))
    return [dict(zip(header, row, strict=True)) for row in rows]


def read_text(name: str) -> str:
    """The text of a file in `data/`."""
    return (_DATA / name).read_text(encoding="utf-8")


def read_toml(name: str) -> dict[str, Any]:
    """A TOML file in `data/`."""
    return tomllib.loads(read_text(name))
