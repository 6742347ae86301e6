"""What an .xls file says beside its cells: merged and hidden ones, errors, days from 1904 on."""

from __future__ import annotations

import datetime as dt
import re
import struct
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest
import xlwt
from made_files import HEADER, ROWS, WORKERS_HEADER, Cells, account, table

from accsocial import read
from accsocial.records.files.compound_file import stream
from accsocial.records.files.xls_parts import xls_parts

TABLE = [HEADER, *ROWS]
NOT_AVAILABLE = 0x2A
"""#N/A"""


def written(path: Path, rows: Cells, change: Callable[[xlwt.Worksheet], None]) -> Path:
    """A sheet of rows, after a change to it."""
    book = xlwt.Workbook()
    sheet = book.add_sheet("Données de 2022", cell_overwrite_ok=True)
    for r, row in enumerate(rows):
        for c, cell in enumerate(row):
            if cell is not None:
                sheet.write(r, c, cell)
    change(sheet)
    book.save(str(path))
    return path


def test_what_merged_cells_show_holds_for_all_their_rows(tmp_path: Path) -> None:
    rows: Cells = [
        HEADER,
        ["r1", "caf", "46", "w1", "b1", "2022-03-01", "held"],
        ["r2", "caf", None, "w1", "b2", "2022-03-02", "held"],
        ["r3", "caf", None, "w2", "b3", None, "held"],
    ]

    def merge(sheet: xlwt.Worksheet) -> None:
        sheet.merge(1, 3, 2, 2)
        sheet.merge(2, 3, 5, 5)
        # Beside each other is not below each other.
        sheet.merge(0, 0, 7, 9)

    path = written(tmp_path / "rdv.xls", rows, merge)
    found = table(read(path))
    assert found["territory"].to_list() == ["46", "46", "46"]
    assert [day.day for day in found["date"]] == [1, 2, 2]
    assert account(path).notes["merged cells"].startswith("3 empty cells read as the cell")


def test_hidden_rows_and_columns_are_read_and_said(tmp_path: Path) -> None:
    def hide(sheet: xlwt.Worksheet) -> None:
        sheet.row(2).hidden = True
        # Below the table there is nothing to hide.
        sheet.row(len(TABLE) + 5).hidden = True
        sheet.col(3).hidden = True
        sheet.col(4).hidden = True

    found = account(written(tmp_path / "rdv.xls", TABLE, hide))
    assert found.accepted == len(ROWS)
    assert found.notes["hidden rows"] == "1, read like the others"
    assert found.notes["hidden columns"] == "2, read like the others"


def test_errors_in_a_column_that_is_read_are_said(tmp_path: Path) -> None:
    def fail(sheet: xlwt.Worksheet) -> None:
        for row, fte in enumerate([0.8, None, 1, None], 1):
            for column, cell in enumerate([f"w{row}", "caf", "46", 2022]):
                sheet.write(row, column, cell)
            if fte is None:
                sheet.row(row).set_cell_error(4, NOT_AVAILABLE)
            else:
                sheet.write(row, 4, fte)
            # In a column that is not read, and a truth, which is stored as an error is.
            sheet.row(row).set_cell_error(5, NOT_AVAILABLE)
            sheet.write(row, 6, True)

    path = written(tmp_path / "agents.xls", [[*WORKERS_HEADER, "Observation", "Titulaire"]], fail)
    found = account(path, name="workers")
    assert found.notes["errors"].startswith("column E: 2 with an error (#N/A and the like)")
    assert table(read(path), "workers")["fte"].sum() == Decimal("1.8")


def test_a_formula_whose_result_is_an_error_is_one(tmp_path: Path) -> None:
    path = written(
        tmp_path / "agents.xls",
        [WORKERS_HEADER, ["w1", "caf", "46", 2022]],
        lambda sheet: sheet.write(1, 4, xlwt.Formula("1/0")),
    )
    content = path.read_bytes()
    # The record of a formula: kind, length, row, column, format and result.
    formula = re.search(rb"\x06\x00..\x01\x00\x04\x00..", content, re.DOTALL)
    assert formula is not None
    result = formula.end()
    error = struct.pack("<BxBxxxH", 2, NOT_AVAILABLE, 0xFFFF)
    path.write_bytes(content[:result] + error + content[result + 8 :])
    (parts,) = xls_parts(path).values()
    assert parts.errors == {4: 1}
    assert account(path, name="workers").notes["errors"].startswith("column E: 1 with an error")


def test_days_without_a_format_of_a_workbook_that_counts_from_1904(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    book.dates_1904 = True
    sheet = book.add_sheet("F")
    since_1904 = (dt.date(2022, 3, 1) - dt.date(1904, 1, 1)).days
    for column, (name, cell) in enumerate(zip(HEADER, ROWS[0], strict=True)):
        sheet.write(0, column, name)
        sheet.write(1, column, since_1904 if name == "date" else cell)
    book.save(str(tmp_path / "rdv.xls"))
    assert table(read(tmp_path / "rdv.xls"))["date"].to_list() == [dt.date(2022, 3, 1)]


@pytest.mark.parametrize("kept", [600, 1_500, 3_000])
def test_nothing_is_said_of_what_is_damaged(tmp_path: Path, kept: int) -> None:
    path = written(tmp_path / "rdv.xls", TABLE, lambda sheet: sheet.merge(1, 3, 2, 2))
    path.write_bytes(path.read_bytes()[:kept])
    assert xls_parts(path) == {}


FREE, LAST, OF_TABLE = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
"""What the table of a compound file says of a sector: free, the last of a stream, of the table."""


def compound(*, next_of_workbook: int) -> bytes:
    """A compound file whose header names no sector of its table: sector 0 names sector 1.

    Sector 2 has the names of streams, sectors 3 and 4 are the stream `Workbook`.
    """
    table = [LAST, OF_TABLE, LAST, 4, next_of_workbook] + [FREE] * 123
    header = bytearray(512)
    struct.pack_into("<H", header, 30, 9)
    # Sectors of the table, the first of the names, the shortest stream, the first that names more.
    for at, number in ((44, 110), (48, 2), (56, 512), (68, 0)):
        struct.pack_into("<I", header, at, number)
    struct.pack_into("<109I", header, 76, *[FREE] * 109)
    name = "Workbook".encode("utf-16-le")
    entry = bytearray(128)
    entry[: len(name)] = name
    struct.pack_into("<HB", entry, 64, len(name) + 2, 2)
    struct.pack_into("<II", entry, 116, 3, 1024)
    sectors = (
        struct.pack("<128I", 1, *[FREE] * 126, LAST),
        struct.pack("<128I", *table),
        bytes(entry).ljust(512, b"\0"),
        b"a" * 512,
        b"b" * 512,
    )
    return bytes(header) + b"".join(sectors)


def test_of_a_file_over_7_megabytes_other_sectors_name_those_of_the_table() -> None:
    assert stream(compound(next_of_workbook=LAST), "Workbook") == b"a" * 512 + b"b" * 512


def test_sectors_that_follow_each_other_in_a_circle_are_damage() -> None:
    with pytest.raises(ValueError, match="in a circle"):
        stream(compound(next_of_workbook=3), "Workbook")
