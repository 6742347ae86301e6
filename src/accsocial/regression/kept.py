"""Results that were written by an earlier run, read back: JSON, JSON lines, CSV or Parquet."""

from __future__ import annotations

import csv
import json
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from accsocial.errors import DataRefused
from accsocial.regression.baseline import FORMAT as BASELINE
from accsocial.regression.baseline import read_baseline
from accsocial.regression.documents import ENCODING
from accsocial.regression.values import NUMBERS, TEXTS, Values, groups_of, parsed

_COLUMNS = {"indicator", *NUMBERS, *TEXTS}
_BEGINNING = 1 << 16
_ESCAPED = re.compile(r"'(?=[=+\-@\t\r])")
"""What CSV puts before a text, such as the name of a site, that would run as a formula."""


def _text(cell: str) -> str:
    return cell[1:] if _ESCAPED.match(cell) else cell


_KINDS: Mapping[str, Callable[[str], object]] = {**dict.fromkeys(NUMBERS, float), "year": int}


def kept_values(path: Path) -> Values | None:
    """The values in a file of results or a baseline; None if it is neither (so an extract).

    Raises DataRefused if it is one and damaged, or made for reading: a workbook, Markdown.
    """
    ending = path.suffix.lower()
    if path.is_file() and (ending == ".md" or (ending == ".xlsx" and _is_our_workbook(path))):
        raise DataRefused(
            f"{path.name}: is made for reading, not for comparing. Write the results as JSON, "
            "JSON lines, CSV or Parquet, or name the extract"
        )
    if not path.is_file() or ending not in _READERS:
        return None
    try:
        rows = _READERS[ending](path)
        if rows is None:
            return None
        if isinstance(rows, Values):
            return rows
        return parsed(rows, groups_of(rows[0]) if rows else ())
    except (ValueError, RecursionError, csv.Error) as error:
        raise DataRefused(f"{path.name}: {_in_words(error)}. Write the results again") from None


def _is_our_workbook(path: Path) -> bool:
    """Whether accsocial wrote it: results or evidence, no extract."""
    try:
        with zipfile.ZipFile(path) as parts, parts.open("docProps/core.xml") as about:
            return b"<dc:title>accsocial</dc:title>" in about.read(_BEGINNING)
    except (OSError, zipfile.BadZipFile, zlib.error, KeyError, RuntimeError, EOFError):
        # The reader of extracts has the words for what is wrong with it.
        return False


def _in_words(error: ValueError | RecursionError | csv.Error) -> str:
    if isinstance(error, RecursionError):
        return "is nested without an end"
    if isinstance(error, UnicodeDecodeError):
        return "is not UTF-8 text"
    return "is damaged" if isinstance(error, json.JSONDecodeError | csv.Error) else str(error)


def _json(path: Path) -> list[dict[str, Any]] | Values | None:
    found = json.loads(path.read_text(ENCODING))
    if isinstance(found, dict) and str(found.get("format")).startswith(f"accsocial {BASELINE}"):
        return read_baseline(path).values
    return _rows(found)


def _jsonl(path: Path) -> list[dict[str, Any]]:
    # Not str.splitlines: the name of a site may hold what Unicode calls the end of a line.
    with path.open(encoding=ENCODING) as lines:
        return _rows([json.loads(line) for line in lines])


def _rows(found: object) -> list[dict[str, Any]]:
    if not isinstance(found, list) or not all(isinstance(row, dict) for row in found):
        raise ValueError("holds no results of accsocial")
    return found


def _csv(path: Path) -> list[dict[str, Any]] | None:
    with path.open("rb") as file:
        first = file.read(_BEGINNING).split(b"\n", 1)[0].decode(ENCODING, errors="replace")
    if not {*first.strip().split(",")} >= _COLUMNS:
        return None
    with path.open(encoding=ENCODING, newline="") as text:
        rows = csv.DictReader(text)
        return [dict(_typed(row, f"line {rows.line_num}")) for row in rows]


def _typed(row: Mapping[str, str], place: str) -> Iterator[tuple[str, object]]:
    if None in row or None in row.values():
        raise ValueError(f"{place} has too few or too many cells")
    for name, cell in row.items():
        try:
            yield name, None if cell == "" else _KINDS.get(name, _text)(cell)
        except ValueError:
            raise ValueError(f"{place}: {name} must be a number") from None


def _parquet(path: Path) -> list[dict[str, Any]] | None:
    import polars as pl

    try:
        if not {*pl.read_parquet_schema(path)} >= _COLUMNS:
            return None
        return pl.read_parquet(path).to_dicts()
    except pl.exceptions.PolarsError:
        # The reader of extracts has the words for what is wrong with it.
        return None


_READERS = {".json": _json, ".jsonl": _jsonl, ".csv": _csv, ".parquet": _parquet}
