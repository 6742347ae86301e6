"""One canonical table -> one sorted Parquet file, in bounded memory."""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

from accsocial.conversion.runs import Key, Runs
from accsocial.conversion.splitting import number_split_rows
from accsocial.records.hiding import Hider, identifier_columns
from accsocial.records.key_hashes import OF_KEY, hashed, key_hashes, without_repeats
from accsocial.records.read import Records
from accsocial.records.schema import Kind
from accsocial.records.table import ORIGIN, Pass, Table
from accsocial.records.together import together

ROW_GROUP = 250_000
RUN_ROWS = 2_000_000
"""Rows held before they are sorted out to disk."""

_SCOPE = ("body", "territory")
_YEAR = "_year"
_PARTITION = (*_SCOPE, _YEAR)
_APPOINTMENT = ("appointment_1", "appointment_2")
"""What stands for the number of an appointment until it gets a new one: 128 bits of it."""

_OLD = pl.CompatLevel.oldest()


def convert_table(
    records: Records, name: str, target: Path, work: Path, hider: Hider | None
) -> int:
    """Writes a table of an extract to `target`; returns its number of rows.

    The columns are those of the table, canonical and typed, sorted by body,
    territory, date (of a support its first) or year, then as the extract has them;
    duplicates are left out. With a `hider` identifiers and free text become pseudonyms before
    any row is written, and appointments get whole numbers. `work` is an empty folder for the
    runs of the sort. The ledger and the rejects of `records` are filled.
    """
    table = records.tables[name]
    current = table.read(records.ledger, records.rejects)
    runs = Runs(work, _PARTITION, RUN_ROWS)
    try:
        runs.add(_prepared(pl.DataFrame(schema=table.dtypes), table, hider))
        split = False
        for batch in together(current):
            if table.splits_cells and not split:
                split = bool(batch.select(*ORIGIN).is_duplicated().any())
            runs.add(_prepared(batch, table, hider))
        columns = _columns(table, split=split)
        return _write(runs, current, table, columns, target)
    finally:
        runs.close()


def _columns(table: Table, *, split: bool) -> list[str]:
    made_up = {"appointment_id"} if split and table.schema.name == "appointments" else set()
    present = {*table.columns, *made_up}
    return [name for name in table.schema.names if name in present]


def _prepared(batch: pl.DataFrame, table: Table, hider: Hider | None) -> pl.DataFrame:
    """The rows as they will be written, with what the sort needs beside them."""
    rows = batch.with_columns(*key_hashes(table), _year(table).alias(_YEAR))
    identifiers = identifier_columns(table)
    if table.schema.name == "appointments":
        rows = number_split_rows(rows)
    if hider is not None and "appointment_id" in rows.columns:
        has_number = pl.col("appointment_id").is_not_null()
        rows = rows.with_columns(hashed(["appointment_id"], _APPOINTMENT, where=has_number))
        rows = rows.drop("appointment_id")
    if hider is not None:
        rows = hider.hide(rows, [name for name in identifiers if name in rows.columns])
    # As plain text any tool can read the file; Parquet keeps each label once anyway.
    return rows.with_columns(pl.col(pl.Enum).cast(pl.String))


def _year(table: Table) -> pl.Expr:
    by_day = table.schema.column(table.schema.period[0]).kind is Kind.DATE
    year = table.period.dt.year() if by_day else table.period
    # Partitions are put in order: a support without any date comes first.
    return year.cast(pl.Int32).fill_null(0)


def _write(runs: Runs, current: Pass, table: Table, columns: list[str], target: Path) -> int:
    empty = runs.read_none()
    numbered = set(_APPOINTMENT) <= set(empty.columns)
    if numbered:
        empty = empty.with_columns(pl.lit(None, pl.UInt64).alias("appointment_id"))
    empty = empty.select(columns)
    written, numbers = 0, 0
    with pq.ParquetWriter(
        target,
        empty.to_arrow(compat_level=_OLD).schema,
        compression="zstd",
        compression_level=3,
        write_statistics=True,
    ) as writer:
        held: list[pl.DataFrame] = [empty]
        for _, keys in groupby(runs.partitions(), key=lambda partition: partition[:2]):
            partitions = list(keys)
            later = _later_of_key(runs, partitions, current)
            new = _numbers(runs, partitions, numbers) if numbered else None
            numbers += 0 if new is None else new.n_unique()
            for partition in partitions:
                rows = runs.read(partition)
                if new is not None:
                    rows, new = rows.with_columns(new.head(rows.height)), new.slice(rows.height)
                rows = rows.join(later, on=list(later.columns), how="anti")
                held.append(rows.sort(table.period, maintain_order=True).select(columns))
                written += rows.height
                held = _write_groups(writer, held, whole=False)
        current.close()
        _write_groups(writer, held, whole=True)
    return written


def _numbers(runs: Runs, partitions: list[Key], first: int) -> pl.Series:
    """New numbers (UInt64, from `first` + 1 on) for the appointments of one body and territory.

    By row of its partitions, one after the other; null for an appointment without number.
    """
    appointments = pl.concat([runs.read(partition, _APPOINTMENT) for partition in partitions])
    known = (
        appointments.drop_nulls()
        .unique(maintain_order=True)
        .with_row_index("appointment_id", first + 1)
    )
    found = appointments.join(known, on=_APPOINTMENT, how="left", maintain_order="left")
    return found["appointment_id"].cast(pl.UInt64)


def _later_of_key(runs: Runs, partitions: list[Key], current: Pass) -> pl.DataFrame:
    """The rows of one body and territory that repeat an earlier one; they are rejected.

    Returns their keys, files, lines and years: no two rows have all of them alike.
    """
    origin = [*ORIGIN, _YEAR]
    of_key = [name for name in OF_KEY if name in runs.read_none().columns]
    keyed = pl.concat([runs.read(partition, [*of_key, *origin]) for partition in partitions])
    keyed = keyed.sort(*ORIGIN, maintain_order=True)
    counts = without_repeats(keyed.select(of_key))
    later = keyed.filter(~counts)
    kept = keyed.filter(counts).select(origin).join(later, on=origin, how="semi")
    current.reject_duplicates(later.select(origin), kept)
    return later


def _write_groups(
    writer: pq.ParquetWriter, held: list[pl.DataFrame], *, whole: bool
) -> list[pl.DataFrame]:
    """Writes row groups as soon as they are full, or all; returns what is left to write."""
    height = sum(rows.height for rows in held)
    if not whole and height < ROW_GROUP:
        return held
    rows = pl.concat(held)
    end = height if whole else height - height % ROW_GROUP
    ready: pa.Table = rows.head(end).to_arrow(compat_level=_OLD)
    writer.write_table(ready, row_group_size=ROW_GROUP)
    return [rows.tail(height - end)]
