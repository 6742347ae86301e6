"""The gap before each appointment, row by row: what `summary.counting.intervals` counts."""

from __future__ import annotations

import polars as pl

from accsocial.rules import CountingRules
from accsocial.summary.codes.groups import GroupCodes
from accsocial.summary.counting.marks import first_in_time
from accsocial.summary.rows.shelves import ROW


def gaps(rows: pl.DataFrame, groups: GroupCodes, rules: CountingRules) -> pl.DataFrame:
    """Columns row, days: of each counted appointment of a beneficiary since the one before it.

    `rows` are marked. `days` is null for the first that is known of a beneficiary, and for
    appointments without one. See `summary.counting.intervals.gap_counts`.
    """
    person = ["beneficiary"] if rules.id_scope == "national" else ["scope", "beneficiary"]
    # Of two in one group on one day, the one that was read first is before the other.
    visits = first_in_time(rows.filter("counted"), groups).sort(*person, "date", "place", ROW)
    same = pl.all_horizontal(pl.col(name) == pl.col(name).shift() for name in person)
    days = (pl.col("date") - pl.col("date").shift()).dt.total_days()
    return visits.select(ROW, pl.when(same).then(days).alias("days"))
