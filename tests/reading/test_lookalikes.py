"""Identifiers that differ by zeros in front, or by capitals, alone are told: each counts."""

from __future__ import annotations

from pathlib import Path

import pytest

from accsocial import compute, read, summarise
from accsocial.output.accounts import ledger_lines
from accsocial.records import lookalikes
from accsocial.records.lookalikes import note_on

HEADER = "body;territory;beneficiary_id;worker_id;date;status"


def notes(folder: Path, files: dict[str, list[str]]) -> dict[str, str]:
    """File -> what is told of its identifiers; rows are territory, beneficiary and worker."""
    for name, rows in files.items():
        full = [
            f"caf;{';'.join(row.split())};{day:02}/03/2022;held" for day, row in enumerate(rows, 1)
        ]
        (folder / name).write_text("\n".join([HEADER, *full]), encoding="utf-8")
    records = read(folder)
    accounts = summarise(records).ledger.accounts
    found = {account.file: account.notes.get("identifiers", "") for account in accounts}
    return {file: note for file, note in found.items() if note}


PERSONS, WORKERS = note_on(["beneficiary_id"]), note_on(["worker_id"])


@pytest.mark.parametrize(
    ("first", "second", "told"),
    [
        (["46 0012 w1"], ["46 12 w1"], {"rdv_2.csv": PERSONS}),
        (["46 12 w1"], ["46 0012 w1"], {"rdv_2.csv": PERSONS}),
        (["46 0012 w1", "46 12 w1"], ["46 0012 w1"], {"rdv_1.csv": PERSONS}),
        (["46 b1 DURAND"], ["46 b1 Durand"], {"rdv_2.csv": WORKERS}),
        (["46 b1 07"], ["46 B1 7"], {"rdv_2.csv": note_on(["beneficiary_id", "worker_id"])}),
        # In another territory they are other people anyway.
        (["46 0012 w1"], ["09 12 w1"], {}),
        (["46 0012 w1"], ["46 0012 w1", "46 120 w1", "46 1200 w1"], {}),
    ],
)
def test_which_identifiers_look_like_others(
    tmp_path: Path, first: list[str], second: list[str], told: dict[str, str]
) -> None:
    assert notes(tmp_path, {"rdv_1.csv": first, "rdv_2.csv": second}) == told


def test_only_the_first_rows_of_a_file_are_compared(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lookalikes, "_LARGEST_SAMPLE", 2)
    monkeypatch.setattr(lookalikes, "_SMALLEST_SAMPLE", 2)
    assert notes(tmp_path, {"rdv_1.csv": ["46 012 w1", "46 5 w1", "46 12 w1"]}) == {}


def test_files_that_name_nobody_are_no_hindrance(tmp_path: Path) -> None:
    (tmp_path / "rdv_0.csv").write_text("body;territory;date;status\ncaf;46;01/03/2022;held")
    told = notes(tmp_path, {"rdv_1.csv": ["46 0012 w1"], "rdv_2.csv": ["46 12 w1"]})
    assert told == {"rdv_2.csv": PERSONS}


def test_they_count_as_other_people_and_are_told_in_french(tmp_path: Path) -> None:
    assert notes(tmp_path, {"rdv.csv": ["46 012 w1", "46 12 w1"]})
    summary = summarise(read(tmp_path))
    (result,) = compute(summary, only=["appointments_per_beneficiary"]).frame.to_dicts()
    assert (result["numerator"], result["denominator"]) == (2, 2)
    told = "identifiants (certains de beneficiary_id ne diffèrent"
    assert any(told in line for line in ledger_lines(summary.ledger, "fr"))
