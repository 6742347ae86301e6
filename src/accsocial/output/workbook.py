"""Excel: the results with number formats, the method behind them, and the ledger."""

from __future__ import annotations

import datetime as dt
import io
from typing import TYPE_CHECKING, BinaryIO

import xlsxwriter

from accsocial.errors import ExportRefused
from accsocial.output.numbers import STYLES
from accsocial.output.sheets import ledger_table, method_tables

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.worksheet import Worksheet

    from accsocial.output.sheets import SheetTable
    from accsocial.results import Results

MOST_ROWS = 1_048_575
"""Rows of a sheet without its header."""

# A file that says when it was made would differ on every run.
CREATED = dt.datetime(2025, 1, 1, tzinfo=dt.UTC).replace(tzinfo=None)

_IN_UNIT = {"value", "reference_low", "reference_high", "gap"}
_WHOLE, _DECIMAL, _YEAR = "#,##0", "#,##0.00", "0"
_WIDTHS = {"indicator": 40, "body": 13, "site": 24, "event": 16, "unit": 24, "reason": 60}
_USUAL_WIDTH = 14


def write_xlsx(results: Results, lang: str, file: BinaryIO) -> None:
    """Sheets Results, Method and Ledger; headings of the last two in "en" or "fr".

    Texts are written as texts: none is ever taken for a formula or a link.
    Raises ExportRefused for more results than a sheet has rows.
    """
    if results.frame.height > MOST_ROWS:
        raise ExportRefused(
            f"{results.frame.height} results, and an Excel sheet holds {MOST_ROWS}. "
            "Write csv or parquet, or choose fewer indicators or groups."
        )
    # In memory: xlsxwriter would otherwise need room for temporary files elsewhere.
    memory = io.BytesIO()
    with xlsxwriter.Workbook(memory, {"in_memory": True}) as book:
        book.set_properties(
            {"title": "accsocial", "comments": f"accsocial {results.version}", "created": CREATED}
        )
        formats = _Formats(book)
        _write_results(book.add_worksheet("Results"), results, formats)
        _write_tables(book.add_worksheet("Method"), method_tables(results, lang), formats)
        ledger = book.add_worksheet("Ledger")
        _write_tables(ledger, [ledger_table(results, lang)], formats)
        ledger.freeze_panes(1, 0)
    file.write(memory.getvalue())


class _Formats:
    """The formats of a workbook, each made once."""

    def __init__(self, book: xlsxwriter.Workbook) -> None:
        self._book = book
        self._numbers: dict[str, Format] = {}
        self.header = book.add_format(
            {"bold": True, "bottom": 1, "bg_color": "#E8EEF4", "valign": "top"}
        )
        self.title = book.add_format({"bold": True, "font_size": 13})
        self.text = book.add_format({"text_wrap": True, "valign": "top"})

    def number(self, pattern: str) -> Format:
        if pattern not in self._numbers:
            self._numbers[pattern] = self._book.add_format({"num_format": pattern, "valign": "top"})
        return self._numbers[pattern]


def _write_results(sheet: Worksheet, results: Results, formats: _Formats) -> None:
    columns = results.frame.columns
    for place, column in enumerate(columns):
        sheet.set_column(place, place, _WIDTHS.get(column, _USUAL_WIDTH))
        sheet.write_string(0, place, column, formats.header)
    for line, row in enumerate(results.frame.iter_rows(named=True), start=1):
        for place, column in enumerate(columns):
            cell = row[column]
            if isinstance(cell, str):
                sheet.write_string(line, place, cell)
            elif cell is not None:
                sheet.write_number(
                    line, place, cell, formats.number(_pattern(column, row["unit"], cell))
                )
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, results.frame.height, len(columns) - 1)


def unit_pattern(unit: str) -> str:
    """Excel's number format for values of `unit`, with the decimals of the printed tables."""
    style = STYLES[unit]
    digits = "#,##0" + ("." + "0" * style.decimals if style.decimals else "")
    if style.symbol == "%":
        return digits + "%"
    return f'{digits} "{style.symbol}"' if style.symbol else digits


def _pattern(column: str, unit: str, number: float) -> str:
    if column in _IN_UNIT:
        return unit_pattern(unit)
    if column == "year":
        return _YEAR
    return _WHOLE if number == int(number) else _DECIMAL


def _write_tables(sheet: Worksheet, tables: list[SheetTable], formats: _Formats) -> None:
    """Tables one under the other, each under its title if it has one."""
    line = 0
    for place, width in enumerate(tables[0].widths):
        sheet.set_column(place, place, width)
    for table in tables:
        if table.title:
            sheet.write_string(line, 0, table.title, formats.title)
            line += 1
        for place, heading in enumerate(table.headings):
            sheet.write_string(line, place, heading, formats.header)
        for row in table.rows:
            line += 1
            for place, cell in enumerate(row):
                _write_cell(sheet, line, place, cell, formats)
        line += 2


def _write_cell(
    sheet: Worksheet, line: int, place: int, cell: str | int, formats: _Formats
) -> None:
    if isinstance(cell, int):
        sheet.write_number(line, place, cell, formats.number(_WHOLE))
    elif cell:
        sheet.write_string(line, place, cell, formats.text)
