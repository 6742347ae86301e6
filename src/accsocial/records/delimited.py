"""Reader for delimited text: CSV, TSV, TXT, plain or compressed, in any French encoding."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path

import numpy as np
import numpy.typing as npt
import polars as pl

from accsocial.errors import DataRefused
from accsocial.records.encoding import Encoding, detect, head_text, open_bytes, utf8_blocks
from accsocial.records.lines import Records, complete_part, split_records, usual_rows
from accsocial.records.prefetch import prefetched
from accsocial.records.source import HEADER_SEARCH, RawBatch

SEPARATORS = (";", ",", "\t", "|")
_SAMPLE_LINES = 200


class Delimited:
    """A delimited text file, read as a stream: memory does not grow with the file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.name = path.name
        self.encoding: Encoding = detect(path)
        self.notes = {"encoding": self.encoding.evidence}
        self.separator = self._find_separator()
        self.notes["separator"] = {"\t": "tab"}.get(self.separator, self.separator)

    @cached_property
    def _head_lines(self) -> list[str]:
        return head_text(self.path, self.encoding).split("\n")[: HEADER_SEARCH + _SAMPLE_LINES]

    def _cells(self, line: str) -> list[str]:
        return next(csv.reader([line], delimiter=self.separator), [])

    def _find_separator(self) -> str:
        """The separator that cuts most lines of the head into one number (over 1) of fields."""
        best, best_score = SEPARATORS[0], 0
        for separator in SEPARATORS:
            self.separator = separator
            widths = Counter(len(self._cells(line)) for line in self._head_lines if line.strip())
            score = max((lines for width, lines in widths.items() if width > 1), default=0)
            if score > best_score:
                best, best_score = separator, score
        return best

    def head(self) -> list[list[str]]:
        return [self._cells(line) for line in self._head_lines[:HEADER_SEARCH]]

    def _fields(self, header_row: int) -> int:
        """Fields of a good row: those of the header, unless all rows agree on another number.

        Some systems end each row, but not the header, with a separator.
        """
        header = len(self._cells(self._head_lines[header_row]))
        rows = [line for line in self._head_lines[header_row + 1 :] if line.strip()]
        widths = Counter(len(self._cells(line)) for line in rows)
        if widths and header not in widths:
            width, lines = widths.most_common(1)[0]
            if lines > len(rows) / 2 and abs(width - header) == 1:
                self.notes["fields"] = f"{width} in the rows, {header} in the header"
                return width
        return header

    def batches(self, header_row: int, positions: Sequence[int]) -> Iterator[RawBatch]:
        fields = self._fields(header_row)
        self.notes["header"] = f"line {header_row + 1}"
        wanted = sorted({position for position in positions if position < fields})
        line = header_row + 2
        for block in prefetched(lambda: self._whole_lines(header_row)):
            rows = usual_rows(block, self.separator, fields)
            frame = self._parse_usual(block, fields, wanted) if rows else None
            if frame is not None:
                yield RawBatch(_with_lines(frame, np.arange(line, line + rows)))
                line += rows
                continue
            records = split_records(block, self.separator, fields, line)
            line += records.physical_lines
            yield RawBatch(
                self._parse(records, wanted),
                records.malformed.tolist(),
                [self._cells(text) for text in records.malformed_text],
                records.blank,
            )

    def _whole_lines(self, header_row: int) -> Iterator[bytes]:
        """Blocks of whole records from below the header on."""
        separator = self.separator.encode()
        carried, to_skip = b"", header_row + 1
        with open_bytes(self.path) as stream:
            for block in utf8_blocks(stream, self.encoding, self.name):
                text = carried + block if carried else block
                while to_skip and (end := text.find(b"\n")) >= 0:
                    text, to_skip = text[end + 1 :], to_skip - 1
                end = 0 if to_skip else complete_part(text, separator)
                carried = text[end:]
                if end:
                    yield text[:end]
        if carried and not to_skip:
            yield carried

    def _parse_usual(self, block: bytes, fields: int, wanted: Sequence[int]) -> pl.DataFrame | None:
        """The rows of a block that looks like any other; None if it needs a closer look."""
        schema = {str(i): pl.String for i in range(fields)}
        try:
            frame = self._read_csv(block, schema=schema, quoted=False)
        except pl.exceptions.ComputeError:
            return None
        first = frame.to_series(0)
        # A row that begins with nothing may be a blank one.
        if first.null_count() or first.str.contains("^[ \t\u00a0]").any():
            return None
        return frame.select(str(i) for i in wanted)

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
        line, carried = 1, b""
        with open_bytes(self.path) as stream:
            for block in utf8_blocks(stream, self.encoding, self.name):
                text = carried + block
                ends = np.flatnonzero(np.frombuffer(text, np.uint8) == 10)
                starts = np.concatenate(([0], ends + 1))
                for number in wanted[(wanted >= line) & (wanted < line + len(ends))].tolist():
                    cut = text[starts[number - line] : ends[number - line]]
                    found[number] = cut.decode("utf-8", errors="replace")
                line += len(ends)
                carried = text[starts[-1] :]
        if carried and line in lines:
            found[line] = carried.decode("utf-8", errors="replace")
        return found


def _with_lines(frame: pl.DataFrame, lines: npt.NDArray[np.int64]) -> pl.DataFrame:
    return frame.with_columns(pl.Series("line", lines.astype(np.uint32)))
