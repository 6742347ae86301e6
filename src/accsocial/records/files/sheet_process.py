"""Run as a process of its own: the sheets of workbooks -> Arrow files of texts.

A damaged or hostile workbook can make the spreadsheet library ask for more
memory than there is, which ends the process it runs in. Here that is only this
one. Nothing of accsocial is imported: `unpacking` starts this file by its path,
as `sheet_process.py BESIDE OF_COMMA` (see `records.decimal_marks`), and writes a line of JSON for
each workbook: its path, and a folder for what is in it. The answer is a line, too: a list
of sheets with `name`, `visible`, `rows`, `file` (null if hidden or empty; one text
column per column of the sheet from the first that is not empty on, row for row from the first
row), `first_column` (which one that is, from 0), and `long`, the positions in the file of columns
in which numbers of more than 15 digits stand. Instead of an answer, it exits: with NO_ROOM if the
disk is full.
"""

from __future__ import annotations

import errno
import json
import re
import sys
from pathlib import Path
from typing import Any

NO_ROOM = 28
_ROUNDED = re.compile(r"^-?\d+\.\d{9}$", re.MULTILINE)
_POINT = re.compile(r"^-?\d+\.\d+$", re.MULTILINE)
"""As a text among decimal commas, 1.125 is a thousand and more; as a number it is not. And 1234.5
as a number does not tell that the texts beside it have a decimal point."""

_LONG = re.compile(r"^\d{16,}$", re.MULTILINE)


def main(beside: str, of_comma: str) -> None:
    """Answers until nobody asks any more."""
    _limit_memory()
    marks = re.compile(beside), re.compile(of_comma)
    for asked in sys.stdin:
        workbook, folder = json.loads(asked)
        sys.stdout.write(json.dumps(_unpacked(workbook, folder, *marks)) + "\n")
        sys.stdout.flush()


def _unpacked(workbook: str, folder: str, *marks: re.Pattern[str]) -> list[dict[str, Any]]:
    """Writes one Arrow file for each visible sheet that has cells, and tells what there is."""
    import fastexcel

    book = fastexcel.read_excel(workbook)
    sheets = []
    for number, name in enumerate(book.sheet_names):
        sheet = book.load_sheet(name, header_row=None, skip_rows=0, dtypes="string")
        about = {"name": name, "visible": sheet.visible == "visible", "rows": sheet.height}
        file, long, first_column = None, [], 0
        if sheet.height and sheet.visible == "visible":
            file = str(number)
            first_column = sheet.selected_columns[0].absolute_index
            long = _write(book, name, sheet, Path(folder) / file, *marks)
        sheets.append({**about, "file": file, "long": long, "first_column": first_column})
    return sheets


def _limit_memory() -> None:
    """Half of the machine's memory at most: above that the whole machine would suffer."""
    import os

    try:
        import resource
    except ImportError:  # not on Windows
        return
    most = max(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // 2, 2 << 30)
    resource.setrlimit(resource.RLIMIT_AS, (most, most))


def _write(
    book: Any,
    name: str,
    sheet: Any,
    path: Path,
    beside: re.Pattern[str],
    of_comma: re.Pattern[str],
) -> list[int]:
    """Writes a sheet; the positions of columns with numbers of more than 15 digits."""
    import pyarrow as pa

    columns, long = [], []
    for position, column in enumerate(sheet.to_arrow().columns):
        # The library counts empty columns to the left, which are not among its columns.
        at = sheet.selected_columns[position].absolute_index
        texts = found = column.to_pylist()
        # One search in all cells at once is many times faster than one in each.
        cells = "\n".join(text or "" for text in texts)
        has_point = "." in cells
        if has_point and _ROUNDED.search(cells):
            texts = _exact(book, name, at, texts)
        if (
            has_point
            and _POINT.search(cells)
            and any(of_comma.search(beside.sub("", t)) for t in texts if t)
        ):
            texts = _with_commas(book, name, at, texts)
        if _LONG.search(cells):
            first = next(row for row, text in enumerate(texts) if text and _LONG.search(text))
            if _is_number(book, name, at, first):
                long.append(position)
        columns.append(column if texts is found else pa.array(texts, pa.string()))
    table = pa.table(columns, names=[str(position) for position in range(len(columns))])
    with pa.ipc.new_file(str(path), table.schema) as writer:
        writer.write_table(table, max_chunksize=65_536)
    return long


def _exact(book: Any, name: str, at: int, texts: list[str | None]) -> list[str | None]:
    """The library writes numbers with nine decimals; these are the ones that the cells hold."""
    floats = book.load_sheet(
        name, header_row=None, skip_rows=0, use_columns=[at], dtypes={at: "float"}
    )
    exact = floats.to_arrow().column(0).to_pylist()
    return [
        repr(number)
        if number is not None and text and _ROUNDED.fullmatch(text) and float(text) != number
        else text
        for text, number in zip(texts, exact, strict=True)
    ]


def _with_commas(book: Any, name: str, at: int, texts: list[str | None]) -> list[str | None]:
    """Numbers with decimals as the texts beside them write theirs."""
    # The library takes a text for a number too where numbers are asked for, but not where moments
    # are: a spreadsheet keeps these as numbers.
    moments = book.load_sheet(
        name, header_row=None, skip_rows=0, use_columns=[at], dtypes={at: "datetime"}
    )
    return [
        text.replace(".", ",") if moment and text and _POINT.fullmatch(text) else text
        for text, moment in zip(texts, moments.to_arrow().column(0).to_pylist(), strict=True)
    ]


def _is_number(book: Any, name: str, at: int, first: int) -> bool:
    """Whether the cells of a column from row `first` on are numbers, not texts."""
    cells = book.load_sheet(
        name,
        header_row=None,
        skip_rows=first,
        use_columns=[at],
        schema_sample_rows=None,
    )
    return cells.selected_columns[0].dtype in {"float", "int"}


if __name__ == "__main__":
    try:
        main(*sys.argv[1:])
    except OSError as error:
        sys.exit(NO_ROOM if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG) else 1)
