"""Work done once per distinct text: labels, codes, days and amounts repeat themselves."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import polars as pl

from accsocial.records.rows.stripping import strip

_FEW = 6
"""Comparing all rows with each of so many texts is faster than looking each row up."""

_LOOKED_UP = 10_000
"""Fewer rows are looked up in less time than it takes to begin comparing."""

_SAMPLE = 1_000
"""Rows whose texts are likely to be all that a column of few labels holds."""


class Coded(NamedTuple):
    """A column as some `texts` (String), and in `rows` the place (UInt32) of each row's text.

    Some texts may be in no row, or stand at two places.
    """

    texts: pl.Series
    rows: pl.Series


class Distinct:
    """The distinct texts of a column, and for each row which one it holds.

    The column is String, Boolean, Categorical or Coded. `texts` are stripped (String, null where
    nothing is left) and stand in the order in which they first occur, unless they were coded
    before. `rows` (UInt32) are the places of the rows' texts.
    """

    def __init__(self, column: pl.Series | Coded) -> None:
        texts, self.rows = column if isinstance(column, Coded) else _coded(column)
        self.texts = strip(texts)

    def spread(self, values: pl.Series) -> pl.Series:
        """One value per distinct text -> one value per row; null where the cell is empty."""
        return values[self.rows]

    def of_categories(self) -> pl.Series:
        """The text of each row as a Categorical with categories of its own."""
        places = self.texts.cast(pl.Categorical(pl.Categories.random()))
        codes = places.to_physical()
        if codes.equals(pl.int_range(len(codes), dtype=pl.UInt32, eager=True)):
            return self.rows.cat.to(places.dtype)
        # Stripped, some texts are the same, or nothing: they are told by other codes.
        return codes.gather(self.rows).cat.to(places.dtype)

    def count(self, positions: list[int]) -> list[int]:
        """How many rows hold each of some distinct texts."""
        if not positions:
            return []
        counts = self.rows.filter(self.rows.is_in(positions)).value_counts()
        found: dict[int, int] = dict(counts.iter_rows())
        return [found.get(position, 0) for position in positions]


def _coded(column: pl.Series) -> Coded:
    if isinstance(column.dtype, pl.Categorical):
        return coded(column)
    if column.dtype == pl.Boolean:
        return Coded(pl.Series(["false", "true"]), column.cast(pl.UInt32))
    few = _few(column) if len(column) >= _LOOKED_UP else None
    return few or coded(column.cast(pl.Categorical(pl.Categories.random())))


def _few(column: pl.Series) -> Coded | None:
    """A column whose texts (String) are few; None for another."""
    texts = column.head(_SAMPLE).drop_nulls().unique(maintain_order=True)
    if not 0 < len(texts) <= _FEW:
        return None
    rows, found = pl.Series(np.zeros(len(column), np.uint8)), column.null_count()
    for place, text in enumerate(texts):
        here = column == text
        found += int(here.sum())
        # Null where the cell is: a sum with null is null.
        rows = rows + here.cast(pl.UInt8) * place
    return Coded(texts, rows.cast(pl.UInt32)) if found == len(column) else None


def coded(column: pl.Series) -> Coded:
    """A Categorical column, with categories of its own, as codes."""
    rows = column.to_physical()
    # In categories of its own a column has the codes 0, 1, 2 ... and no other.
    last: int | None = rows.max()  # type: ignore[assignment]  # codes are integers
    codes = pl.int_range(0 if last is None else last + 1, dtype=pl.UInt32, eager=True)
    return Coded(codes.cat.to(column.dtype).cast(pl.String), rows)
