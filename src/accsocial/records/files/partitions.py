"""Values that stand in the names of folders: `year=2022/body=caf/part-0.parquet` (Hive)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

import polars as pl

from accsocial.records.names import fold
from accsocial.records.schema import Kind
from accsocial.records.source import NO_KINDS, RawBatch, Source

_PARTITION = re.compile(r"(\w+)=(.*)")
_NULL = "__HIVE_DEFAULT_PARTITION__"


def partitions_of(name: str) -> dict[str, str | None]:
    """Column -> value, from the folders in the name of a file; None for a missing value."""
    values: dict[str, str | None] = {}
    for folder in PurePosixPath(name).parts[:-1]:
        if match := _PARTITION.fullmatch(folder):
            values[match[1]] = None if match[2] == _NULL else unquote(match[2])
    return values


class Partitioned:
    """A source to which the values of its folders are added where it lacks such a column.

    A column of the file itself is the one that is read. The year of a partition
    says nothing about appointments: their dates do.
    """

    def __init__(self, source: Source, values: Mapping[str, str | None]) -> None:
        self._source = source
        self.path: Path = source.path
        self.name = source.name
        self.notes = source.notes
        head = source.head()
        present = {fold(cell) for row in head for cell in row}
        self._width = max((len(row) for row in head), default=0)
        self._values = [(key, value) for key, value in values.items() if fold(key) not in present]
        self.notes["partition"] = ", ".join(f"{key}={value or ''}" for key, value in values.items())

    def head(self) -> list[list[str]]:
        names = [key for key, _ in self._values]
        return [row + [""] * (self._width - len(row)) + names for row in self._source.head()]

    def batches(
        self,
        header_row: int,
        positions: Sequence[int],
        *,
        small: bool = False,
        kinds: Mapping[int, Kind] = NO_KINDS,
    ) -> Iterator[RawBatch]:
        own = [position for position in positions if position < self._width]
        added = [
            pl.lit(self._values[position - self._width][1], pl.String).alias(str(position))
            for position in sorted(set(positions) - set(own))
        ]
        for raw in self._source.batches(header_row, own, small=small, kinds=kinds):
            yield replace(raw, frame=raw.frame.with_columns(added), trimmed=False)

    def original(self, lines: Collection[int]) -> Mapping[int, str]:
        return self._source.original(lines)
