"""`read`: an extract -> canonical tables that are read when they are used, and their ledger."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from accsocial.errors import DataRefused, UsageError
from accsocial.records.copies import copies
from accsocial.records.files.discover import discover
from accsocial.records.files.opening import open_each
from accsocial.records.layout import Layout
from accsocial.records.layout_files import load_layout, shipped_layouts
from accsocial.records.ledger import Ledger
from accsocial.records.matching import match_file
from accsocial.records.missing_years import tell_of_one_year
from accsocial.records.rejects import Rejects
from accsocial.records.rows.pseudonyms import Pseudonyms, pseudonym_key
from accsocial.records.schema import BODIES, TABLES, TERRITORIES, names_of_tables
from accsocial.records.table import Listener, Table, TableFile

if TYPE_CHECKING:
    import polars as pl

MAX_REJECTED = 0.05
"""Share of rejected rows of one table above which no figure is given."""


class Records:
    """The canonical tables of an extract, lazily, and the ledger of what was read.

    `ledger` and `rejects` fill as the tables are read: they are complete after `summarise`.
    """

    def __init__(self, tables: Mapping[str, Table], ignored: Sequence[str], max_rejected: float):
        self.tables = tables
        self.ledger = Ledger(ignored=list(ignored))
        self.rejects = Rejects()
        self.max_rejected = max_rejected

    @property
    def size(self) -> int:
        """Bytes of the files that will be read."""
        return sum(
            file.source.path.stat().st_size
            for table in self.tables.values()
            for file in table.files
        )

    def check_usable(self) -> None:
        """Raises DataRefused for an extract that gives no figure, once all its tables are read.

        A row is not accounted for, too many are rejected, or none is accepted.
        """
        self.ledger.check_balance()
        self.ledger.check_rejected(self.max_rejected)
        if not any(account.accepted for account in self.ledger.accounts):
            names = ", ".join(account.file for account in self.ledger.accounts)
            raise DataRefused(f"{names}: a header, but no row that can be counted")

    def listen(self, listener: Listener | None) -> None:
        """Tells `listener` of every batch that is read from now on; None ends it."""
        for table in self.tables.values():
            table.listener = listener

    @property
    def layouts(self) -> list[tuple[str, str, str]]:
        """(file, table, layout) of every file that will be read."""
        return [
            (file.source.name, table.schema.name, file.match.layout.layout)
            for table in self.tables.values()
            for file in table.files
        ]

    def lazy(self, name: str) -> pl.LazyFrame:
        """A table as a Polars LazyFrame: accepted rows, without duplicates, with file and line.

        Rows are decoded batch by batch when the frame is collected. Raises
        KeyError if the extract has no such table.
        """
        from polars.io.plugins import register_io_source

        table = self.tables[name]

        def batches(
            columns: list[str] | None,
            predicate: pl.Expr | None,
            rows: int | None,
            batch_size: int | None,  # noqa: ARG001 - the files set the size of the batches
        ) -> Iterator[pl.DataFrame]:
            left = rows
            for frame in table.read(Ledger(), Rejects()):
                batch = frame if left is None else frame.head(left)
                if left is not None:
                    left -= batch.height
                if predicate is not None:
                    batch = batch.filter(predicate)
                yield batch.select(columns) if columns is not None else batch
                if left == 0:
                    return

        lazy = register_io_source(batches, schema=dict(table.dtypes))
        if not table.has_key:
            return lazy
        return lazy.map_batches(lambda frame: frame.filter(table.without_repeats(frame)))


def read(
    *paths: str | Path,
    layout: str | None = None,
    body: str | None = None,
    territory: str | None = None,
    max_rejected: float = MAX_REJECTED,
    extracted_on: dt.date | None = None,
    settings_file: str | Path | None = None,
) -> Records:
    """Opens an extract: files, or folders of files. Rows are read later, when they are used.

    `layout` is the name of a shipped layout or the path of a TOML file; without
    it the layout that fits each file best is taken. `body` and `territory` supply
    what the files lack. `extracted_on` is the day of the extraction (default: today): what
    is dated later is warned about. `settings_file` is one that was applied: it is not told as
    left aside if it lies in the extract. Raises UsageError for a wrong path or value, DataRefused
    for files that cannot be read or recognised.
    """
    constants = _constants(body, territory)
    if not paths:
        raise UsageError("no extract given: name a file or a folder")
    applied = None if settings_file is None else Path(settings_file)
    found, ignored = discover([Path(path) for path in paths], applied)
    layouts = _layouts(layout)
    pseudonyms = Pseudonyms(pseudonym_key())
    day = extracted_on or dt.datetime.now().astimezone().date()
    files: dict[str, list[TableFile]] = {}
    for item, sources, hidden in open_each(found):
        ignored.extend(f"{name} (hidden sheet)" for name in hidden)
        read_as, left_aside = match_file(
            item,
            sources,
            layouts,
            tuple(constants),
            alone=len(found) == 1,
            chosen=layouts[0].name if layout else None,
        )
        ignored.extend(left_aside)
        for file in read_as:
            files.setdefault(file.match.layout.table.name, []).append(file)
    if not files:
        raise DataRefused(
            f"no file looks like a known table. Recognised file names: {names_of_tables()}"
        )
    for read_as in files.values():
        tell_of_one_year(read_as)
    tables = {
        name: Table(TABLES[name], files[name], constants, pseudonyms, day)
        for name in TABLES
        if name in files
    }
    records = Records(tables, ignored, max_rejected)
    records.ledger.remarks += [*_unused(tables, constants), *copies(tables.values())]
    return records


def _unused(tables: Mapping[str, Table], constants: Mapping[str, str]) -> list[str]:
    """Says so if a constant was given that every file supplies itself: it is no filter."""
    return [
        f"--{column} {value} is not used: every file has its own column {column}. "
        "To see one alone, group by it (--by) and read its lines"
        for column, value in constants.items()
        if all(column in file.match.columns for t in tables.values() for file in t.files)
    ]


def _constants(body: str | None, territory: str | None) -> dict[str, str]:
    # As in files: capitals make no difference.
    body, territory = body and body.lower(), territory and territory.upper()
    if body is not None and body not in BODIES:
        raise UsageError(f"body {body!r}: must be one of {', '.join(BODIES)}")
    if territory is not None and territory not in TERRITORIES:
        raise UsageError(
            f"territory {territory!r}: must be the code of a département, 01 to 95 with 2A and 2B, "
            "971 to 976"
        )
    given = {"body": body, "territory": territory}
    return {column: value for column, value in given.items() if value is not None}


def _layouts(name: str | None) -> list[Layout]:
    """The layouts to try: a chosen one leaves tables it does not describe to the shipped ones."""
    if name is None:
        return shipped_layouts()
    chosen = load_layout(name)
    rest = [
        Layout(
            layout.name,
            layout.description,
            {t: tl for t, tl in layout.tables.items() if t not in chosen.tables},
        )
        for layout in shipped_layouts()
    ]
    return [chosen, *rest]
