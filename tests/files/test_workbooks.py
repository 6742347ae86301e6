"""Spreadsheets as people make them."""

from __future__ import annotations

import datetime as dt
import struct
import zipfile
from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest
import xlsxwriter
import xlwt
from made_files import (
    HEADER,
    ROWS,
    WORKERS,
    WORKERS_HEADER,
    Cells,
    Spanned,
    account,
    days,
    ids,
    ods,
    table,
    xls,
    xlsx,
    zipped,
)

from accsocial import read
from accsocial.errors import DataRefused
from accsocial.records.files import sheet_parts

Write = Callable[[Path, Mapping[str, Cells]], Path]
TABLE = [HEADER, *ROWS]
WORKERS_TABLE: Cells = [WORKERS_HEADER, *WORKERS]


@pytest.mark.parametrize(
    ("write", "ending"), [(xlsx, "xlsx"), (xlsx, "xlsm"), (xls, "xls"), (ods, "ods")]
)
def test_every_kind_of_workbook(tmp_path: Path, write: Write, ending: str) -> None:
    rows: Cells = [HEADER, [*ROWS[0][:5], dt.date(2022, 3, 1), "held"], *ROWS[1:]]
    path = write(tmp_path / f"rdv.{ending}", {"Feuil1": rows})
    assert ids(path) == ["r1", "r2", "r3"]
    assert days(path) == ["2022-03-01", "2022-03-02", "2022-03-03"]


@pytest.mark.parametrize(("write", "ending"), [(xlsx, "xlsx"), (xls, "xls"), (ods, "ods")])
def test_the_sheet_with_a_known_header_is_read(tmp_path: Path, write: Write, ending: str) -> None:
    path = write(
        tmp_path / f"extraction.{ending}",
        {"Lisez-moi": [["Extraction", "du 2 avril"]], "Vide": [], "Donnees": TABLE},
    )
    records = read(path)
    assert table(records)["appointment_id"].to_list() == ["r1", "r2", "r3"]
    assert records.layouts == [(f"extraction.{ending}!Donnees", "appointments", "canonical")]
    assert records.ledger.ignored == [f"extraction.{ending}!Lisez-moi"]


def test_each_sheet_that_fits_is_a_source(tmp_path: Path) -> None:
    later: Cells = [["r4", "caf", "46", "w1", "b1", "2023-01-05", "held"]]
    path = xlsx(
        tmp_path / "rdv.xlsx", {"2022": TABLE, "2023": [HEADER, *later], "Agents": WORKERS_TABLE}
    )
    records = read(path)
    assert table(records)["appointment_id"].to_list() == ["r1", "r2", "r3", "r4"]
    assert table(records, "workers")["worker_id"].to_list() == ["w1", "w2"]
    assert [a.file for a in records.ledger.accounts] == [
        "rdv.xlsx!2022",
        "rdv.xlsx!2023",
        "rdv.xlsx!Agents",
    ]


@pytest.mark.parametrize(("write", "ending"), [(xlsx, "xlsx"), (xls, "xls")])
def test_hidden_sheets_are_left_out_and_named(tmp_path: Path, write: Any, ending: str) -> None:
    hidden = [HEADER, ["r9", *ROWS[0][1:]]]
    path = write(tmp_path / f"rdv.{ending}", {"Ancien": hidden, "Bon": TABLE}, hidden=["Ancien"])
    records = read(path)
    assert table(records)["appointment_id"].to_list() == ["r1", "r2", "r3"]
    assert records.ledger.ignored == [f"rdv.{ending}!Ancien (hidden sheet)"]
    assert records.ledger.accounts[0].notes["hidden sheets"] == "left out: Ancien"


def test_a_sheet_that_lacks_a_column_is_left_out_and_the_column_named(tmp_path: Path) -> None:
    february = [["Situation" if cell == "status" else cell for cell in HEADER], *ROWS]
    xlsx(tmp_path / "rdv.xlsx", {"January": [HEADER, *ROWS], "February": february})
    (tmp_path / "march.csv").write_text(";".join(map(str, february[0])) + "\n", encoding="utf-8")
    (tmp_path / "notes.csv").write_text("status;meaning\nheld;it took place\n", encoding="utf-8")
    assert read(tmp_path).ledger.ignored == [
        "march.csv (as appointments, not found: status as 'status')",
        "notes.csv",
        "rdv.xlsx!February (as appointments, not found: status as 'status')",
    ]


