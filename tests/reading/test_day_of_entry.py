"""The day on which an appointment was entered: read like other days, never taken for another."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from small_files import HEADER, Read, lines, row

from accsocial import read as read_extract
from accsocial.conversion import convert
from accsocial.inspection.guesses import guess_columns
from accsocial.records.schema import APPOINTMENTS
from accsocial.records.table import collect


@pytest.mark.parametrize("header", ["Date de saisie", "Saisi le", "DATE SAISIE"])
def test_its_headers(header: str, read: Read) -> None:
    reading = read(lines(f"{HEADER};{header}", f"{row(1)};15/02/2022", f"{row(2)};"))
    assert reading.column("entered_on") == [dt.date(2022, 2, 15), None]


def test_a_day_that_cannot_be_read_rejects_the_row_and_a_missing_one_does_not(read: Read) -> None:
    text = lines(f"{HEADER};Date de saisie", f"{row(1)};31/02/2022", f"{row(2)};")
    reading = read(text)
    assert reading.rejected == [(2, "date_invalid")]
    assert reading.rejects["column"].to_list() == ["entered_on"]


def test_entered_before_the_appointment_is_warned_about(read: Read) -> None:
    days = ("13/02/2022", "14/02/2022", "15/02/2022", "")
    rows = (f"{row(n)};{day}" for n, day in enumerate(days))
    reading = read(lines(f"{HEADER};Date de saisie", *rows))
    assert dict(reading.account.warnings) == {"entered_before_appointment": 1}


def test_an_entry_after_the_extraction_is_warned_about(read: Read) -> None:
    text = lines(f"{HEADER};Date de saisie", f"{row(1)};16/02/2022", f"{row(2)};15/02/2022")
    reading = read(text, extracted_on=dt.date(2022, 2, 15))
    assert dict(reading.account.warnings) == {"date_after_extraction": 1}


def test_the_day_of_booking_is_no_day_of_entry(tmp_path: Path) -> None:
    header = "usager(s);date prise rdv;date rdv;heure rdv;statut"
    path = tmp_path / "rdv.csv"
    path.write_text(lines(header, "A;01/02/2022;14/02/2022;10h00;Rendez-vous honoré"))
    table = read_extract(path, body="departement", territory="94").tables["appointments"]
    assert "date" in table.columns
    assert "entered_on" not in table.columns


def test_a_column_of_days_is_not_guessed_to_be_it_from_its_values() -> None:
    headers = ["Date RDV", "Reçu par courrier"]
    rows = [["14/02/2022", "01/02/2022"], ["15/02/2022", "02/02/2022"]]
    found = {guess.column: guess.header for guess in guess_columns(APPOINTMENTS, headers, rows)}
    assert found == {"date": "Date RDV"}


def test_a_header_like_its_own_is_guessed() -> None:
    headers = ["Date RDV", "Date de saisie agent"]
    rows = [["14/02/2022", "01/02/2022"], ["15/02/2022", "02/02/2022"]]
    found = {guess.column: guess.header for guess in guess_columns(APPOINTMENTS, headers, rows)}
    assert found == {"date": "Date RDV", "entered_on": "Date de saisie agent"}


def test_it_is_converted(tmp_path: Path) -> None:
    path = tmp_path / "rdv.csv"
    path.write_text(lines(f"{HEADER};Date de saisie", f"{row(1)};15/02/2022"), encoding="utf-8")
    convert(read_extract(path), tmp_path / "converted")
    records = read_extract(tmp_path / "converted")
    rows = collect(records.tables["appointments"], records.ledger, records.rejects)
    assert rows["entered_on"].to_list() == [dt.date(2022, 2, 15)]
