"""Columns that a file lacks, with the one value that a name tells for all of its rows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import polars as pl

from accsocial.records.files.widened import Widened
from accsocial.records.names import fold
from accsocial.records.schema import Kind
from accsocial.records.source import NO_KINDS, RawBatch, Source


class Supplied(Widened):
    """A source to which columns (header -> value) are added that it lacks.

    A column of the file itself is the one that is read.
    """

    def __init__(self, source: Source, values: Mapping[str, str | None]) -> None:
        present = {fold(cell) for row in source.head() for cell in row}
        lacking = {header: value for header, value in values.items() if fold(header) not in present}
        super().__init__(source, lacking)
        self._values = {str(self.added[header]): value for header, value in lacking.items()}

    def batches(
        self,
        header_row: int,
        positions: Sequence[int],
        *,
        small: bool = False,
        kinds: Mapping[int, Kind] = NO_KINDS,
    ) -> Iterator[RawBatch]:
        own = [position for position in positions if position < self.width]
        asked = {str(position) for position in positions}
        added = [
            pl.lit(value, pl.String).alias(name)
            for name, value in self._values.items()
            if name in asked
        ]
        for raw in self._source.batches(header_row, own, small=small, kinds=kinds):
            yield replace(raw, frame=raw.frame.with_columns(added), trimmed=False)
