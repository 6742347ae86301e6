"""`accsocial validate`: small extracts, and what must be printed."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest
from made_extracts import APPOINTMENTS, COSTS, Outcome, extract


def test_the_account_and_the_control_totals_of_two_tables(tmp_path: Path) -> None:
    folder = extract(tmp_path / "x", appointments=APPOINTMENTS, costs=COSTS)
    seen = Outcome("validate", folder, "--max-rejected", "0.5", "--lang", "en")
    assert seen.code == 0
    assert seen.lines == [
        "Appointments (appointments)",
        "File              Rows read  Accepted  Rejected  Blank",
        "appointments.csv          7         5         2      0",
        "",
        "File                  First       Last Appointments Beneficiaries Workers",
        "appointments.csv 2022-01-10 2022-03-31            4             4       4",
        "",
        "Rejected rows:",
        "       1  a date that cannot be read, does not exist, or is not of 1900 to 2155",
        "          (date_invalid)",
        "       1  the same key as an earlier row, in this file or another (duplicate)",
        "",
        "Costs (costs)",
        "File       Rows read  Accepted  Rejected  Blank",
        "costs.csv          2         2         0      0",
        "",
        "File       First  Last  Amount (€)",
        "costs.csv   2021  2022    2,000.30",
        "",
        "Labels that the layout does not know, counted as unknown or rejected:",
        "  appointments.channel: (label withheld) 1",
        "  appointments.status: (label withheld) 1",
        "",
        "Valid: every row is accounted for.",
    ]


def test_in_french(tmp_path: Path) -> None:
    folder = extract(tmp_path / "x", costs=COSTS)
    assert Outcome("validate", folder, "--lang", "fr").lines == [
        "Dépenses (costs)",
        "Fichier    Lignes lues  Acceptées  Rejetées  Vides",
        "costs.csv            2          2         0      0",
        "",
        "Fichier    Début   Fin  Montant (€)",
        "costs.csv   2021  2022     2\u202f000,30",
        "",
        "Valide\u00a0: chaque ligne est justifiée.",
    ]


def test_too_many_rejected_rows_are_exit_code_3_with_the_account_printed(tmp_path: Path) -> None:
    folder = extract(tmp_path / "x", appointments=APPOINTMENTS)
    rejects = tmp_path / "rejects.csv"
    seen = Outcome("validate", folder, "--rejects", rejects, "--lang", "en")
    assert seen.code == 3
    assert "appointments.csv          7         5         2      0" in seen.lines
    assert "2 of 7 rows rejected" in " ".join(seen.out.split())
    assert pl.read_csv(rejects).select("line", "rule").rows() == [
        (5, "duplicate"),
        (7, "date_invalid"),
    ]


def test_a_duplicate_across_files_is_found_and_a_person_in_two_files_counts_once(
    tmp_path: Path,
) -> None:
    header, *rows = APPOINTMENTS.splitlines()
    folder = extract(
        tmp_path / "x",
        rdv_1="\n".join([header, rows[0], rows[1]]),
        rdv_2="\n".join([header, rows[4], rows[0], rows[2]]),
    )
    seen = json.loads(Outcome("validate", folder, "--max-rejected", "1", "--format", "json").out)
    assert [(f["file"], f["accepted"], f["rejected"]) for f in seen["files"]] == [
        ("rdv_1.csv", 2, {}),
        ("rdv_2.csv", 2, {"duplicate": 1}),
    ]
    assert [f["controls"]["beneficiaries"] for f in seen["files"]] == [1, 2]
    assert seen["tables"]["appointments"] == {
        "rows": 5,
        "accepted": 4,
        "rejected": 1,
        "amount": None,
        "appointments": 3,
        "beneficiaries": 3,
        "workers": 3,
        "first": "2022-01-10",
        "last": "2022-03-31",
    }


def test_rows_without_a_number_are_an_appointment_each(tmp_path: Path) -> None:
    folder = extract(
        tmp_path / "x",
        appointments="appointment_id,date,status\n,2022-01-10,held\n,2022-01-10,held\n7,2022-01-10,held\n",
    )
    place = ("--body", "caf", "--territory", "94")
    seen = json.loads(Outcome("validate", folder, *place, "--format", "json").out)
    assert seen["tables"]["appointments"]["appointments"] == 3
    assert seen["tables"]["appointments"]["beneficiaries"] is None


def test_a_header_alone_is_not_valid(tmp_path: Path) -> None:
    seen = Outcome("validate", extract(tmp_path / "x", costs=COSTS.splitlines()[0] + "\n"))
    assert (seen.code, seen.message) == (3, "costs.csv: a header, but no row that can be counted")


def test_nothing_is_printed_if_all_is_well_and_quiet_is_asked(tmp_path: Path) -> None:
    folder = extract(tmp_path / "x", costs=COSTS)
    assert Outcome("validate", folder, "--quiet").everything == ""
    assert json.loads(Outcome("validate", folder, "--quiet", "--format", "json").out)["valid"]


SLIP = """\
[tables.appointments]
rows = 7
accepted = 6
beneficiaries = 4
first = 2022-01-10
last = "30/03/2022"

