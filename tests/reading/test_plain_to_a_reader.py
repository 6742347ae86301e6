"""Cells that any French reader understands: the rows count, in texts and in workbooks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import openpyxl
import pytest

from accsocial import compute, read, summarise

Rows = list[list[str]]
Write = Callable[[Path, Rows], None]

APPOINTMENTS: Rows = [
    ["appointment_id", "beneficiary_id", "date", "status"],
    ["1", "B1", "lundi 3 janvier 2022", "held"],
    ["2", "B1", "15-févr-22", "held"],
    ["3", "B1", "1er mars 2022 à 14h30", "held"],
]
SUPPORTS: Rows = [
    ["support_id", "beneficiary_id", "opened_on", "closed_on"],
    ["S1", "B1", "1er mars 2022", "03-mai-22"],
]
WORKERS: Rows = [
    ["worker_id", "year", "fte"],
    ["W1", "Année 2021", "2"],
    ["W1", "2022 (exercice)", "3"],
]
COSTS: Rows = [
    ["year", "category", "amount"],
    ["Exercice 2021", "Salaires", "1 000,00"],
    ["Exercice 2022", "Salaires", "1 500,00"],
    ["Exercice 2022", "Avoir", "250,00-"],
]
HOUSEHOLDS: Rows = [["year", "poor_households"], ["Exercice 2022", "500"]]


def write_csv(path: Path, rows: Rows) -> None:
    text = "".join(";".join(row) + "\n" for row in rows)
    path.with_suffix(".csv").write_text(text, encoding="utf-8")


def write_workbook(path: Path, rows: Rows) -> None:
    book = openpyxl.Workbook()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(path.with_suffix(".xlsx"))


@pytest.mark.parametrize("write", [write_csv, write_workbook])
@pytest.mark.parametrize(
    ("tables", "indicator", "value"),
    [
        ({"appointments": APPOINTMENTS}, "appointments_per_beneficiary", 3),
        # From 1 March to 3 May.
        ({"supports": SUPPORTS}, "median_support_days", 63),
        # From 2 full-time equivalents to 3.
        ({"workers": WORKERS}, "fte_growth", 0.5),
        # From 1,000 euros to 1,500 less 250.
        ({"costs": COSTS}, "cost_growth", 0.25),
        # One worker for 500 households.
        ({"workers": WORKERS, "households": HOUSEHOLDS}, "workers_per_1000_poor_households", 2),
    ],
)
def test_a_figure_comes_out(
    tmp_path: Path, write: Write, tables: Mapping[str, Rows], indicator: str, value: float
) -> None:
    for name, rows in tables.items():
        write(tmp_path / name, rows)
    records = read(tmp_path, body="caf", territory="09")
    results = compute(summarise(records), only=[indicator])
    assert results.frame.filter(year=2022)["value"].to_list() == [value]
    assert not any(account.rejected_rows for account in records.ledger.accounts)
