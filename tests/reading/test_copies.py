"""A copy that was left in the folder is told: without numbers, its rows count twice."""

from __future__ import annotations

import shutil
from pathlib import Path

import openpyxl
import pytest

from accsocial import read

ROWS = "body;territory;beneficiary_id;date;status\ncaf;46;b1;01/03/2022;held\n"


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"rdv.csv": ROWS, "rdv - Copie.csv": ROWS}, ["rdv.csv has the same content as rdv - C"]),
        ({"rdv_1.csv": ROWS, "rdv_2.csv": ROWS.replace("b1", "b2")}, []),
        ({"rdv_1.csv": ROWS, "rdv_2.csv": ROWS + "\n"}, []),
        # What differs stands in the names of the folders.
        ({"body=caf/rdv.csv": ROWS, "body=departement/rdv.csv": ROWS}, []),
        ({"a.csv": ROWS, "b.csv": ROWS, "c.csv": ROWS}, ["b.csv has the", "c.csv has the"]),
    ],
    ids=["a copy", "others of one size", "of other sizes", "partitions", "two copies"],
)
def test_a_copy_is_told(tmp_path: Path, files: dict[str, str], told: list[str]) -> None:
    for name, text in files.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    remarks = read(tmp_path).ledger.remarks
    assert len(remarks) == len(told)
    assert all(remark.startswith(words) for remark, words in zip(remarks, told, strict=True))


def test_the_sheet_that_a_sheet_of_a_copy_repeats_is_told(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "2021"
    header, row = (line.split(";") for line in ROWS.splitlines())
    for year, sheet in ((2021, book.active), (2022, book.create_sheet("2022"))):
        sheet.append(header)
        sheet.append([*row[:3], f"01/03/{year}", *row[4:]])
    book.save(tmp_path / "rdv.xlsx")
    shutil.copy(tmp_path / "rdv.xlsx", tmp_path / "rdv_2.xlsx")
    remarks = read(tmp_path).ledger.remarks
    assert [remark.split(":")[0] for remark in remarks] == [
        f"rdv_2.xlsx!{year} has the same content as rdv.xlsx!{year}" for year in (2021, 2022)
    ]
