"""The cells of one file -> values, column by column, in the way its first batch shows."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from accsocial.records.layout import TableLayout
from accsocial.records.rows import values
from accsocial.records.rows.distinct import Coded, Distinct, strip
from accsocial.records.rows.file_conventions import Again, FileConventions, cells_at
from accsocial.records.rows.labels import LabelReader
from accsocial.records.schema import Column, Kind
from accsocial.records.source import RawBatch

_ENUMS = {Kind.BODY, Kind.TERRITORY, Kind.LABEL, Kind.BOOLEAN}
_WHOLE = {Kind.IDENTIFIER, Kind.TEXT}
"""Kinds whose texts are kept as they are: most of them differ."""


class CellReader:
    """Reads the columns of one file.

    `labels` remember what they could not map; `conventions` say how dates and numbers are
    written. `positions` say where the columns stand, `again` reads them once more.
    """

    def __init__(self, layout: TableLayout, positions: Mapping[str, int], again: Again) -> None:
        self.labels = {
            column.name: LabelReader(column, layout)
            for column in layout.table.columns
            if column.kind in _ENUMS
        }
        self.conventions = FileConventions(layout.table.columns, positions, again)
        self._positions = positions

    def of(self, column: Column, raw: RawBatch) -> pl.Series | Coded:
        """The cells of a column as they stand in the file."""
        return cells_at(self._positions[column.name], raw)

    def read(self, column: Column, cells: pl.Series | Coded, *, trimmed: bool) -> pl.Series:
        """The values of a column; null where a cell is empty or cannot be read.

        Identifiers and texts that were coded are Categorical, with categories of their own.
        `trimmed` texts have nothing around them.
        """
        if isinstance(cells, Coded):
            distinct = Distinct(cells)
            if column.kind in _ENUMS:
                return self.labels[column.name].read(distinct)
            if column.kind in _WHOLE:
                return distinct.of_categories()
            return distinct.spread(self._value(column, distinct.texts))
        if column.kind in _WHOLE:
            return cells if trimmed else values.to_text(cells)
        if column.kind in _ENUMS:
            if cells.dtype == pl.Boolean and self.labels[column.name].keeps_booleans:
                return cells
            has_few = cells.dtype in (pl.String, pl.Boolean)
            return self.labels[column.name].read(
                Distinct(cells if has_few else values.to_text(cells))
            )
        if cells.dtype != pl.String:
            return self._value(column, cells)
        distinct = Distinct(cells)
        return distinct.spread(self._value(column, distinct.texts))

    def _value(self, column: Column, cells: pl.Series) -> pl.Series:
        if column.kind is Kind.DATE:
            return values.to_date(cells, day_first=self.conventions.day_first(column))
        if column.kind is Kind.DECIMAL:
            return values.to_decimal(cells, mark=self.conventions.mark(column))
        return values.to_year(cells) if column.kind is Kind.YEAR else values.to_integer(cells)

    def given(self, column: Column, raw: RawBatch) -> pl.Series:
        """Where the cell of a column holds anything."""
        cells = self.of(column, raw)
        if isinstance(cells, Coded):
            distinct = Distinct(cells)
            return distinct.spread(distinct.texts).is_not_null()
        # Nothing but a text can be there and be empty.
        return (strip(cells) if cells.dtype == pl.String else cells).is_not_null()
