"""Reader for spreadsheets (.xlsx, .xlsm, .xls, .ods): each visible sheet is a source of texts.

The sheets are unpacked once, by a process of their own, to a private folder,
and streamed from there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import polars as pl

from accsocial.errors import DataRefused
from accsocial.records.files.counted_days import are_counted, with_days
from accsocial.records.files.formats import Format
from accsocial.records.files.inflation import check_inflation
from accsocial.records.files.merged_cells import MergedCells
from accsocial.records.files.ods_parts import ods_parts
from accsocial.records.files.scratch import Scratch
from accsocial.records.files.sheet_parts import SheetParts
from accsocial.records.files.unpacking import Unpacker
from accsocial.records.files.xls_parts import xls_parts
from accsocial.records.files.xlsx_parts import xlsx_parts
from accsocial.records.schema import Kind
from accsocial.records.source import HEADER_SEARCH, NO_KINDS, RawBatch, days_among

LAST_ROW = {Format.XLSX: 1_048_576, Format.XLS: 65_536, Format.ODS: 1_048_576}
"""Rows that a sheet can have: one that is full was probably cut."""

_SUFFIX = {Format.XLSX: ".xlsx", Format.XLS: ".xls", Format.ODS: ".ods"}
_PARTS = {Format.XLSX: xlsx_parts, Format.ODS: ods_parts, Format.XLS: xls_parts}
_MIDNIGHT = r"^(\d{4}-\d{2}-\d{2}) 00:00:00$"
_TIME_ALONE = r"^18\d\d-12-3[01] (\d{2}:\d{2}:\d{2})$"
_EXACT_DIGITS = 15


@dataclass(frozen=True)
class _Unpacked:
    """What the process tells about a sheet; `file` holds its cells."""

    name: str
    visible: bool
    rows: int
    file: Path | None
    long: Sequence[int]
    first_column: int


class Sheet:
    """One sheet, every cell as text: dates in ISO form, empty cells and errors (#N/A) as null."""

    def __init__(
        self, path: Path, name: str, unpacked: _Unpacked, limit: int, parts: SheetParts | None
    ) -> None:
        self.path = path
        self.name = name
        self.notes: dict[str, str] = {"sheet": unpacked.name}
        self._cells = unpacked.file
        self._long = unpacked.long
        self._first_column = unpacked.first_column
        self._merged = parts.merged if parts else []
        self._parts = parts or SheetParts()
        self._from_1904 = parts is not None and parts.from_1904
        self._counted: set[int] = set()
        if unpacked.rows >= limit:
            self.notes["full"] = (
                f"the sheet is full ({limit} rows): what followed was probably cut off"
            )
        if parts and parts.hidden_rows:
            self.notes["hidden rows"] = f"{parts.hidden_rows}, read like the others"
        if parts and parts.formulas_alone:
            self.notes["formulas"] = (
                f"{parts.formulas_alone} without a result, read as empty cells; open the file in a "
                "spreadsheet program and save it again"
            )
        if parts and parts.uncomputed:
            self.notes["formulas not computed"] = (
                f"{parts.uncomputed} with the result 0, in a workbook that no spreadsheet program "
                "has computed; open the file in one and save it again"
            )
        if parts and parts.hidden_columns:
            self.notes["hidden columns"] = f"{parts.hidden_columns}, read like the others"

    def _frames(self) -> Iterator[pl.DataFrame]:
        """The rows of the sheet in batches, as they stand in it."""
        import pyarrow as pa

        assert self._cells is not None  # noqa: S101 - only sheets with cells become sources
        with pa.ipc.open_file(str(self._cells)) as file:
            for number in range(file.num_record_batches):
                frame = pl.from_arrow(file.get_batch(number))
                assert isinstance(frame, pl.DataFrame)  # noqa: S101 - of a batch, never a Series
                text = pl.all().str.strip_chars()
                yield frame.select(pl.when(text != "").then(text).name.keep())

    def head(self) -> list[list[str]]:
        first = next(self._frames()).head(HEADER_SEARCH).select(_iso(pl.all()))
        return [[cell or "" for cell in row] for row in first.rows()]

    def batches(
        self,
        header_row: int,
        positions: Sequence[int],
        *,
        small: bool = False,  # noqa: ARG002 - a sheet is small
        kinds: Mapping[int, Kind] = NO_KINDS,
    ) -> Iterator[RawBatch]:
        self.notes["header"] = f"row {header_row + 1}"
        self._note_long(positions)
        self._note_lost(positions)
        row, to_skip = 1, header_row + 1
        asked = days_among(kinds) & {*positions}
        wanted = [str(position) for position in sorted(set(positions))]
        merged = self._merged_below(header_row, kinds)
        for frame in self._frames():
            lines = pl.int_range(row, row + frame.height, dtype=pl.UInt32, eager=True)
            row += frame.height
            rows = frame.with_columns(lines.alias("line")).slice(to_skip)
            to_skip = max(0, to_skip - frame.height)
            empty = rows.select(pl.all_horizontal(pl.exclude("line").is_null())).to_series()
            filled = rows.filter(~empty).select(_iso(pl.col(wanted)), "line")
            filled = merged.fill(filled)
            yield RawBatch(self._with_days(filled, asked), blank=int(empty.sum()))
        self._note_merged(merged)

    def original(self, lines: Collection[int]) -> Mapping[int, str]:
        found: dict[int, str] = {}
        row = 1
        for frame in self._frames():
            for line in lines:
                if row <= line < row + frame.height:
                    cells = frame.select(_iso(pl.all())).row(line - row)
                    found[line] = ";".join(cell or "" for cell in cells)
            row += frame.height
        return found

    def _with_days(self, rows: pl.DataFrame, positions: Collection[int]) -> pl.DataFrame:
        """The rows with days in the place of numbers that count them."""
        for position in sorted(positions):
            cells = rows[str(position)]
            if are_counted(cells).any():
                self._counted.add(position)
                days = with_days(cells, from_1904=self._from_1904)
                rows = rows.with_columns(days.alias(str(position)))
        if self._counted:
            columns = self._letters(self._counted)
            self.notes["days as numbers"] = (
                f"column {columns}: numbers without the format of a date, read as the days that a "
                "spreadsheet counts"
            )
        return rows

    def _merged_below(self, header_row: int, kinds: Mapping[int, Kind]) -> MergedCells:
        below = [
            replace(cells, column=cells.column - self._first_column)
            for cells in self._merged
            if cells.first > header_row + 1
        ]
        return MergedCells(below, {at for at, kind in kinds.items() if kind.is_measure})

    def _note_merged(self, merged: MergedCells) -> None:
        if merged.filled:
            self.notes["merged cells"] = (
                f"{merged.filled} empty cells read as the cell that they are merged with"
            )
        if merged.left_empty:
            self.notes["merged numbers"] = (
                f"{merged.left_empty} cells left empty: a number that is shown for several rows "
                "may be their sum; give each row its own"
            )

    def _letters(self, positions: Collection[int]) -> str:
        """The columns as the spreadsheet program names them."""
        return ", ".join(_letters(self._first_column + position) for position in sorted(positions))

    def _note_long(self, positions: Sequence[int]) -> None:
        long = set(self._long) & set(positions)
        if long:
            self.notes["long numbers"] = (
                f"column {self._letters(long)}: numbers of more than {_EXACT_DIGITS} digits, of "
                "which a spreadsheet keeps the first 15; have such codes stored as text"
            )

    def _note_lost(self, positions: Sequence[int]) -> None:
        """Says which cells hold something of which nothing can be read."""
        for name, cells, what in (
            ("errors", self._parts.errors, "with an error (#N/A and the like)"),
            ("times", self._parts.times, "with a time or a duration"),
        ):
            lost = {at: cells[self._first_column + at] for at in positions}
            columns = self._letters([at for at, count in lost.items() if count])
            if columns:
                self.notes[name] = (
                    f"column {columns}: {sum(lost.values())} {what}, read as empty cells"
                )


def open_workbook(
    path: Path, name: str, kind: Format, scratch: Scratch, unpacker: Unpacker
) -> tuple[list[Sheet], list[str]]:
    """The visible sheets that hold cells, and the names of the hidden ones.

    Raises DataRefused if the workbook is damaged, protected, or has no such sheet.
    """
    if kind in (Format.XLSX, Format.ODS):
        check_inflation(path, name, scratch)
    sheets, parts = _unpack(path, name, kind, scratch, unpacker)
    hidden = [sheet.name for sheet in sheets if not sheet.visible]
    shown = [sheet for sheet in sheets if sheet.file is not None]
    if not shown:
        why = "all sheets with cells are hidden; show them in the spreadsheet program"
        raise DataRefused(f"{name}: {why if hidden else 'has no sheet with any cell in it'}")
    sources = []
    for sheet in shown:
        shown_name = f"{name}!{sheet.name}" if len(shown) > 1 else name
        source = Sheet(path, shown_name, sheet, LAST_ROW[kind], parts.get(sheet.name))
        source.notes["format"] = _SUFFIX[kind].lstrip(".")
        if hidden:
            source.notes["hidden sheets"] = f"left out: {', '.join(hidden)}"
        scratch.kept_by(source)
        sources.append(source)
    return sources, hidden


def _unpack(
    path: Path, name: str, kind: Format, scratch: Scratch, unpacker: Unpacker
) -> tuple[list[_Unpacked], Mapping[str, SheetParts]]:
    """The sheets of a workbook, and by name what the file says of them."""
    folder = scratch.new_folder()
    if path.suffix.lower() != _SUFFIX[kind]:
        # The library trusts the ending of a name; the content has been looked at.
        renamed = folder / f"workbook{_SUFFIX[kind]}"
        _same_file(path, renamed)
        path = renamed
    unpacker.begin(path, folder)
    # While the process is at work: the one takes about half as long as the other.
    parts = _PARTS[kind](path)
    sheets = [
        _Unpacked(
            sheet["name"],
            sheet["visible"],
            sheet["rows"],
            None if sheet["file"] is None else folder / sheet["file"],
            sheet["long"],
            sheet["first_column"],
        )
        for sheet in unpacker.sheets(name)
    ]
    return sheets, parts


def _same_file(path: Path, renamed: Path) -> None:
    """A second name for a file: a link, or a copy where links cannot be made."""
    try:
        renamed.symlink_to(path.absolute())
    except OSError:
        renamed.write_bytes(path.read_bytes())


def _iso(cells: pl.Expr) -> pl.Expr:
    """Days without the midnight, and times without the day, that a spreadsheet adds to them."""
    return cells.str.replace(_TIME_ALONE, "$1").str.replace(_MIDNIGHT, "$1")


def _letters(position: int) -> str:
    """0 -> A, 26 -> AA."""
    text, number = "", position + 1
    while number:
        number, digit = divmod(number - 1, 26)
        text = chr(65 + digit) + text
    return text
