"""Stored types -> those that typing knows: text, days and moments, numbers, booleans.

What is not evident is said in a note for the ledger: it may be contested.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

import polars as pl

from accsocial.records.files.moments import (
    CALENDAR,
    SeenMoments,
    counted,
    in_france,
    is_zone,
    within_reach,
)
from accsocial.records.files.stored_bytes import AS_UUID, BytesForm, SeenBytes
from accsocial.records.zones import FRANCE

_UTC = ("UTC", "Etc/UTC", "GMT", "Z", "+00:00")
_INT64_DIGITS = 18

MOST_DIGITS = 38
"""Digits of the longest decimals that Polars can decode."""


@dataclass(frozen=True)
class _Clock:
    """A way to write moments as whole numbers; `first` to `last` is 1990 to 2040 in it."""

    meaning: str
    first: int
    last: int
    unit: str


_CLOCKS = (
    _Clock("days since 1970-01-01", 7_305, 25_567, "d"),
    _Clock("spreadsheet days, since 1899-12-30", 32_874, 51_136, "excel"),
    _Clock("seconds since 1970-01-01, UTC", 631_152_000, 2_208_988_800, "s"),
    _Clock("milliseconds since 1970-01-01, UTC", 631_152_000_000, 2_208_988_800_000, "ms"),
    _Clock("microseconds since 1970-01-01, UTC", 631_152_000 * 10**6, 2_208_988_800 * 10**6, "us"),
    _Clock("nanoseconds since 1970-01-01, UTC", 631_152_000 * 10**9, 2_208_988_800 * 10**9, "ns"),
)
_AS_THEY_STAND = ((1_900, 2_155), (19_000_101, 21_551_231))
"""Years, and days written as yyyymmdd: whole numbers that typing reads, and that count nothing."""

_EXCEL_EPOCH = 25_569
"""The spreadsheet day of 1970-01-01."""


def is_plain(dtype: pl.DataType) -> bool:
    """Whether a column holds one value per row; lists and structures are left out."""
    return not dtype.is_nested() and dtype != pl.Object


def as_shown(column: pl.Series) -> pl.Expr:
    """The column as people read it: days and moments that no calendar has are bare numbers."""
    shown = pl.col(column.name)
    if not column.dtype.is_temporal() or column.dtype in (pl.Time, pl.Duration):
        return shown
    number = shown.to_physical()
    per_day = {"ms": 86_400_000, "us": 86_400_000_000, "ns": 86_400_000_000_000}
    size = per_day.get(getattr(column.dtype, "time_unit", ""), 1)
    first, last = (day * size for day in CALENDAR)
    in_calendar = number.is_between(max(first, -(2**63)), min(last, 2**63 - 1))
    return (
        pl.when(in_calendar)
        .then(pl.when(in_calendar).then(shown).cast(pl.String))
        .otherwise(number.cast(pl.String))
    )


def has_decimals(dtype: pl.DataType) -> bool:
    """Whether a decimal type has places after the point: they may all be zeros."""
    return isinstance(dtype, pl.Decimal) and bool(dtype.scale)


def is_too_wide(dtype: pl.DataType) -> bool:
    """Whether Polars names a type of more digits than it can decode."""
    return isinstance(dtype, pl.Decimal) and dtype.precision > MOST_DIGITS


def has_odd_zone(dtype: pl.DataType) -> bool:
    """Whether moments are in a time zone of which nothing is known, as those of Windows are."""
    zone = dtype.time_zone if isinstance(dtype, pl.Datetime) else None
    return zone is not None and not is_zone(zone)


class StoredTypes:
    """The expressions that bring columns to known types, and the `notes` on them.

    `uuids` are the columns of which the file itself says that they hold UUIDs, `days` those that
    are to be read as days: if they are numbers, their values must tell what they count.
    """

    def __init__(
        self, schema: Mapping[str, pl.DataType], uuids: Collection[str], days: Collection[str]
    ) -> None:
        self._schema = schema
        self._days = days
        self._bytes: dict[str, BytesForm] = dict.fromkeys(uuids, AS_UUID)
        self._uuids = uuids
        self._clocks: dict[str, _Clock] = {}
        self._whole: set[str] = set()
        self._midnights: set[str] = set()
        self.notes: dict[str, str] = {}

    def undecided(self, names: Iterable[str]) -> list[str]:
        """The columns whose values must be looked at by `decide` before `plain` is used."""
        return [
            name
            for name in names
            if self._may_be_days(name)
            or has_decimals(self._schema[name])
            or self._may_be_text(name)
            or self._may_be_midnights(name)
        ]

    def _may_be_days(self, name: str) -> bool:
        dtype = self._schema[name]
        return name in self._days and (dtype.is_integer() or dtype.is_float())

    def _may_be_text(self, name: str) -> bool:
        return self._schema[name] == pl.Binary and name not in self._uuids

    def _may_be_midnights(self, name: str) -> bool:
        dtype = self._schema[name]
        return name in self._days and isinstance(dtype, pl.Datetime) and dtype.time_zone is None

    def decide(self, frames: Iterable[pl.DataFrame], names: list[str]) -> None:
        """Looks at all values of the undecided columns."""
        seen = {name: SeenBytes() for name in names if self._may_be_text(name)}
        whole = {name for name in names if has_decimals(self._schema[name])}
        moments = {name: SeenMoments() for name in names if self._may_be_midnights(name)}
        counts = {name: [0] * len(_CLOCKS) for name in names if self._may_be_days(name)}
        standing = dict.fromkeys(counts, 0)
        for frame in frames:
            for name, values in seen.items():
                values.look_at(frame[name])
            for name, of_column in moments.items():
                of_column.look_at(frame[name])
            whole = {name for name in whole if _all_whole(frame[name])}
            for name, found in counts.items():
                numbers = frame[name].cast(pl.Int64, strict=False)
                for place, clock in enumerate(_CLOCKS):
                    found[place] += int(numbers.is_between(clock.first, clock.last).sum())
                for first, last in _AS_THEY_STAND:
                    standing[name] += int(numbers.is_between(first, last).sum())
        self._whole = whole
        self._midnights = {name for name, found in moments.items() if found.are_midnights}
        self._bytes.update((name, values.form) for name, values in seen.items())
        for name, found in counts.items():
            # One 9999 among years, which could be a day of 1997, must not make days of all.
            if max(found) > standing[name]:
                self._clocks[name] = _CLOCKS[found.index(max(found))]
                self._note(name, f"whole numbers, read as {self._clocks[name].meaning}")

    def plain(self, name: str, alias: str) -> pl.Expr:
        """The column as text, date, moment, number or boolean."""
        return self._converted(pl.col(name), name, self._schema[name]).alias(alias)

    def _converted(self, column: pl.Expr, name: str, dtype: pl.DataType) -> pl.Expr:
        if name in self._clocks:
            return _moment(column.cast(pl.Int64, strict=False), self._clocks[name])
        if name in self._midnights and isinstance(dtype, pl.Datetime):
            self._note(name, f"all at 22 or 23 h: midnights in UTC of the days in {FRANCE}")
            return in_france(column, dtype).dt.replace_time_zone(None)
        if isinstance(dtype, pl.Datetime) and dtype.time_zone is not None:
            return self._local(within_reach(column, dtype), name, dtype.time_zone)
        if isinstance(dtype, pl.Decimal):
            # Identifiers from databases are decimals without decimals.
            fits = name in self._whole or (not dtype.scale and dtype.precision <= _INT64_DIGITS)
            if fits:
                return column.cast(pl.Int64)
            return column if dtype.scale else column.cast(pl.String)
        if dtype == pl.Binary:
            self._note(name, self._bytes[name].meaning)
            return self._bytes[name].text(column)
        if dtype == pl.Duration:
            self._note(name, "duration, read as whole minutes")
            return column.dt.total_minutes()
        if dtype.is_float():
            return column.fill_nan(None)
        if dtype in (pl.Categorical, pl.Enum, pl.Time, pl.Null):
            return column.cast(pl.String)
        return column

    def _local(self, column: pl.Expr, name: str, zone: str) -> pl.Expr:
        """The moment as a clock on the wall shows it: its day is the day of the appointment."""
        if zone in _UTC:
            self._note(name, f"moments in UTC, read as the time in {FRANCE}")
            column = column.dt.convert_time_zone(FRANCE)
        else:
            self._note(name, f"moments in the time of {zone}")
        return column.dt.replace_time_zone(None)

    def _note(self, name: str, text: str) -> None:
        self.notes[f"column {name}"] = text


def _all_whole(column: pl.Series) -> bool:
    texts = column.drop_nulls().cast(pl.String)
    return bool(texts.str.contains(rf"^-?\d{{1,{_INT64_DIGITS}}}\.0*$").all())


def _moment(number: pl.Expr, clock: _Clock) -> pl.Expr:
    if clock.unit in ("d", "excel"):
        days = number if clock.unit == "d" else number - _EXCEL_EPOCH
        return days.cast(pl.Int32, strict=False).cast(pl.Date)
    moments = in_france(counted(number, clock.unit), pl.Datetime("us"))
    return moments.dt.replace_time_zone(None)
