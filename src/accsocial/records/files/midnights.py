"""Days that were written as moments in UTC, without a word on it: midnight in France is 22 or 23 h.

So do programs that keep moments in UTC and days as moments (Spark's INT96 is one). Read as they
stand, all days would be the day before.
"""

from __future__ import annotations

import datetime as dt
from typing import TypeVar

import polars as pl

from accsocial.records.zones import FRANCE

T = TypeVar("T", pl.Series, pl.Expr)


class SeenMoments:
    """The moments of a column without a time zone, looked at batch by batch."""

    def __init__(self) -> None:
        self._any = False
        self._others = False

    def look_at(self, moments: pl.Series) -> None:
        """Takes the next values (Datetime)."""
        moments = moments.drop_nulls()
        if self._others or not len(moments):
            return
        self._any = True
        # Most columns are done with here; and no calendar has some moments of damaged files.
        late = moments.dt.hour().is_between(22, 23) & moments.dt.year().is_between(1900, 2155)
        self._others = not late.all() or bool((in_france(moments).dt.time() != dt.time()).any())

    @property
    def are_midnights(self) -> bool:
        """Whether each of them, taken for UTC, is midnight in France."""
        return self._any and not self._others


def in_france(moments: T) -> T:
    """The same moments, taken for UTC, as clocks in France show them."""
    return moments.dt.replace_time_zone("UTC").dt.convert_time_zone(FRANCE)
