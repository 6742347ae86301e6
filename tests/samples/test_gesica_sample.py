"""What is in the Gesica-like sample, recomputed in plain Python by the rules of counting."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import polars as pl
import pytest
from plain_reader import FileRead, read_gesica

SAMPLES = Path(__file__).resolve().parents[2] / "data" / "samples"
TERRITORIES = ("34", "46", "54", "80", "94", "95")
NOT_APPOINTMENTS = ("mail", "email", "third_party")
WORKING_DAYS = 198
UNMAPPED = {"rend": "status", "acco": "response"}
LABELS = {"rend": "Reporté", "acco": "En attente"}
"""By the start of the file's name: the column with a label that nobody maps, and the label."""


class Appointment(NamedTuple):
    number: str
    body: str
    territory: str
    site: str
    worker: str | None
    person: str | None
    day: date
    status: str
    channel: str | None
    event: str | None
    collective: bool
    duration: int | None


@pytest.fixture(scope="module")
def read() -> dict[str, FileRead]:
    return read_gesica(SAMPLES / "gesica")


@pytest.fixture(scope="module")
def appointments(read: dict[str, FileRead]) -> list[Appointment]:
    return [
        Appointment(*row)  # type: ignore[arg-type]  # the reader returns plain tuples
        for name, file in read.items()
        if name.startswith("rendez_vous")
        for row in file.rows
    ]


def counted(rows: list[Appointment]) -> list[Appointment]:
    return [
        row
        for row in rows
        if row.status == "held" and row.channel not in NOT_APPOINTMENTS and not row.collective
    ]


def per_person(rows: list[Appointment], year: int) -> Counter[tuple[str, str, str]]:
    """Counted appointments of each beneficiary: once each, however many workers."""
    return Counter(
        (body, territory, person)
        for body, territory, _, person in {
            (row.body, row.territory, row.number, row.person)
            for row in counted(rows)
            if row.day.year == year and row.person
        }
    )


def per_worker(rows: list[Appointment], year: int) -> Counter[tuple[str, str, str]]:
    return Counter(
        (body, territory, worker)
        for body, territory, _, worker in {
            (row.body, row.territory, row.number, row.worker)
            for row in counted(rows)
            if row.day.year == year and row.worker
        }
    )


def spending(read: dict[str, FileRead], body: str, year: int, territory: str | None) -> Decimal:
    return sum(
        (
            amount
            for b, t, y, _, amount in read["depenses.csv"].rows
            if (b, y) == (body, year) and territory in (None, t) and isinstance(amount, Decimal)
        ),
        Decimal(),
    )


def growth(read: dict[str, FileRead], body: str, territory: str | None = None) -> Decimal:
    return spending(read, body, 2022, territory) / spending(read, body, 2018, territory) - 1


def of(body: str, counts: Counter[tuple[str, str, str]]) -> list[int]:
    return [n for key, n in counts.items() if key[0] == body]


def test_defects_json_is_the_account_of_every_file(read: dict[str, FileRead]) -> None:
    planted = json.loads((SAMPLES / "gesica" / "defects.json").read_text("utf-8"))
    assert planted == {
        name: {
            "read": file.read,
            "accepted": len(file.rows),
            "rejected": dict(file.rejected),
            "blank": file.blank,
            "unmapped": {UNMAPPED[name[:4]]: dict(file.unmapped)} if file.unmapped else {},
        }
        for name, file in read.items()
    }


@pytest.mark.parametrize(
    "prefix", ["rendez_vous", "accompagnements", "agents", "depenses", "foyers"]
)
def test_under_five_percent_of_each_table_is_rejected(
    read: dict[str, FileRead], prefix: str
) -> None:
    files = [file for name, file in read.items() if name.startswith(prefix)]
    rejected = sum(file.rejected.total() for file in files)
    assert 0 < rejected < 0.05 * sum(file.read - file.blank for file in files)


