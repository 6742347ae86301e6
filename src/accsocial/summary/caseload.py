"""Who was seen in the six months that end with a month: the caseloads of `caseload`.

Months are bits of one number per beneficiary (or worker) and year, so that one group-by
tells all windows: the twelve months of the year, and the last five of the year before.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from accsocial.records.schema import STATUSES
from accsocial.summary.groups import GroupCodes

MONTH_MASK = pl.UInt16()
"""Months as bits, January the lowest: unions of months are merged with a bitwise or."""

WINDOW = 6
"""Months of a window: the month itself and those before it."""

_MASK = pl.UInt32()
_MONTHS = 12
_BEFORE = WINDOW - 1


def month_bit() -> pl.Expr:
    """The bit of a row's `date`."""
    return (pl.lit(1, MONTH_MASK) * 2 ** (pl.col("date").dt.month().cast(MONTH_MASK) - 1)).cast(
        MONTH_MASK
    )


def covered(rows: pl.DataFrame) -> pl.DataFrame:
    """Columns group, first_date, last_date: what the extract covers.

    Appointments that are merely planned, if they do not count, cover nothing.
    """
    happened = pl.col("counted") | (pl.col("status") != STATUSES.index("planned"))
    days = pl.col("date").filter(happened)
    return rows.group_by("group").agg(days.min().alias("first_date"), days.max().alias("last_date"))


def caseload(
    seen: Mapping[str, pl.DataFrame], extent: pl.DataFrame, groups: GroupCodes
) -> pl.DataFrame:
    """Columns month (1 to 12) and one per name of `seen`: distinct units seen in the window.

    `seen` has, by name ("beneficiaries"), columns group, unit and months: the months of the
    group's year in which the unit has a counted appointment. `extent` is what the extract covers.
    A month is left out if its window begins before the first month that the extract covers,
    or if it is after the last, for its body and territory (its body, where territories are
    not counted apart).
    """
    following = groups.following_year()
    counts = [_windows(units, following).rename({"units": name}) for name, units in seen.items()]
    every = pl.concat(counts, how="diagonal").group_by("group", "month").sum()
    named = groups.decode(every.select("group", "month", *seen))
    scope = [name for name in ("body", "territory") if name in groups.columns]
    ends = (
        groups.decode(extent)
        .group_by(scope)
        .agg(
            _number(pl.col("first_date").min()).alias("_first"),
            _number(pl.col("last_date").max()).alias("_last"),
        )
    )
    month = pl.col("year") * _MONTHS + pl.col("month")
    whole = month.is_between(pl.col("_first") + _BEFORE, pl.col("_last"))
    somebody = pl.any_horizontal(pl.col(name) > 0 for name in seen)
    return (
        named.join(ends, on=scope, maintain_order="left")
        .filter(whole & somebody)
        .drop("_first", "_last")
    )


def _windows(seen: pl.DataFrame, following: pl.DataFrame) -> pl.DataFrame:
    """Columns group, month, units: how many units have a bit in the window of each month."""
    months = pl.col("months").cast(_MASK)
    here = seen.select("group", "unit", months * 2**_BEFORE)
    late = seen.select("group", "unit", months // 2 ** (_MONTHS - _BEFORE))
    after = late.filter(pl.col("months") > 0).join(following, on="group")
    both = pl.concat([here, after.select(pl.col("following").alias("group"), "unit", "months")])
    # No bit is in both parts: their sum is their union, and is added up much faster.
    masks = both.lazy().group_by("group", "unit").agg(pl.col("months").sum())
    units = masks.group_by("group", "months").len("units").collect(engine="streaming")
    in_windows = {
        str(month): (pl.col("months") // 2 ** (month - 1) % 2**WINDOW > 0)
        for month in range(1, _MONTHS + 1)
    }
    wide = units.group_by("group").agg(
        pl.col("units").filter(in_window).sum().cast(pl.Int64).alias(month)
        for month, in_window in in_windows.items()
    )
    return wide.unpivot(index="group", variable_name="month", value_name="units").with_columns(
        pl.col("month").cast(pl.Int32)
    )


def _number(day: pl.Expr) -> pl.Expr:
    return day.dt.year().cast(pl.Int32) * _MONTHS + day.dt.month()