def test_no_sheet_fits(tmp_path: Path) -> None:
    path = xlsx(
        tmp_path / "rdv.xlsx", {"A": [["date", "status"], ["2022-03-01", "held"]], "B": [["x"]]}
    )
    with pytest.raises(DataRefused, match=r"rdv\.xlsx.*body.*territory"):
        read(path)


CODES: list[tuple[object, str, str | None]] = [
    ("0042", "General", "0042"),  # a number stored as text
    (42, "0000", "42"),  # a text stored as a number: its zeros are only shown
    (42.0, "General", "42"),
    (123456789012345, "0", "123456789012345"),
    ("1234567890123456789", "General", "1234567890123456789"),
    (" w1\u00a0", "General", "w1"),
    ("=1+1", "General", None),  # a formula that nothing has computed
    ("#N/A", "General", None),
    ("#DIV/0!", "General", None),
    (None, "General", None),
    ("", "General", None),
    (0.5, "0%", "0.5"),
    (1 / 3, "General", "0.3333333333333333"),
    (True, "General", "true"),
]
"""Cell, its number format -> the text that is read as a code."""

DAYS: list[tuple[object, str, str]] = [
    (dt.date(2022, 3, 1), "dd/mm/yyyy", "2022-03-01"),
    (dt.datetime(2022, 3, 1, 14, 30), "dd/mm/yyyy hh:mm", "2022-03-01"),  # noqa: DTZ001
    (dt.datetime(2022, 3, 1, 23, 59, 59), "yyyy", "2022-03-01"),  # noqa: DTZ001
    ("01/03/2022", "General", "2022-03-01"),
    ("2022-03-01", "General", "2022-03-01"),
    ("1/3/22 14h30", "General", "2022-03-01"),
    (44621, "General", "2022-03-01"),
    (44621.604166666664, "General", "2022-03-01"),
    ("44621", "General", "2022-03-01"),
]


