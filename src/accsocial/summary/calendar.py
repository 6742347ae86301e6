"""What is told of a day, asked once for each day from the first to the last of many rows."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import polars as pl

Told = npt.NDArray[np.integer]


def years(days: pl.Series) -> Told:
    """The year of each day (Date)."""
    return days.dt.year().to_numpy()


def months(days: pl.Series) -> Told:
    """The month of each day (Date), January 1."""
    return days.dt.month().to_numpy()


def looked_up(dates: pl.Series, tell: Callable[[pl.Series], Told]) -> Told:
    """What `tell` says of each of the dates (Date, no null)."""
    days = dates.to_physical().to_numpy()
    if not len(days):
        return tell(dates)
    first, last = int(days.min()), int(days.max())
    calendar = pl.int_range(first, last + 1, dtype=pl.Int32, eager=True).cast(pl.Date)
    return tell(calendar).take(days - first)
