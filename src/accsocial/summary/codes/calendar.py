"""What is told of a day, asked once for each day from the first to the last of many rows."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import polars as pl

from accsocial.summary.codes.packed import Whole

Told = npt.NDArray[np.integer]


def days(dates: pl.Series) -> pl.Series:
    """Dates as numbers, of two bytes as long as they fit: the days since 1970."""
    return dates.to_physical().shrink_dtype()


def dates(days: pl.Series) -> pl.Series:
    """The dates (Date) of numbers, which are `days`."""
    return days.cast(pl.Int32).cast(pl.Date)


def years(days: pl.Series) -> Told:
    """The year of each day (Date)."""
    return days.dt.year().to_numpy()


def months(days: pl.Series) -> Told:
    """The month of each day (Date): 1 is January."""
    return days.dt.month().to_numpy()


def looked_up(dates: pl.Series, tell: Callable[[pl.Series], Told]) -> Told:
    """What `tell` says of each of the dates (Date, no null)."""
    places, calendar = in_calendar(dates)
    return tell(calendar).take(places)


def in_calendar(dates: pl.Series) -> tuple[Whole, pl.Series]:
    """Dates (no null; or their `days`) as places in a calendar, and the calendar.

    It has each day from the first to the last of them.
    """
    days = dates.to_physical().to_numpy().astype(np.int64)
    if not len(days):
        return days, pl.Series([], dtype=pl.Date)
    first, last = int(days.min()), int(days.max())
    days -= first
    return days, pl.int_range(first, last + 1, dtype=pl.Int32, eager=True).cast(pl.Date)
