"""Reader for spreadsheets (.xlsx, .xls, .ods). A sheet is held whole: it is small."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import fastexcel
import polars as pl

from accsocial.errors import DataRefused
from accsocial.records.source import HEADER_SEARCH, RawBatch


class Workbook:
    """The first sheet of a workbook that has any cells, every cell as text."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.name = path.name
        self.notes: dict[str, str] = {"format": path.suffix.lower().lstrip(".")}

    @cached_property
    def _sheet(self) -> pl.DataFrame:
        try:
            book = fastexcel.read_excel(self.path)
            for name in book.sheet_names:
                sheet = book.load_sheet(name, header_row=None, dtypes="string", skip_rows=0)
                if sheet.height:
                    self.notes["sheet"] = name
                    return _as_text(sheet)
        except (fastexcel.FastExcelError, OSError, ValueError) as error:
            raise DataRefused(
                f"{self.name}: cannot be read as a spreadsheet; open it and save it again as "
                ".xlsx, or ask for a CSV file"
            ) from error
        raise DataRefused(f"{self.name}: has no sheet with any cell in it")

    def head(self) -> list[list[str]]:
        return [
            ["" if cell is None else str(cell) for cell in row]
            for row in self._sheet.head(HEADER_SEARCH).rows()
        ]

    def batches(self, header_row: int, positions: Sequence[int]) -> Iterator[RawBatch]:
        self.notes["header"] = f"row {header_row + 1}"
        rows = self._sheet.with_row_index("line", offset=1).slice(header_row + 1)
        cells = pl.exclude("line")
        empty = rows.select(pl.all_horizontal(cells.is_null())).to_series()
        wanted = sorted(set(positions))
        frame = rows.filter(~empty).select(
            *(pl.nth(i + 1).alias(str(i)) for i in wanted), pl.col("line").cast(pl.UInt32)
        )
        yield RawBatch(frame, blank=int(empty.sum()))

    def original(self, lines: Collection[int]) -> Mapping[int, str]:
        return {line: ";".join(cell or "" for cell in self._sheet.row(line - 1)) for line in lines}


def _as_text(sheet: Any) -> pl.DataFrame:
    """The cells as stripped text; empty cells are null."""
    frame: pl.DataFrame = sheet.to_polars()
    text = pl.all().cast(pl.String).str.strip_chars()
    return frame.select(pl.when(text != "").then(text))
