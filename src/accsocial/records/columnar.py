"""Reader for Parquet and Arrow files: columns have types and are decoded only when needed."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path

import polars as pl

from accsocial.errors import DataRefused
from accsocial.records.source import RawBatch

BATCH_ROWS = 500_000


class Columnar:
    """A Parquet or Arrow file, streamed by row groups."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.name = path.name
        self.notes: dict[str, str] = {"format": "parquet"}
        try:
            if path.suffix.lower() in {".arrow", ".feather", ".ipc"}:
                self.notes["format"] = "arrow"
                self._scan = pl.scan_ipc(path, glob=False)
            else:
                self._scan = pl.scan_parquet(path, glob=False)
            self._schema = self._scan.collect_schema()
        except (pl.exceptions.PolarsError, OSError) as error:
            raise DataRefused(
                f"{path.name}: is not a whole {self.notes['format']} file; ask for it again"
            ) from error

    def head(self) -> list[list[str]]:
        return [self._schema.names()]

    def batches(
        self,
        header_row: int,  # noqa: ARG002 - the header of a typed file is its schema
        positions: Sequence[int],
    ) -> Iterator[RawBatch]:
        names = self._schema.names()
        wanted = sorted(set(positions))
        columns = [pl.col(names[i]).alias(str(i)) for i in wanted]
        line = 1
        query = self._scan.select(columns)
        try:
            for frame in query.collect_batches(chunk_size=BATCH_ROWS, maintain_order=True):
                lines = pl.int_range(line, line + frame.height, dtype=pl.UInt32, eager=True)
                line += frame.height
                yield RawBatch(frame.with_columns(lines.alias("line")))
        except (pl.exceptions.PolarsError, OSError) as error:
            raise DataRefused(
                f"{self.name}: cannot be decoded after row {line - 1}; the file is damaged, "
                "ask for it again"
            ) from error

    def original(self, lines: Collection[int]) -> Mapping[int, str]:
        rows = (
            self._scan.with_row_index("line", offset=1)
            .filter(pl.col("line").is_in(sorted(lines)))
            .collect(engine="streaming")
        )
        return {
            row[0]: ";".join("" if v is None else str(v) for v in row[1:]) for row in rows.rows()
        }