def with_cells(path: Path, column: str, cells: Sequence[tuple[object, str, object]]) -> Path:
    """A workbook with one row per cell, in which the cell stands in a column."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append(HEADER)
    for number, (cell, number_format, _) in enumerate(cells, start=2):
        sheet.append([f"r{number}", *ROWS[0][1:]])
        sheet[f"{column}{number}"] = cell
        sheet[f"{column}{number}"].number_format = number_format
    book.save(path)
    return path


def test_cells_of_codes(tmp_path: Path) -> None:
    records = read(with_cells(tmp_path / "rdv.xlsx", "D", CODES))
    assert table(records)["worker_id"].to_list() == [read_as for *_, read_as in CODES]


def test_cells_of_days(tmp_path: Path) -> None:
    assert days(with_cells(tmp_path / "rdv.xlsx", "F", DAYS)) == [day for *_, day in DAYS]


def test_days_of_a_workbook_that_counts_from_1904(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    first, second = (
        [name, *ROWS[0][1:5], day, "held"]
        for name, day in (("r1", dt.date(2022, 3, 1)), ("r2", 43159))
    )
    for row in (HEADER, first, second):
        book.worksheets[0].append(row)
    book.save(tmp_path / "rdv.xlsx")
    assert days(tmp_path / "rdv.xlsx") == ["2022-03-01", "2022-03-01"]


@pytest.mark.parametrize(
    ("cell", "is_read"), [(19999, False), (20000, True), (79999, True), (80000, False), (4, False)]
)
def test_numbers_are_days_if_they_may_be_and_that_is_said(
    tmp_path: Path, cell: int, *, is_read: bool
) -> None:
    rows: Cells = [HEADER, *ROWS, ["r9", *ROWS[0][1:5], cell, "held"]]
    found = account(xlsx(tmp_path / "rdv.xlsx", {"F": rows}))
    assert found.rejected == ({} if is_read else {"date_invalid": 1})
    assert found.notes.get("days as numbers", "").startswith("column F: numbers") == is_read


def test_amounts_are_those_that_the_cells_hold(tmp_path: Path) -> None:
    amounts = [1234.5, "1 234,50 €", 1 / 3, 0.1 + 0.2, 2 / 3 * 1e6, 12, "(12,5)"]
    rows = [[str(i), "caf", "46", 2022, amount] for i, amount in enumerate(amounts)]
    path = xlsx(
        tmp_path / "depenses.xlsx",
        {"F": [["category", "body", "territory", "year", "amount"], *rows]},
    )
    found = [float(amount) for amount in table(read(path), "costs")["amount"].to_list()]
    assert found == [1234.5, 1234.5, 1 / 3, 0.3, 2 / 3 * 1e6, 12.0, -12.5]


@pytest.mark.parametrize(
    ("cells", "read_as"),
    [
        # A number is what it is; a text is read as the other texts of its column are.
        ([1.125, "0,8", 1], [1.125, 0.8, 1]),
        (["1.125", "0,8", 1], [1125, 0.8, 1]),
        ([1.125, "1.125", "0,8", -250.375], [1.125, 1125, 0.8, -250.375]),
        ([1.125, "0.8", "1,125"], [1.125, 0.8, 1125]),
        ([1.125, "1,125"], [1.125, 1.125]),
        ([1234.5, "1.234,50 €", "2.345"], [1234.5, 1234.5, 2345]),
        # Whatever the text tells the decimal comma by.
        ([1.125, "0,333"], [1.125, 0.333]),
        ([1.125, "(0,333)", "1.125"], [1.125, -0.333, 1125]),
        ([1.125, "1.234,567"], [1.125, 1234.567]),
        ([1.125, "1.234.567 €"], [1.125, 1234567]),
        ([1.125, ",5"], [1.125, 0.5]),
        ([1.125, "5,"], [1.125, 5]),
        ([1.125, "- 5,5 EUR"], [1.125, -5.5]),
    ],
)
@pytest.mark.parametrize(("write", "ending"), [(xlsx, "xlsx"), (xls, "xls")])
def test_numbers_beside_texts_with_a_decimal_comma(
    tmp_path: Path, write: Write, ending: str, cells: list[object], read_as: list[float]
) -> None:
    rows = [[str(i), "caf", "46", 2022, cell] for i, cell in enumerate(cells)]
    sheet: Cells = [["category", "body", "territory", "year", "amount"], *rows]
    records = read(write(tmp_path / f"depenses.{ending}", {"F": sheet}))
    assert [float(amount) for amount in table(records, "costs")["amount"]] == read_as


def test_numbers_of_more_than_15_digits_are_said(tmp_path: Path) -> None:
    def notes(number: object, *before: None) -> dict[str, str]:
        rows: Cells = [
            [*before, *HEADER],
            [*before, *ROWS[0][:4], number, *ROWS[0][5:]],
        ]
        return account(xlsx(tmp_path / "rdv.xlsx", {"F": rows})).notes

    assert notes(1234567890123456)["long numbers"].startswith("column E: numbers of more than 15")
    assert notes(1234567890123456, None)["long numbers"].startswith("column F: numbers of more")
    assert "long numbers" not in notes("1234567890123456")
    assert "long numbers" not in notes(123456789012345)


@pytest.mark.parametrize("write", [xlsx, ods])
@pytest.mark.parametrize("empty", [0, 1, 2])
def test_exact_amounts_wherever_the_table_begins(tmp_path: Path, write: Write, empty: int) -> None:
    rows: Cells = [
        ["body", "territory", "year", "category", "amount"],
        ["caf", "94", "2022", "staff", 0.1234567890123],
        ["caf", "94", "2022", "rent", 1.125],
        ["caf", "94", "2022", "other", "1 234,50"],
    ]
    left = [None] * empty
    path = write(tmp_path / "costs.out", {"F": [[*left, *row] for row in rows]})
    amounts = [str(amount.normalize()) for amount in table(read(path), "costs")["amount"]]
    assert amounts == ["0.1234567890123", "1.125", "1234.5"]


@pytest.mark.parametrize("rows_of_block", [1, 10**6])
def test_formulas_that_nobody_computed_are_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rows_of_block: int
) -> None:
    monkeypatch.setattr(sheet_parts, "_BLOCK", rows_of_block * 40)

    def notes(*fte: object) -> dict[str, str]:
        rows = [[f"w{i}", "caf", "46", 2022, value] for i, value in enumerate(fte)]
        sheet: Cells = [["worker_id", "body", "territory", "year", "fte"], *rows]
        return account(xlsx(tmp_path / "agents.xlsx", {"F": sheet}), name="workers").notes

    assert notes("=0.8*0.5", 1, "=1", "=E2")["formulas"].startswith("3 without a result, read as")
    assert "formulas" not in notes(0.8, 1)


def test_formulas_with_a_result_are_not_said(tmp_path: Path) -> None:
    plain, stored = tmp_path / "plain.xlsx", tmp_path / "agents.xlsx"
    rows: Cells = [
        ["worker_id", "body", "territory", "year", "fte"],
        ["w1", "caf", "46", 2022, "=1"],
    ]
    xlsx(plain, {"F": rows})
    with zipfile.ZipFile(plain) as old, zipfile.ZipFile(stored, "w") as new:
        for name in old.namelist():
            data = old.read(name).replace(b"<v></v>", b"<v/>").replace(b"<v />", b"<v/>")
            # What a spreadsheet program stores: a number, and an empty text in the column beside.
            empty = b'<c r="F2" t="str"><f>""</f><v></v></c>'
            new.writestr(name, data.replace(b"<f>1</f><v/></c>", b"<f>1</f><v>1</v></c>" + empty))
    assert account(plain, name="workers").notes["formulas"].startswith("1 without a result")
    assert "formulas" not in account(stored, name="workers").notes


def test_errors_in_a_column_that_is_read_are_said(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet.append([*WORKERS_HEADER, "Observation"])
    for number, fte in enumerate([0.8, "#N/A", 1, "#DIV/0!"]):
        sheet.append([f"w{number}", "caf", "46", 2022, fte, "#REF!"])
    book.save(tmp_path / "agents.xlsx")
    found = account(tmp_path / "agents.xlsx", name="workers")
    assert found.notes["errors"].startswith("column E: 2 with an error")
    assert table(read(tmp_path / "agents.xlsx"), "workers")["fte"].sum() == Decimal("1.8")


def test_errors_and_times_of_an_ods_file_are_said(tmp_path: Path) -> None:
    header = [*HEADER, "duration_min"]
    rows = [[*row, mark] for row, mark in zip(ROWS, ("E", "T", 30), strict=True)]
    path = ods(tmp_path / "rdv.ods", {"F": [header, *rows]})
    error = b'office:value-type="string" office:string-value="" calcext:value-type="error"'
    time = b'office:value-type="time" office:time-value="PT00H45M00S"'
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    text = members["content.xml"].replace(
        b"xmlns:office=",
        b'xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0" '
        b"xmlns:office=",
    )
    for mark, cell in ((b"E", error), (b"T", time)):
        plain = b'office:value-type="string"><text:p>' + mark + b"<"
        assert plain in text
        text = text.replace(plain, cell + b"><text:p>#N/D<")
    notes = account(zipped(path, {**members, "content.xml": text})).notes
    column = openpyxl.utils.get_column_letter(len(header))
    assert notes["errors"].startswith(f"column {column}: 1 with an error")
    assert notes["times"].startswith(f"column {column}: 1 with a time")


def test_zeros_that_stand_for_results_are_said(tmp_path: Path) -> None:
    path = tmp_path / "agents.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, WORKERS_HEADER)
        sheet.write_row(1, 0, ["w1", "caf", "46", 2022])
        sheet.write_formula(1, 4, "=0.8*0.5")
        sheet.write_row(2, 0, ["w2", "caf", "46", 2022])
        sheet.write_formula(2, 4, "=0.8", None, 0.8)
        sheet.write_row(3, 0, ["w3", "caf", "46", 2022, 0])
    assert account(path, name="workers").notes["formulas not computed"].startswith("1 with the re")


def test_a_title_above_and_empty_rows_between(tmp_path: Path) -> None:
    bad = ["r9", "caf", "46", "w1", "b1", "31/02/2022", "held"]
    rows = [["Activité de la Caf"], [], [], HEADER, ROWS[0], [], ROWS[1], [" "], bad, ROWS[2]]
    path = xlsx(tmp_path / "rdv.xlsx", {"F": rows})
    records = read(path)
    table(records)
    (found,) = records.ledger.accounts
    assert (found.read, found.accepted, found.blank) == (6, 3, 2)
    assert found.notes["header"] == "row 4"
    # The row is that of the sheet, as the spreadsheet program shows it.
    assert records.rejects.places["line"].to_list() == [9]
    assert records.rejects.with_text()["text"].to_list() == [";".join(bad)]


def test_a_table_that_does_not_begin_in_a1(tmp_path: Path) -> None:
    rows = [[], [], *([None, None, *row] for row in TABLE)]
    records = read(xlsx(tmp_path / "rdv.xlsx", {"F": rows}))
    assert table(records)["line"].to_list() == [4, 5, 6]


def test_headers_merged_over_two_rows_and_columns(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for column, name in enumerate(HEADER, start=1):
        lower = name in ("worker_id", "beneficiary_id")
        sheet.cell(2 if lower else 1, column, name)
        if not lower:
            sheet.merge_cells(start_row=1, end_row=2, start_column=column, end_column=column)
    sheet["D1"] = "Personnes"
    sheet.merge_cells("D1:E1")
    for row in ROWS:
        sheet.append(row)
    book.save(tmp_path / "rdv.xlsx")
    found = table(read(tmp_path / "rdv.xlsx"))
    assert found["worker_id"].to_list() == ["w1", "w1", "w2"]
    assert found["appointment_id"].to_list() == ["r1", "r2", "r3"]
    assert "merged cells" not in account(tmp_path / "rdv.xlsx").notes


def merged(path: Path, rows: Cells, *ranges: str) -> Path:
    """A sheet whose cells are merged as a spreadsheet program does: only the first keeps a text."""
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    for cells in ranges:
        book.worksheets[0].merge_cells(cells)
    book.save(path)
    return path


def test_what_merged_cells_show_holds_for_all_their_rows(tmp_path: Path) -> None:
    merged(tmp_path / "rdv.xlsx", TABLE, "C2:C4", "F2:F3")
    records = read(tmp_path / "rdv.xlsx")
    assert table(records)["territory"].to_list() == ["46", "46", "46"]
    assert table(records)["date"].is_null().sum() == 0
    found = account(tmp_path / "rdv.xlsx")
    assert found.rejected == {}
    assert found.notes["merged cells"] == "3 empty cells read as the cell that they are merged with"


def test_what_merged_cells_of_an_ods_file_show_holds_for_all_their_rows(tmp_path: Path) -> None:
    rows: Cells = [
        [None, *HEADER],
        [None, "r1", "caf", Spanned("46", rows=3), "w1", "b1", "2022-03-01", "held"],
        [None, "r2", "caf", None, "w1", "b2", Spanned("2022-03-02", rows=2), "held"],
        [None, "r3", "caf", None, "w2", "b3", None, "held"],
    ]
    records = read(ods(tmp_path / "rdv.ods", {"F": rows}))
    found = table(records)
    assert found["territory"].to_list() == ["46", "46", "46"]
    assert [day.day for day in found["date"]] == [1, 2, 2]
    assert records.ledger.accounts[0].notes["merged cells"].startswith("3 empty cells read as")


def test_hidden_rows_and_columns_of_an_ods_file_are_said(tmp_path: Path) -> None:
    path = ods(tmp_path / "rdv.ods", {"F": TABLE})
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    hidden = b'table:visibility="collapse"'
    columns = b"<table:table-column/><table:table-column %b table:number-columns-repeated='2'/>"
    empty = (
        b"<table:table-row %b table:number-rows-repeated='9'><table:table-cell/></table:table-row>"
    )
    before, row, rest = members["content.xml"].partition(b"<table:table-row>")
    header, _, below = rest.partition(row)
    below = below.replace(b"</table:table>", empty % hidden + b"</table:table>")
    made = (before, columns % hidden, row, header, b"<table:table-row %b>" % hidden, below)
    found = account(zipped(path, {**members, "content.xml": b"".join(made)}))
    assert found.accepted == len(ROWS)
    assert found.notes["hidden rows"] == "1, read like the others"
    assert found.notes["hidden columns"] == "2, read like the others"


def test_a_merged_amount_is_not_counted_for_each_of_its_rows(tmp_path: Path) -> None:
    rows: Cells = [
        ["body", "territory", "year", "category", "amount"],
        ["caf", "94", "2022", "staff", 1000],
        ["caf", "94", "2022", "rent", 0],
        ["caf", "94", "2022", "other", 200],
    ]
    merged(tmp_path / "costs.xlsx", rows, "A2:A4", "E2:E3")
    found = account(tmp_path / "costs.xlsx", name="costs")
    assert (found.accepted, found.rejected) == (2, {"amount_invalid": 1})
    assert found.notes["merged cells"].startswith("2 empty cells")
    assert found.notes["merged numbers"].startswith("1 cells left empty: a number that is shown")


def test_a_row_of_merged_cells_alone_is_no_row_of_its_own(tmp_path: Path) -> None:
    # One appointment shown over two rows, because its remark is long.
    first, *others = ([*row, "a remark"] for row in ROWS)
    rows: Cells = [[*HEADER, "remark"], first, [None] * len(HEADER) + ["goes on"], *others]
    merged(tmp_path / "rdv.xlsx", rows, *(f"{column}2:{column}3" for column in "ABCDEFG"))
    found = account(tmp_path / "rdv.xlsx")
    assert (found.accepted, found.rejected) == (len(ROWS), {"date_missing": 1})
    assert "merged cells" not in found.notes


def test_a_total_among_merged_rows_is_none_of_them(tmp_path: Path) -> None:
    rows: Cells = [
        ["body", "territory", "year", "category", "amount"],
        ["caf", "94", 2022, "staff", 1000],
        [None, None, None, "rent", 200],
        [None, None, None, "Sous-total", 1200],
        [None, None, None, "other", 50],
    ]
    merged(tmp_path / "costs.xlsx", rows, "A2:A5", "B2:B5", "C2:C5")
    found = account(tmp_path / "costs.xlsx", name="costs")
    assert (found.accepted, found.blank, found.rejected) == (3, 1, {})
    assert found.notes["total line"] == "line 4"


def test_a_sheet_whose_name_holds_an_apostrophe(tmp_path: Path) -> None:
    rows: Cells = [["body", "territory", "2021", "2022"], ["caf", "94", "=1", 2]]
    path = xlsx(tmp_path / "costs.xlsx", {"Dépenses d'aide": rows})
    assert account(path, name="costs").notes["formulas"].startswith("1 without a result")


def test_hidden_rows_and_columns_are_read_and_said(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    for row in TABLE:
        sheet.append(row)
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["D"].hidden = True
    book.save(tmp_path / "rdv.xlsx")
    found = account(tmp_path / "rdv.xlsx")
    assert found.accepted == 3
    assert found.notes["hidden rows"] == "1, read like the others"
    assert found.notes["hidden columns"] == "1, read like the others"


# --- full, far, damaged, protected ------------------------------------------


def raw_xlsx(path: Path, rows: str) -> Path:
    """A workbook whose sheet is written by hand, so that its rows may stand anywhere."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    relation = (
        f'<Relationships xmlns="{package}/relationships"><Relationship Id="r1" Type="{office}'
    )
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    parts = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/s.xml" ContentType="{kind}.worksheet+xml"/></Types>',
        "_rels/.rels": f'{relation}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/_rels/workbook.xml.rels": f'{relation}/worksheet" Target="worksheets/s.xml"/>'
        "</Relationships>",
        "xl/workbook.xml": f'<workbook xmlns="{main}" xmlns:r="{office}"><sheets>'
        '<sheet name="F" sheetId="1" r:id="r1"/></sheets></workbook>',
        "xl/worksheets/s.xml": f'<worksheet xmlns="{main}"><sheetData>{rows}'
        "</sheetData></worksheet>",
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in parts.items():
            archive.writestr(name, text)
    return path


