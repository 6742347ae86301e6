"""Columns of bytes -> text, in one form for the whole column.

Each value in a form of its own would make one identifier of several: the same bytes may be white
space in one text and a letter in another.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import polars as pl

_UUID_BYTES = 16
_CONTROL = r"\p{Cc}"
_GROUPS = r"^(.{8})(.{4})(.{4})(.{4})(.{12})$"
_DASHED = "${1}-${2}-${3}-${4}-${5}"
_MADE_AS_UUID = r"^.{12}[1-8].{3}[89ab]"
"""The digits of the version and of the variant. Other bytes have such digits once in eight."""


@dataclass(frozen=True)
class BytesForm:
    """How a column of bytes becomes text."""

    meaning: str
    text: Callable[[pl.Expr], pl.Expr]


AS_TEXT = BytesForm("bytes, read as text", lambda column: column.cast(pl.String))
AS_UUID = BytesForm(
    "bytes, read as UUIDs",
    lambda column: column.bin.encode("hex").str.replace(_GROUPS, _DASHED),
)
AS_HEX = BytesForm(
    "bytes that are no text, read as hexadecimal", lambda column: column.bin.encode("hex")
)


class SeenBytes:
    """What all values of a column tell, some of them at a time."""

    def __init__(self) -> None:
        self._are_text = True
        self._are_uuids = True

    def look_at(self, column: pl.Series) -> None:
        """Takes some more values into account."""
        values = column.drop_nulls()
        self._are_text = self._are_text and _are_text(values)
        self._are_uuids = self._are_uuids and _are_uuids(values)

    @property
    def form(self) -> BytesForm:
        """The form that suits all of them."""
        if self._are_text:
            return AS_TEXT
        return AS_UUID if self._are_uuids else AS_HEX


def _are_text(values: pl.Series) -> bool:
    try:
        texts = values.cast(pl.String)
    except pl.exceptions.ComputeError:
        # One of them is not UTF-8.
        return False
    return not texts.str.contains(_CONTROL).any()


def _are_uuids(values: pl.Series) -> bool:
    if not (values.bin.size() == _UUID_BYTES).all():
        return False
    return bool(values.bin.encode("hex").str.contains(_MADE_AS_UUID).all())
