"""`read`: an extract -> canonical tables that are read when they are used, and their ledger."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from accsocial.errors import DataRefused, UsageError
from accsocial.records.discover import Found, discover, open_source
from accsocial.records.layout import Layout, TableLayout, load_layout, shipped_layouts
from accsocial.records.ledger import Ledger
from accsocial.records.pseudonyms import Pseudonyms, pseudonym_key
from accsocial.records.rejects import Rejects
from accsocial.records.schema import BODIES, TABLES, TERRITORIES
from accsocial.records.source import Match, Source, best_match
from accsocial.records.table import Table, TableFile, first_of_key

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

        key = [column for column in table.schema.key if column in table.columns]
        needs = [column for column in table.schema.key_needs if column in table.columns]
        lazy = register_io_source(batches, schema=dict(table.dtypes))
        if len(needs) < len(table.schema.key_needs):
            return lazy
        return lazy.map_batches(lambda frame: frame.filter(first_of_key(frame, key, needs)))


def read(
    *paths: str | Path,
    layout: str | None = None,
    body: str | None = None,
    territory: str | None = None,
    max_rejected: float = MAX_REJECTED,
    extracted_on: dt.date | None = None,
) -> Records:
    """Opens an extract: files, or folders of files. Rows are read later, when they are used.

    `layout` is the name of a shipped layout or the path of a TOML file; without
    it the layout that fits each file best is taken. `body` and `territory` supply
    what the files lack. `extracted_on` is the day of the extraction (default: today): what
    is dated later is warned about. Raises UsageError for a wrong path or value, DataRefused
    for files that cannot be read or recognised.
    """
    constants = _constants(body, territory)
    if not paths:
        raise UsageError("no extract given: name a file or a folder")
    found, ignored = discover([Path(path) for path in paths])
    layouts = _layouts(layout)
    pseudonyms = Pseudonyms(pseudonym_key())
    day = extracted_on or dt.datetime.now().astimezone().date()
    files: dict[str, list[TableFile]] = {}
    for item in found:
        source = open_source(item)
        match = _match(
            item,
            source,
            layouts,
            tuple(constants),
            alone=len(found) == 1,
            chosen=layouts[0].name if layout else None,
        )
        if match is None:
            ignored.append(item.name)
        else:
            files.setdefault(match.layout.table.name, []).append(TableFile(source, match))
    if not files:
        raise DataRefused(
            "no file looks like a known table. Recognised file names: "
            + "; ".join(f"{t.name}: {', '.join(t.file_names)}" for t in TABLES.values())
        )
    tables = {
        name: Table(TABLES[name], files[name], constants, pseudonyms, day)
        for name in TABLES
        if name in files
    }
    return Records(tables, ignored, max_rejected)


def _constants(body: str | None, territory: str | None) -> dict[str, str]:
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


def _match(
    found: Found,
    source: Source,
    layouts: Sequence[Layout],
    given: Sequence[str],
    *,
    alone: bool,
    chosen: str | None,
) -> Match | None:
    """How to read a file; None if its name announces no table and its columns fit none.

    A refusal is explained by the `chosen` layout, if there is one.
    """
    candidates: list[TableLayout] = [
        table_layout
        for layout in layouts
        for table, table_layout in layout.tables.items()
        if found.table in (None, table)
    ]
    head = source.head()
    match = best_match(head, candidates, given)
    missing = match.layout.missing(match.columns, given) if match else None
    if match and not missing:
        return match
    if found.table is None and not alone:
        return None
    closest = [c for c in candidates if c.layout == chosen] or candidates
    raise DataRefused(_explain(found, head, closest, given))


def _explain(
    found: Found,
    head: Sequence[Sequence[str]],
    candidates: Sequence[TableLayout],
    given: Sequence[str],
) -> str:
    headers = next((row for row in head if any(cell.strip() for cell in row)), None)
    if headers is None:
        return f"{found.name}: the file holds no text"
    match = best_match(head, candidates, given)
    if match is None:
        # Nothing fits: the layout is named whose headers come nearest to those of the file.
        layout = max(candidates, key=lambda c: c.near(c.missing({}, given), headers))
        match = Match(layout, 0, headers)
    missing = match.layout.missing(match.columns, given)
    constants = [f"--{column}" for column in missing if column in ("body", "territory")]
    advice = [f"Give what the file lacks with {' and '.join(constants)}"] if constants else []
    if len(missing) > len(constants):
        advice.append("Describe the columns in a layout file and name it with --layout")
    return (
        f"{found.name}: read as {match.layout.table.name} with layout {match.layout.layout}, these "
        f"columns were not found: {match.layout.explain_missing(missing, match.headers)}. "
        + ". ".join(advice)
    )
