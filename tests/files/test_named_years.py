"""Costs, workers and households of a year that stands only in the name of their sheet or file."""

from __future__ import annotations

from pathlib import Path

import pytest
from made_files import Cells, table, xlsx

from accsocial import read
from accsocial.errors import DataRefused

HEADER = ["Organisme", "Département", "Nature", "Montant"]
STAFF, RENT = ["Caf", "94", "Personnel", "1000"], ["Caf", "94", "Locaux", "200"]
COSTS: Cells = [HEADER, STAFF, RENT]


def csv(path: Path, rows: Cells = COSTS) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(";".join(map(str, row)) + "\n" for row in rows))
    return path


def years(*paths: Path) -> list[int]:
    found: list[int] = table(read(*paths), "costs")["year"].to_list()
    return found


@pytest.mark.parametrize(
    ("name", "year"),
    [
        ("depenses_2021.csv", 2021),
        ("depenses-2021-v2.csv", 2021),
        ("Depenses 94 exercice 2021.csv", 2021),
        ("2021_depenses.csv", 2021),
        ("depenses_2021_2021.csv", 2021),
        ("2021/depenses.csv", 2021),
        ("export_2023/depenses_2021.csv", 2021),
        # Two years, a day, a number that is no year: nobody can tell.
        ("depenses_2021-2022.csv", None),
        ("depenses_2021-03-01.csv", None),
        ("depenses_01.03.2021.csv", None),
        ("depenses_20210301.csv", None),
        ("depenses_1789.csv", None),
        ("depenses.csv", None),
        ("2021/depenses_2020_2022.csv", None),
        # The name announces no table.
        ("synthese_2021.csv", None),
    ],
)
def test_the_year_that_a_name_tells(tmp_path: Path, name: str, year: int | None) -> None:
    csv(tmp_path / "extract" / name)
    if year is None:
        with pytest.raises(DataRefused, match=r"year as|the name of the sheet or file"):
            read(tmp_path / "extract")
    else:
        assert years(tmp_path / "extract") == [year, year]
        note = read(tmp_path / "extract").tables["costs"].files[0].source.notes["year"]
        assert note == f"{year}, as the name says: no column holds it"


def test_a_column_of_years_is_believed_and_no_name(tmp_path: Path) -> None:
    path = csv(tmp_path / "depenses_2023.csv", [[*HEADER, "Année"], [*STAFF, "2021"]])
    assert years(path) == [2021]
    assert "year" not in read(path).tables["costs"].files[0].source.notes


def test_a_sheet_for_each_year(tmp_path: Path) -> None:
    path = xlsx(tmp_path / "depenses.xlsx", {"2021": COSTS, "CA 2022": COSTS, "Notes": [["a"]]})
    records = read(path)
    assert table(records, "costs")["year"].to_list() == [2021, 2021, 2022, 2022]
    assert records.ledger.ignored == ["depenses.xlsx!Notes"]


def test_the_one_sheet_of_a_workbook_may_tell_it(tmp_path: Path) -> None:
    assert years(xlsx(tmp_path / "depenses.xlsx", {"2021": COSTS})) == [2021, 2021]


def test_a_recapitulation_beside_the_table_is_not_read(tmp_path: Path) -> None:
    # It sums up rows that are counted already.
    sheets: dict[str, Cells] = {
        "Tout": [[*HEADER, "Année"], [*STAFF, "2021"], [*RENT, "2021"]],
        "2021": [HEADER, ["Caf", "94", "Total", "1200"]],
    }
    records = read(xlsx(tmp_path / "depenses.xlsx", sheets))
    assert table(records, "costs")["amount"].sum() == 1200
    assert records.ledger.ignored == ["depenses.xlsx!2021"]
