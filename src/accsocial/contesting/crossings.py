"""Small tables for coherence alone: what parts two counts of the same appointments or workers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

import polars as pl

from accsocial.contesting.parted import LEFT_OUT, LISTED, SEVERAL
from accsocial.rules import CountingRules
from accsocial.summary import Gathered, Summary
from accsocial.summary.codes.groups import GROUP_DTYPES, GroupCodes
from accsocial.summary.counting.appointments import with_counted_workers
from accsocial.summary.counting.context import mark_counted
from accsocial.summary.counting.marks import (
    counted,
    counted_channel,
    counted_session,
    counted_status,
)
from accsocial.summary.rows.activity import Codes
from accsocial.summary.rows.once import APPOINTMENT

_NEEDS = {
    LEFT_OUT: ("attendance",),
    SEVERAL: ("attendance",),
    LISTED: ("workload", "staffing", "staffing.workers"),
}
"""Table of this module -> the summary tables, or columns, without which it cannot be made."""

_UNITS = ("beneficiary", "worker")


def with_crossings(gathered: Gathered, summary: Summary) -> Summary:
    """The summary with the tables of this module, or why they are absent."""
    absent = dict(summary.absent)
    for made, needs in _NEEDS.items():
        reasons = [absent[need] for need in needs if need in absent]
        absent |= {made: reasons[0]} if reasons else {}
    activity, rules = gathered.activity_by(summary.columns), summary.rules
    if activity is None:
        return replace(summary, absent=absent)
    staff = None
    if "workers" in gathered.small:
        staff = mark_counted(gathered.small["workers"], rules).filter("counted")
    only = staff if rules.workers_counted == "qualified" and "workload" not in absent else None
    parts = [_part(rows, rules, only, activity.codes) for rows in activity.rows()]
    groups = activity.codes.groups
    tables = {
        **summary.tables,
        LEFT_OUT: _added_up([part.left_out for part in parts], groups),
        SEVERAL: _added_up([part.several for part in parts], groups),
    }
    if LISTED not in absent and staff is not None:
        seen = pl.concat([part.seen for part in parts]).unique()
        tables[LISTED] = _listed_or_seen(seen, staff, activity.codes, summary.columns)
    return replace(summary, tables=tables, absent=absent)


class _Part(NamedTuple):
    """What rows of some bodies and territories add to the tables; `seen` are group and worker."""

    left_out: pl.DataFrame
    several: pl.DataFrame
    seen: pl.DataFrame


def _part(
    rows: pl.DataFrame, rules: CountingRules, workers: pl.DataFrame | None, codes: Codes
) -> _Part:
    """`workers`, if given, are the rows of the staff list that count; others are nobody."""
    columns = ["group", "shared", APPOINTMENT, *_UNITS]
    counting = rows.filter(counted(rules)).select(columns)
    counting = with_counted_workers(counting, workers, rules, codes)
    counting = counting.with_columns(pl.when("counts").then("worker").alias("worker"))
    seen = counting.select("group", "worker").drop_nulls().unique()
    return _Part(_left_out(rows, rules), _several(counting), seen)


def _left_out(rows: pl.DataFrame, rules: CountingRules) -> pl.DataFrame:
    """Columns group, by_status, by_channel, by_session: appointments that are not counted.

    Each appointment once, under the first rule that none of its rows meets.
    """
    status, channel = counted_status(rules), counted_channel(rules)
    met = rows.select(
        "group",
        APPOINTMENT,
        "shared",
        status=status,
        channel=status & channel,
        session=status & channel & counted_session(rules),
    )
    rules_met = pl.col("status", "channel", "session")
    each = _each_once(met, rules_met, rules_met.any())
    return each.group_by("group").agg(
        _number(~pl.col("status")).alias("by_status"),
        _number(pl.col("status") & ~pl.col("channel")).alias("by_channel"),
        _number(pl.col("channel") & ~pl.col("session")).alias("by_session"),
    )


def _several(rows: pl.DataFrame) -> pl.DataFrame:
    """Columns group, and without_ and further_ of beneficiaries and of workers; of rows that count.

    `without_`: the appointments that have none. `further_`: how often an appointment is counted
    once more, for a second, a third ... of them.
    """
    who = pl.col(_UNITS)
    each = _each_once(
        rows, who.is_not_null().cast(pl.UInt32), who.drop_nulls().n_unique().cast(pl.UInt32)
    )
    return each.group_by("group").agg(
        *(_number(pl.col(name) == 0).alias(f"without_{name}") for name in _UNITS),
        *(
            (pl.col(name).cast(pl.Int64) - 1)
            .filter(pl.col(name) > 0)
            .sum()
            .alias(f"further_{name}")
            for name in _UNITS
        ),
    )


def _added_up(parts: Sequence[pl.DataFrame], groups: GroupCodes) -> pl.DataFrame:
    """Counts by group, which several parts may have, with the group columns."""
    return groups.decode(pl.concat(parts).group_by("group").sum())


def _listed_or_seen(
    seen: pl.DataFrame, staff: pl.DataFrame, codes: Codes, columns: Sequence[str]
) -> pl.DataFrame:
    """Columns, listed_never_seen and seen_not_listed: workers on one side of the two alone.

    `seen` are the group and worker of rows that count, `staff` those of the staff list that count.
    """
    of = [*columns, "unit"]
    seen = codes.groups.decode(seen.rename({"worker": "unit"}))
    staff = staff.filter(pl.col("worker_id").is_not_null())
    listed = staff.select(
        *(pl.col(name).cast(GROUP_DTYPES[name]) for name in columns),
        codes.workers.codes(staff["worker_id"]).alias("unit"),
    ).unique()
    never = listed.join(seen, on=of, how="anti").select(*columns, listed_never_seen=1)
    unlisted = seen.join(listed, on=of, how="anti").select(*columns, seen_not_listed=1)
    both = pl.concat([never, unlisted], how="diagonal")
    counts = both.group_by(columns).agg(
        pl.col("listed_never_seen", "seen_not_listed").sum().cast(pl.Int64)
    )
    return counts.sort(columns)


def _each_once(rows: pl.DataFrame, alone: pl.Expr, together: pl.Expr) -> pl.DataFrame:
    """One row per appointment: what it is for one row alone, and for several together."""
    of_one = rows.filter(~pl.col("shared")).select("group", alone)
    of_several = rows.filter("shared").group_by("group", APPOINTMENT).agg(together)
    return pl.concat([of_one, of_several.select(of_one.columns)])


def _number(condition: pl.Expr) -> pl.Expr:
    return condition.sum().cast(pl.Int64)
