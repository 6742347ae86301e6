"""What an .xls file says about its sheets beside their cells: what is hidden, what is merged.

And which cells hold an error. A workbook is a chain of records: a kind, a length, and as many bytes
(Microsoft, MS-XLS).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator
from pathlib import Path

from accsocial.records.files.compound_file import stream
from accsocial.records.files.merged_cells import MergedRows
from accsocial.records.files.sheet_parts import SheetParts

_BEGIN, _END = 0x0809, 0x000A
_SHEET, _DAYS, _ROW, _COLUMNS, _MERGED = 0x0085, 0x0022, 0x0208, 0x007D, 0x00E5
_FORMULA, _TRUTH_OR_ERROR = 0x0006, 0x0205
_MAY_BE_ERRORS = {_FORMULA, _TRUTH_OR_ERROR}
_CELLS = {*_MAY_BE_ERRORS, 0x0203, 0x0204, 0x00D6, 0x00FD, 0x027E, 0x00BD}
"""Cells that hold something; others are empty, and have a format alone."""

_EXCEL_97 = 0x0600
_HIDDEN_ROW = 0x20
_ERROR = 2
_LAST_COLUMN = 255

_Record = tuple[int, int, int]
"""Kind, and where its bytes begin and end."""


def xls_parts(path: Path) -> dict[str, SheetParts]:
    """By name of sheet. Empty where the file does not say it in the usual way."""
    try:
        workbook = stream(path.read_bytes(), "Workbook")
        return {} if workbook is None else dict(_sheets(workbook))
    except (OSError, ValueError, LookupError, struct.error):
        # The reader of the cells has the words for what is wrong with it.
        return {}


def _sheets(book: bytes) -> Iterator[tuple[str, SheetParts]]:
    from_1904, places = False, []
    for kind, begin, end in _records(book, 0):
        if kind == _BEGIN and struct.unpack_from("<H", book, begin)[0] != _EXCEL_97:
            return
        if kind == _DAYS:
            from_1904 = book[begin] == 1
        elif kind == _SHEET:
            (place,) = struct.unpack_from("<I", book, begin)
            length, is_wide = book[begin + 6], book[begin + 7] & 1
            name = book[begin + 8 : min(begin + 8 + length * (1 + is_wide), end)]
            places.append((name.decode("utf-16-le" if is_wide else "latin-1"), place))
    for title, place in places:
        yield title, _scan(book, place, SheetParts(from_1904))


def _records(book: bytes, at: int) -> Iterator[_Record]:
    """The records of a part, without those of charts in it."""
    depth = 0
    head = struct.Struct("<HH").unpack_from
    while at + 4 <= len(book):
        kind, length = head(book, at)
        at += 4
        if kind == _BEGIN:
            depth += 1
        elif kind == _END:
            depth -= 1
        if depth == 1:
            yield kind, at, at + length
        elif depth == 0:
            return
        at += length


def _scan(book: bytes, place: int, found: SheetParts) -> SheetParts:
    hidden: set[int] = set()
    for kind, begin, end in _records(book, place):
        if hidden and kind in _CELLS:
            (row,) = struct.unpack_from("<H", book, begin)
            found.hidden_rows += row in hidden
            hidden.discard(row)
        if kind in _MAY_BE_ERRORS:
            if _is_error(kind, book[begin:end]):
                found.errors[struct.unpack_from("<H", book, begin + 2)[0]] += 1
        elif kind == _ROW and book[begin + 12] & _HIDDEN_ROW:
            hidden.add(struct.unpack_from("<H", book, begin)[0])
        elif kind == _COLUMNS and book[begin + 8] & 1:
            first, last = struct.unpack_from("<2H", book, begin)
            # Hiding all the empty columns to the right of a table hides no data.
            found.hidden_columns += last - first + 1 if last < _LAST_COLUMN else 0
        elif kind == _MERGED:
            found.merged.extend(_merged(book[begin:end]))
    return found


def _is_error(kind: int, cell: bytes) -> bool:
    if kind == _FORMULA:
        # In the place of a number stand the kind of the result, and what no number ends with.
        return cell[6] == _ERROR and cell[12:14] == b"\xff\xff"
    return cell[7] == 1


def _merged(record: bytes) -> Iterator[MergedRows]:
    """The ranges of more than one row; the value of a range stands in its first column."""
    (count,) = struct.unpack_from("<H", record)
    for first, last, column, _ in struct.iter_unpack("<4H", record[2 : 2 + 8 * count]):
        if last > first:
            yield MergedRows(column, first + 1, last + 1)