def test_every_rule_of_rejection_is_planted_somewhere(read: dict[str, FileRead]) -> None:
    assert set().union(*(file.rejected for file in read.values())) == {
        "malformed",
        "date_missing",
        "date_invalid",
        "territory_invalid",
        "body_invalid",
        "duplicate",
        "amount_invalid",
        "year_invalid",
        "fte_invalid",
    }


def test_rejected_rows_have_one_defect_only(read: dict[str, FileRead]) -> None:
    for name, file in read.items():
        text = (SAMPLES / "gesica" / name).read_bytes().decode("cp1252")
        assert text.count(LABELS.get(name[:4], "Reporté")) == file.unmapped.total()


def test_lines_end_with_crlf_and_some_amounts_hold_a_no_break_space() -> None:
    text = (SAMPLES / "gesica" / "depenses.csv").read_bytes()
    assert text.count(b"\n") == text.count(b"\r\n")
    assert 0 < text.count(b"\xa0") < 240


@pytest.mark.parametrize(
    ("table", "files"),
    [
        ("appointments", [f"rendez_vous_{year}.csv" for year in range(2018, 2023)]),
        ("supports", ["accompagnements.csv"]),
        ("workers", ["agents.csv"]),
        ("costs", ["depenses.csv"]),
        ("households", ["foyers.csv"]),
    ],
)
def test_canonical_holds_the_accepted_rows(
    read: dict[str, FileRead], table: str, files: list[str]
) -> None:
    frame = pl.read_parquet(SAMPLES / "canonical" / f"{table}.parquet")
    assert frame.rows() == [row for file in files for row in read[file].rows]


@pytest.mark.parametrize(
    ("body", "low", "high"), [("departement", 3.66, 3.74), ("caf", 3.86, 3.94)]
)
def test_appointments_per_beneficiary_2022(
    appointments: list[Appointment], body: str, low: float, high: float
) -> None:
    numbers = of(body, per_person(appointments, 2022))
    assert low <= sum(numbers) / len(numbers) <= high


@pytest.mark.parametrize("body", ["caf", "departement"])
def test_half_of_the_beneficiaries_come_once_or_twice_and_some_eight_times(
    appointments: list[Appointment], body: str
) -> None:
    numbers = of(body, per_person(appointments, 2022))
    assert 0.42 < sum(n < 3 for n in numbers) / len(numbers) < 0.55
    assert 0.08 < sum(n >= 8 for n in numbers) / len(numbers) < 0.18


@pytest.mark.parametrize("territory", [None, *TERRITORIES])
@pytest.mark.parametrize("body", ["caf", "departement"])
def test_appointments_per_worker_and_day_2022(
    appointments: list[Appointment], body: str, territory: str | None
) -> None:
    numbers = [
        n
        for key, n in per_worker(appointments, 2022).items()
        if key[0] == body and territory in (None, key[1])
    ]
    assert 1.1 < sum(numbers) / (len(numbers) * WORKING_DAYS) < 1.6


@pytest.mark.parametrize(
    ("body", "low", "high"), [("departement", 1195, 1205), ("caf", 1395, 1405)]
)
def test_cost_per_beneficiary_2022(
    read: dict[str, FileRead],
    appointments: list[Appointment],
    body: str,
    low: int,
    high: int,
) -> None:
    beneficiaries = len(of(body, per_person(appointments, 2022)))
    assert low <= spending(read, body, 2022, None) / beneficiaries <= high


def test_cost_growth_2018_2022(read: dict[str, FileRead]) -> None:
    assert round(growth(read, "caf") * 100, 1) == Decimal("8.5")
    assert round(growth(read, "departement", "94") * 100, 1) == Decimal("-5.5")
    for territory in TERRITORIES:
        assert Decimal("0.08") < growth(read, "caf", territory) < Decimal("0.09")
        if territory != "94":
            assert Decimal("0.116") < growth(read, "departement", territory) < Decimal("0.136")


