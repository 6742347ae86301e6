"""The .xls of the samples say what their truth.json says, read again cell by cell."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import fastexcel
import pytest

FOLDER = Path(__file__).resolve().parents[2] / "data" / "samples" / "rdv-service-public"
STATUSES = {
    "Rendez-vous honoré": "held",
    "Effectué": "held",
    "Absence non excusée": "no_show",
    "Annulé (excusé)": "cancelled_by_beneficiary",
    "Annulé (par le service)": "cancelled_by_service",
    "Annulé": "cancelled_by_service",
    "À renseigner": "unknown",
    "Rendez-vous à venir": "planned",
}
FILES = {
    "rdv/export_rdv.xls": "usager(s)",
    "participations/export_participations.xls": "usager",
}


def cells(name: str) -> list[dict[str, str]]:
    sheet = fastexcel.read_excel(FOLDER / name).load_sheet(0, dtypes="string")
    return [
        {header: value or "" for header, value in row.items()}
        for row in sheet.to_polars().iter_rows(named=True)
    ]


def appointments(name: str) -> Iterator[list[dict[str, str]]]:
    """The rows of each appointment: one, or one per person."""
    groups: dict[str, list[dict[str, str]]] = {}
    for line, row in enumerate(cells(name)):
        groups.setdefault(row.get("rdv_id", str(line)), []).append(row)
    yield from groups.values()


def count(name: str, year: str) -> dict[str, int]:
    users: Counter[str] = Counter()
    workers: Counter[str] = Counter()
    attendance: Counter[str] = Counter()
    held = home = 0
    for rows in appointments(name):
        first = rows[0]
        if not first["date rdv"].endswith(year):
            continue
        (status,) = {STATUSES[row["statut"]] for row in rows}
        attendance[status] += 1
        if status == "held" and first["rdv collectif"] == "non":
            held += 1
            home += first["lieu"] == "À domicile"
            users.update(user for row in rows for user in row[FILES[name]].split(", "))
            workers.update(first["professionnel.le(s)"].split(", "))
    return {
        "held_appointments": held,
        "beneficiaries": len(users),
        "sum_over_beneficiaries": users.total(),
        "workers": len(workers),
        "sum_over_workers": workers.total(),
        "held_at_home": home,
        **{f"attendance_{status}": attendance[status] for status in STATUSES.values()},
    }


@pytest.mark.parametrize("year", ["2022", "2023"])
@pytest.mark.parametrize("name", FILES)
def test_truth(name: str, year: str) -> None:
    truth = json.loads((FOLDER / "truth.json").read_text("utf-8"))
    assert count(name, year) == truth[name][year]


@pytest.mark.parametrize(("name", "about"), list(zip(FILES, (800, 300), strict=True)))
def test_size_and_traps(name: str, about: int) -> None:
    rows = cells(name)
    assert 0.9 * about < len(rows) < 1.1 * about
    booked_the_year_before = [r for r in rows if not r["date rdv"].endswith(r["année"])]
    assert len(booked_the_year_before) > 5
    assert any(", " in row["professionnel.le(s)"] for row in rows)
    assert {row["rdv collectif"] for row in rows} == {"oui", "non"}


@pytest.mark.parametrize("name", FILES)
def test_nobody_is_real(name: str) -> None:
    for row in cells(name):
        for email in row["email(s) professionnel.le(s)"].split(", "):
            assert email.endswith("@example.org")
        assert (
            "Exempleville" in row["lieu"] or "Fictiville" in row["lieu"] or "(" not in row["lieu"]
        )
