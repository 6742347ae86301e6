"""Each warning, one by one: rows that are accepted but are to be looked at."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from small_files import HEADER, Read, lines, row

from accsocial.inspection.survey import survey
from accsocial.records import Records
from accsocial.records import read as read_extract
from accsocial.records.rows import short_texts
from accsocial.records.rows.rounded_numbers import rounded
from accsocial.records.rows.warnings import MEANINGS
from accsocial.records.schema import Kind
from accsocial.summary import summarise

DAY = dt.date(2023, 6, 30)
COSTS = "body;territory;year;category;amount"
WORKERS = "worker_id;body;territory;year;fte"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param([row(1, "31/12/1989")], {"date_before_1990": 1}, id="before 1990"),
        pytest.param([row(1, "01/01/1990"), row(2, "30/06/2023")], {}, id="the days at the edges"),
        pytest.param(
            [row(1, "01/07/2023", "Planifié")],
            {"date_after_extraction": 1},
            id="planned: late only",
        ),
        pytest.param(
            [row(1, "01/07/2023"), row(2, "01/07/2023", "Absence")],
            {"date_after_extraction": 2, "held_in_future": 2},
            id="held or missed in the future",
        ),
    ],
)
def test_dates_of_appointments(rows: list[str], expected: dict[str, int], read: Read) -> None:
    reading = read(lines(HEADER, *rows), extracted_on=DAY)
    assert dict(reading.account.warnings) == expected
    assert reading.account.accepted == len(rows)


def test_an_optional_number_that_cannot_be_read(read: Read) -> None:
    text = lines(HEADER + ";Durée", row(1) + ";45", row(2) + ";longue", row(3) + ";")
    assert dict(read(text).account.warnings) == {"number_unread": 1}


def test_a_number_of_a_rejected_row_is_not_missed(read: Read) -> None:
    rejected = row(3).replace("14/02/2022", "hier")
    texts = (row(1) + ";longue", row(2) + ";  ", rejected + ";longue", row(4) + ";45")
    reading = read(lines(HEADER + ";Durée", *texts))
    assert reading.account.rejected == {"date_invalid": 1}
    assert dict(reading.account.warnings) == {"number_unread": 1}


def test_an_fte_above_one_and_a_half(read: Read) -> None:
    text = lines(
        WORKERS, *(f"A{n};caf;09;2022;{fte}" for n, fte in enumerate(("1,5", "1,51", "0,4", "")))
    )
    reading = read(text, "workers.csv")
    assert dict(reading.account.warnings) == {"fte_high": 1}
    assert reading.account.accepted == 4


@pytest.mark.parametrize(
    ("rows", "warned"),
    [
        pytest.param(["A1;Nord;2022;1", "A1;Sud;2022;1"], 2, id="the whole of it at each site"),
        pytest.param(["A1;Nord;2022;0,9", "A1;Sud;2022;0,6"], 0, id="parts of it, 1.5 together"),
        pytest.param(["A1;Nord;2022;0,9", "A1;Sud;2022;0,61"], 2, id="more than 1.5 together"),
        pytest.param(["A1;Nord;2021;1", "A1;Sud;2022;1"], 0, id="another year"),
        pytest.param(["A1;Nord;2022;1", "A2;Nord;2022;1"], 0, id="another worker"),
        pytest.param([";Nord;2022;1", ";Sud;2022;1"], 0, id="nobody knows whose"),
        pytest.param(["A1;Nord;2022;1", "A1;Nord;2022;1"], 0, id="a duplicate does not count"),
        pytest.param(["A1;Nord;2022;2", "A1;Sud;2022;"], 0, id="one above 1.5, told by itself"),
    ],
)
@pytest.mark.parametrize("look", [summarise, survey])
def test_fte_of_a_worker_at_several_sites(
    rows: list[str], warned: int, look: Callable[[Records], object], tmp_path: Path
) -> None:
    text = lines("worker_id;site;year;fte", *rows)
    (tmp_path / "workers.csv").write_text(text, encoding="utf-8")
    records = read_extract(tmp_path, body="caf", territory="94", max_rejected=1)
    look(records)
    assert records.ledger.accounts[0].warnings["fte_of_worker_high"] == warned


def test_a_support_without_a_day_that_tells_its_year(read: Read) -> None:
    text = lines(
        "support_id;body;territory;contacted_on;opened_on;diagnosis_on",
        "S1;caf;09;;;14/02/2022",
        "S2;caf;09;;;",
        "S3;caf;09;14/02/2022;;",
        "S4;caf;09;;14/02/2022;",
    )
    reading = read(text, "supports.csv")
    assert dict(reading.account.warnings) == {"support_undated": 2}
    assert reading.account.accepted == 4


@pytest.mark.parametrize("worth", [1, 10**6], ids=["many", "few"])
@pytest.mark.parametrize(
    ("identifier", "expected"),
    [
        ("1,23457E+12", "identifier_rounded"),
        ("1.2E+11", "identifier_rounded"),
        ("0012, 0013", "identifiers_in_one_cell"),
        ("0012 / 0013", "identifiers_in_one_cell"),
        ("0012 et 0013", "identifiers_in_one_cell"),
        ('"0012;0013"', "identifiers_in_one_cell"),
        ('"0012\n0013"', "identifiers_in_one_cell"),
        # No-break spaces are spaces.
        ("12\u00a0et\u00a013", "identifiers_in_one_cell"),
        ("0012", None),
        ("2022/0012", None),
        ("Usager Fictif-Exemple", None),
        ("123E4", None),
    ],
)
def test_identifiers_in_doubt(
    identifier: str, expected: str | None, worth: int, read: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(short_texts, "WORTH", worth)
    reading = read(lines(HEADER, *(row(n).replace("0012345", identifier) for n in (1, 2))))
    assert dict(reading.account.warnings) == ({expected: 2} if expected else {})
    # They are told, not changed.
    told = identifier.strip('"').replace("\u00a0", " ")
    assert reading.column("beneficiary_id") == [told] * 2


def test_a_cost_that_is_a_total(read: Read) -> None:
    totals = (
        *("TOTAL", "Sous-total", "Totaux", "Cumul 2022", "Dépenses totales", "Montant total"),
        *("Somme :", "Somme de Montant"),
    )
    # The last is a département.
    others = ("Salaires", "Coûts de totalité", "Somme")
    rows = (f"caf;09;2022;{category};10" for category in (*totals, *others))
    assert dict(read(lines(COSTS, *rows), "costs.csv").account.warnings) == {
        "category_total": len(totals)
    }


def test_a_worker_that_is_a_total(read: Read) -> None:
    rows = (f"{worker};caf;09;2022;0,5" for worker in ("A1", "Total", "TOTAL 2022", "totalité", ""))
    assert dict(read(lines(WORKERS, *rows), "workers.csv").account.warnings) == {
        "worker_total": 2,
        "worker_missing": 1,
    }


def test_a_subtotal_that_names_nothing(read: Read) -> None:
    # As `group by rollup` writes it: 30 sums up the others.
    rows = ("caf;09;2022;Salaires;10", "caf;09;2022;Loyers;20", "caf;09;2022;;30")
    reading = read(lines(COSTS, *rows), "costs.csv")
    assert dict(reading.account.warnings) == {"category_missing": 1}
    assert reading.account.accepted == 3


def test_a_total_among_costs_of_no_category(read: Read) -> None:
    rows = ("caf;09;2022;10", "caf;09;2022;20", "caf;09;2022;30", "caf;09;2023;40", "caf;46;2022;5")
    reading = read(lines("body;territory;year;amount", *rows), "costs.csv")
    # One amount of a year has no parts.
    assert dict(reading.account.warnings) == {"category_missing": 3}
    assert reading.account.accepted == 5


@pytest.mark.parametrize("header", ["Nature de dépense", "Catégorie", "Libellé"])
def test_a_total_below_other_headers(header: str, read: Read) -> None:
    rows = ("2022;Personnel;10", "2022;Déplacements;10", "2022;Total;20")
    text = lines(f"Année;{header};Montant", *rows)
    reading = read(text, "depenses.csv", body="departement", territory="64")
    assert (dict(reading.account.warnings), reading.account.accepted) == ({"category_total": 1}, 3)


@pytest.mark.parametrize("read_by", [summarise, survey], ids=["indicators", "validate"])
def test_appointments_of_a_worker_without_a_row(
    tmp_path: Path, read_by: Callable[[Records], object]
) -> None:
    header = HEADER.replace("Mode", "Matricule agent")
    rows = (f"{n};Caf;09;1;14/02/2022;Honoré;{worker}" for n, worker in enumerate("AABC"))
    twice = "9;Caf;46;1;14/02/2022;Honoré;A"
    (tmp_path / "rdv.csv").write_text(lines(header, *rows, "8;Caf;09;1;14/02/2022;Honoré;"))
    (tmp_path / "rdv_2.csv").write_text(lines(header, twice, twice))
    (tmp_path / "workers.csv").write_text(lines(WORKERS, "A;caf;09;2022;1", "B;caf;09;2022;1"))
    records = read_extract(tmp_path, max_rejected=1)
    read_by(records)
    # C is in no row; A is known in 09, and another person in 46, whose row is repeated.
    found = [dict(account.warnings) for account in records.ledger.of_table("appointments")]
    assert found == [{"worker_without_row": 1}, {"worker_without_row": 1}]


@pytest.mark.parametrize("read_by", [summarise, survey], ids=["indicators", "validate"])
def test_numbers_that_begin_anew_each_month(
    tmp_path: Path, read_by: Callable[[Records], object]
) -> None:
    header = HEADER.replace("N° allocataire", "Site;N° allocataire")
    january = ("1;Caf;09;A;b1;14/01/2022;Honoré;", "2;Caf;09;A;b2;15/01/2022;Honoré;")
    # Of 1, one row repeats that of January, though on another day, and one is of the same day.
    february = ("1;Caf;09;A;b1;14/02/2022;Honoré;", "1;Caf;09;A;b3;14/01/2022;Honoré;")
    others = ("2;Caf;09;A;b3;14/02/2022;Honoré;", "2;Caf;46;A;b3;14/02/2022;Honoré;")
    without = (";Caf;09;A;b1;14/03/2022;Honoré;", ";Caf;09;A;b1;15/03/2022;Honoré;")
    (tmp_path / "rdv_1.csv").write_text(lines(header, *january))
    (tmp_path / "rdv_2.csv").write_text(lines(header, *february, *others, *without))
    records = read_extract(tmp_path, max_rejected=1)
    read_by(records)
    accounts = records.ledger.of_table("appointments")
    assert [dict(a.warnings) for a in accounts] == [{}, {"number_on_several_days": 1}]
    assert [dict(a.rejected) for a in accounts] == [{}, {"duplicate": 1}]


@pytest.mark.parametrize("read_by", [summarise, survey], ids=["indicators", "validate"])
def test_the_day_of_a_rejected_row_is_no_earlier_one(
    tmp_path: Path, read_by: Callable[[Records], object]
) -> None:
    rows = ("1;Caf;09;b1;20/02/2022;Honoré;", "1;Caf;09;b1;14/02/2022;Honoré;")
    (tmp_path / "rdv.csv").write_text(lines(HEADER, *rows))
    records = read_extract(tmp_path, max_rejected=1)
    read_by(records)
    (account,) = records.ledger.accounts
    assert (dict(account.warnings), dict(account.rejected)) == ({}, {"duplicate": 1})


def test_every_warning_has_a_meaning_in_both_languages() -> None:
    assert MEANINGS.keys() >= {
        "date_before_1990",
        "date_after_extraction",
        "held_in_future",
        "worker_without_row",
        "fte_high",
        "worker_total",
        "category_total",
        "number_unread",
    }
    assert all(meaning["fr"] != meaning["en"] for meaning in MEANINGS.values())


@pytest.mark.parametrize(
    ("kind", "dtype", "exact", "warning"),
    [
        (Kind.IDENTIFIER, pl.Float64, 2**53 - 1, "identifier_rounded"),
        (Kind.DATE, pl.Float32, 2**24 - 1, "number_rounded"),
        (Kind.INTEGER, pl.Float32, 2**24 - 1, "number_rounded"),
        # A cent takes seven binary digits: the float after 131,072.00 is 131,072.015625.
        (Kind.DECIMAL, pl.Float32, 2**17 - 1, "number_rounded"),
        (Kind.DECIMAL, pl.Float64, 2**46 - 1, "number_rounded"),
    ],
)
def test_from_which_number_on_a_float_is_not_exact(
    kind: Kind, dtype: type[pl.DataType], exact: int, warning: str
) -> None:
    numbers = pl.Series([exact, exact + 1, -exact, -exact - 1, None], dtype=dtype)
    assert rounded(kind, numbers) == {warning: 2}


@pytest.mark.parametrize(
    ("kind", "dtype"),
    [(Kind.DECIMAL, pl.Int64), (Kind.IDENTIFIER, pl.UInt64), (Kind.YEAR, pl.Float32)],
)
def test_numbers_that_nothing_rounds(kind: Kind, dtype: type[pl.DataType]) -> None:
    assert rounded(kind, pl.Series([2**60], dtype=dtype)) == {}
