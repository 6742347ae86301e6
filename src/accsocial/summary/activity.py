"""Appointments as integers: one pass reads them, then any counting rules can count them.

Each batch of typed rows is reduced to a few integers per row. What is distinct
(appointments, beneficiaries, workers) is decided on these integers:

* beneficiaries and workers get exact codes from a dictionary of their identifiers;
* an appointment is told by its scope and two independent 64-bit hashes of its identifier.
  Only rows whose first number stands in several rows are candidates for being a duplicate or
  one row of many of an appointment; all other rows count as they are.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import polars as pl

from accsocial.records.schema import CHANNELS, EVENTS
from accsocial.records.table import ORIGIN, Pass, Table
from accsocial.summary.documentation import filled
from accsocial.summary.groups import GroupCodes
from accsocial.summary.identifiers import Identifiers
from accsocial.summary.once import once

ROW = "row"
"""The place of a row among all accepted rows of the table, in the order of reading."""

DAYS_TO_ENTRY = "days_to_entry"
"""Days from an appointment to its entry; null if it is not known, or was entered before."""

_SEEDS = (0x5EED_0001, 0x5EED_0002)


@dataclass(frozen=True)
class Codes:
    """The dictionaries of one gathering: identifiers and groups as numbers."""

    groups: GroupCodes
    beneficiaries: Identifiers
    workers: Identifiers


@dataclass(frozen=True)
class Activity:
    """The accepted rows of the appointments, without duplicates, whatever the counting rules.

    Columns of `rows`: row, group, scope, appointment_1, appointment_2, beneficiary, worker
    (null if unknown), status, channel, event (their place among the labels), collective, date,
    filled (see `documentation`), days_to_entry (if the extract has the day of entry), file,
    line, and `shared`: whether other rows have the same appointment number.
    `delivered` are the columns of the table that the extract has.
    """

    rows: pl.DataFrame
    codes: Codes
    delivered: Sequence[str]

    @property
    def last_day(self) -> dt.date | None:
        """The last date of any row."""
        last = self.rows["date"].max()
        return last if isinstance(last, dt.date) else None


def gather(
    table: Table, current: Pass, groups: Iterable[str], staff: pl.DataFrame | None = None
) -> Activity:
    """Reads a pass over the appointments, rejects duplicates, and closes it.

    `staff` are the rows of the workers table: appointments of a worker who is in none are
    warned about.
    """
    codes = Codes(GroupCodes(list(groups)), Identifiers(), Identifiers())
    none = pl.DataFrame(schema=table.dtypes)
    batches = [_compact(_complete(batch, codes), codes) for batch in (none, *current)]
    rows = pl.concat(batches).with_row_index(ROW)
    del batches
    rows = once(rows, current)
    if staff is not None and "worker_id" in staff.columns:
        _warn_of_unknown_workers(rows, codes, staff, current)
    current.close()
    return Activity(rows, codes, table.columns)


def scope() -> pl.Expr:
    """The body and territory of a row as one number: identifiers mean nothing outside it."""
    body, territory = (pl.col(c).to_physical().cast(pl.UInt16) for c in ("body", "territory"))
    return body * 256 + territory


def _complete(batch: pl.DataFrame, codes: Codes) -> pl.DataFrame:
    """Adds what the extract lacks: null identifiers, channel unknown."""
    missing = {
        "appointment_id": pl.lit(None, pl.String),
        "worker_id": pl.lit(None, pl.String),
        "beneficiary_id": pl.lit(None, pl.String),
        "channel": pl.lit("unknown", pl.Enum(CHANNELS)),
        "event": pl.lit("unknown", pl.Enum(EVENTS)),
        "collective": pl.lit(None, pl.Boolean),
    }
    batch = batch.with_columns(
        *(value.alias(name) for name, value in missing.items() if name not in batch.columns)
    )
    if "year" in codes.groups.columns:
        batch = batch.with_columns(pl.col("date").dt.year().alias("year"))
    return batch


def _compact(batch: pl.DataFrame, codes: Codes) -> pl.DataFrame:
    """One row of integers per row of the batch."""
    has_id = pl.col("appointment_id").is_not_null()
    identity = pl.col("appointment_id")
    if batch["appointment_id"].null_count():
        # A row without a number is an appointment of its own, told by its place.
        origin = pl.concat_str(pl.lit("\x1f"), "file", pl.lit("\x1f"), "line")
        identity = pl.coalesce("appointment_id", origin)
    place = scope()
    entered, day = (pl.col(c).to_physical().cast(pl.Int64) for c in ("entered_on", "date"))
    entry = (entered - day).cast(pl.Int32)
    days_to_entry = pl.when(entry >= 0).then(entry).alias(DAYS_TO_ENTRY)
    return batch.select(
        codes.groups.encode(batch).alias("group"),
        place.alias("scope"),
        # The scope is mixed in the first, by which alone shared numbers are looked for.
        (identity.hash(_SEEDS[0]) ^ place.hash(_SEEDS[0])).alias("appointment_1"),
        identity.hash(_SEEDS[1]).alias("appointment_2"),
        has_id.alias("has_id"),
        codes.beneficiaries.numbers(batch["beneficiary_id"]).alias("beneficiary"),
        codes.workers.numbers(batch["worker_id"]).alias("worker"),
        pl.col("status").to_physical(),
        pl.col("channel").to_physical(),
        pl.col("event").to_physical(),
        pl.col("collective"),
        pl.col("date"),
        filled(batch.columns).alias("filled"),
        *([days_to_entry] if "entered_on" in batch.columns else []),
        *(pl.col(name) for name in ORIGIN),
    )


def _warn_of_unknown_workers(
    rows: pl.DataFrame, codes: Codes, staff: pl.DataFrame, current: Pass
) -> None:
    worker = codes.workers.numbers(staff["worker_id"]).alias("worker")
    known = staff.select(scope().alias("scope"), worker)
    pair = ["scope", "worker"]
    # One row per worker first: a join of all rows takes ten times as long.
    every = rows.lazy().select(pair).unique().collect(engine="streaming")
    unknown = every.filter(pl.col("worker").is_not_null()).join(known, on=pair, how="anti")
    if unknown.height:
        current.warn("worker_without_row", rows.join(unknown, on=pair, how="semi"))


def grouped_as(activity: Activity, columns: Sequence[str]) -> Activity:
    """The same rows by fewer group columns."""
    if list(columns) == activity.codes.groups.columns:
        return activity
    coarser, coded = activity.codes.groups.coarser(columns)
    rows = activity.rows.with_columns(coded.gather(activity.rows["group"]).alias("group"))
    codes = Codes(coarser, activity.codes.beneficiaries, activity.codes.workers)
    return Activity(rows, codes, activity.delivered)
