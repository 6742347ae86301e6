from __future__ import annotations

from collections import Counter

import pytest
from made_results import ledger

from accsocial.output.accounts import file_name, ledger_lines, notes_text
from accsocial.records.ledger import FileAccount, Ledger


def test_a_line_for_each_file_in_english() -> None:
    assert ledger_lines(ledger(), "en") == [
        (
            "rendez_vous_2022.csv: appointments (gesica), 5,012 rows: 4,990 accepted, "
            "12 rejected (duplicate 8, date_missing 4), 10 blank"
        ),
        "  to look at: future_date (2)",
        "  labels not mapped in status: Reporté 12, (label withheld) 5",
        "agents.csv: workers (gesica), 40 rows: 40 accepted",
        "not read: lisez-moi.txt",
    ]


def test_a_line_for_each_file_in_french() -> None:
    assert ledger_lines(ledger(), "fr")[0] == (
        "rendez_vous_2022.csv\u00a0: appointments (gesica), 5\u202f012 lignes\u00a0: "
        "4\u202f990 acceptées, 12 rejetées (duplicate 8, date_missing 4), 10 vides"
    )


@pytest.mark.parametrize(
    ("label", "shown"),
    [
        ("Reporté", "Reporté"),
        ("Reportée par le service (autre)", "Reportée par le service (autre)"),
        ("report " * 5 + "autre", "report " * 5 + "autre"),
        ("report " * 5 + "reporté", "(label withheld)"),
        ("ZYGOMATIQUE Raymonde", "(label withheld)"),
        ("Zygomatique", "(label withheld)"),
        ("Absence de Raymonde", "(label withheld)"),
        ("dossier 7", "(label withheld)"),
        ("dossier ٧", "(label withheld)"),
        ("a@example.org", "(label withheld)"),
        ("report\x1b[m", "report\ufffd[m"),
    ],
)
def test_a_label_that_may_be_personal_is_withheld(label: str, shown: str) -> None:
    account = FileAccount("f.csv", "appointments", "canonical", read=1, accepted=1)
    account.unmapped["status"] = Counter({label: 3})
    assert ledger_lines(Ledger([account]), "en")[1] == f"  labels not mapped in status: {shown} 3"


@pytest.mark.parametrize(
    ("file", "shown"),
    [
        ("rdv/2022.csv", "rdv/2022.csv"),
        ("/home/someone/rdv.csv", "rdv.csv"),
        (r"C:\Users\someone\rdv.xls", "rdv.xls"),
    ],
)
def test_no_absolute_path_leaves_the_machine(file: str, shown: str) -> None:
    assert file_name(file) == shown


def test_a_long_note_is_told_once() -> None:
    long = "ambiguous: no number above 12 tells day from month; read as day/month/year"
    notes: list[dict[str, str]] = [
        {"date order": long, "header": "line 1"},
        {"date order": long},
        {"date order": long, "lacks": "event, which other files of appointments have"},
        {"lacks": "event, which other files of appointments have"},
    ]
    accounts = [
        FileAccount(f"rdv_{n}.csv", "appointments", "own", notes=each)
        for n, each in enumerate(notes, 1)
    ]
    told = [line for line in ledger_lines(Ledger(accounts), "en") if "to know" in line]
    assert told == [
        f"  to know: date order ({long})",
        "  to know: date order (as above)",
        "  to know: date order (as above); lacks (event, which other files of appointments have)",
        "  to know: lacks (event, which other files of appointments have)",
    ]
    assert "  à savoir : ordre de date (comme ci-dessus)" in ledger_lines(Ledger(accounts), "fr")


def test_what_stands_above_is_the_last_that_was_told_of_a_thing() -> None:
    long = "ambiguous: no number above 12 tells day from month; read as day/month/year"
    other = "month/day/year (the second number goes up to 31)"
    orders = {"closed_on": long, "contacted_on": other, "contract_on": long, "review_on": long}
    notes = {f"{column} order": note for column, note in orders.items()}
    account = FileAccount("suivis.csv", "supports", "own", notes=notes)
    assert notes_text(account, "en") == (
        f"closed_on order ({long}); contacted_on order ({other}); contract_on order ({long}); "
        "review_on order (as above)"
    )
