"""Costs, workers and households whose years stand in headers, or in the name of sheet or file."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import polars as pl
import pytest
from made_files import Cells, account, table, xlsx

from accsocial import read
from accsocial.conversion.convert import convert
from accsocial.errors import DataRefused
from accsocial.inspection.survey import survey

HEADER = ["Organisme", "Département", "Nature", "Montant"]
PLACE, CAF = ["Organisme", "Département"], ["Caf", "94"]
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
        ("depenses_2021_94.csv", 2021),
        ("Depenses 94 exercice 2021.csv", 2021),
        ("2021_depenses.csv", 2021),
        ("depenses_2021_2021.csv", 2021),
        ("depenses2021.csv", 2021),
        ("CAF94COUTS2021.csv", 2021),
        ("3. Dépenses 2021.csv", 2021),
        # As a Mac writes it: the accent behind its letter.
        ("De\u0301penses 2021.csv", 2021),
        ("2021/depenses.csv", 2021),
        ("export_2023/depenses_2021.csv", 2021),
        # Two years, a day, a number that is no year: nobody can tell.
        ("depenses_2021-2022.csv", None),
        ("depenses_2021-22.csv", None),
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


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([["Exercice 2021"], *COSTS], [2021, 2021]),
        ([["Exercice 2020"], *COSTS], None),
        ([[*HEADER, "Budget 2022"], STAFF], None),
        # Here the years stand above or below the header of the amounts.
        ([["", "", "", "2020"], *COSTS], [2020, 2020]),
        ([[*HEADER, ""], ["", "", "", "2020", "2021"], [*STAFF, ""]], [2020]),
    ],
)
def test_a_name_is_not_believed_where_the_head_of_the_table_tells_another_year(
    tmp_path: Path, rows: Cells, expected: list[int] | None
) -> None:
    path = csv(tmp_path / "depenses_2021.csv", rows)
    if expected is None:
        with pytest.raises(DataRefused, match="year as 'Année'"):
            read(path)
    else:
        assert years(path) == expected


def test_a_repeated_header_is_none_of_the_rows_that_a_name_gives_a_year(tmp_path: Path) -> None:
    path = csv(tmp_path / "depenses_2021.csv", [*COSTS, HEADER, [*STAFF[:2], "Divers", "30"]])
    found = account(path, name="costs")
    assert (found.accepted, found.blank, found.rejected) == (3, 1, {})
    assert found.notes["repeated header"] == "line 4"


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


@pytest.mark.parametrize(
    ("name", "recapitulation", "amount"),
    [
        # Its headers tell the years of both sheets.
        ("depenses.xlsx", [[*HEADER[:3], "2021", "2022"], [*CAF, "Total", "1210", "1200"]], 2410),
        # The name of the file tells one of them.
        ("depenses_2022.xlsx", [HEADER, [*CAF, "Total", "2400"]], 2400),
    ],
)
def test_a_recapitulation_of_sheets_of_years_is_not_read_beside_them(
    tmp_path: Path, name: str, recapitulation: Cells, amount: int
) -> None:
    sheets = {"2021": COSTS, "2022": COSTS, "Synthèse": recapitulation}
    records = read(xlsx(tmp_path / name, sheets))
    assert table(records, "costs")["amount"].sum() == amount
    left = ["2021", "2022"] if amount == 2410 else ["Synthèse"]
    assert records.ledger.ignored == [f"{name}!{sheet}" for sheet in left]


def test_sheets_that_are_named_after_one_year_are_told(tmp_path: Path) -> None:
    # Parts of a year, or its budget and its accounts: nobody can tell, and all are counted.
    sheets = {"CA 2021": COSTS, "BP 2021": COSTS, "CA 2022": COSTS}
    records = read(xlsx(tmp_path / "depenses.xlsx", sheets))
    told = [file.source.notes.get("same year") for file in records.tables["costs"].files]
    assert told == ["2 sheets or files are named after it, and all are counted"] * 2 + [None]


def test_a_sheet_of_the_year_of_the_file_stands_beside_one_of_another_year(tmp_path: Path) -> None:
    sheets = {"Dépenses": COSTS, "Dépenses 2021": COSTS}
    assert years(xlsx(tmp_path / "depenses_2022.xlsx", sheets)) == [2022, 2022, 2021, 2021]


def rows_of(path: Path, name: str, *columns: str) -> list[tuple[object, ...]]:
    return table(read(path), name).select("line", "year", *columns).rows()


@pytest.mark.parametrize(
    "headers",
    [
        [[*PLACE, "Nature", "2021", "2022"]],
        [[*PLACE, "Nature", "Montant 2021 (€)", "Montant 2022 (€)"]],
        [[*PLACE, "Nature", "2021 (€)", "Montant en euros 2022"]],
        [[*PLACE, "Nature", "Montant", ""], ["", "", "", "2021", "2022"]],
        [["Compte 2021-2022"], [*PLACE, "Nature", "2021", "2022"]],
        [["", "", "", "Exercice", ""], [*PLACE, "Nature", "2021", "2022"]],
    ],
)
@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_amounts_of_years_side_by_side(tmp_path: Path, headers: Cells, ending: str) -> None:
    rows: Cells = [
        *headers,
        [*CAF, "Personnel", "1 000,50", "1100"],
        [*CAF, "Locaux", "", "200"],
        ["Total", "", "", "1000,5", "1300"],
    ]
    path = tmp_path / f"depenses.{ending}"
    path = csv(path, rows) if ending == "csv" else xlsx(path, {"F": rows})
    found = [(year, str(amount)) for _, year, amount in rows_of(path, "costs", "amount")]
    assert [(year, Decimal(amount)) for year, amount in found] == [
        (2021, Decimal("1000.5")),
        (2022, Decimal(1100)),
        (2022, Decimal(200)),
    ]
    of_file = account(path, name="costs")
    # Of three rows with two years each: the total of both, and one year without an amount.
    assert (of_file.read, of_file.accepted, of_file.blank) == (6, 3, 3)
    assert of_file.notes["total line"] == f"line {len(rows)}"
    assert of_file.notes["years"].startswith("2021, 2022 stand side by side")


def test_one_amount_that_cannot_be_read_does_not_take_its_line_along(tmp_path: Path) -> None:
    path = csv(
        tmp_path / "depenses.csv",
        [[*PLACE, "Nature", "2021", "2022"], [*CAF, "Locaux", "dix", "200"]],
    )
    assert rows_of(path, "costs", "category") == [(2, 2022, "Locaux")]
    of_file = account(path, name="costs")
    assert (of_file.read, of_file.accepted, of_file.rejected) == (2, 1, {"amount_invalid": 1})


@pytest.mark.parametrize("nothing", ["", " ", "-", " - ", "–"])
def test_a_dash_in_a_year_is_no_amount_and_no_mistake(tmp_path: Path, nothing: str) -> None:
    header = [*PLACE, "Nature", "2021", "2022"]
    path = csv(tmp_path / "depenses.csv", [header, [*CAF, "Locaux", nothing, "20"]])
    assert rows_of(path, "costs", "amount") == [(2, 2022, Decimal(20))]
    assert (account(path, name="costs").blank, account(path, name="costs").rejected) == (1, {})


def test_years_alone_in_a_table_of_workers_may_be_of_anything(tmp_path: Path) -> None:
    path = csv(tmp_path / "agents.csv", [["Matricule", *PLACE, "2022"], ["A1", *CAF, "416"]])
    with pytest.raises(DataRefused, match="year as 'Année'"):
        read(path)


def test_workers_and_households_of_years_side_by_side(tmp_path: Path) -> None:
    workers = csv(
        tmp_path / "agents.csv",
        [["Matricule", *PLACE, "ETP 2021", "ETP 2022"], ["A1", *CAF, "0,8", "1"]],
    )
    assert rows_of(workers, "workers", "worker_id", "fte") == [
        (2, 2021, "A1", Decimal("0.8")),
        (2, 2022, "A1", Decimal(1)),
    ]
    measures = ["Foyers éligibles 2021", "Foyers pauvres 2021", "Foyers éligibles 2022"]
    households = csv(tmp_path / "foyers.csv", [[*PLACE, *measures], [*CAF, "500", "80", "510"]])
    columns = ("eligible_households", "poor_households")
    assert rows_of(households, "households", *columns) == [(2, 2021, 500, 80), (2, 2022, 510, None)]


def test_a_refusal_asks_for_what_years_side_by_side_do_not_tell(tmp_path: Path) -> None:
    header = ["Employeur", "Département", "Nature", "2021", "2022"]
    path = csv(tmp_path / "depenses.csv", [header, [*CAF, "Locaux", "10", "20"]])
    with pytest.raises(DataRefused, match=r"not found: body as 'Organisme'\. Give") as refused:
        read(path)
    assert "year" not in str(refused.value)
    assert len(table(read(path, body="caf"), "costs")) == 2


def test_a_layout_need_not_describe_what_the_years_tell(tmp_path: Path) -> None:
    layout = tmp_path / "own.toml"
    layout.write_text(
        "name = 'own'\ndescription = 'own'\n[costs.columns]\n"
        "body = ['Employeur']\nterritory = ['Dépt']\ncategory = ['Chapitre']\n"
    )
    header = ["Employeur", "Dépt", "Chapitre", "2021", "2022"]
    path = csv(tmp_path / "depenses.csv", [header, ["caf", "94", "012", "10", "20"]])
    records = read(path, layout=str(layout))
    assert table(records, "costs").select("year", "amount").rows() == [
        (2021, Decimal(10)),
        (2022, Decimal(20)),
    ]


@pytest.mark.parametrize(
    "header",
    [
        # What was planned is not what was spent, a share no amount, and a day no year.
        [*PLACE, "Nature", "Montant 2021", "2021"],
        [*PLACE, "Nature", "Part 2021", "Part 2022"],
        [*PLACE, "Nature", "Montant 2021-2022"],
        [*PLACE, "Nature", "2021 (k€)", "2022 (k€)"],
        [*PLACE, "Nature", "2021 (%)", "2022 (%)"],
        ["Nature", "2021", "2022"],
    ],
)
def test_headers_with_years_that_are_in_doubt_are_refused(tmp_path: Path, header: Cells) -> None:
    path = csv(tmp_path / "depenses.csv", [header, [*CAF, "Locaux", "10", "20"][-len(header) :]])
    with pytest.raises(DataRefused, match="these columns were not found"):
        read(path)


@pytest.mark.parametrize(
    ("above", "expected"),
    [
        (["Réalisé", "", "", ""], None),
        (["Prévu", "Réalisé", "", ""], None),
        (["Part", "", "", ""], None),
        # The years of the amounts are known, and those of the shares not read.
        (["Montant", "", "Part", ""], [2021, 2022]),
        (["En euros", "", "Part", ""], [2021, 2022]),
    ],
)
@pytest.mark.parametrize("in_one_row", [True, False])
def test_what_stands_above_years_says_what_their_numbers_are(
    tmp_path: Path, above: list[str], expected: list[int] | None, in_one_row: bool
) -> None:
    names = [*PLACE, "Nature"]
    upper, lower = (["", "", ""], names) if in_one_row else (names, ["", "", ""])
    rows = [
        [*upper, *above],
        [*lower, "2021", "2022", *(["2021", "2022"] if any(above[2:]) else ["", ""])],
        [*CAF, "Locaux", "10", "20", "0,3", "0,4"],
    ]
    path = csv(tmp_path / "depenses.csv", rows)
    if expected is None:
        with pytest.raises(DataRefused, match="these columns were not found"):
            read(path)
    else:
        assert years(path) == expected
        assert table(read(path), "costs")["amount"].to_list() == [10, 20]


@pytest.mark.parametrize(
    ("below", "expected"),
    [
        (["Prévu", "Réalisé", "Prévu", "Réalisé"], None),
        (["k€", "", "k€", ""], None),
        (["Montant", "%", "Montant", "%"], [10, 20]),
        (["", "%", "", "%"], [10, 20]),
    ],
)
def test_what_stands_below_years_says_what_their_numbers_are(
    tmp_path: Path, below: list[str], expected: list[int] | None
) -> None:
    header = [*PLACE, "Nature", "2021", "", "2022", ""]
    rows = [header, ["", "", "", *below], [*CAF, "Locaux", "10", "1", "20", "2"]]
    path = csv(tmp_path / "depenses.csv", rows)
    if expected is None:
        with pytest.raises(DataRefused, match="these columns were not found"):
            read(path)
    else:
        assert table(read(path), "costs")["amount"].to_list() == expected
        assert account(path, name="costs").rejected == {}


def test_years_in_headers_that_are_not_read_are_said(tmp_path: Path) -> None:
    header = [*PLACE, "Nature", "2021", "2022", "Évolution 2021/2022", "2023 (1)", "BP 2024"]
    path = csv(tmp_path / "depenses.csv", [header, [*CAF, "Locaux", "10", "20", "1", "30", "40"]])
    assert years(path) == [2021, 2022]
    note = account(path, name="costs").notes["other years"]
    assert note == "2023, 2024 in headers that no column is read from"


def test_a_number_without_a_year_beside_those_of_several_is_of_no_known_year(
    tmp_path: Path,
) -> None:
    header = [*PLACE, "Foyers éligibles", "Foyers pauvres 2021", "Foyers pauvres 2022"]
    path = csv(tmp_path / "foyers.csv", [header, [*CAF, "500", "80", "90"]])
    with pytest.raises(DataRefused, match="year as 'Année'"):
        read(path)


def test_a_column_of_years_under_an_unknown_header_is_not_overruled_by_a_name(
    tmp_path: Path,
) -> None:
    # The last row is of another year than the file.
    rows = [[*HEADER, "Exercice comptable"], [*STAFF, "2022"], [*RENT, "2021"]]
    path = csv(tmp_path / "depenses_2022.csv", rows)
    with pytest.raises(DataRefused, match="nearest in the file: 'Exercice comptable'"):
        read(path)


def test_a_year_in_a_row_of_data_makes_it_no_header(tmp_path: Path) -> None:
    path = csv(tmp_path / "depenses.csv", [["Comptes", "Montant"], ["2021", "1000"]])
    with pytest.raises(DataRefused, match="year as 'Année'"):
        read(path, body="caf", territory="94")


def test_stored_numbers_of_years_side_by_side(tmp_path: Path) -> None:
    frame = pl.DataFrame({"body": ["caf"], "territory": ["94"], "2021": [10], "2022": [20.5]})
    frame.write_parquet(tmp_path / "costs.parquet")
    assert rows_of(tmp_path / "costs.parquet", "costs", "amount") == [
        (1, 2021, Decimal(10)),
        (1, 2022, Decimal("20.5")),
    ]


@pytest.mark.parametrize("first", [True, "1,5", 1.5, Decimal("1.5")])
def test_stored_values_of_different_kinds_side_by_side(tmp_path: Path, first: object) -> None:
    place = {"body": ["caf"], "territory": ["94"]}
    frame = pl.DataFrame({**place, "2021": [first], "2022": [dt.date(2021, 1, 1)]})
    frame.write_parquet(tmp_path / "costs.parquet")
    amounts = [] if first is True else [(1, 2021, Decimal("1.5"))]
    assert rows_of(tmp_path / "costs.parquet", "costs", "amount") == amounts
    rejected = account(tmp_path / "costs.parquet", name="costs").rejected
    assert rejected == {"amount_invalid": 2 - len(amounts)}


def test_a_line_that_repeats_another_is_a_duplicate_in_each_of_its_years(tmp_path: Path) -> None:
    line = [*CAF, "Locaux", "100", "200"]
    path = csv(tmp_path / "depenses.csv", [[*PLACE, "Nature", "2021", "2022"], line, line])
    by_reading, by_survey, by_conversion = (read(path, max_rejected=1) for _ in range(3))
    table(by_reading, "costs")
    survey(by_survey)
    convert(by_conversion, tmp_path / "converted")
    for records in (by_reading, by_survey, by_conversion):
        (of_file,) = records.ledger.accounts
        assert (of_file.read, of_file.accepted, of_file.rejected) == (4, 2, {"duplicate": 2})
