"""Work done once per distinct text: labels, codes, days and amounts repeat themselves."""

from __future__ import annotations

import polars as pl

_FEW = 6
"""Comparing all rows with each of so many texts is faster than looking each row up."""

_SAMPLE = 1_000
"""Rows whose texts are likely to be all that a column of few labels holds."""


class Distinct:
    """The distinct texts of a column, and for each row which one it holds.

    `texts` are stripped (String, null where nothing is left) and stand in the
    order in which they first occur.
    """

    def __init__(self, column: pl.Series) -> None:
        texts, self._rows = _few(column) or _many(column)
        self.texts = strip(texts)

    def spread(self, values: pl.Series) -> pl.Series:
        """One value per distinct text -> one value per row; null where the cell is empty."""
        return values.gather(self._rows)

    def count(self, positions: list[int]) -> list[int]:
        """How many rows hold each of some distinct texts."""
        counts = self._rows.filter(self._rows.is_in(positions)).value_counts()
        found: dict[int, int] = dict(counts.iter_rows())
        return [found.get(position, 0) for position in positions]


def _few(column: pl.Series) -> tuple[pl.Series, pl.Series] | None:
    """The texts of a column and the place of each row's text; None if they are not few."""
    texts = column.head(_SAMPLE).drop_nulls().unique(maintain_order=True)
    if not 0 < len(texts) <= _FEW:
        return None
    rows, found = pl.zeros(len(column), pl.UInt32, eager=True), column.null_count()
    for place, text in enumerate(texts):
        here = column == text
        found += int(here.sum())
        # Null where the cell is: a sum with null is null.
        rows = rows + here.cast(pl.UInt32) * place
    return (texts, rows) if found == len(column) else None


def _many(column: pl.Series) -> tuple[pl.Series, pl.Series]:
    coded = column.cast(pl.Categorical(pl.Categories.random()))
    rows = coded.to_physical()
    # In categories of its own a column has the codes 0, 1, 2 ... and no other.
    last: int | None = rows.max()  # type: ignore[assignment]  # codes are integers
    codes = pl.int_range(0 if last is None else last + 1, dtype=pl.UInt32, eager=True)
    return codes.cat.to(coded.dtype).cast(pl.String), rows


def strip(texts: pl.Series) -> pl.Series:
    """Text without white space around it, no-break spaces included; null where nothing is left."""
    stripped = texts.str.strip_chars()
    empty = stripped == ""
    return stripped.set(empty, None) if empty.any() else stripped
