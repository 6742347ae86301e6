"""Arrow IPC files (also Feather 2) and streams, through pyarrow.

Polars would read the files too, but it takes some damaged ones for empty ones;
here every batch is validated.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa

from accsocial.records.files.formats import Format

BATCH_ROWS = 100_000
"""Small batches are put together up to that many rows."""

_MOST_DIGITS = 38


def arrow_schema(path: Path, kind: Format) -> pl.Schema:
    """The columns as polars sees them. Raises OSError or ValueError for a damaged file."""
    with _opened(path, kind, None) as reader:
        empty = _known(pa.Table.from_batches([], reader.schema))
    return _frame(empty).schema


def arrow_frames(path: Path, kind: Format, names: Sequence[str]) -> Iterator[pl.DataFrame]:
    """Some columns, in batches. Raises OSError or ValueError for a damaged file."""
    with _opened(path, kind, None) as reader:
        fields = [reader.schema.get_field_index(name) for name in names]
    held: list[Any] = []
    rows = 0
    with _opened(path, kind, fields) as reader:
        for batch in _batches(reader, kind):
            batch.validate(full=True)
            held.append(batch)
            rows += batch.num_rows
            if rows >= BATCH_ROWS:
                yield _frame(_known(pa.Table.from_batches(held))).select(names)
                held, rows = [], 0
        if held:
            yield _frame(_known(pa.Table.from_batches(held))).select(names)


def _opened(path: Path, kind: Format, fields: list[int] | None) -> Any:
    options = pa.ipc.IpcReadOptions(included_fields=fields)
    if kind is Format.ARROW_FILE:
        return pa.ipc.open_file(str(path), options=options)
    return pa.ipc.open_stream(str(path), options=options)


def _batches(reader: Any, kind: Format) -> Iterator[Any]:
    if kind is Format.ARROW_FILE:
        yield from (reader.get_batch(number) for number in range(reader.num_record_batches))
    else:
        yield from reader


def _known(table: Any) -> Any:
    """Decimals of more digits than polars knows, as decimals of as many as it does."""
    for position, field in enumerate(table.schema):
        if pa.types.is_decimal256(field.type):
            narrow = pa.decimal128(_MOST_DIGITS, field.type.scale)
            table = table.set_column(position, field.name, table.column(position).cast(narrow))
    return table


def _frame(table: Any) -> pl.DataFrame:
    frame = pl.from_arrow(table)
    assert isinstance(frame, pl.DataFrame)  # noqa: S101 - of a table, never a Series
    return frame
