"""Appointments -> intensity, workload, attendance, channels, caseload, coverage, in one pass.

Each batch of typed rows is reduced to a few integers per row. What is distinct
(appointments, beneficiaries, workers) is decided on these integers at the end:

* beneficiaries and workers get exact codes from a dictionary of their identifiers;
* an appointment is told by two independent 64-bit hashes of its identifier and
  territory. Only rows whose first hash stands in several rows are candidates for
  being a duplicate or one row of many of an appointment; all other rows count as they are.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import polars as pl

from accsocial.records.schema import CHANNELS, STATUSES
from accsocial.records.table import ORIGIN, Pass, Table, first_of_key
from accsocial.rules import CountingRules
from accsocial.summary.caseload import caseload, covered, month_bit
from accsocial.summary.delays import scope, visits
from accsocial.summary.groups import GROUP_DTYPES, GroupCodes
from accsocial.summary.identifiers import Identifiers

_APPOINTMENT = ["scope", "appointment_1", "appointment_2"]
_SEEDS = {"appointment_1": 0x5EED_0001, "appointment_2": 0x5EED_0002}


@dataclass(frozen=True)
class Codes:
    """The dictionaries of one summary: identifiers and groups as numbers."""

    groups: GroupCodes
    beneficiaries: Identifiers
    workers: Identifiers


@dataclass(frozen=True)
class Counted:
    """What a pass over the appointments left.

    `tables` are the summary tables; `last_day` the last date of any row; `visits` the days of
    the counted appointments of those who were asked for (see `delays.visits`).
    """

    tables: dict[str, pl.DataFrame]
    last_day: dt.date | None
    visits: pl.DataFrame


def new_codes(groups: Iterable[str]) -> Codes:
    """Empty dictionaries for the given group columns."""
    return Codes(GroupCodes(list(groups)), Identifiers(), Identifiers())


def summarise_appointments(
    table: Table,
    current: Pass,
    rules: CountingRules,
    codes: Codes,
    workers: pl.DataFrame | None = None,
    staff: pl.DataFrame | None = None,
    *,
    followed: pl.DataFrame,
) -> Counted:
    """The summary tables of a pass over the appointments, which this closes.

    `workers`, if given, are the rows of the workers table that count; the workload of
    other workers is left out. `staff` are all rows of that table: appointments of a worker
    who is in none are warned about. `followed` are the people whose days are wanted
    (columns of `delays.PERSON`).
    """
    none = pl.DataFrame(schema=table.dtypes)
    batches = [_compact(_complete(batch, codes), rules, codes) for batch in (none, *current)]
    rows = pl.concat(batches)
    del batches
    rows = _count_once(rows, current)
    if staff is not None and "worker_id" in staff.columns:
        _warn_of_unknown_workers(rows, codes, staff, current)
    current.close()
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
    last_day = rows["date"].max()
    return Counted(
        tables,
        last_day if isinstance(last_day, dt.date) else None,
        visits(rows, followed, rules),
    )


def _complete(batch: pl.DataFrame, codes: Codes) -> pl.DataFrame:
    """Adds what the extract lacks: null identifiers, channel and event unknown."""
    missing = {
        "appointment_id": pl.lit(None, pl.String),
        "worker_id": pl.lit(None, pl.String),
        "beneficiary_id": pl.lit(None, pl.String),
        "channel": pl.lit("unknown", pl.Enum(CHANNELS)),
        "collective": pl.lit(None, pl.Boolean),
    }
    batch = batch.with_columns(
        *(value.alias(name) for name, value in missing.items() if name not in batch.columns)
    )
    if "year" in codes.groups.columns:
        batch = batch.with_columns(pl.col("date").dt.year().alias("year"))
    return batch


def _compact(batch: pl.DataFrame, rules: CountingRules, codes: Codes) -> pl.DataFrame:
    """One row of integers per row of the batch."""
    counted = pl.col("status").is_in(list(rules.counted_statuses)) & pl.col("channel").is_in(
        list(rules.counted_channels)
    )
    if not rules.count_collective:
        # Null means that nobody called it collective: such a row is counted.
        counted = counted & ~pl.col("collective").fill_null(value=False)
    has_id = pl.col("appointment_id").is_not_null()
    identity = pl.col("appointment_id")
    if batch["appointment_id"].null_count():
        # A row without a number is an appointment of its own, told by its place.
        origin = pl.concat_str(pl.lit("\x1f"), "file", pl.lit("\x1f"), "line")
        identity = pl.coalesce("appointment_id", origin)
    place = scope()
    return batch.select(
        codes.groups.encode(batch).alias("group"),
        place.alias("scope"),
        *((identity.hash(seed) ^ place.hash(seed)).alias(name) for name, seed in _SEEDS.items()),
        has_id.alias("has_id"),
        codes.beneficiaries.numbers(batch["beneficiary_id"]).alias("beneficiary"),
        codes.workers.numbers(batch["worker_id"]).alias("worker"),
        pl.col("status").to_physical(),
        pl.col("channel").to_physical(),
        counted.alias("counted"),
        pl.col("date"),
        *(pl.col(name) for name in ORIGIN),
    )


def _warn_of_unknown_workers(
    rows: pl.DataFrame, codes: Codes, staff: pl.DataFrame, current: Pass
) -> None:
    worker = codes.workers.numbers(staff["worker_id"]).alias("worker")
    known = staff.select(scope().alias("scope"), worker)
    of_others = rows.filter(pl.col("worker").is_not_null()).join(
        known, on=["scope", "worker"], how="anti"
    )
    current.warn("worker_without_row", of_others)


def _count_once(rows: pl.DataFrame, current: Pass) -> pl.DataFrame:
    """Drops duplicates, marks the rows that stand for their appointment in each kind of count."""
    shared = rows["appointment_1"].is_duplicated()
    alone = _marked(rows.filter(~shared))
    several = rows.filter(shared)
    first = first_of_key(
        several.with_columns(pl.when("has_id").then(pl.col("appointment_1")).alias("_id")),
        [*_APPOINTMENT, "beneficiary", "worker"],
        ["_id"],
    )
    current.reject_duplicates(several.filter(~first), several.filter(first).select("file", "line"))
    several = _marked(several.filter(first)).with_row_index("row")
    of = [*_APPOINTMENT, "group"]
    several = several.with_columns(
        _one_of("of_beneficiary", [*of, "beneficiary"]),
        _one_of("of_worker", [*of, "worker"]),
        _one_of("of_all", of, best="channel"),
        _one_of("of_attendance", of, best="status"),
        _one_of("without_beneficiary", of),
        _one_of("without_worker", of),
    ).drop("row")
    return pl.concat([alone, several])


def _marked(rows: pl.DataFrame) -> pl.DataFrame:
    counted, beneficiary, worker = pl.col("counted"), pl.col("beneficiary"), pl.col("worker")
    return rows.with_columns(
        of_beneficiary=counted & beneficiary.is_not_null(),
        of_worker=counted & worker.is_not_null(),
        of_all=counted,
        of_attendance=pl.lit(value=True),
        without_beneficiary=counted & beneficiary.is_null(),
        without_worker=counted & worker.is_null(),
    )


def _one_of(mark: str, keys: list[str], best: str | None = None) -> pl.Expr:
    """Keeps a mark on one row per key: the first, or the first of the lowest `best`.

    The values of statuses and channels are ordered: an appointment that was held
    for one of its beneficiaries was held.
    """
    rank = pl.col(best).cast(pl.UInt64) * 2**32 if best else pl.lit(0, pl.UInt64)
    place = pl.when(mark).then(rank + pl.col("row"))
    return (pl.col(mark) & (place == place.min().over(keys))).alias(mark)


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
    keys = ["body", "year"] if rules.id_scope == "national" else ["body", "territory", "year"]
    worker = codes.workers.numbers(workers["worker_id"]).alias("unit")
    counted = workers.select(*(pl.col(k).cast(GROUP_DTYPES[k]) for k in keys), worker)
    groups = codes.groups.decode(units.select("group", code="group").unique())
    allowed = groups.rename({"code": "group"}).join(counted, on=keys)
    return units.join(allowed.select("group", "unit"), on=["group", "unit"], how="semi")


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
