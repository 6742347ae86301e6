"""`[expect]`: what figures must be whatever an earlier run gave."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from regressed import Runner, change

BOUND = '[[expect.bounds]]\nindicator = "no_show_rate"\n'
IN_2022 = "where = { body = 'caf', year = 2022 }\n"


def check(run: Runner, text: str, *options: object) -> tuple[int, list[dict[str, Any]]]:
    """Exit code and expectations of a check without a baseline."""
    Path("accsocial.toml").write_text(text, encoding="utf-8")
    done = run("check", "extract", "--format", "json", *options)
    return done.code, json.loads(done.out)["expectations"]


@pytest.mark.parametrize(
    ("text", "states"),
    [
        # 1 of 3 in 2021, 1 of 5 in 2022.
        (BOUND + "min = 0.1\nmax = 0.5", ["ok", "ok"]),
        (BOUND + "max = 0.2", ["failed", "ok"]),
        (BOUND + "max = 0.2\n" + IN_2022, ["ok"]),
        (BOUND + "min = 0.2\n" + IN_2022, ["ok"]),
        (BOUND + "max = 0.1999999\n" + IN_2022, ["failed"]),
        (BOUND + "max = 1\nwhere = { year = 2030 }", ["failed"]),
        (BOUND + "max = 1\nwhere = { site = 'Nord' }", ["failed"]),
        ("[[expect.bounds]]\nindicator = 'cost_per_fte'\nmax = 9e9", ["failed", "failed"]),
        ("[expect]\nmax_rejected = 0", ["ok", "ok"]),
        ("[expect]\nmin_months = 3", ["ok", "ok"]),
        ("[expect]\nmin_months = 4", ["failed", "ok"]),
        ("[expect]\ncomputable = ['no_show_rate']", ["ok"]),
        ("[expect]\ncomputable = ['cost_per_fte']", ["failed"]),
    ],
)
def test_expectations_alone(run: Runner, text: str, states: list[str]) -> None:
    code, found = check(run, text)
    assert [expected["state"] for expected in found] == states
    assert code == (1 if "failed" in states else 0)


def test_without_appointments_no_month_has_rows(run: Runner) -> None:
    for year in (2021, 2022):
        Path(f"extract/rdv_{year}.csv").unlink()
    code, found = check(run, "[expect]\nmin_months = 1")
    assert [(each["name"], each["state"]) for each in found] == [("months", "failed")]
    assert found[0]["found"] == {"en": "no appointments", "fr": "pas de rendez-vous"}
    assert code == 1


def test_a_table_with_too_many_rejected_rows(run: Runner, kept: Path) -> None:
    rows = (kept / "costs.csv").read_text(encoding="utf-8")
    (kept / "costs.csv").write_text(f"{rows}caf,94,2022,staff,much\n", encoding="utf-8")
    code, found = check(run, "max_rejected = 1\n[expect]\nmax_rejected = 0.25")
    assert code == 1
    assert [(e["name"], e["state"], e["found"]["en"]) for e in found] == [
        ("rejected appointments", "ok", "0 of 8"),
        ("rejected costs", "failed", "1 of 3"),
    ]


def test_months_of_appointments_that_lack_the_group_of_other_tables(
    run: Runner, kept: Path
) -> None:
    for name in ("rdv_2021.csv", "rdv_2022.csv"):
        change(kept, name, "territory,site,", "territory,office,")
    supports = "body,territory,site,opened_on\ncaf,94,Nord,2022-01-01\n"
    (kept / "supports.csv").write_text(supports, encoding="utf-8")
    code, found = check(run, "[expect]\nmin_months = 4", "--by", "site")
    assert code == 1
    assert [(e["name"], e["state"], e["found"]["en"]) for e in found] == [
        ("months body=caf year=2021", "failed", "3 months"),
        ("months body=caf year=2022", "ok", "5 months"),
    ]


def test_what_was_found_is_said(run: Runner) -> None:
    Path("accsocial.toml").write_text(f"{BOUND}max = 0.25\n", encoding="utf-8")
    done = run("check", "extract")
    assert "failed   no_show_rate body=caf year=2021\n           expected ≤ 0.25, found 0.333" in (
        done.out
    )
    in_french = run("check", "extract", "--lang", "fr").out
    assert "attendu" in in_french
    assert "failed" not in in_french


def test_what_was_found_is_in_the_language_of_who_reads_it(run: Runner) -> None:
    change(Path("extract"), "rdv_2021.csv", "2,caf,94,Nord,W1,B1,2021-02-10,held,phone\n", "")
    change(Path("extract"), "rdv_2021.csv", "3,caf,94,Sud,W2,B2,2021-03-10,no_show,office\n", "")
    text = "[expect]\nmin_months = 2\ncomputable = ['cost_per_fte']"
    _, (computable, months, _) = check(run, text)
    assert computable["found"] == {
        "en": "body=caf year=2021: the extract has no table workers",
        "fr": "body=caf year=2021\u00a0: l'extraction n'a pas de table workers",
    }
    assert months["found"] == {"en": "1 month", "fr": "1 mois"}
    out = run("check", "extract", "--format", "md", "--lang", "fr").out
    assert "trouvé body=caf year=2021\u00a0: l'extraction n'a pas de table workers" in out


@pytest.mark.parametrize("text", [BOUND + "max = 0.5", "[expect]\ncomputable = ['no_show_rate']"])
def test_an_indicator_that_is_left_out_is_no_lack_of_groups(run: Runner, text: str) -> None:
    code, (expected,) = check(run, text, "--only", "cost_growth")
    assert (code, expected["state"]) == (1, "failed")
    assert expected["found"]["en"] == "not among those asked for (--only)"


def test_they_are_held_beside_a_baseline_too(run: Runner) -> None:
    Path("accsocial.toml").write_text(f"{BOUND}max = 0.25\n", encoding="utf-8")
    with_baseline = ("check", "extract", "--baseline", "baseline.json")
    assert run(*with_baseline).code == 1
    # An update accepts figures that moved, and no figure that may not be.
    assert run(*with_baseline, "--update", "--reason", "x").code == 1
    Path("accsocial.toml").unlink()
    assert run(*with_baseline).code == 0


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[expect]\nmax_rejcted = 0.1", "did you mean max_rejected?"),
        ("[expect]\nmax_rejected = 5", "must be a share from 0 to 1"),
        ("[expect]\nmin_months = 13", "must be a whole number from 1 to 12"),
        ("[expect]\nmin_months = true", "must be a whole number"),
        ("[expect]\ncomputable = ['no_show_rat']", "did you mean no_show_rate?"),
        ("[expect]\ncomputable = 'no_show_rate'", "must be a list"),
        ("[expect]\ncomputable = []", "expects nothing"),
        ("[expect]\n", "nothing to check"),
        ("[[expect.bounds]]\nmin = 1", "needs an indicator"),
        (BOUND, "needs min, max, or both"),
        (BOUND + "min = 2\nmax = 1", "min is more than max"),
        (BOUND + "maxi = 1", "did you mean max?"),
        (BOUND + "max = inf", "must be a finite number"),
        (BOUND + "max = 1\nwhere = { yaer = 2022 }", "did you mean year?"),
        (BOUND + "max = 1\nwhere = { year = [2021, 2022] }", "where.year: must be one text"),
        (BOUND + "max = 1\nwhere = { year = true }", "where.year: must be one text"),
        ("[[expect.bounds]]\nindicator = 'x'\nmax = 1", "no indicator 'x'"),
        ("[expect.bounds]\nno_show_rate = 1", "must be tables, [[expect.bounds]]"),
        ("expect = 3", "must be a table"),
    ],
)
def test_a_wrong_expectation_is_an_error(run: Runner, text: str, message: str) -> None:
    Path("accsocial.toml").write_text(text, encoding="utf-8")
    done = run("check", "extract")
    assert (done.code, done.out) == (2, "")
    assert message in done.err


def test_other_commands_leave_them_alone(run: Runner) -> None:
    Path("accsocial.toml").write_text("[expect]\nmin_months = 13\n", encoding="utf-8")
    assert run("indicators", "extract").code == 0


def test_numbers_are_french_in_french(run: Runner) -> None:
    text = BOUND + "max = 0.15\n" + IN_2022 + "[expect]\nmax_rejected = 0.01"
    Path("accsocial.toml").write_text(text, encoding="utf-8")
    out = run("check", "extract", "--format", "json", "--lang", "fr").out
    bound, rejected, *_ = json.loads(out)["expectations"]
    assert bound["expected"] == {"en": "≤ 0.15", "fr": "≤ 0,15"}
    assert bound["found"] == {"en": "0.2", "fr": "0,2"}
    assert rejected["expected"]["fr"] == "une part de lignes rejetées d'au plus 0,01"
