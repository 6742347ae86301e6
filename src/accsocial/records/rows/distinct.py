"""Work done once per distinct text: labels, codes, days and amounts repeat themselves."""

from __future__ import annotations

import numpy as np
import polars as pl


class Distinct:
    """The distinct texts of a column, and for each row which one it holds.

    `texts` are stripped (String, null where nothing is left) and stand in the
    order in which the rows point to them.
    """

    def __init__(self, column: pl.Series) -> None:
        coded = column.cast(pl.Categorical(pl.Categories.random()))
        distinct = coded.unique().drop_nulls()
        codes = distinct.to_physical().to_numpy()
        place = np.zeros(int(codes.max()) + 1 if len(codes) else 0, np.uint32)
        place[codes] = np.arange(len(codes), dtype=np.uint32)
        self._rows: pl.Series = pl.Series(place).gather(coded.to_physical())
        self.texts = strip(distinct.cast(pl.String))

    def spread(self, values: pl.Series) -> pl.Series:
        """One value per distinct text -> one value per row; null where the cell is empty."""
        return values.gather(self._rows)

    def count(self, positions: list[int]) -> list[int]:
        """How many rows hold each of some distinct texts."""
        counts = self._rows.filter(self._rows.is_in(positions)).value_counts()
        found: dict[int, int] = dict(counts.iter_rows())
        return [found.get(position, 0) for position in positions]


def strip(texts: pl.Series) -> pl.Series:
    """Text without white space around it, no-break spaces included; null where nothing is left."""
    stripped = texts.str.strip_chars()
    empty = stripped == ""
    return stripped.set(empty, None) if empty.any() else stripped
