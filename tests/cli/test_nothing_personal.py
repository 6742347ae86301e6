"""No value of the data reaches the console, whatever is wrong with its row.

An unmistakable name, number and address stand in every column of every table in turn, and in
rows that are damaged in every way. The file of rejects is the one place where they appear.
"""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from command_line import Run

TABLES = {
    "appointments": {
        "appointment_id": "a",
        "body": "caf",
        "territory": "94",
        "site": "s",
        "worker_id": "w",
        "beneficiary_id": "b",
        "date": "2022-03-01",
        "status": "held",
        "channel": "office",
        "event": "other",
        "collective": "non",
        "duration_min": "30",
        "entered_on": "2022-03-02",
    },
    "workers": {
        "worker_id": "w",
        "body": "caf",
        "territory": "94",
        "site": "s",
        "year": "2022",
        "fte": "1",
        "qualified": "oui",
    },
    "costs": {
        "body": "caf",
        "territory": "94",
        "year": "2022",
        "category": "c",
        "amount": "100,50",
    },
    "households": {
        "body": "caf",
        "territory": "94",
        "year": "2022",
        "eligible_households": "100",
        "poor_households": "10",
    },
}
PERSONAL = ("Mme ZZDURAND Odile, née ZZMARTIN", "7654321 ZZ", "odile@zz.example", "=ZZ(1)")
MARKS = ("zz", "7654321", "odile", "durand")


def rows(good: dict[str, str]) -> list[list[str]]:
    """Good rows, rows with a personal value in each column in turn, duplicates, damaged rows."""
    found = [list(good.values())]
    for column in good:
        found += [list({**good, column: value}.values()) for value in PERSONAL]
    found += [found[-1], [PERSONAL[0]] * 2, [PERSONAL[0]] * (len(good) + 3)]
    return found


def written(table: str) -> None:
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";")
    writer.writerows([list(TABLES[table]), *rows(TABLES[table])])
    good = ";".join(TABLES[table].values())
    stray = f'"{PERSONAL[0]};{good}\n{good}\n'
    Path(f"{table}.csv").write_text(text.getvalue() + stray + good + "\n", encoding="utf-8")


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("allowed", ["0.05", "1"], ids=["refused", "accepted"])
def test_the_console_shows_no_personal_value(run: Run, table: str, allowed: str) -> None:
    written(table)
    options = ["--max-rejected", allowed, "--rejects", "rejects.csv"]
    outcome = run("indicators", f"{table}.csv", *options, "--by", "territory")
    assert outcome.code == {"0.05": 3, "1": 0}[allowed]
    shown = (outcome.out + outcome.err).casefold()
    assert [mark for mark in MARKS if mark in shown] == []
    assert "ZZDURAND" in Path("rejects.csv").read_text(encoding="utf-8")


def test_headers_that_do_not_fit_show_no_row(run: Run) -> None:
    Path("rdv.csv").write_text(
        "Alpha;Beta;Gamma\n" + ";".join(PERSONAL[:3]) + "\n", encoding="utf-8"
    )
    outcome = run("indicators", "rdv.csv")
    assert outcome.code == 3
    assert [mark for mark in MARKS if mark in outcome.err.casefold()] == []
