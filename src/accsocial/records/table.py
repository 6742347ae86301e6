"""A canonical table of an extract: batches of typed rows from all its files, accounted for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, partial

import polars as pl

from accsocial.records.compared import Compared
from accsocial.records.ledger import FileAccount, Ledger
from accsocial.records.rejects import Rejects
from accsocial.records.repeats import fills, first_of_key, or_completes
from accsocial.records.rows.pseudonyms import Pseudonyms
from accsocial.records.rows.typed import TypedReader
from accsocial.records.rows.values import DECIMAL
from accsocial.records.rows.warnings import of_several_rows
from accsocial.records.schema import (
    TABLES,
    TERRITORIES,
    Column,
    Kind,
    TableSchema,
)
from accsocial.records.source import Match, Source

ORIGIN = {"file": pl.UInt32, "line": pl.UInt32}
"""Where a row comes from: the number of its file among the table's files, and its line in it."""

_DTYPES: dict[Kind, pl.DataType] = {
    Kind.IDENTIFIER: pl.String(),
    Kind.TEXT: pl.String(),
    Kind.TERRITORY: pl.Enum(TERRITORIES),
    Kind.DATE: pl.Date(),
    Kind.BOOLEAN: pl.Boolean(),
    Kind.INTEGER: pl.Int64(),
    Kind.DECIMAL: DECIMAL,
    Kind.YEAR: pl.Int32(),
}


def dtype_of(column: Column) -> pl.DataType:
    """The Polars type of a canonical column."""
    return _DTYPES.get(column.kind) or pl.Enum(column.labels)


Listener = Callable[[str, int, int], None]
"""Hears of every batch: name of the file, rows read, bytes of the file they stand for."""


@dataclass(frozen=True)
class TableFile:
    """One file read as this table."""

    source: Source
    match: Match


class Table:
    """One canonical table. `columns` are those that at least one file, or a constant, supplies."""

    def __init__(
        self,
        schema: TableSchema,
        files: list[TableFile],
        constants: Mapping[str, str],
        pseudonyms: Pseudonyms,
        extracted_on: dt.date,
    ) -> None:
        self._extracted_on = extracted_on
        self.schema = schema
        self.files = files
        self._constants = {c: v for c, v in constants.items() if c in schema.names}
        self._pseudonyms = pseudonyms
        self.listener: Listener | None = None
        present = {column for file in files for column in file.match.columns} | set(self._constants)
        self.columns = tuple(name for name in schema.names if name in present)

    @cached_property
    def dtypes(self) -> dict[str, pl.DataType]:
        """Types of the batches: the table's columns, then file and line."""
        columns = {name: dtype_of(self.schema.column(name)) for name in self.columns}
        return {**columns, **{name: dtype() for name, dtype in ORIGIN.items()}}

    @property
    def key(self) -> list[str]:
        """The columns of the table's key that the extract has."""
        return [name for name in self.schema.key if name in self.columns]

    @property
    def has_key(self) -> bool:
        """Whether rows can have a key: without the columns it needs, none is a duplicate."""
        return all(name in self.columns for name in self.schema.key_needs)

    @property
    def apart(self) -> list[str]:
        """The columns that may be delivered apart and that the extract has."""
        return [name for name in self.schema.delivered_apart if name in self.columns]

    def without_repeats(self, rows: pl.DataFrame) -> pl.Series:
        """Which of all rows of the table count: true but for duplicates."""
        if not self.has_key:
            # Without the column that tells rows apart, two equal rows may be two workers.
            return pl.repeat(value=True, n=rows.height, eager=True, dtype=pl.Boolean)
        first = first_of_key(rows, self.key, self.schema.key_needs)
        return (
            or_completes(first, rows.select(*self.key, fills(self.apart))) if self.apart else first
        )

    @property
    def splits_cells(self) -> bool:
        """Whether one row of a file may become several."""
        return any(file.match.layout.split for file in self.files)

    @property
    def period(self) -> pl.Expr:
        """When a row was: a day (Date), or a year (Int32) in tables by year; null if unknown."""
        columns = [name for name in self.schema.period if name in self.columns]
        return pl.coalesce(columns)

    def read(self, ledger: Ledger, rejects: Rejects, *, small: bool = False) -> Pass:
        """Starts a pass over all rows; the account of an earlier pass is replaced.

        Batches are `small` if memory counts for more than time.
        """
        return Pass(self, ledger, rejects, small=small)

    def typed_reader(self, file: TableFile) -> TypedReader:
        again = partial(
            file.source.batches, file.match.header_row, small=True, kinds=file.match.kinds
        )
        return TypedReader(file.match, self._constants, self._pseudonyms, self._extracted_on, again)


