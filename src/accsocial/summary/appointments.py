"""Appointments as integers -> intensity, workload, attendance, channels, caseload, coverage."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from accsocial.records.schema import CHANNELS, STATUSES
from accsocial.rules import CountingRules
from accsocial.summary.activity import Activity, Codes
from accsocial.summary.caseload import caseload, covered, month_bit
from accsocial.summary.delays import visits
from accsocial.summary.groups import GROUP_DTYPES
from accsocial.summary.marks import marked


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
    codes = activity.codes
    rows = marked(activity.rows, rules)
    beneficiaries = _per_unit(rows, "beneficiary")
    seen = {"beneficiaries": beneficiaries, "workers": _per_worker(rows, rules, codes, workers)}
    counts = {
        "intensity": _histogram(beneficiaries, "beneficiaries"),
        "workload": _histogram(seen["workers"], "workers"),
        "attendance": _by_label(rows.filter("of_attendance"), "status", STATUSES),
        "channels": _by_label(rows.filter("of_all"), "channel", CHANNELS),
        "coverage": _coverage(rows),
    }
    tables = {name: codes.groups.decode(count) for name, count in counts.items()}
    tables["caseload"] = caseload(seen, covered(rows), codes.groups)
    return Counted(tables, visits(rows, followed, rules))


def _per_unit(rows: pl.DataFrame, who: str) -> pl.DataFrame:
    """Columns group, unit, appointments (n of one unit in the group), months (those with one)."""
    counted = rows.lazy().filter(pl.col("counted") & pl.col(who).is_not_null())
    units = counted.group_by("group", pl.col(who).alias("unit")).agg(
        pl.col(f"of_{who}").sum().alias("appointments"), month_bit().bitwise_or().alias("months")
    )
    return units.collect(engine="streaming")


def _histogram(units: pl.DataFrame, name: str) -> pl.DataFrame:
    """How many units of each group have exactly n rows: columns group, appointments, `name`."""
    counts = units.group_by("group", "appointments").len(name)
    return counts.with_columns(pl.col("appointments", name).cast(pl.Int64))


def _per_worker(
    rows: pl.DataFrame, rules: CountingRules, codes: Codes, workers: pl.DataFrame | None
) -> pl.DataFrame:
    units = _per_unit(rows, "worker")
    if workers is None:
        return units
    allowed = counted_workers(workers, rules, codes, units.select("group").unique())
    return units.join(allowed, on=["group", "unit"], how="semi")


def counted_workers(
    workers: pl.DataFrame, rules: CountingRules, codes: Codes, among: pl.DataFrame
) -> pl.DataFrame:
    """Columns group, unit: the workers who count, in each of the groups of `among`."""
    keys = ["body", "year"] if rules.id_scope == "national" else ["body", "territory", "year"]
    worker = codes.workers.numbers(workers["worker_id"]).alias("unit")
    counted = workers.select(*(pl.col(k).cast(GROUP_DTYPES[k]) for k in keys), worker)
    groups = codes.groups.decode(among.select("group", code="group")).rename({"code": "group"})
    return groups.join(counted, on=keys).select("group", "unit")


def _by_label(rows: pl.DataFrame, label: str, values: tuple[str, ...]) -> pl.DataFrame:
    names: Mapping[int, str] = dict(enumerate(values))
    return (
        rows.group_by("group", label)
        .len("appointments")
        .with_columns(
            pl.col(label).replace_strict(names, return_dtype=pl.String),
            pl.col("appointments").cast(pl.Int64),
        )
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
