"""Rows of a table found again by their places, with their texts as numbers: a few bytes each."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
import numpy.typing as npt
import polars as pl

from accsocial.records.ledger import Ledger
from accsocial.records.rejects import Rejects
from accsocial.records.table import Table
from accsocial.records.together import together
from accsocial.summary.gathered import APPOINTMENTS, Gathered
from accsocial.summary.rows.shelves import ROW

STANDS = ("file", "line", "part")
"""Where a row stands in its table; `part` counts the rows that one line was split into."""


def picked(
    gathered: Gathered,
    name: str,
    places: npt.NDArray[np.uint32],
    shown: Mapping[str, pl.DataType],
) -> pl.DataFrame:
    """The rows of a table at some places, by where they stand: row, STANDS, and what is `shown`.

    `shown` are columns of the table with the types that they are kept as. `file` is the name of
    the file (Enum). What was gathered as integers is read once more.
    """
    table = gathered.records.tables[name]
    names = [file.source.name for file in table.files]
    files = pl.Series("file", names, pl.Enum(sorted({*names})))
    wanted = np.zeros(int(places.max(initial=0)) + 1, bool)
    wanted[places] = True
    first, found = 0, []
    for batch in _batches(gathered, table):
        here = np.flatnonzero(wanted[first : first + batch.height])
        rows = batch.with_columns(_part(batch, table))[here]
        found.append(
            rows.select(
                pl.Series(ROW, here + first, pl.UInt32),
                files.gather(rows["file"]),
                "line",
                "part",
                *(pl.col(column).cast(table.dtypes[column]).cast(d) for column, d in shown.items()),
            )
        )
        first += batch.height
    # In the order of reading they are, unless files were named in another order.
    return pl.concat(found).sort(*STANDS, maintain_order=True)


def _batches(gathered: Gathered, table: Table) -> Iterator[pl.DataFrame]:
    """All rows of a table in the order of reading, as they were gathered; one batch at least."""
    if table.schema.name != APPOINTMENTS:
        yield gathered.small[table.schema.name]
        return
    activity = gathered.activity
    small = activity is not None and activity.memory.is_tight
    yield pl.DataFrame(schema=table.dtypes)
    yield from together(table.read(Ledger(), Rejects(), small=small).coded())


def _part(rows: pl.DataFrame, table: Table) -> pl.Series:
    """The number of each row among those of its line, from 1; a line is in one batch."""
    number = pl.lit(1, pl.UInt32)
    if table.splits_cells:
        number = pl.int_range(1, pl.len() + 1, dtype=pl.UInt32).over("file", "line")
    return rows.select("line", number.alias("part"))["part"]
