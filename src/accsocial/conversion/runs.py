"""Rows that are too many to sort at once: kept on disk in runs, each sorted by partition.

A run is a Parquet file with one row group for each partition, so that the rows of
one partition are read from all runs without decoding any others.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq

Key = tuple[Any, ...]
"""The values of the partition columns."""


class Runs:
    """Rows of one table, added in any order, read back partition by partition.

    The order in which rows were added is kept inside a partition. At most `rows`
    rows are held in memory before a run is written to `folder`.
    """

    def __init__(self, folder: Path, partition: Sequence[str], rows: int) -> None:
        self._folder = folder
        self._partition = list(partition)
        self._limit = rows
        self._none = pl.DataFrame()
        self._held: list[pl.DataFrame] = []
        self._height = 0
        self._files: list[pq.ParquetFile] = []
        self._places: dict[Key, list[tuple[int, int]]] = {}

    def add(self, rows: pl.DataFrame) -> None:
        """Takes rows that have the partition columns; all frames have one schema."""
        self._none = rows.clear()
        self._held.append(rows)
        self._height += rows.height
        if self._height >= self._limit:
            self._write()

    def partitions(self) -> list[Key]:
        """The partitions that have rows, ascending. No rows are added after this."""
        self._write()
        return sorted(self._places)

    def read(self, key: Key, columns: Sequence[str] | None = None) -> pl.DataFrame:
        """The rows of a partition, in the order in which they were added."""
        parts: Iterator[Any] = (
            self._files[run].read_row_group(group, columns=None if columns is None else [*columns])
            for run, group in self._places[key]
        )
        return pl.concat([pl.DataFrame(part) for part in parts])

    def read_none(self) -> pl.DataFrame:
        """No rows, with the columns that were added."""
        return self._none

    def close(self) -> None:
        """Closes the files; the folder is the caller's to remove."""
        for file in self._files:
            file.close()

    def _write(self) -> None:
        if not self._height:
            return
        rows = pl.concat(self._held)
        self._held, self._height = [], 0
        path = self._folder / f"run-{len(self._files)}.parquet"
        groups = rows.partition_by(self._partition, maintain_order=True, as_dict=True)
        with pq.ParquetWriter(
            path, _arrow(rows.clear()).schema, compression="lz4", use_dictionary=False
        ) as writer:
            for number, (key, group) in enumerate(groups.items()):
                writer.write_table(_arrow(group), row_group_size=max(group.height, 1))
                self._places.setdefault(key, []).append((len(self._files), number))
        self._files.append(pq.ParquetFile(path))


def _arrow(rows: pl.DataFrame) -> pa.Table:
    return rows.to_arrow(compat_level=pl.CompatLevel.oldest())
