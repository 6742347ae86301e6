"""Files that tell the same spending twice: all amounts are counted, and it is told."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from accsocial import read
from accsocial.output.accounts import ledger_lines
from accsocial.records.ledger import Ledger
from accsocial.records.table import collect

NO_CATEGORY = "body;territory;year;amount"
COSTS = "body;territory;year;category;amount"

ACCOUNTS = [COSTS, "caf;94;2022;Personnel;900", "caf;94;2022;Locaux;100"]


def reading(folder: Path, **files: list[str]) -> tuple[Decimal, Ledger]:
    """What is spent in all, and the ledger."""
    for name, lines in files.items():
        (folder / f"costs_{name}.csv").write_text("\n".join(lines), encoding="utf-8")
    records = read(folder)
    spent = collect(records.tables["costs"], records.ledger, records.rejects)["amount"]
    return sum(spent, Decimal(0)), records.ledger


def told(ledger: Ledger) -> dict[str, str]:
    """File -> the files that are named beside it."""
    notes = {
        a.file: a.notes["same spending"] for a in ledger.accounts if "same spending" in a.notes
    }
    return {file: note.split(" stand in ")[1].split(", too: ")[0] for file, note in notes.items()}


@pytest.mark.parametrize(
    "other",
    [
        # A budget, or corrected accounts.
        [COSTS, "caf;94;2022;Personnel;950", "caf;94;2022;LOCAUX;50"],
        # The sum of the year, whose categories are those of the other file.
        [NO_CATEGORY, "caf;94;2022;1000"],
        [COSTS, "caf;94;2022;;1000"],
    ],
)
def test_a_year_that_is_told_twice(tmp_path: Path, other: list[str]) -> None:
    spent, ledger = reading(tmp_path, a=ACCOUNTS, b=other)
    assert spent == 2000
    assert told(ledger) == {"costs_b.csv": "costs_a.csv"}


def test_the_sum_may_be_the_first_file(tmp_path: Path) -> None:
    _, ledger = reading(tmp_path, a=[NO_CATEGORY, "caf;94;2022;1000"], b=ACCOUNTS)
    assert told(ledger) == {"costs_b.csv": "costs_a.csv"}


@pytest.mark.parametrize(
    "other",
    [
        [COSTS, "caf;94;2021;Personnel;900"],
        [COSTS, "caf;95;2022;Personnel;900"],
        [COSTS, "departement;94;2022;Personnel;900"],
        [COSTS, "caf;94;2022;Formation;900"],
        [NO_CATEGORY, "caf;94;2021;1000"],
        [COSTS],
    ],
)
def test_other_spending_is_not_told(tmp_path: Path, other: list[str]) -> None:
    _, ledger = reading(tmp_path, a=ACCOUNTS, b=other)
    assert told(ledger) == {}


def test_rows_that_repeat_others_whole_are_duplicates(tmp_path: Path) -> None:
    spent, ledger = reading(tmp_path, a=ACCOUNTS, b=ACCOUNTS)
    assert spent == 1000
    assert ledger.accounts[1].rejected == {"duplicate": 2}
    assert told(ledger) == {}


def test_postings_of_one_file_are_not_told(tmp_path: Path) -> None:
    _, ledger = reading(tmp_path, a=[*ACCOUNTS, "caf;94;2022;Personnel;30", "caf;94;2022;;7"])
    assert told(ledger) == {}


def test_files_without_a_row_tell_no_spending(tmp_path: Path) -> None:
    spent, ledger = reading(tmp_path, a=[COSTS], b=[NO_CATEGORY])
    assert spent == 0
    assert told(ledger) == {}


def test_of_many_files_three_are_named_and_the_others_counted(tmp_path: Path) -> None:
    """All beside the sums of their rows, of which each file before tells one."""
    places = range(1, 6)
    rows = [f"caf;0{place};2022;Personnel;9" for place in places]
    parts = {f"a{place}": [COSTS, row] for place, row in zip(places, rows, strict=True)}
    for many, named in ((3, "costs_a3.csv"), (5, "costs_a3.csv and 2 more")):
        sums = [NO_CATEGORY, *(f"caf;0{place};2022;8" for place in range(1, many + 1))]
        _, ledger = reading(tmp_path, **parts, b=sums)
        assert told(ledger) == {"costs_b.csv": f"costs_a1.csv, costs_a2.csv, {named}"}


def test_it_is_told_in_french(tmp_path: Path) -> None:
    _, ledger = reading(tmp_path, a=ACCOUNTS, b=[NO_CATEGORY, "caf;94;2022;1000"])
    assert "mêmes dépenses (des montants des mêmes organisme, territoire, année et poste sont " in (
        "\n".join(ledger_lines(ledger, "fr"))
    )
