"""A column that one file of a table lacks and others have is told: its figures miss these rows."""

from __future__ import annotations

from pathlib import Path

from accsocial import read
from accsocial.output.accounts import ledger_lines
from accsocial.records.table import collect

WHOLE = "body;territory;worker_id;beneficiary_id;date;status\ncaf;46;w1;b1;01/03/2021;held\n"
RENAMED = WHOLE.replace("worker_id", "worker").replace("2021", "2022")
CLOSED = "territory;worker_id;beneficiary_id;date;status\n46;w1;b1;01/03/2023;held\n"


def lacking(folder: Path, files: dict[str, str], body: str | None = None) -> dict[str, str | None]:
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    records = read(folder, body=body)
    collect(records.tables["appointments"], records.ledger, records.rejects)
    told = "\n".join(ledger_lines(records.ledger, "en"))
    notes = {account.file: account.notes.get("lacks") for account in records.ledger.accounts}
    assert told.count("lacks (") == sum(note is not None for note in notes.values())
    return notes


def test_a_column_that_one_file_lacks_is_told(tmp_path: Path) -> None:
    assert lacking(tmp_path, {"rdv_2021.csv": WHOLE, "rdv_2022.csv": RENAMED}) == {
        "rdv_2021.csv": None,
        "rdv_2022.csv": "worker_id, which other files of appointments have",
    }


def test_a_column_that_no_file_has_or_a_constant_supplies_is_not(tmp_path: Path) -> None:
    assert lacking(tmp_path, {"rdv_1.csv": RENAMED, "rdv_2.csv": RENAMED}) == {
        "rdv_1.csv": None,
        "rdv_2.csv": None,
    }
    (tmp_path / "rdv_2.csv").unlink()
    files = {"rdv_1.csv": WHOLE, "rdv_3.csv": CLOSED}
    assert not any(lacking(tmp_path, files, body="caf").values())


def test_capitals_of_what_is_given_make_no_difference(tmp_path: Path) -> None:
    (tmp_path / "rdv.csv").write_text("date;status\n01/03/2023;held\n", encoding="utf-8")
    records = read(tmp_path, body="Caf", territory="2a")
    rows = collect(records.tables["appointments"], records.ledger, records.rejects)
    assert rows.select("body", "territory").rows() == [("caf", "2A")]