def test_caf_workers_fall_from_ten_to_nine_and_all_are_seen(
    read: dict[str, FileRead], appointments: list[Appointment]
) -> None:
    rows = read["agents.csv"].rows
    for year, caf, departement in ((2018, 10, 7), (2022, 9, 7)):
        bodies = Counter(row[1] for row in rows if row[4] == year)
        assert bodies == {"caf": caf, "departement": departement}
        assert len(per_worker(appointments, year)) == caf + departement
    fte = sum((row[5] for row in rows if isinstance(row[5], Decimal)), Decimal())
    assert Decimal("0.92") < fte / len(rows) < Decimal("0.96")


def test_three_percent_of_the_eligible_households_of_the_caf(
    read: dict[str, FileRead], appointments: list[Appointment]
) -> None:
    eligible = sum(
        row[3]
        for row in read["foyers.csv"].rows
        if row[0] == "caf" and row[2] == 2022 and isinstance(row[3], int)
    )
    beneficiaries = len(of("caf", per_person(appointments, 2022)))
    assert round(100 * beneficiaries / eligible, 1) == 3.0


@pytest.mark.parametrize("body", ["caf", "departement"])
@pytest.mark.parametrize("year", range(2018, 2023))
def test_attendance_and_home_visits(appointments: list[Appointment], body: str, year: int) -> None:
    rows = [row for row in appointments if row.body == body and row.day.year == year]
    status = Counter({(row.territory, row.number): row.status for row in rows}.values())
    cancelled = status["cancelled_by_beneficiary"] + status["cancelled_by_service"]
    known = status["held"] + status["no_show"] + cancelled
    assert 0.10 < status["no_show"] / known < 0.14
    assert 0.06 < cancelled / known < 0.10
    places = Counter({(row.territory, row.number): row.channel for row in counted(rows)}.values())
    assert 0.16 < places["home"] / (places.total() - places[None]) < 0.24


def test_every_organisation_has_rows_in_every_month(appointments: list[Appointment]) -> None:
    months = {(row.body, row.territory, row.day.year, row.day.month) for row in appointments}
    assert len(months) == 2 * 6 * 5 * 12


def test_what_makes_counting_hard_is_there(appointments: list[Appointment]) -> None:
    rows = counted(appointments)
    people: dict[str, set[tuple[str, str]]] = {}
    workers: dict[tuple[str, str, str], set[str | None]] = {}
    persons: dict[tuple[str, str, str], set[str | None]] = {}
    for row in rows:
        people.setdefault(row.person or "", set()).add((row.body, row.territory))
        key = (row.body, row.territory, row.number)
        workers.setdefault(key, set()).add(row.worker)
        persons.setdefault(key, set()).add(row.person)
    assert sum(len(places) > 1 for places in people.values()) > 500
    assert sum(len(who) == 2 for who in workers.values()) > 100
    assert sum(len(who) == 2 for who in persons.values()) > 100
    assert sum(row.person is None for row in rows) > 100
    assert sum(row.worker is None for row in rows) > 100
    assert sum(row.collective for row in appointments) > 100


def test_what_makes_supports_hard_is_there(read: dict[str, FileRead]) -> None:
    rows = read["accompagnements.csv"].rows
    numbers = Counter(str(row[0]) for row in rows)
    assert sum(count > 1 for count in numbers.values()) > 50
    assert 5 < sum(row[4] is None for row in rows) < 100
    opened, closed = 11, 15
    backwards = [r for r in rows if isinstance(r[closed], date) and isinstance(r[opened], date)]
    assert 3 < sum(str(row[closed]) < str(row[opened]) for row in backwards) < 20
    days = [day for row in rows for day in row if isinstance(day, date)]
    assert date(2018, 1, 1) <= min(days) <= max(days) <= date(2022, 12, 31)
    gaps = {
        (again[opened] - row[closed]).days  # type: ignore[operator]  # both are dates
        for row in rows
        for again in rows
        if row[1:3] == again[1:3] and row[4] is not None and row[4] == again[4]
        if again is not row and row[closed] is not None and again[opened] is not None
    }
    assert 0 in gaps
    assert {365, 366, 367} & gaps
    assert any(367 < gap < 410 for gap in gaps)
