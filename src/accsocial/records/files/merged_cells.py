"""Cells of a sheet that are merged over several rows: what stands in the first holds for all."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

import polars as pl

from accsocial.records.totals import A_TOTAL


@dataclass(frozen=True, order=True)
class MergedRows:
    """Cells of one column (from 0) that are merged from row `first` to row `last` (from 1)."""

    column: int
    first: int
    last: int


class MergedCells:
    """Gives the rows below the first one of merged cells the value that is shown for them all.

    A file keeps it in the first row alone. Not given on is what `measured` columns hold: one
    amount that is shown for three rows is no three amounts. Nor does a row get anything that has
    nothing of its own: it would be the row above once more. A total in their midst is none of the
    rows that it sums up.
    """

    def __init__(self, merged: Sequence[MergedRows], measured: Collection[int]) -> None:
        self.filled = 0
        self.left_empty = 0
        self._measured = measured
        self._above: dict[MergedRows, str] = {}
        self._merged: dict[int, list[MergedRows]] = {}
        for cells in sorted(merged):
            self._merged.setdefault(cells.column, []).append(cells)

    def fill(self, rows: pl.DataFrame) -> pl.DataFrame:
        """The next rows of the sheet, filled; `line` (UInt32) says which rows of it they are.

        Columns are named by their position and hold texts.
        """
        columns = [column for column in self._merged if str(column) in rows.columns]
        if not columns:
            return rows
        first = rows.select(pl.coalesce(pl.exclude("line"))).to_series()
        own = first.is_not_null() & ~first.str.contains(f"(?i){A_TOTAL}")
        return rows.with_columns(
            pl.Series(str(column), [*self._cells(rows, column, own)], pl.String)
            for column in columns
        )

    def _cells(self, rows: pl.DataFrame, column: int, own: pl.Series) -> Iterator[str | None]:
        coming = iter(self._merged[column])
        over = next(coming, None)
        for line, cell, has_own in zip(rows["line"], rows[str(column)], own, strict=True):
            while over and over.last < line:
                over = next(coming, None)
            if over is None or cell is not None or not has_own or over not in self._above:
                if over and over.first == line and cell is not None:
                    self._above[over] = cell
                yield cell
            elif column in self._measured:
                self.left_empty += 1
                yield None
            else:
                self.filled += 1
                yield self._above[over]