[files."costs.csv"]
amount = "2000.35"
first = 2021
last = 2022
"""


def test_a_slip_says_what_differs(tmp_path: Path) -> None:
    folder = extract(tmp_path / "x", appointments=APPOINTMENTS, costs=COSTS)
    slip = tmp_path / "slip.toml"
    slip.write_text(SLIP, encoding="utf-8")
    arguments = ("validate", folder, "--max-rejected", "0.5", "--control", slip, "--lang", "en")
    seen = Outcome(*arguments)
    assert seen.code == 3
    assert seen.lines[seen.lines.index("Producer's slip") :] == [
        "Producer's slip",
        "8 compared, 3 differ",
        "In            What              Slip       Found  Difference",
        "appointments  Accepted             6           5          −1",
        "appointments  Last        2022-03-30  2022-03-31     +1 days",
        "costs.csv     Amount (€)    2,000.35    2,000.30       −0.05",
        "",
        "Not valid: the extract is not what the slip says.",
    ]
    french = Outcome(*arguments[:-1], "fr").lines
    assert french[french.index("Bordereau du producteur") + 1] == (
        "Comparaisons\u00a0: 8\u00a0; écarts\u00a0: 3"
    )
    control = json.loads(Outcome(*arguments, "--format", "json").out)["control"]
    assert control["compared"] == 8
    assert control["differences"][2] == {
        "place": "costs.csv",
        "what": "amount",
        "expected": "2000.35",
        "found": "2000.30",
        "difference": "-0.05",
    }


def test_a_slip_that_holds_is_exit_code_0(tmp_path: Path) -> None:
    folder = extract(tmp_path / "x", costs=COSTS)
    slip = tmp_path / "slip.toml"
    slip.write_text("[tables.costs]\namount = 2000.30\nrows = 2\n", encoding="utf-8")
    seen = Outcome("validate", folder, "--control", slip, "--lang", "en")
    assert seen.code == 0
    assert "2 compared, 0 differ" in seen.lines


@pytest.mark.parametrize("ends", ["first = 2021\nlast = 2022", 'first = "2021"\nlast = "2022"'])
def test_a_year_may_stand_in_quotes_as_a_day_may(tmp_path: Path, ends: str) -> None:
    folder = extract(tmp_path / "x", costs=COSTS)
    slip = tmp_path / "slip.toml"
    slip.write_text(f"[tables.costs]\n{ends}\n", encoding="utf-8")
    seen = Outcome("validate", folder, "--control", slip, "--lang", "en")
    assert "2 compared, 0 differ" in seen.lines


def test_first_and_last_day_of_supports_are_those_of_any_date(tmp_path: Path) -> None:
    supports = (
        "body,territory,detected_on,contacted_on,opened_on,closed_on\n"
        "caf,94,2020-03-15,2020-02-10,2020-04-20,2022-12-30\n"
        "caf,94,,,2021-01-13,\n"
    )
    folder = extract(tmp_path / "x", supports=supports)
    slip = tmp_path / "slip.toml"
    slip.write_text("[tables.supports]\nfirst = 2020-02-10\nlast = 2022-12-30\n", encoding="utf-8")
    seen = Outcome("validate", folder, "--control", slip, "--lang", "en")
    assert seen.code == 0
    assert "2 compared, 0 differ" in seen.lines
    told = Outcome("inspect", folder, "--lang", "en").lines
    assert "supports.csv     2         2  2020-02-10  2022-12-30" in told
    assert "Caf: 2 rows, 2020-02-10 to 2022-12-30; territory 94" in told


def test_what_was_promised_and_is_not_there_is_a_difference(tmp_path: Path) -> None:
    folder = extract(tmp_path / "x", costs_2022=COSTS)
    slip = tmp_path / "slip.toml"
    places = ('files."costs_2021.csv"', "tables.supports", "tables.costs")
    slip.write_text("\n".join(f"[{place}]\nrows = 2" for place in places), encoding="utf-8")
    arguments = ("validate", folder, "--control", slip, "--lang", "en")
    seen = Outcome(*arguments)
    assert seen.code == 3
    assert seen.lines[seen.lines.index("Producer's slip") + 1 :] == [
        "3 compared, 2 differ",
        "In              What  Slip  Found  Difference",
        "costs_2021.csv  Rows     2      –           –",
        "supports        Rows     2      –           –",
        "Not among what was read: costs_2021.csv, supports.",
        "",
        "Not valid: the extract is not what the slip says.",
    ]
    control = json.loads(Outcome(*arguments, "--format", "json").out)["control"]
    assert control["not_there"] == ["costs_2021.csv", "supports"]


@pytest.mark.parametrize(
    ("slip", "message"),
    [
        ("", "names nothing to compare"),
        ("rows = 7\n", "has no part 'rows'; it has files, tables"),
        ("[tables.costs]\nrow = 7\n", "has no key 'row'; did you mean 'rows'?"),
        ("[tables.cost]\nrows = 7\n", "an extract: has no table 'cost'; did you mean 'costs'?"),
        ('[tables.costs]\nrows = "many"\n', "rows must be a whole number"),
        ('[tables.costs]\namount = "much"\n', "amount must be an amount"),
        ("[tables.costs]\namount = nan\n", "amount must be an amount"),
        ("[tables.costs]\namount = 1e999999\n", "amount must be an amount"),
        ('[tables.costs]\nfirst = "soon"\n', "first must be a day"),
        ("[tables.costs]\nfirst = 2021-01-01\n", "holds years, not days"),
        ("[tables.costs\n", "not valid TOML"),
    ],
)
def test_a_slip_that_is_none(tmp_path: Path, slip: str, message: str) -> None:
    folder = extract(tmp_path / "x", costs=COSTS)
    path = tmp_path / "slip.toml"
    path.write_text(slip, encoding="utf-8")
    seen = Outcome("validate", folder, "--control", path)
    assert seen.code == 2
    assert message in seen.message


def test_a_slip_that_is_not_there_is_not_taken_for_one_that_is_no_text(tmp_path: Path) -> None:
    folder = extract(tmp_path / "x", costs=COSTS)
    seen = Outcome("validate", folder, "--control", tmp_path / "none.toml")
    assert seen.code == 2
    assert "none.toml: cannot be opened: No such file" in seen.message


def test_nothing_personal_is_printed(tmp_path: Path) -> None:
    folder = extract(tmp_path / "x", appointments=APPOINTMENTS)
    for form in ("table", "json"):
        seen = Outcome("validate", folder, "--format", form).everything
        for number in ("1234567", "1234568", "1234569", "7654321", "W9", "31/02/2022"):
            assert number not in seen


def test_it_fits_80_columns(tmp_path: Path) -> None:
    many = {f"rendez_vous_caf_val_de_marne_{year}": APPOINTMENTS for year in (2021, 2022)}
    folder = extract(tmp_path / "x", **many)
    for lang in ("en", "fr"):
        seen = Outcome("validate", folder, "--max-rejected", "1", "--lang", lang)
        assert max(map(len, seen.lines)) <= 80


def test_doubts_of_reading_are_told_once_for_files_that_share_them(tmp_path: Path) -> None:
    rows = [f"caf,94,b{n},2022-01-{n},held" for n in range(10, 20)]
    table = "\n".join(["body,territory,beneficiary_id,date,status", *rows, ""])
    folder = extract(tmp_path / "x", rdv_1=table, rdv_2=table, rdv_3=table.replace("-01-", "-02-"))
    seen = Outcome("validate", folder, "--body", "caf", "--lang", "en")
    assert seen.lines[-10:] == [
        "To know, of how files were read:",
        "  rdv_2.csv: same rows (on the days of both, most stand in rdv_1.csv, too: same",
        "  beneficiary and day, no common number. If they are the same, they count twice:",
        "  leave one out)",
        "  --body caf is not used: every file has its own column body. To see one alone,",
        "  group by it (--by) and read its lines",
        "  rdv_2.csv has the same content as rdv_1.csv: its rows are read once more. If",
        "  it is a copy, leave it out",
        "",
        "Valid: every row is accounted for.",
    ]
    remarks = json.loads(Outcome("validate", folder, "--format", "json").out)["remarks"]
    assert [remark.split(":")[0] for remark in remarks] == [
        "rdv_2.csv has the same content as rdv_1.csv"
    ]


def test_no_line_of_a_french_warning_begins_with_a_colon(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = "body,territory,worker_id,site,year,fte\ncaf,94,w,a,2022,1\ncaf,94,w,b,2022,1\n"
    folder = extract(tmp_path / "x", workers=rows)
    monkeypatch.setenv("COLUMNS", "80")
    lines = Outcome("validate", folder, "--lang", "fr").lines
    assert any("ensemble plus de" in line for line in lines)
    assert [line for line in lines if line.lstrip().startswith((":", ";"))] == []
