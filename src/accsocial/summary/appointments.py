"""Appointments as integers -> the summary tables of their counts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from accsocial.records.schema import CHANNELS, EVENTS, STATUSES
from accsocial.rules import CountingRules
from accsocial.summary import intervals
from accsocial.summary.activity import DAYS_TO_ENTRY, Activity, Codes
from accsocial.summary.caseload import caseload, covered, month_bit
from accsocial.summary.delays import visits
from accsocial.summary.documentation import documentation
from accsocial.summary.groups import GROUP_DTYPES
from accsocial.summary.marks import marked
from accsocial.summary.seen import seen


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
    rows = marked(activity.rows, rules)
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
        "coverage": _coverage(rows),
    }
    if DAYS_TO_ENTRY in rows.columns:
        counts["entry_delays"] = intervals.entry_counts(rows)
    tables = {name: groups.decode(count) for name, count in counts.items()}
    windows = [beneficiaries.windows("beneficiaries"), workers_seen.windows("workers")]
    tables["caseload"] = caseload(windows, covered(rows), groups)
    return Counted(tables, visits(rows, followed, rules))


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


def _coverage(rows: pl.DataFrame) -> pl.DataFrame:
    unknown_status = pl.col("status") == STATUSES.index("unknown")
    return rows.group_by("group").agg(
        month_bit().bitwise_or().alias("months"),
        pl.col("date").min().alias("first_date"),
        pl.col("date").max().alias("last_date"),
        pl.col("without_beneficiary").sum().cast(pl.Int64).alias("unknown_beneficiaries"),
        pl.col("without_worker").sum().cast(pl.Int64).alias("unknown_workers"),
        (pl.col("of_attendance") & unknown_status).sum().cast(pl.Int64).alias("unknown_statuses"),
    )
