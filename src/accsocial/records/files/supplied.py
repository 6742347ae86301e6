"""Columns that a file lacks, with the one value that a name tells for all of its rows."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import polars as pl

from accsocial.records.names import fold
from accsocial.records.schema import Kind
from accsocial.records.source import NO_KINDS, RawBatch, Source


class Supplied:
    """A source to which columns (header -> value) are `added` (header -> position) that it lacks.

    A column of the file itself is the one that is read.
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
        self.added = {key: self._width + n for n, (key, _) in enumerate(self._values)}

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
