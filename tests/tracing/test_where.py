"""`--where`: the groups that are asked for, and what is said where there are none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from traced import Command, Outcome, written

from accsocial.computation.selection import conditions

ROWS = """\
body,territory,date,status,beneficiary_id,site
caf,01,2022-03-01,held,b1,Nord
caf,01,2022-03-02,held,b1,Centre Sévigné
caf,01,2022-03-03,held,b2,
caf,01,2022-03-04,held,b2,"Mairie, 1er étage"
departement,94,2021-03-01,held,b1,Nord
"""
FIGURE = "appointments_per_beneficiary"


@pytest.fixture
def extract(tmp_path: Path) -> Path:
    return written(tmp_path / "extract", rdv=ROWS)


def explain(run: Command, extract: Path, *where: str) -> Outcome:
    options = [option for each in where for option in ("--where", each)]
    return run("explain", FIGURE, extract, "--format", "json", "-q", *options)


@pytest.mark.parametrize(
    ("where", "found"),
    [
        ([], [("caf", 2022, 4), ("departement", 2021, 1)]),
        (["year=2022"], [("caf", 2022, 4)]),
        ([" body = departement "], [("departement", 2021, 1)]),
        (["territory=01"], [("caf", 2022, 4)]),
        # Two groups, one after the other.
        (["site=Nord"], [("caf", 2022, 1), ("departement", 2021, 1)]),
        (["site=Centre Sévigné"], [("caf", 2022, 1)]),
        (["site=Mairie, 1er étage"], [("caf", 2022, 1)]),
        # The rows without a site.
        (["site="], [("caf", 2022, 1)]),
        (["site=Nord", "body=caf", "territory=01", "year=2022"], [("caf", 2022, 1)]),
    ],
)
def test_the_groups_that_are_asked_for(
    run: Command, extract: Path, where: list[str], found: list[tuple[str, int, int]]
) -> None:
    done = explain(run, extract, *where)
    assert done.code == 0
    results = [each["result"] for each in json.loads(done.out)]
    assert [(r["body"], r["year"], r["numerator"]) for r in results] == found


def test_several_groups_stand_one_after_the_other(run: Command, extract: Path) -> None:
    done = run("explain", FIGURE, extract, "--where", "site=Nord", "-q")
    titles = [line for line in done.out.splitlines() if line.startswith("Appointments per")]
    assert titles == [
        "Appointments per beneficiary: Caf, site Nord, 2022",
        "Appointments per beneficiary: Département, site Nord, 2021",
    ]


def test_rows_without_a_site_are_named_so(run: Command, extract: Path) -> None:
    done = run("explain", FIGURE, extract, "--where", "site=", "-q", "--lang", "fr")
    assert done.out.splitlines()[0].endswith("site non renseigné, 2022")
    assert run("evidence", FIGURE, extract, "--where", "site=", "-o", "rows.csv", "-q").code == 0
    header, row = Path("rows.csv").read_text(encoding="utf-8").splitlines()
    cells = dict(zip(header.split(","), row.split(","), strict=True))
    assert (cells["for_site"], cells["line"]) == ("", "4")


@pytest.mark.parametrize(
    ("where", "said"),
    [
        (["94"], "must be NAME=VALUE"),
        (["teritory=94"], "did you mean territory?"),
        (["=94"], "known: body, territory, year, site, event, channel"),
        (["year=2022", "year=2021"], "given twice"),
        (["territory=1"], "did you mean 01?"),
        (["territory=75"], "the extract has 01, 94"),
        (["year=MMXXII"], "the extract has 2021, 2022"),
        (["body=département"], "did you mean departement?"),
        (["site=nord"], "did you mean Nord?"),
        (["site=Centre Sevigne"], "did you mean Centre Sévigné?"),
        (["site=x"], "the extract has rows without one, Centre Sévigné, Mairie, 1er étage, Nord"),
        (["site=" + "x" * 5000], "no such group"),
        # Each is there, but not with the other.
        (["body=caf", "year=2021"], "--where body=caf --where year=2021: the extract has each"),
        (["channel=home"], "--where channel=home: no table of the extract has a column channel"),
    ],
)
def test_a_group_that_is_not_there(
    run: Command, extract: Path, where: list[str], said: str
) -> None:
    done = explain(run, extract, *where)
    assert (done.code, done.out) == (2, "")
    assert said in done.message


def test_what_is_no_condition_is_said_before_anything_is_read(run: Command) -> None:
    done = explain(run, Path("nowhere"), "94")
    assert "must be NAME=VALUE" in done.message


def test_many_values_are_not_all_listed(run: Command, tmp_path: Path) -> None:
    head, *_ = ROWS.splitlines()
    rows = [f"caf,01,2022-03-01,held,b1,Site {n:02d}" for n in range(30)]
    extract = written(tmp_path / "many", rdv="\n".join([head, *rows]))
    done = explain(run, extract, "site=zzz")
    assert done.message.endswith("Site 08, Site 09, ...")


def test_a_name_from_the_data_cannot_drive_the_terminal(run: Command, tmp_path: Path) -> None:
    head, *_ = ROWS.splitlines()
    extract = written(tmp_path / "odd", rdv=f"{head}\ncaf,01,2022-03-01,held,b1,Nor\x1b[31md\n")
    for where in ("site=Nord", "site=zzz"):
        assert "\x1b" not in explain(run, extract, where).message
    assert "\x1b" not in run("explain", FIGURE, extract, "--where", "site=Nor\x1b[31md").out


def test_conditions_are_in_the_order_of_the_output() -> None:
    found = conditions(["site=a=b", "year=2022", "body="])
    assert list(found.items()) == [("body", ""), ("year", "2022"), ("site", "a=b")]


@pytest.mark.parametrize(
    ("figure", "where", "reason"),
    [
        # The costs have no site; staff against need compares territories, or stands by territory.
        ("cost_growth", ["site=Nord"], "costs has no column site"),
        ("staffing_gap", [], "the extract has no table workers"),
        ("gini_of_workers_against_need", ["territory=94"], "the extract has no table workers"),
    ],
)
def test_a_figure_that_has_no_such_groups_says_why(
    run: Command, extract: Path, figure: str, where: list[str], reason: str
) -> None:
    costs = "body,territory,year,category,amount\ndepartement,94,2021,pay,10\n"
    written(extract, costs=costs)
    options = [option for each in where for option in ("--where", each)]
    done = run("explain", figure, extract, *options, "--format", "json", "-q")
    found = {each["result"]["reason"] for each in json.loads(done.out)}
    assert found == {reason}