class Pass:
    """One streaming pass: iterate over the batches, reject duplicates, then `close`.

    The ledger gets the account of the pass when it is closed.
    """

    def __init__(self, table: Table, ledger: Ledger, rejects: Rejects, *, small: bool) -> None:
        self._table = table
        self._small = small
        self._ledger = ledger
        self._rejects = rejects
        self._name = table.schema.name
        self.accounts = [
            FileAccount(file.source.name, self._name, file.match.layout.layout)
            for file in table.files
        ]
        self._columns: dict[int, list[pl.Expr]] = {}
        self._compared = Compared(table.schema, len(table.files))
        rejects.start(self._name, {file.source.name: file.source for file in table.files})

    def __iter__(self) -> Iterator[pl.DataFrame]:
        """Batches of accepted rows with the columns and types of `Table.dtypes`."""
        for batch in self.coded():
            yield batch.select(pl.col(name).cast(d) for name, d in self._table.dtypes.items())

    def coded(self) -> Iterator[pl.DataFrame]:
        """Batches as iteration gives them, but with identifiers and texts as they were read.

        These may be Categorical, with categories of their own. To spell them out and to tell them
        apart again takes several times as long.
        """
        for number, file in enumerate(self._table.files):
            yield from map(partial(self._numbered, number), self._file_batches(number, file))

    def _numbered(self, number: int, frame: pl.DataFrame) -> pl.DataFrame:
        if number not in self._columns:
            # The batches of a file have the same columns, of the same types.
            found = frame.schema
            self._columns[number] = [
                pl.lit(number, dtype).alias(name)
                if name == "file"
                else self._typed(name, found.get(name), dtype)
                for name, dtype in self._table.dtypes.items()
            ]
        return frame.select(self._columns[number])

    def _typed(self, name: str, found: pl.DataType | None, dtype: pl.DataType) -> pl.Expr:
        if isinstance(found, pl.Categorical):
            return pl.col(name)
        return (self._lacking(name) if found is None else pl.col(name)).cast(dtype)

    def _lacking(self, name: str) -> pl.Expr:
        # Other files of the table have the column: here it is as if every cell were empty.
        labels = self._table.schema.column(name).labels
        return pl.lit("unknown" if "unknown" in labels else None, pl.String).alias(name)

    def _file_batches(self, number: int, file: TableFile) -> Iterator[pl.DataFrame]:
        account, reader = self.accounts[number], self._table.typed_reader(file)
        unheard = _size(file.source)
        positions = list(file.match.columns.values())
        for raw in file.source.batches(
            file.match.header_row, positions, small=self._small, kinds=file.match.kinds
        ):
            batch = reader.read(raw)
            account.read += len(raw.frame) + len(raw.malformed) + raw.blank
            account.blank += batch.blank
            account.accepted += batch.accepted
            account.warnings.update(batch.warnings)
            self._reject(number, batch.rejected)
            heard = min(raw.size, unheard)
            unheard -= heard
            self._tell(file, len(raw.frame), heard)
            frame = batch.frame
            # Not kept while the frame is worked on: as large as it is.
            del raw, batch
            self._compared.add(number, frame)
            yield frame
            del frame
        self._tell(file, 0, unheard)
        account.unmapped = reader.unmapped
        account.notes = {**file.source.notes, **reader.notes, **self._note_on_lacking(reader)}

    def _note_on_lacking(self, reader: TypedReader) -> dict[str, str]:
        """What other files have and this one has not: its rows are in no figure that needs it."""
        own = {column.name for column in reader.columns}
        lacking = [name for name in self._table.columns if name not in own]
        if not lacking:
            return {}
        return {"lacks": f"{', '.join(lacking)}, which other files of {self._name} have"}

    def _tell(self, file: TableFile, rows: int, size: int) -> None:
        if self._table.listener is not None:
            self._table.listener(file.source.name, rows, size)

    def _reject(self, number: int, places: pl.DataFrame) -> None:
        if places.is_empty():
            return
        account = self.accounts[number]
        # Sorted: rules with as many rows each are told in this order.
        account.rejected.update(dict(places["rule"].value_counts().sort("rule").iter_rows()))
        self._rejects.add(self._name, account.file, places)

    def reject_duplicates(self, duplicates: pl.DataFrame, kept: pl.DataFrame) -> None:
        """Takes back accepted rows whose key an earlier row has.

        Both frames have columns file, line and, in tables by year, what tells the year: one line
        may hold several years side by side. A row that was split into several is rejected only if
        none of its parts is kept.
        """
        rows = duplicates.unique().join(kept, on=duplicates.columns, how="anti", nulls_equal=True)
        for (number,), lines in rows.sort("file", "line").group_by("file", maintain_order=True):
            self.accounts[int(str(number))].accepted -= lines.height
            self._reject(
                int(str(number)),
                lines.select("line", rule=pl.lit("duplicate"), column=pl.lit("")),
            )

    def warn(self, rule: str, rows: pl.DataFrame) -> None:
        """Counts a warning for each of some accepted rows (column file)."""
        for number, count in rows["file"].value_counts().iter_rows():
            self.accounts[number].warnings[rule] += count

    def close(self) -> None:
        """Enters the pass in the ledger and checks that every row is accounted for."""
        self._compared.tell(self.accounts)
        others = [a for a in self._ledger.accounts if a.table != self._name]
        order = list(TABLES)
        self._ledger.accounts[:] = sorted(
            [*others, *self.accounts], key=lambda account: order.index(account.table)
        )
        self._ledger.check_balance()


def _size(source: Source) -> int:
    try:
        return source.path.stat().st_size
    except OSError:
        # It is gone: reading says so in words.
        return 0


def collect(table: Table, ledger: Ledger, rejects: Rejects) -> pl.DataFrame:
    """All accepted rows of a small table, without duplicates."""
    current = table.read(ledger, rejects)
    rows: pl.DataFrame = pl.concat([pl.DataFrame(schema=table.dtypes), *current])
    counts = table.without_repeats(rows)
    if not counts.all():
        kept = rows.filter(counts)
        origin = ["file", *table.schema.place]
        current.reject_duplicates(rows.filter(~counts).select(origin), kept.select(origin))
        rows = kept
    for rule, found in of_several_rows(rows).items():
        current.warn(rule, found)
    current.close()
    return rows
