"""`survey`: one pass over every table of an extract; what inspect and validate are views of.

Memory grows by some forty bytes for each accepted row: identifiers are kept as numbers.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl

from accsocial.records.key_hashes import OF_KEY, hashed, key_hashes, without_repeats
from accsocial.records.ledger import Ledger
from accsocial.records.read import Records
from accsocial.records.rows.warnings import of_several_rows
from accsocial.records.schema import PERSONS, Kind
from accsocial.records.table import ORIGIN, Table
from accsocial.summary.counting.supports import DATES

APPOINTMENT = ("appointment_1", "appointment_2")
PERIOD = "period"
_ENDS = ("first", "last")
_KEPT = ("body", "territory", "amount", "fte")
_UNKNOWN = "unknown"


@dataclass
class FileFacts:
    """Rows of one file that no rule of their own rejects, and how many have nothing in a column.

    In a column of labels a label that no layout maps counts as nothing.
    """

    rows: int = 0
    empty: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class TableSurvey:
    """What one pass over a table left.

    `rows`: one row per accepted row (more for a cell that holds several identifiers),
    without duplicates: body, territory, amount, fte, beneficiary_id and worker_id
    (as codes), where the table has them; `period` (Date, or Int32 for tables by
    year; of a support its first step with a date, null without one); of a support `first` and
    `last` of all its dates, and the DATES that it may be counted in the year of; the columns
    APPOINTMENT (UInt64, null without a number); file and line.
    `facts` has one entry per file of the table.
    """

    table: Table
    rows: pl.DataFrame
    facts: tuple[FileFacts, ...]


@dataclass(frozen=True)
class Survey:
    """The surveys of all tables, and the complete ledger of the extract."""

    tables: Mapping[str, TableSurvey]
    ledger: Ledger


def survey(records: Records) -> Survey:
    """Reads every table once, duplicates told across files; fills the ledger and the rejects.

    Raises DataRefused for a file that cannot be read to its end, or rows unaccounted for.
    """
    # Polars forgets the codes of categories as soon as no series holds them: these do.
    people = {name: pl.Series(name, [], pl.Categorical(pl.Categories.random())) for name in PERSONS}
    tables = {name: _survey(table, records, people) for name, table in records.tables.items()}
    _warn_of_unlisted_workers(tables, records.ledger)
    return Survey(tables, records.ledger)


def _survey(table: Table, records: Records, people: Mapping[str, pl.Series]) -> TableSurvey:
    current = table.read(records.ledger, records.rejects)
    facts = tuple(FileFacts() for _ in table.files)
    slim = [_slim(pl.DataFrame(schema=table.dtypes), table, people)]
    for batch in current:
        if batch.height:
            _observe(batch, table, facts[int(batch["file"][0])])
            slim.append(_slim(batch, table, people))
    rows = pl.concat(slim)
    counts = without_repeats(rows.select(name for name in OF_KEY if name in rows.columns))
    kept = rows.filter(counts)
    origin = [*ORIGIN, PERIOD]
    current.reject_duplicates(rows.filter(~counts).select(origin), kept.select(origin))
    if table.schema.name == "appointments":
        current.warn("number_on_several_days", kept.filter(_has_an_earlier_day()))
    for rule, found in of_several_rows(kept.rename({PERIOD: "year"})).items():
        current.warn(rule, found)
    current.close()
    return TableSurvey(table, kept.drop(OF_KEY, strict=False), facts)


def _has_an_earlier_day() -> pl.Expr:
    """Whether the number of an appointment stands on an earlier day, too."""
    earliest = pl.col(PERIOD).min().over(APPOINTMENT)
    return pl.col(APPOINTMENT[0]).is_not_null() & (earliest < pl.col(PERIOD))


def _warn_of_unlisted_workers(tables: Mapping[str, TableSurvey], ledger: Ledger) -> None:
    """Counts appointments by a worker who is not in the table of workers, if both tables name them.

    As `summary.rows.unlisted` does, of rows that are numbers alone.
    """
    key = ["body", "territory", "worker_id"]
    both = [tables[name].rows for name in ("appointments", "workers") if name in tables]
    if len(both) < 2 or any("worker_id" not in rows.columns for rows in both):
        return
    appointments, workers = both
    unlisted = appointments.drop_nulls("worker_id").join(workers, on=key, how="anti")
    accounts = ledger.of_table("appointments")
    for number, count in unlisted["file"].value_counts().iter_rows():
        accounts[number].warnings["worker_without_row"] += count


def _slim(batch: pl.DataFrame, table: Table, people: Mapping[str, pl.Series]) -> pl.DataFrame:
    columns = [pl.col(name) for name in (*_KEPT, *DATES) if name in table.columns]
    columns += [
        pl.col(name).cast(people[name].dtype).to_physical()
        for name in PERSONS
        if name in table.columns
    ]
    columns.append(table.period.alias(PERIOD))
    if len(table.schema.period) > 1:
        dates = [name for name in table.schema.period if name in table.columns]
        ends = (pl.min_horizontal(dates), pl.max_horizontal(dates))
        columns += [end.alias(name) for end, name in zip(ends, _ENDS, strict=True)]
    if "appointment_id" in table.columns:
        columns += hashed(
            ["body", "territory", "appointment_id"],
            APPOINTMENT,
            where=pl.col("appointment_id").is_not_null(),
        )
    elif table.schema.name == "appointments":
        columns += [pl.lit(None, pl.UInt64).alias(name) for name in APPOINTMENT]
    return batch.select(*columns, *key_hashes(table), *ORIGIN)


def first_and_last(rows: pl.DataFrame) -> tuple[dt.date | int | None, dt.date | int | None]:
    """The first and the last day (or year) of surveyed rows; of supports, of any of their dates."""
    first, last = _ENDS if _ENDS[0] in rows.columns else (PERIOD, PERIOD)
    return rows[first].min(), rows[last].max()  # type: ignore[return-value]  # days or years


def _observe(batch: pl.DataFrame, table: Table, facts: FileFacts) -> None:
    """Counts empty cells; a row that was split into several is looked at once."""
    rows = batch.unique(table.schema.place, keep="first", maintain_order=True)
    nothing = {}
    for name in table.columns:
        column = table.schema.column(name)
        empty = pl.col(name).is_null()
        if column.kind is Kind.LABEL and _UNKNOWN in column.labels:
            empty = empty | (pl.col(name) == _UNKNOWN).fill_null(value=False)
        nothing[name] = empty.sum()
    facts.rows += rows.height
    facts.empty.update(rows.select(**nothing).row(0, named=True))
