"""How the columns of one file write their dates and numbers: decided once, for the whole file."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence

import polars as pl

from accsocial.records.rows.conventions import (
    AMBIGUOUS,
    LIKE_OTHERS,
    SWAPPED,
    date_order,
    decimal_mark,
    late_hours,
    times_in_utc,
)
from accsocial.records.rows.distinct import Coded
from accsocial.records.rows.joined import may_hold
from accsocial.records.rows.no_day import may_be_no_day, without_no_days
from accsocial.records.rows.nothing_said import OF_ANYTHING, emptied
from accsocial.records.rows.stripping import strip
from accsocial.records.rows.values import to_date
from accsocial.records.schema import Column, Kind
from accsocial.records.source import RawBatch
from accsocial.records.zones import FRANCE

_WRITTEN = {Kind.DATE, Kind.DECIMAL}
"""Kinds whose texts may be written in one of several ways."""

Again = Callable[[Sequence[int]], Iterator[RawBatch]]
"""The cells at some positions once more, from the first row on, in small batches."""


class FileConventions:
    """What the texts of a file tell, and the `notes` on it.

    The first batch with a value of a column decides, if it is evident; else all values do. Dates
    that do not tell their order have that of the others of the file, if these agree.
    `positions` say where the columns stand, `again` reads them anew.
    """

    def __init__(
        self, columns: Sequence[Column], positions: Mapping[str, int], again: Again
    ) -> None:
        self.notes: dict[str, str] = {}
        self._positions = positions
        self._again = again
        self._undecided = [c for c in columns if c.kind in _WRITTEN and c.name in positions]
        self._dates = [column for column in self._undecided if column.kind is Kind.DATE]
        self._begin_late: set[str] = set()
        self._day_first: dict[str, bool] = {}
        self._midnights: set[str] = set()
        self._marks: dict[str, str | None] = {}

    def day_first(self, column: Column) -> bool:
        """Whether the day stands before the month."""
        return self._day_first.get(column.name, True)

    def are_midnights(self, column: Column) -> bool:
        """Whether all values are moments that, taken for UTC, are midnights in France."""
        return column.name in self._midnights

    def mark(self, column: Column) -> str | None:
        """The decimal mark; None if nothing tells."""
        return self._marks.get(column.name)

    def decide(self, raw: RawBatch) -> None:
        """Decides how columns are written that have a first value in the next batch."""
        decided: list[Column] = []
        for column in [*self._undecided] if raw.frame.height else ():
            cells = cells_at(self._positions[column.name], raw)
            texts = _texts(cells)
            if texts is None:
                # Values that are stored as such are written in no way.
                self._undecided.remove(column)
            elif not len(texts):
                self._begin_late.add(column.name)
            else:
                self._undecided.remove(column)
                certain = self._is_certain(column, texts)
                # Large batches are read if memory allows: what is decided must not depend on it.
                if raw.is_large or column.name in self._begin_late or not certain:
                    self._look_at_all(column)
                decided.append(column)
        # All that this batch decides is known, and what is stored as days is not asked any more.
        for column in decided:
            if column in self._dates and self._is_ambiguous(column):
                self._follow_others(column)

    def _look_at_all(self, column: Column) -> None:
        """Decides by all values, or by so many of the first ones that it is certain."""
        position = self._positions[column.name]
        seen = pl.Series([], dtype=pl.String)
        for raw in self._again([position]):
            texts = _texts(cells_at(position, raw))
            if texts is not None and len(texts):
                seen = pl.concat([seen, texts]).unique()
                if self._is_certain(column, seen):
                    return

    def _is_ambiguous(self, column: Column) -> bool:
        return self.notes.get(f"{column.name} order", "").startswith(AMBIGUOUS)

    def _follow_others(self, column: Column) -> None:
        """Takes the month first if all other dates of the file that tell their order do so."""
        others = [other for other in self._dates if other != column]
        for other in others:
            if other in self._undecided:
                # It has no value so far.
                self._look_at_all(other)
        told = {other.name: self.notes.get(f"{other.name} order", "") for other in others}
        orders = {
            self._day_first[name]
            for name, evidence in told.items()
            if evidence and not evidence.startswith((AMBIGUOUS, LIKE_OTHERS))
        }
        if orders == {False}:
            self._day_first[column.name] = False
            self._say(f"{column.name} order", LIKE_OTHERS)

    def _is_certain(self, column: Column, texts: pl.Series) -> bool:
        """What some different texts tell is kept; whether more of them are not to be asked."""
        if column.kind is Kind.DATE:
            order = date_order(texts)
            self._day_first[column.name] = order.day_first
            self._say(f"{column.name} order", order.evidence)
            self._midnights.discard(column.name)
            # Days alone, as in most columns, are done with here.
            has_times = may_hold(texts, ":")
            told = self._told_by_times(column, texts) if has_times else ""
            self._say(f"{column.name} moments", told)
            # One value that is no midnight, wherever it stands, makes moments of all.
            # So does one stored day after the 12th of dates that seem to be turned.
            doubtful = order.evidence.startswith((AMBIGUOUS, SWAPPED))
            return order.day_first and not doubtful and column.name not in self._midnights
        mark = decimal_mark(texts)
        self._marks[column.name] = mark.mark
        self._say(f"{column.name} mark", mark.evidence)
        return not mark.evidence.startswith(AMBIGUOUS)

    def _told_by_times(self, column: Column, texts: pl.Series) -> str:
        """What the times of a column's moments tell, which is kept; "" if nothing asks."""
        if _are_midnights(column, texts, day_first=self.day_first(column)):
            self._midnights.add(column.name)
            return f"all at 22 or 23 h: midnights in UTC of the days in {FRANCE}"
        times = times_in_utc(texts)
        return f"in UTC, read as the time in {FRANCE}" if times.null_count() < len(times) else ""

    def _say(self, what: str, evidence: str) -> None:
        self.notes.pop(what, None)
        if evidence:
            self.notes[what] = evidence


def cells_at(position: int, raw: RawBatch) -> pl.Series | Coded:
    """The cells of a column as they stand in the file."""
    name = str(position)
    cells = raw.frame[name]
    return Coded(raw.texts[name], cells) if name in raw.texts else cells


def _texts(cells: pl.Series | Coded) -> pl.Series | None:
    """The different texts of a column, stripped, that say something; None if it has no texts."""
    if isinstance(cells, Coded):
        cells = cells.texts.gather(cells.rows.unique())
    if cells.dtype != pl.String:
        return None
    texts, _ = emptied(strip(cells.unique()), nothing=OF_ANYTHING)
    return texts.to_frame("").select(pl.col("").drop_nulls().unique()).to_series()


def _are_midnights(column: Column, texts: pl.Series, *, day_first: bool) -> bool:
    """Whether moments without a zone are midnights in France, all of them, if taken for UTC.

    Programs that keep moments in UTC write days so; see `files.moments`, of typed files.
    """
    hours = late_hours(texts)
    if hours.null_count() == len(hours):
        return False
    if hours.null_count() and may_be_no_day(column):
        # A day that stands for none is written as it is, in whatever zone.
        texts = without_no_days(texts)[0].drop_nulls()
        hours = late_hours(texts)
    if hours.null_count() or not len(hours):
        return False
    moments = to_date(texts, day_first=day_first).cast(pl.Datetime("us")) + hours
    clocks = moments.dt.replace_time_zone("UTC").dt.convert_time_zone(FRANCE).dt.time()
    return moments.null_count() < len(moments) and bool((clocks == dt.time()).all())
