from __future__ import annotations

import zipfile
from io import BytesIO

import openpyxl
import polars as pl
import pytest
from made_results import COST, COST_GROWTH, PER_BENEFICIARY, PER_DAY, results, row, sample

from accsocial.errors import ExportRefused
from accsocial.model import Unit
from accsocial.output.workbook import MOST_ROWS, unit_pattern, write_xlsx
from accsocial.results import Results


def xlsx(of: Results, lang: str = "en") -> BytesIO:
    file = BytesIO()
    write_xlsx(of, lang, file)
    file.seek(0)
    return file


def book(of: Results, lang: str = "en") -> openpyxl.Workbook:
    return openpyxl.load_workbook(xlsx(of, lang))


def test_there_are_three_sheets_and_results_has_the_columns_of_the_results() -> None:
    read = book(sample())
    assert read.sheetnames == ["Results", "Method", "Ledger"]
    sheet = read["Results"]
    assert [cell.value for cell in sheet[1]] == sample().frame.columns
    assert sheet.max_row == sample().frame.height + 1
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == f"A1:N{sheet.max_row}"


@pytest.mark.parametrize(
    ("unit", "pattern"),
    [
        (Unit.PER_YEAR, "#,##0.0"),
        (Unit.PER_DAY, "#,##0.00"),
        (Unit.SHARE, "#,##0.0%"),
        (Unit.EUROS, '#,##0 "€"'),
        (Unit.WORKERS_PER_1000, "#,##0.00"),
    ],
)
def test_each_unit_has_its_number_format(unit: Unit, pattern: str) -> None:
    assert unit_pattern(unit) == pattern


def test_numbers_stay_numbers_with_the_format_of_their_unit() -> None:
    at = {"body": "caf", "year": 2022}
    sheet = book(
        results(
            [
                row(PER_DAY, at, 1.45, numerator=287.5, denominator=198.0, reference="P04"),
                row(COST, at, 1398.21, numerator=1398210.5, denominator=1000.0, reference="P08"),
                row(COST_GROWTH, at, 0.0851, reference="P09"),
            ]
        )
    )["Results"]
    columns = [cell.value for cell in sheet[1]]

    def shown(line: int, column: str) -> tuple[object, str]:
        cell = sheet.cell(line, columns.index(column) + 1)
        return cell.value, cell.number_format

    assert shown(2, "value") == (1.45, "#,##0.00")
    assert shown(2, "numerator") == (287.5, "#,##0.00")
    assert shown(2, "denominator") == (198, "#,##0")
    assert shown(2, "year") == (2022, "0")
    assert shown(3, "value") == (1398.21, '#,##0 "€"')
    assert shown(3, "reference_low") == (1400, '#,##0 "€"')
    assert shown(4, "value") == (0.0851, "#,##0.0%")
    assert shown(4, "gap")[1] == "#,##0.0%"
    assert shown(4, "numerator") == (None, "General")


@pytest.mark.parametrize("site", ["=1+1", "+1", "-1", "@A", "\tx", "https://example.org", "{=1}"])
def test_no_text_becomes_a_formula_a_number_or_a_link(site: str) -> None:
    one = row(PER_BENEFICIARY, {"year": 2022, "site": site}, 3.7, reason="=2+2")
    sheet = book(results([one], groups=("year", "site")))["Results"]
    for cell, text in ((sheet["C2"], site), (sheet["J2"], "=2+2")):
        assert cell.value == text
        assert cell.data_type == "s"
        assert cell.hyperlink is None


def cells(of: Results, sheet: str, lang: str) -> list[tuple[object, ...]]:
    read = book(of, lang)[sheet].iter_rows(values_only=True)
    return [tuple(cell for cell in line if cell is not None) for line in read]


def test_the_method_sheet_defines_the_indicators_and_names_the_rules() -> None:
    lines = cells(sample(), "Method", "fr")
    assert (
        "cost_growth",
        "Coût",
        "Cost growth since the base year",
        "Évolution du coût depuis l'année de base",
        "Ce que cost_growth veut dire.",
        "part",
        "amount (fr) ÷ amount (fr) de l'année de base − 1",
        "Cour d'exemple, Rapport d'exemple, 2025-01, p. 9",
        "P09, P10",
    ) in lines
    assert ("support_threshold", "3") in lines
    assert ("working_days", "198", "days", "S1, p. 10: 416 / 2.10") in lines
    assert next(line for line in lines if line[:1] == ("P04",)) == (
        "P04",
        "constaté",
        "entre 1,1 et 1,6 par jour",
        "Caf et départements, 2022",
        "Une seule fourchette pour les Caf et les départements.",
        "unit as published",
        "1,1 – 1,6",
        "Cour d'exemple, Rapport d'exemple",
        "10",
    )
    assert ("S1", "Cour d'exemple", "Rapport d'exemple", "2025-01") in lines


def test_the_ledger_sheet_accounts_for_each_file() -> None:
    assert cells(sample(), "Ledger", "en")[1:4] == [
        (
            "rendez_vous_2022.csv",
            "appointments",
            "gesica",
            5012,
            4990,
            12,
            "duplicate 8, date_missing 4",
            10,
            "future_date 2",
            "status: Reporté 12, (label withheld) 5",
            "encoding: cp1252",
        ),
        ("agents.csv", "workers", "gesica", 40, 40, 0, 0),
        ("lisez-moi.txt", "not read"),
    ]


def test_the_file_does_not_say_when_it_was_made() -> None:
    assert book(sample()).properties.created.isoformat() == "2025-01-01T00:00:00"
    with zipfile.ZipFile(xlsx(sample())) as parts:
        assert {part.date_time for part in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_results_without_a_row_make_a_workbook() -> None:
    assert book(results([]))["Results"].max_row == 1


def test_more_results_than_a_sheet_has_rows_are_refused() -> None:
    frame = sample().frame
    many = Results(**{**vars(sample()), "frame": pl.concat([frame] * (MOST_ROWS // 70 + 1))})
    with pytest.raises(ExportRefused, match=r"an Excel sheet holds 1048575\. Write csv or parquet"):
        xlsx(many)
