"""Arrow IPC files (also Feather 2) and streams, through pyarrow.

Polars would read the files too, but it takes some damaged ones for empty ones;
here every batch is validated.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa

from accsocial.errors import DataRefused
from accsocial.records.files.formats import Format
from accsocial.records.files.stored_types import MOST_DIGITS

BATCH_ROWS = 100_000
"""Small batches are put together up to that many rows."""

_END = b"\xff\xff\xff\xff\x00\x00\x00\x00"
"""What stands after the last batch of a stream that its writer has closed."""


def arrow_fields(path: Path, kind: Format) -> pa.Schema:
    """The columns as they are stored. Raises OSError or ValueError for a damaged file."""
    with _opened(path, kind, None) as (_, reader):
        return reader.schema


def arrow_schema(fields: pa.Schema) -> pl.Schema:
    """Columns that can be read, as polars sees them."""
    return _frame(_known(pa.Table.from_batches([], fields))).schema


def arrow_frames(
    path: Path, name: str, kind: Format, names: Sequence[str]
) -> Iterator[pl.DataFrame]:
    """Some columns, in batches. Raises OSError or ValueError for a damaged file.

    Raises DataRefused, under the `name` of the file, if a stream is not one whole one.
    """
    with _opened(path, kind, None) as (_, reader):
        fields = [reader.schema.names.index(column) for column in names]
    held: list[Any] = []
    rows = 0
    with _opened(path, kind, fields) as (file, reader):
        whole = kind is Format.ARROW_FILE
        for batch in _of_file(reader) if whole else _of_stream(file, reader, name):
            held.append(batch)
            rows += batch.num_rows
            if rows >= BATCH_ROWS:
                yield validated(held).select(names)
                held, rows = [], 0
        if held:
            yield validated(held).select(names)


def validated(batches: Sequence[pa.RecordBatch]) -> pl.DataFrame:
    """Batches of one schema in one frame. Raises ValueError if they are damaged."""
    for batch in batches:
        batch.validate(full=True)
    return _frame(_known(pa.Table.from_batches(batches)))


@contextmanager
def _opened(path: Path, kind: Format, fields: list[int] | None) -> Iterator[tuple[Any, Any]]:
    """The file, and what reads it."""
    options = pa.ipc.IpcReadOptions(included_fields=fields)
    reads = pa.ipc.open_file if kind is Format.ARROW_FILE else pa.ipc.open_stream
    with pa.OSFile(str(path)) as file, reads(file, options=options) as reader:
        yield file, reader


def _of_file(reader: Any) -> Iterator[Any]:
    return (reader.get_batch(number) for number in range(reader.num_record_batches))


def _of_stream(file: Any, reader: Any, name: str) -> Iterator[Any]:
    """The batches of a stream. It does not say how many there are: its end alone tells.

    pyarrow takes the end of a file for the end of the stream, and reads nothing after the stream.
    """
    last = file.tell()
    for batch in reader:
        last = file.tell()
        yield batch
    end = file.tell()
    file.seek(max(last, end - len(_END)))
    if file.read(len(_END)) != _END:
        raise DataRefused(
            f"{name}: is not complete, the Arrow stream has no end mark: rows may be missing; ask "
            "for it again, from a program that closes the stream"
        )
    if end < file.size():
        raise DataRefused(
            f"{name}: holds more than one stream, or something else after its end; ask for one "
            "file for each stream"
        )


def _known(table: Any) -> Any:
    """Decimals of more digits than polars knows, as decimals of as many as it does."""
    for position, field in enumerate(table.schema):
        if pa.types.is_decimal256(field.type):
            narrow = pa.decimal128(MOST_DIGITS, field.type.scale)
            table = table.set_column(position, field.name, table.column(position).cast(narrow))
    return table


def _frame(table: Any) -> pl.DataFrame:
    frame = pl.from_arrow(table)
    assert isinstance(frame, pl.DataFrame)  # noqa: S101 - of a table, never a Series
    return frame
