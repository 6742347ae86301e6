"""CSV: commas, UTF-8, decimal points, a header."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, BinaryIO

import polars as pl

if TYPE_CHECKING:
    from accsocial.results import Results

_RUNS_AS_FORMULA = r"^([=+\-@\t\r])"
_QUOTED = frozenset(',"\r\n')


def write_csv(results: Results, lang: str, file: BinaryIO) -> None:  # noqa: ARG001 - no words
    """The columns of the results."""
    write_frame(results.frame, file)


def write_frame(frame: pl.DataFrame, file: BinaryIO) -> None:
    """The columns of a frame; a null is an empty field, an empty text is "".

    Floats are in their shortest form; texts are made safe by `escape_text`.
    """
    file.write(_record(frame.columns))
    file.writelines(map(_record, escape_text(frame).iter_rows()))


def escape_text(frame: pl.DataFrame) -> pl.DataFrame:
    """The frame with a leading apostrophe before each text that would run as a formula.

    Spreadsheets take a text that begins with = + - @ or a tab for one. Only
    text columns are touched: a negative number stays a number.
    """
    return frame.with_columns(pl.col(pl.String).str.replace(_RUNS_AS_FORMULA, "'${1}"))


def _record(cells: Iterable[object]) -> bytes:
    # Not the csv module: whether it quotes a lone carriage return depends on Python's version.
    return (",".join(map(_field, cells)) + "\n").encode()


def _field(cell: object) -> str:
    if cell is None:
        return ""
    if not isinstance(cell, str):
        return repr(cell)
    if cell and _QUOTED.isdisjoint(cell):
        return cell
    return '"' + cell.replace('"', '""') + '"'
