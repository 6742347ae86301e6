"""The cells of one file -> values, column by column, as the file writes them."""

from __future__ import annotations

import polars as pl

from accsocial.records.rows import values
from accsocial.records.rows.distinct import Coded, Distinct
from accsocial.records.rows.file_conventions import Again, FileConventions, cells_at
from accsocial.records.rows.identifier_doubts import doubts
from accsocial.records.rows.labels import LabelReader
from accsocial.records.rows.no_day import may_be_no_day, without_no_days
from accsocial.records.rows.nothing_said import (
    OF_ANYTHING,
    OF_DAYS_THAT_MAY_LACK,
    OF_PEOPLE,
    Nothing,
    emptied,
)
from accsocial.records.rows.rounded_numbers import rounded
from accsocial.records.rows.short_texts import ShortTexts, short_texts
from accsocial.records.schema import Column, Kind
from accsocial.records.source import Match, RawBatch

_ENUMS = {Kind.BODY, Kind.TERRITORY, Kind.LABEL, Kind.BOOLEAN}
_WHOLE = {Kind.IDENTIFIER, Kind.TEXT}
"""Kinds whose texts are kept as they are: most of them differ."""


class CellReader:
    """Reads the columns of one file, which a match says.

    `labels` remember what they could not map; `conventions` say how dates and numbers are
    written, `emptied` how many cells of the last batch, by column, say nothing in a word (see
    `nothing_said`), and `doubtful` likewise, by warning, its identifiers and numbers in doubt.
    `again` reads columns once more.
    """

    def __init__(self, match: Match, again: Again) -> None:
        table = match.layout.table
        self.labels = {
            column.name: LabelReader(column, match.layout)
            for column in table.columns
            if column.kind in _ENUMS
        }
        self.conventions = FileConventions(table.columns, match.columns, again)
        self.emptied: dict[str, int] = {}
        self.doubtful: dict[str, dict[str, int]] = {}
        self._split = match.layout.split
        self._positions = match.columns

    def of(self, column: Column, raw: RawBatch) -> pl.Series | Coded:
        """The cells of a column as they stand in the file."""
        return cells_at(self._positions[column.name], raw)

    def read(self, column: Column, cells: pl.Series | Coded, *, trimmed: bool) -> pl.Series:
        """The values of a column; null where a cell is empty or cannot be read.

        Identifiers and texts that were coded are Categorical, with categories of their own.
        `trimmed` texts have nothing around them, nor anything in them that cannot be seen.
        """
        self.emptied[column.name] = 0
        self.doubtful[column.name] = {}
        if column.kind in _ENUMS:
            return self._label(column, cells)
        if not isinstance(cells, Coded) and cells.dtype != pl.String:
            if may_be_no_day(column):
                cells, none = without_no_days(cells)
                self.emptied[column.name] = len(none)
            self.doubtful[column.name] = rounded(column.kind, cells)
            return values.to_text(cells) if column.kind in _WHOLE else self._value(column, cells)
        if not isinstance(cells, Coded) and column.kind in _WHOLE:
            # Looked at once, if there are many, for what is around them and for what they say.
            short = short_texts(cells)
            if not (trimmed or (short is not None and short.are_plain())):
                # Stripped, they are other texts: a no-break space is a space.
                cells, short = values.to_text(cells), None
            texts, places = emptied(cells, short)
            self.emptied[column.name] = len(places)
            self._doubt(column, texts, short)
            return values.without_point(texts, short)
        distinct = Distinct(cells)
        distinct.texts, nothing = _without_nothing(column, distinct.texts)
        self.emptied[column.name] = sum(distinct.count(nothing))
        if column.kind in _WHOLE:
            self._doubt(column, distinct)
            distinct.texts = values.without_point(distinct.texts)
            return distinct.of_categories()
        return distinct.spread(self._value(column, distinct.texts))

    def _doubt(
        self, column: Column, found: pl.Series | Distinct, short: ShortTexts | None = None
    ) -> None:
        if column.kind is not Kind.IDENTIFIER:
            return
        texts = found.texts if isinstance(found, Distinct) else found
        by_warning = doubts(column, texts, is_split=column.name in self._split, short=short)
        self.doubtful[column.name] = {
            warning: sum(found.count(places.tolist()))
            if isinstance(found, Distinct)
            else len(places)
            for warning, places in by_warning.items()
        }

    def _label(self, column: Column, cells: pl.Series | Coded) -> pl.Series:
        reader = self.labels[column.name]
        if isinstance(cells, Coded) or cells.dtype == pl.String:
            return reader.read(Distinct(cells))
        if cells.dtype == pl.Boolean:
            return cells if reader.keeps_booleans else reader.read(Distinct(cells))
        return reader.read(Distinct(values.to_text(cells)))

    def _value(self, column: Column, cells: pl.Series) -> pl.Series:
        if column.kind is Kind.DATE:
            return values.to_date(
                cells,
                day_first=self.conventions.day_first(column),
                are_midnights=self.conventions.are_midnights(column),
            )
        if column.kind is Kind.DECIMAL:
            return values.to_decimal(
                cells, mark=self.conventions.mark(column), units=values.UNITS.get(column.name, {})
            )
        return values.to_year(cells) if column.kind is Kind.YEAR else values.to_integer(cells)

    def given(self, column: Column, raw: RawBatch, read: pl.Series) -> pl.Series:
        """Where the cell of a column, whose values were `read`, holds anything."""
        cells = self.of(column, raw)
        filled = cells.rows if isinstance(cells, Coded) else cells
        if read.null_count() == filled.null_count():
            # The usual column: all that is there is a value.
            return read.is_not_null()
        if not isinstance(cells, Coded) and cells.dtype != pl.String:
            held = without_no_days(cells)[0] if may_be_no_day(column) else cells
            return held.is_not_null()
        # Nothing but a text can be there and be empty.
        distinct = Distinct(cells)
        texts = distinct.texts
        if column.kind not in _ENUMS:
            texts, _ = _without_nothing(column, texts)
        return distinct.spread(texts).is_not_null()


def _without_nothing(column: Column, texts: pl.Series) -> tuple[pl.Series, list[int]]:
    """Texts of a column with null where they say nothing, and the places where they do."""
    texts, words = emptied(texts, nothing=_nothing(column))
    if not may_be_no_day(column):
        return texts, words.tolist()
    texts, none = without_no_days(texts)
    return texts, [*words.tolist(), *none.to_list()]


def _nothing(column: Column) -> Nothing:
    """What says nothing in a column: in the place of a number, or of a day, `nc` is a wrong one."""
    if column.kind in _WHOLE:
        return OF_PEOPLE
    return OF_DAYS_THAT_MAY_LACK if may_be_no_day(column) else OF_ANYTHING