def raw_row(number: int, cells: list[str]) -> str:
    texts = "".join(
        f'<c r="{chr(65 + i)}{number}" t="inlineStr"><is><t>{cell}</t></is></c>'
        for i, cell in enumerate(cells)
    )
    return f'<row r="{number}">{texts}</row>'


def test_a_full_xlsx_was_probably_cut(tmp_path: Path) -> None:
    rows = [raw_row(1, HEADER), raw_row(1_048_576, ROWS[0])]
    found = account(raw_xlsx(tmp_path / "rdv.xlsx", "".join(rows)))
    assert (found.accepted, found.blank) == (1, 1_048_574)
    assert found.notes["full"].startswith("the sheet is full (1048576 rows)")


def test_a_full_xls_was_probably_cut(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("F")
    for number, row in ((0, HEADER), (1, ROWS[0]), (65_535, ROWS[1])):
        for column, cell in enumerate(row):
            sheet.write(number, column, cell)
    book.save(str(tmp_path / "rdv.xls"))
    assert account(tmp_path / "rdv.xls").notes["full"].startswith("the sheet is full (65536 rows)")


def test_a_cell_far_away_does_not_end_the_program(tmp_path: Path) -> None:
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    path = raw_xlsx(tmp_path / "rdv.xlsx", raw_row(1, HEADER) + raw_row(2, ROWS[0]) + far)
    with pytest.raises(DataRefused, match=r"rdv\.xlsx: .*a cell far away"):
        read(path)


def encrypted_xlsx(path: Path) -> None:
    """An encrypted .xlsx is a compound file, as .xls, with a stream of another name."""
    xls(path, {"F": TABLE})
    data = bytearray(path.read_bytes())
    at = data.find("Workbook".encode("utf-16-le"))
    name = "EncryptedPackage".encode("utf-16-le")
    data[at : at + len(name)] = name
    data[at + 64 : at + 66] = struct.pack("<H", len(name) + 2)
    path.write_bytes(data)


def encrypted_xls(path: Path) -> None:
    """An encrypted .xls has a FILEPASS record after its start."""
    xls(path, {"F": TABLE})
    data = path.read_bytes()
    at = data.find(b"\x09\x08\x10\x00") + 20
    path.write_bytes(data[:at] + struct.pack("<HH", 0x2F, 6) + data[at:])


def cut(path: Path) -> None:
    xlsx(path, {"F": TABLE})
    path.write_bytes(path.read_bytes()[:3000])


def cut_xls(path: Path) -> None:
    xls(path, {"F": TABLE})
    path.write_bytes(path.read_bytes()[:1000])


def garbled(path: Path) -> None:
    """The cells' part of the workbook is no XML any more; the zip around it is whole."""
    raw_xlsx(path, "<row><c r=")


def empty(path: Path) -> None:
    path.write_bytes(b"")


def no_cell(path: Path) -> None:
    xlsx(path, {"A": [], "B": []})


def all_hidden(path: Path) -> None:
    book = openpyxl.Workbook()
    hidden = book.create_sheet("Caché")
    hidden.append(["a"])
    hidden.sheet_state = "hidden"
    book.save(path)


@pytest.mark.parametrize(
    ("make", "name", "message"),
    [
        (encrypted_xlsx, "rdv.xlsx", "protected by a password"),
        (encrypted_xls, "rdv.xls", "protected by a password"),
        (cut, "rdv.xlsx", "not a whole workbook"),
        (cut_xls, "rdv.xls", "cannot be read as a spreadsheet: it is damaged"),
        (garbled, "rdv.xlsx", "cannot be read as a spreadsheet: it is damaged"),
        (empty, "rdv.xlsx", "the file is empty"),
        (no_cell, "rdv.xlsx", "no sheet with any cell"),
        (all_hidden, "rdv.xlsx", "all sheets with cells are hidden"),
    ],
)
def test_refused(tmp_path: Path, make: Callable[[Path], None], name: str, message: str) -> None:
    make(tmp_path / name)
    with pytest.raises(DataRefused, match=f"{name}: .*{message}"):
        read(tmp_path / name)


def test_rows_can_be_read_when_the_records_are_gone(tmp_path: Path) -> None:
    lazy = read(xlsx(tmp_path / "rdv.xlsx", {"F": TABLE})).lazy("appointments")
    assert lazy.select(pl.len()).collect().item() == 3
