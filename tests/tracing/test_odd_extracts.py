"""Extracts and words that nobody expects: a message or a ledger, never a traceback."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from by_hand import COSTS, EVERYTHING, SUPPORTS
from traced import (
    BY_ID,
    GESICA,
    Command,
    assert_adds_up,
    explained,
    gathered,
    lines,
    parts,
    written,
)

ONE = "body,territory,date,status,beneficiary_id,worker_id\ncaf,94,2022-03-01,held,b1,w1\n"
NO_WORKER = "body,territory,date,status,beneficiary_id\ncaf,94,2022-03-01,held,b1\n"
NO_NUMBERS = "body,territory,year,fte,qualified\ncaf,94,2022,1,true\n"

ODD = {
    "one row": {"appointments": ONE},
    "only costs": {"costs": COSTS},
    "only supports": {"supports": SUPPORTS},
    "no worker_id": {"appointments": NO_WORKER, "workers": NO_NUMBERS},
    "workers without numbers": {"appointments": ONE, "workers": NO_NUMBERS},
    "only planned": {"appointments": ONE.replace("held", "planned")},
    "everything": EVERYTHING,
}
RULES = [
    [],
    ["--workers-counted", "qualified"],
    ["--id-scope", "national"],
    ["--base-year", "1990", "--inflation-convention", "published-rates"],
]


@pytest.mark.parametrize("rules", RULES, ids=lambda rules: rules[-1] if rules else "default")
@pytest.mark.parametrize("name", ODD)
def test_every_indicator_of_an_odd_extract(
    run: Command, tmp_path: Path, name: str, rules: list[str]
) -> None:
    """In one run each: what is missing is said, what is there adds up (as `explain` checks)."""
    extract = written(tmp_path / "odd", **ODD[name])
    options = ["--max-rejected", "1", *rules]
    for indicator in ("appointments_per_worker", "staffing_gap", "days_to_first_appointment"):
        assert run("explain", indicator, extract, *options).code == 0
        assert run("evidence", indicator, extract, *options, "-o", "rows.csv").code == 0


@pytest.mark.parametrize("name", ODD)
def test_the_ledgers_of_every_indicator(tmp_path: Path, name: str) -> None:
    rows = gathered(written(tmp_path / "odd", **ODD[name]), ["territory"])
    for indicator in BY_ID:
        for explanation in explained(indicator, rows, rules={"workers_counted": "qualified"}):
            for trail in explanation.trails:
                assert_adds_up(trail)


@pytest.mark.parametrize("year", ["1900", "2155"])
def test_a_base_year_that_the_extract_lacks(run: Command, tmp_path: Path, year: str) -> None:
    extract = written(tmp_path / "odd", costs=COSTS)
    options = ["--max-rejected", "1", "--base-year", year, "-q"]
    done = run("explain", "cost_growth", extract, *options)
    assert done.code == 0
    assert f"no spending in euros in the base year {year}" in " ".join(done.out.split())


def test_national_numbers_are_one_person_in_two_territories(tmp_path: Path) -> None:
    text = "body,territory,date,status,beneficiary_id\n" + "".join(
        f"caf,{place},2022-0{month}-01,held,b1\n" for month, place in enumerate(("34", "94"), 1)
    )
    rows = gathered(written(tmp_path, rdv=text))
    for scope, people in (("territory", 2), ("national", 1)):
        (found,) = explained("appointments_per_beneficiary", rows, rules={"id_scope": scope})
        assert parts(found)[:2] == [("numerator", 2, 2), ("denominator", people, 2)]


def test_a_worker_of_two_territories_is_one_of_the_body_by_national_numbers(tmp_path: Path) -> None:
    workers = "body,territory,year,worker_id\ncaf,34,2022,w1\ncaf,94,2022,w1\n"
    poor = "body,territory,year,poor_households\ncaf,34,2022,1\ncaf,94,2022,3\n"
    rows = gathered(written(tmp_path, workers=workers, households=poor), ["territory"])
    for scope, heads in (("territory", 2), ("national", 1)):
        for found in explained("workers_implied_by_need", rows, rules={"id_scope": scope}):
            assert parts(found)[0] == ("numerator", heads, 2)
            for trail in found.trails:
                assert_adds_up(trail)


def test_a_duplicate_in_another_file_is_rejected_once(tmp_path: Path) -> None:
    head = "appointment_id,body,territory,date,status,beneficiary_id\n"
    row = "a1,caf,94,2022-01-01,held,b1\n"
    extract = written(tmp_path, rdv_1=head + row, rdv_2=head + row + row.replace("a1", "a2"))
    (found,) = explained("appointments_per_beneficiary", gathered(extract))
    assert lines(found.trails[0]) == [
        "  3 rows read",
        "- 1 rejected: duplicate",
        "= 2 accepted",
        "= 2 of the group",
        "= 2 counted",
    ]


def test_a_row_of_households_that_lacks_the_number_is_not_unknown(tmp_path: Path) -> None:
    """It may be that of the other producer: the result counts nobody of it as unknown either."""
    extract = written(
        tmp_path,
        workers="body,territory,year,worker_id\ncaf,94,2022,w1\n",
        foyers="body,territory,year,eligible_households\ncaf,94,2022,1000\n",
        contexte="body,territory,year,poor_households\ncaf,94,2022,100\n",
    )
    (found,) = explained("workers_per_1000_poor_households", gathered(extract))
    (trail,) = [each for each in found.trails if each.table == "households"]
    assert lines(trail) == [
        "  2 rows read",
        "= 2 accepted",
        "= 2 of the group",
        "- 1 without this number",
        "= 1 counted",
    ]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["appointments_per_benficiary", GESICA], 2, "did you mean appointments_per_beneficiary?"),
        (["reentry", GESICA], 2, "did you mean reentry_rate?"),
        (["no_show_rate", "nowhere"], 2, "nowhere"),
        (["no_show_rate", GESICA, "--format", "xlsx"], 2, "must be one of table, json"),
        (["no_show_rate", GESICA, "--lang", "de"], 2, "lang"),
        (["no_show_rate", GESICA, "--counted-statuses", "hold"], 2, "--counted-statuses hold"),
        (["no_show_rate", GESICA, "--prices", "nowhere.csv"], 2, "nowhere.csv"),
        (["no_show_rate", GESICA, "--max-rejected", "0.0001"], 3, "rows rejected"),
    ],
)
def test_what_is_mistyped_is_said(run: Command, arguments: list[str], code: int, said: str) -> None:
    for command in (["explain"], ["evidence", "-o", "rows.csv"]):
        if command[0] == "evidence" and "--format" in arguments:
            continue
        done = run(command[0], *arguments, *command[1:])
        assert (done.code, done.out) == (code, "")
        assert said in done.message
        assert not Path("rows.csv").exists()


def test_standard_input_is_read_again_for_the_evidence() -> None:
    command = [sys.executable, "-m", "accsocial", "evidence", "appointments_per_worker", "-"]
    done = subprocess.run(
        [*command, "-o", "-", "-q"], input=ONE.encode(), capture_output=True, check=True
    )
    header, row = done.stdout.decode().splitlines()
    assert header.startswith("for_body,for_year,table,file,line,part,numerator")
    assert row.startswith("caf,2022,appointments,stdin,2,1,true,true,false,")


@pytest.mark.parametrize(
    "arguments",
    [
        ["explain", "no_show_rate", str(GESICA)],
        ["evidence", "no_show_rate", str(GESICA), "-o", "-"],
    ],
    ids=lambda arguments: arguments[0],
)
def test_a_reader_who_has_enough_is_no_failure(arguments: list[str]) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "accsocial", *arguments, "-q"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    with process.stdout, process.stderr:
        assert process.stdout.readline()
        process.stdout.close()
        assert (process.wait(60), process.stderr.read()) == (0, b"")
