"""Years and months of many days, each looked up among all days from the first to the last."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import polars as pl

_DAY = "day"


def years(dates: pl.Series) -> npt.NDArray[np.int32]:
    """The year of each day (Date, no null)."""
    return _looked_up(dates, pl.col(_DAY).dt.year())


def months(dates: pl.Series) -> npt.NDArray[np.int32]:
    """The month of each day (Date, no null), January 1."""
    return _looked_up(dates, pl.col(_DAY).dt.month().cast(pl.Int32))


def _looked_up(dates: pl.Series, part: pl.Expr) -> npt.NDArray[np.int32]:
    days = dates.to_physical().to_numpy()
    if not len(days):
        return np.zeros(0, np.int32)
    first, last = int(days.min()), int(days.max())
    calendar = pl.select(pl.int_range(first, last + 1, dtype=pl.Int32).cast(pl.Date).alias(_DAY))
    found: npt.NDArray[np.int32] = calendar.select(part).to_series().to_numpy()[days - first]
    return found
