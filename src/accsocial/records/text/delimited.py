"""Reader for delimited text: CSV, TSV, TXT, plain or compressed, in any French encoding."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt
import polars as pl

from accsocial.errors import DataRefused
from accsocial.records.prefetch import prefetched
from accsocial.records.source import HEADER_SEARCH, NO_KINDS, RawBatch
from accsocial.records.text.detection import detect, head_text
from accsocial.records.text.dialect import (
    HeadRecord,
    cells_of,
    find_separator,
    head_records,
    row_width,
)
from accsocial.records.text.encoding import line_blocks
from accsocial.records.text.guards import unguarded
from accsocial.records.text.lines import BLANK, Records, split_records
from accsocial.records.text.usual import Usual, usual_rows

_SAMPLE_LINES = 200


class Delimited:
    """A delimited text file, read as a stream: memory does not grow with the file."""

    def __init__(self, path: Path, name: str | None = None) -> None:
        self.path = path
        self.name = name or path.name
        self.encoding = detect(path, self.name)
        self.notes = {"encoding": self.encoding.evidence}
        self.separator = find_separator(self._head_lines)
        self.notes["separator"] = {"\t": "tab"}.get(self.separator, self.separator)

    @cached_property
    def _head_lines(self) -> list[str]:
        lines = HEADER_SEARCH + _SAMPLE_LINES
        return head_text(self.path, self.encoding, self.name, lines).split("\n")[:lines]

    @cached_property
    def _head_records(self) -> list[HeadRecord]:
        text = unguarded("\n".join(self._head_lines).encode(), self.separator).decode()
        return head_records(text.split("\n"), self.separator)

    def head(self) -> list[list[str]]:
        return [record.cells for record in self._head_records[:HEADER_SEARCH]]

    def _fields(self, header_row: int) -> int:
        header = self._head_records[header_row].cells
        rows = [record.cells for record in self._head_records[header_row + 1 :]]
        fields = row_width(header, rows)
        if fields != len(header):
            self.notes["fields"] = f"{fields} in the rows, {len(header)} in the header"
        return fields

    def batches(
        self,
        header_row: int,
        positions: Sequence[int],
        *,
        small: bool = False,  # noqa: ARG002 - blocks of text are small
        kinds: Mapping[int, object] = NO_KINDS,  # noqa: ARG002 - texts say what they are
    ) -> Iterator[RawBatch]:
        # Three at work: one block is decoded, one parsed, and one typed by whoever asks.
        return prefetched(lambda: self._parsed(header_row, positions))

    def _parsed(self, header_row: int, positions: Sequence[int]) -> Iterator[RawBatch]:
        fields = self._fields(header_row)
        header = self._head_records[header_row]
        self.notes["header"] = f"line {header.first_line}"
        # What folders supply is in no column of the file, but has the rows of any other.
        wanted = sorted({position for position in positions if position < fields}) or [0]
        line, carried = header.last_line + 1, b""
        for new in prefetched(lambda: self._below(header.last_line)):
            block = carried + new if carried else new
            carried = b""
            usual = usual_rows(block, self.separator, fields)
            frame = self._parse_usual(block, usual, fields, wanted) if usual else None
            if usual and frame is not None:
                after = line + frame.height
                lines = pl.int_range(line, after, dtype=pl.UInt32, eager=True)
                yield RawBatch(
                    frame.with_columns(lines.alias("line")),
                    size=len(block),
                    trimmed=usual.trimmed,
                )
                line = after
                continue
            records = split_records(block, self.separator, fields, line, last_block=False)
            carried = block[records.used :]
            line += records.physical_lines
            yield self._batch(block, records, wanted)
        if carried:
            yield self._batch(carried, split_records(carried, self.separator, fields, line), wanted)

    def _below(self, header_lines: int) -> Iterator[bytes]:
        """Blocks of whole lines from below the header on."""
        to_skip = header_lines
        for block in line_blocks(self.path, self.encoding, self.name):
            start = 0
            while to_skip and start < len(block):
                start, to_skip = block.index(b"\n", start) + 1, to_skip - 1
            if start < len(block):
                yield unguarded(block[start:] if start else block, self.separator)

    def _parse_usual(
        self, block: bytes, usual: Usual, fields: int, wanted: Sequence[int]
    ) -> pl.DataFrame | None:
        """The rows of a block that looks like any other; None if it needs a closer look."""
        schema = {str(i): pl.String for i in range(fields)}
        try:
            frame = self._read_csv(block, schema=schema, quoted=False)
        except (pl.exceptions.ComputeError, pl.exceptions.SchemaError):
            # Some line has too many fields; the other, if the first one has another number.
            return None
        if frame.height != usual.rows or _any_blank(frame, trimmed=usual.trimmed):
            return None
        return frame.select(str(i) for i in wanted)

    def _batch(self, block: bytes, records: Records, wanted: Sequence[int]) -> RawBatch:
        return RawBatch(
            self._parse(records, wanted),
            records.malformed.tolist(),
            # Not all at once: a damaged block may hold millions of short lines.
            (self._first_cells(block[start:end]) for start, end in records.malformed_spans),
            records.blank,
            records.used,
        )

    def _first_cells(self, text: bytes) -> list[str]:
        return cells_of(text.decode("utf-8", errors="replace"), self.separator)

    def _parse(self, records: Records, wanted: Sequence[int]) -> pl.DataFrame:
        if not len(records.lines):
            empty = pl.DataFrame(schema={str(i): pl.String for i in wanted})
            return _with_lines(empty, records.lines)
        frame = self._read_csv(records.csv, columns=list(wanted), quoted=records.quoted)
        if frame.height != len(records.lines):
            raise DataRefused(
                f"{self.name}, from line {records.lines[0]} on: {len(records.lines)} rows "
                f"expected, {frame.height} parsed. This is a defect of accsocial; please report it."
            )
        frame.columns = [str(i) for i in wanted]
        return _with_lines(frame, records.lines)

    def _read_csv(
        self,
        block: bytes,
        *,
        quoted: bool,
        schema: Mapping[str, pl.DataType | type[pl.DataType]] | None = None,
        columns: list[int] | None = None,
    ) -> pl.DataFrame:
        return pl.read_csv(
            block,
            has_header=False,
            separator=self.separator,
            quote_char='"' if quoted else None,
            schema=schema,
            columns=columns,
            infer_schema=False,
        )

    def original(self, lines: Collection[int]) -> Mapping[int, str]:
        found: dict[int, str] = {}
        wanted = np.array(sorted(lines), np.int64)
        line = 1
        for block in line_blocks(self.path, self.encoding, self.name):
            ends = np.flatnonzero(np.frombuffer(block, np.uint8) == ord("\n"))
            starts = np.concatenate(([0], ends[:-1] + 1))
            for number in wanted[(wanted >= line) & (wanted < line + len(ends))].tolist():
                cut = block[starts[number - line] : ends[number - line]]
                found[number] = cut.decode("utf-8", errors="replace")
            line += len(ends)
        return found


def _any_blank(frame: pl.DataFrame, *, trimmed: bool) -> bool:
    """Whether some row has nothing but white space in all its cells.

    If the cells are `trimmed`, only an empty one has nothing else.
    """
    for name in frame.columns:
        if trimmed and not frame[name].null_count():
            return False
        cells = pl.col(name)
        frame = frame.filter(cells.is_null() | (cells.str.strip_chars(BLANK) == ""))
        if not frame.height:
            return False
    return True


def _with_lines(frame: pl.DataFrame, lines: npt.NDArray[np.int64]) -> pl.DataFrame:
    return frame.with_columns(pl.Series("line", lines.astype(np.uint32)))
