"""Who was seen in the six months that end with a month: the caseloads of `caseload`.

The windows themselves are read off by `seen`; here is which of them an extract can tell.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl

from accsocial.records.schema import STATUSES
from accsocial.summary.codes.groups import GroupCodes
from accsocial.summary.counting.seen import BEFORE, MONTHS
from accsocial.summary.counting.sightings import Sightings

MONTH_MASK = pl.UInt16()
"""Months as bits, January the lowest: unions of months are merged with a bitwise or."""


def month_bit() -> pl.Expr:
    """The bit of a row's `date`."""
    return (pl.lit(1, MONTH_MASK) * 2 ** (pl.col("date").dt.month().cast(MONTH_MASK) - 1)).cast(
        MONTH_MASK
    )


def happened() -> pl.Expr:
    """Whether a row covers its day: planned appointments do not, unless they count."""
    return pl.col("counted") | (pl.col("status") != STATUSES.index("planned"))


def covered_days(who: Sightings) -> pl.DataFrame:
    """Columns group, date, happened: the days on which a group has a row that happened, or not."""
    label = who.pairs.group.astype(np.int64) * 2 + who.of_kind(happened())
    both, days, _ = who.pairs.tally(label, who.days)
    return pl.DataFrame(
        {
            "group": (both // 2).astype(np.uint32),
            "date": who.calendar.gather(days),
            "happened": both % 2 == 1,
        }
    )


def caseload(
    windows: Sequence[pl.DataFrame], days: pl.DataFrame, groups: GroupCodes
) -> pl.DataFrame:
    """Columns month (1 to 12) and one per frame of `windows`: distinct units seen in the window.

    `windows` have columns group, month and one count (see `Seen.windows`); counts of several
    frames are added up. `days` are those that the extract covers. A month is left out if its
    window begins before the first month that the extract covers, or if it is after the last, for
    its body and territory (its body, where territories are not counted apart).
    """
    names = list(dict.fromkeys(name for frame in windows for name in frame.columns[2:]))
    every = pl.concat(windows, how="diagonal").group_by("group", "month").sum()
    named = groups.decode(every.select("group", "month", *names))
    scope = [name for name in ("body", "territory") if name in groups.columns]
    ends = (
        groups.decode(days)
        .group_by(scope)
        .agg(
            month_number(pl.col("date").min()).alias("_first"),
            month_number(pl.col("date").max()).alias("_last"),
        )
    )
    month = pl.col("year") * MONTHS + pl.col("month")
    whole = month.is_between(pl.col("_first") + BEFORE, pl.col("_last"))
    somebody = pl.any_horizontal(pl.col(name) > 0 for name in names)
    return (
        named.join(ends, on=scope, maintain_order="left")
        .filter(whole & somebody)
        .drop("_first", "_last")
    )


def month_number(day: pl.Expr) -> pl.Expr:
    """The month of a day as one number: years times twelve plus month (Int32)."""
    return day.dt.year().cast(pl.Int32) * MONTHS + day.dt.month()
