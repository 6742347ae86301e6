"""Moments of typed files: days that were written as such, and those that no calendar has.

Some programs keep moments in UTC, and days as moments, without a word on it (Spark's INT96 is one):
midnight in France is 22 or 23 h then. Read as they stand, all days would be the day before.
"""

from __future__ import annotations

import datetime as dt
from typing import TypeVar

import polars as pl

from accsocial.records.zones import FRANCE

T = TypeVar("T", pl.Series, pl.Expr)

CALENDAR = (-719_162, 2_932_896)
"""The first and the last day of Python's calendar, counted from 1970-01-01."""

_PER_DAY = 86_400


def _seconds(day: dt.date) -> int:
    return (day - dt.date(1970, 1, 1)).days * _PER_DAY


_OF_EXTRACTS = _seconds(dt.date(1900, 1, 2)), _seconds(dt.date(2200, 1, 1))
"""All moments that are days of an extract. The first day of 1900 stands for none, as others do."""

_OF_NANOSECONDS = _seconds(dt.date(1700, 1, 1)), _seconds(dt.date(2200, 1, 1))
"""Moments that can be counted in them, before and after all of an extract."""

_BEYOND = (CALENDAR[0] - 2) * _PER_DAY, (CALENDAR[1] + 2) * _PER_DAY
"""Moments, of other units than nanoseconds, that are on no day of the calendar in any time zone.

Days at both of its ends stand for none (see `rows.no_day`): they are to stay what they are.
"""

_PER_SECOND = {"s": 1, "ms": 10**3, "us": 10**6, "ns": 10**9}


class SeenMoments:
    """The moments of a column without a time zone, looked at batch by batch."""

    def __init__(self) -> None:
        self._any = False
        self._others = False

    def look_at(self, moments: pl.Series) -> None:
        """Takes the next values (Datetime). Those beyond all days of an extract say nothing."""
        dtype = moments.dtype
        assert isinstance(dtype, pl.Datetime)  # noqa: S101 - the type of the column
        first, last = (seconds * _PER_SECOND[dtype.time_unit] for seconds in _OF_EXTRACTS)
        moments = moments.filter(moments.to_physical().is_between(first, last))
        if self._others or not len(moments):
            return
        self._any = True
        # Most columns are done with here.
        late = moments.dt.hour().is_between(22, 23)
        self._others = not late.all() or bool(
            (in_france(moments, dtype).dt.time() != dt.time()).any()
        )

    @property
    def are_midnights(self) -> bool:
        """Whether each of them, taken for UTC, is midnight in France."""
        return self._any and not self._others


def is_zone(zone: str) -> bool:
    """Whether the name of a time zone is one that is known: those of Windows are not."""
    try:
        pl.Series([], dtype=pl.Datetime("us")).dt.replace_time_zone(zone)
    except pl.exceptions.ComputeError:
        return False
    return True


def in_france(moments: T, dtype: pl.Datetime) -> T:
    """The same moments, taken for UTC, as clocks in France show them."""
    moments = within_reach(moments, dtype)
    return moments.dt.replace_time_zone("UTC").dt.convert_time_zone(FRANCE)


def within_reach(moments: T, dtype: pl.Datetime) -> T:
    """Moments; those that no calendar has are replaced by others, no days of an extract either.

    Polars would end the process when it is asked what a clock shows then.
    """
    return _clipped(moments.to_physical(), dtype.time_unit).cast(dtype)


def counted(number: pl.Expr, unit: str) -> pl.Expr:
    """Moments (Datetime, no zone) of whole numbers that count a unit since 1970: s, ms, us, ns."""
    per_second = _PER_SECOND[unit]
    micros = _clipped(number, unit)
    micros = micros // 1_000 if unit == "ns" else micros * (_PER_SECOND["us"] // per_second)
    return micros.cast(pl.Datetime("us"))


def _clipped(numbers: T, unit: str) -> T:
    beyond = _OF_NANOSECONDS if unit == "ns" else _BEYOND
    first, last = (seconds * _PER_SECOND[unit] for seconds in beyond)
    return numbers.clip(first, last)
