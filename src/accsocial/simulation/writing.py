"""Tables to files, some rows at a time: Parquet, or CSV in UTF-8 with `;`."""

from __future__ import annotations

from pathlib import Path
from typing import BinaryIO, Protocol, Self

import polars as pl
import pyarrow.parquet as pq

from accsocial.output.files import in_memory
from accsocial.records.schema import SUPPORT_DATES

FORMATS = ("parquet", "csv")
SEPARATOR = ";"
_OLD = pl.CompatLevel.oldest()
_MANY_VALUES = ("appointment_id", "support_id", "beneficiary_id")
"""Columns of which nearly every value differs: a dictionary of them only takes time."""

_IN_ORDER = ("year", "date", "entered_on", *(column.name for column in SUPPORT_DATES))


class TableFile(Protocol):
    """A file that is being written; a context that closes it. `first_line` is that of the data."""

    first_line: int

    def __enter__(self) -> Self: ...
    def __exit__(self, *_: object) -> None: ...

    def write(self, rows: pl.DataFrame) -> None:
        """Appends rows; all frames of a file have the same columns and types."""
        ...


class _Parquet:
    """zstd, a row group for each frame, with statistics. Rows are counted from 1."""

    first_line = 1

    def __init__(self, path: Path) -> None:
        self._path = path
        self._writer: pq.ParquetWriter | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self._writer is not None:
            self._writer.close()

    def write(self, rows: pl.DataFrame) -> None:
        table = rows.to_arrow(compat_level=_OLD)
        if self._writer is None:
            coded = [name for name in rows.columns if name not in _MANY_VALUES]
            self._writer = pq.ParquetWriter(
                self._path,
                table.schema,
                compression="zstd",
                use_dictionary=coded,
                # Rows stand by day or year: of any other column each row group has all values.
                write_statistics=[name for name in rows.columns if name in _IN_ORDER],
                # An Enum is text to whoever reads the file.
                store_schema=False,
            )
        self._writer.write_table(table, row_group_size=max(rows.height, 1))


class _Csv:
    """The header is line 1. Nothing is quoted: a `;` in a text makes a damaged line."""

    first_line = 2

    def __init__(self, path: Path) -> None:
        self._file = path.open("wb")
        self._begun = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._file.close()

    def write(self, rows: pl.DataFrame) -> None:
        header = not self._begun

        def lines(file: BinaryIO) -> None:
            rows.write_csv(file, include_header=header, separator=SEPARATOR, quote_style="never")

        self._file.write(in_memory(lines))
        self._begun = True


def table_file(path: Path, format: str) -> TableFile:  # noqa: A002 - the option's name
    """The file of a table, in one of `FORMATS`."""
    return _Parquet(path) if format == "parquet" else _Csv(path)
