"""Appointments as integers -> the summary tables of their counts."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

import numpy as np
import polars as pl

from accsocial.records.schema import CHANNELS, EVENTS, STATUSES
from accsocial.rules import CountingRules
from accsocial.summary import intervals
from accsocial.summary.activity import DAYS_TO_ENTRY, Activity, Codes
from accsocial.summary.caseload import caseload, days_of, happened, month_bit
from accsocial.summary.delays import visits
from accsocial.summary.documentation import documentation
from accsocial.summary.groups import GROUP_DTYPES
from accsocial.summary.marks import marked
from accsocial.summary.seen import seen
from accsocial.summary.slices import AT_ONCE, slices_of


@dataclass(frozen=True)
class Counted:
    """Summary tables, and the days of those who were asked for (see `delays.visits`)."""

    tables: dict[str, pl.DataFrame]
    visits: pl.DataFrame


def count_appointments(
    activity: Activity,
    rules: CountingRules,
    workers: pl.DataFrame | None = None,
    *,
    followed: pl.DataFrame,
) -> Counted:
    """The summary tables of the appointments under some counting rules.

    `workers`, if given, are the rows of the workers table that count; the workload of
    other workers is left out. `followed` are the people whose days are wanted
    (columns of `delays.PERSON`).
    """
    groups = activity.codes.groups
    # Slices are counted side by side: codes are given out before.
    groups.add_following_years()
    count = partial(_count_slice, activity, rules, workers, followed)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        slices = list(pool.map(count, slices_of(activity.rows, rules)))
    tables = {
        name: groups.decode(pl.concat([each.counts[name] for each in slices]))
        for name in slices[0].counts
    }
    windows = [
        pl.concat([each.windows[place] for each in slices])
        for place in range(len(slices[0].windows))
    ]
    tables["caseload"] = caseload(windows, pl.concat([each.days for each in slices]), groups)
    return Counted(tables, pl.concat([each.visits for each in slices]))


@dataclass(frozen=True)
class _Slice:
    """What was counted of some rows, by the codes of their groups, which no other slice has.

    `counts` are summary tables, `windows` and `days` what the caseload is made of.
    """

    counts: dict[str, pl.DataFrame]
    windows: tuple[pl.DataFrame, ...]
    days: pl.DataFrame
    visits: pl.DataFrame


def _count_slice(
    activity: Activity,
    rules: CountingRules,
    workers: pl.DataFrame | None,
    followed: pl.DataFrame,
    rows: pl.DataFrame,
) -> _Slice:
    groups = activity.codes.groups
    rows = marked(rows, rules)
    beneficiaries = seen(_units(rows, "beneficiary"), "beneficiary", groups)
    workers_seen = seen(_workers(rows, rules, activity.codes, workers), "worker", groups)
    counts = {
        "intensity": beneficiaries.histogram("beneficiaries"),
        "workload": workers_seen.histogram("workers"),
        "attendance": _by_label(rows, "of_attendance", "status", STATUSES),
        "channels": _by_label(rows, "of_all", "channel", CHANNELS),
        "events": _by_label(rows, "of_event", "event", EVENTS),
        "months_seen": beneficiaries.months_seen("beneficiaries"),
        "appointment_gaps": intervals.gap_counts(rows, groups, rules),
        "documentation": documentation(rows, activity.delivered),
        "coverage": _coverage(rows, days_of(rows)),
    }
    if DAYS_TO_ENTRY in rows.columns:
        counts["entry_delays"] = intervals.entry_counts(rows)
    windows = beneficiaries.windows("beneficiaries"), workers_seen.windows("workers")
    days = days_of(rows.filter(happened()))
    return _Slice(counts, windows, days, visits(rows, followed, rules))


def _units(rows: pl.DataFrame, who: str) -> pl.DataFrame:
    """What `seen` needs of the counted rows that have a unit."""
    counted = rows.lazy().filter(pl.col("counted") & pl.col(who).is_not_null())
    return counted.select("group", who, "date", f"of_{who}").collect()


def _workers(
    rows: pl.DataFrame, rules: CountingRules, codes: Codes, workers: pl.DataFrame | None
) -> pl.DataFrame:
    """The same of workers, those who count."""
    units = _units(rows, "worker")
    if workers is None:
        return units
    allowed = counted_workers(workers, rules, codes, units.select("group").unique())
    return units.join(allowed.rename({"unit": "worker"}), on=["group", "worker"], how="semi")


def counted_workers(
    workers: pl.DataFrame, rules: CountingRules, codes: Codes, among: pl.DataFrame
) -> pl.DataFrame:
    """Columns group, unit: the workers who count, in each of the groups of `among`."""
    keys = ["body", "year"] if rules.id_scope == "national" else ["body", "territory", "year"]
    worker = codes.workers.numbers(workers["worker_id"]).alias("unit")
    counted = workers.select(*(pl.col(k).cast(GROUP_DTYPES[k]) for k in keys), worker)
    groups = codes.groups.decode(among.select("group", code="group")).rename({"code": "group"})
    return groups.join(counted, on=keys).select("group", "unit")


def _by_label(rows: pl.DataFrame, mark: str, label: str, values: tuple[str, ...]) -> pl.DataFrame:
    """Columns group, the label, appointments: those that have the mark."""
    marks = rows[mark]
    group, value = (rows[name].filter(marks).to_numpy() for name in ("group", label))
    counts = np.bincount(group * np.uint32(len(values)) + value)
    found = np.flatnonzero(counts)
    return pl.DataFrame(
        {
            "group": (found // len(values)).astype(np.uint32),
            label: pl.Series(values)[found % len(values)],
            "appointments": counts[found],
        }
    )


def _coverage(rows: pl.DataFrame, days: pl.DataFrame) -> pl.DataFrame:
    """Which months and days have a row, and how many appointments could not be placed.

    `days` are the days of all rows.
    """
    unknown_status = rows["of_attendance"] & (rows["status"] == STATUSES.index("unknown"))
    unplaced = {
        "unknown_beneficiaries": rows["without_beneficiary"],
        "unknown_workers": rows["without_worker"],
        "unknown_statuses": unknown_status,
    }
    found = days.group_by("group").agg(
        month_bit().bitwise_or().alias("months"),
        pl.col("date").min().alias("first_date"),
        pl.col("date").max().alias("last_date"),
    )
    groups = int(rows["group"].max() or 0) + 1  # type: ignore[arg-type]  # an integer column
    counts = {
        name: np.bincount(rows["group"].filter(marks).to_numpy(), minlength=groups)
        for name, marks in unplaced.items()
    }
    return found.with_columns(
        pl.Series(name, count)[found["group"]] for name, count in counts.items()
    )
