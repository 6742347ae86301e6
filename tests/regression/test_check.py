"""`check`: what moved, by how much, and why."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from regressed import CELL, Runner, change

CHECK = ("check", "extract", "--baseline", "baseline.json")


def told(run: Runner, *options: object) -> dict[str, Any]:
    found = json.loads(run(*CHECK, "--format", "json", *options).out)
    assert isinstance(found, dict)
    return found


def moved(found: dict[str, Any]) -> dict[tuple[str, int], Any]:
    return {(value["indicator"], value["year"]): value for value in found["values"]}


# --- the three cases that are judged -------------------------------------------


def test_nothing_changed(run: Runner) -> None:
    done = run(*CHECK)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("Check ok: 0 failed, 0 with a warning, ")
    assert len(done.out.splitlines()) == 1


def test_one_cell_of_one_row_changed(kept: Path, run: Runner) -> None:
    change(kept, *CELL)
    done = run(*CHECK)
    assert done.code == 1
    assert "the data changed: rdv_2022.csv, SHA-256 " in done.out
    assert "rdv_2021.csv" not in done.out
    assert "failed   no_show_rate\n           20.0% → 0.0%, −20.0\u202fpt" in done.out
    assert done.err.startswith("accsocial: Check failed: ")


def test_the_figures_that_moved_are_all_named_and_no_other(kept: Path, run: Runner) -> None:
    change(kept, *CELL)
    found = told(run)
    assert {year for _, year in moved(found)} == {2022}
    no_show = moved(found)["no_show_rate", 2022]
    assert (no_show["old"]["value"], no_show["new"]["value"]) == (0.2, 0.0)
    assert (no_show["state"], no_show["what"], no_show["change"]) == ("failed", "moved", -0.2)
    # Four held of three people, and now five.
    mean = moved(found)["appointments_per_beneficiary", 2022]
    assert (mean["old"]["numerator"], mean["new"]["numerator"]) == (4.0, 5.0)
    assert ("cost_per_beneficiary", 2022) not in moved(found)
    assert [(cause["kind"], cause["subject"]) for cause in found["causes"]] == [
        ("data", "rdv_2022.csv")
    ]


WAYS = {
    "option": (["--working-days", "228"], "", ""),
    "file": ([], "[rules]\nworking_days = 228\n", ""),
    "variable": ([], "", "228"),
}


@pytest.mark.parametrize("way", WAYS)
def test_one_rule_changed(run: Runner, monkeypatch: pytest.MonkeyPatch, way: str) -> None:
    options, settings, variable = WAYS[way]
    if settings:
        Path("accsocial.toml").write_text(settings, encoding="utf-8")
    if variable:
        monkeypatch.setenv("ACCSOCIAL_WORKING_DAYS", variable)
    done = run(*CHECK, *options)
    assert done.code == 1
    assert "a rule changed: working_days, 198 → 228" in done.out
    assert "the data changed" not in done.out
    assert "appointments_per_working_day" in done.out
    assert "no_show_rate" not in done.out


# --- settings of the baseline ------------------------------------------------------


def test_the_check_runs_with_the_settings_of_the_baseline(run: Runner) -> None:
    made = ("--by", "site", "--working-days", "100", "--year", "2022", "-o", "baseline.json")
    assert run("baseline", "extract", *made).code == 0
    assert run(*CHECK).code == 0
    assert told(run)["compared"] == len(json.loads(Path("baseline.json").read_text())["values"])


def test_a_part_of_the_baseline_can_be_checked(kept: Path, run: Runner) -> None:
    change(kept, *CELL)
    assert run(*CHECK, "--only", "cost_growth").code == 0
    assert told(run, "--only", "cost_growth")["compared"] == 2
    assert run(*CHECK, "--year", "2021").code == 0
    assert run(*CHECK, "--year", "2022").code == 1


def test_a_theme_names_its_indicators(kept: Path, run: Runner) -> None:
    change(kept, *CELL)
    found = told(run, "--only", "cost")
    assert found["counts"] == {"ok": 11, "warning": 0, "failed": 1}
    assert found["values"][0]["indicator"] == "cost_per_appointment"


def test_other_groups_are_not_compared(run: Runner) -> None:
    done = run(*CHECK, "--by", "site")
    assert done.code == 2
    assert "the baseline is by body, year, the run by body, year, site" in done.err


# --- new, gone, status ----------------------------------------------------------------


def test_a_year_of_the_baseline_that_has_gone_is_a_difference(kept: Path, run: Runner) -> None:
    assert run("baseline", "extract", "--year", "2022", "-o", "baseline.json").code == 0
    (kept / "rdv_2022.csv").unlink()
    change(kept, "costs.csv", "caf,94,2022,staff,1100.20\n", "")
    done = run(*CHECK)
    assert done.code == 1
    assert "the data changed: rdv_2022.csv is gone" in done.out
    assert {value["what"] for value in moved(told(run)).values()} == {"gone"}
    # A year that is asked for by mistake still is one.
    asked = run(*CHECK, "--year", "2023")
    assert asked.code == 2
    assert "--year 2023: there is no result for that year" in asked.err


def test_new_gone_and_another_status(kept: Path, run: Runner) -> None:
    change(kept, "costs.csv", "caf,94,2021,staff,1000.10", "caf,94,2020,staff,1000.10")
    (kept / "rdv_2021.csv").unlink()
    found = told(run)
    values = moved(found)
    new, gone = values["no_show_rate", 2020], values["no_show_rate", 2021]
    assert (new["what"], new["state"], new["old"]) == ("new", "warning", None)
    assert (gone["what"], gone["state"], gone["new"]) == ("gone", "failed", None)
    assert {(c["subject"], c["new"] is None) for c in found["causes"] if c["kind"] == "data"} == {
        ("rdv_2021.csv", True),
        ("costs.csv", False),
    }
    (kept / "costs.csv").unlink()
    value = moved(told(run))["cost_per_beneficiary", 2022]
    assert (value["what"], value["state"]) == ("status changed", "failed")
    assert value["new"]["reason"] == "the extract has no table costs"
    assert "status partial → not_computable (the extract has no table costs)" in run(*CHECK).out
    french = run(*CHECK, "--lang", "fr").out
    assert "statut partial → not_computable (l'extraction n'a pas de table costs)" in french


def test_what_is_new_is_a_warning_and_fails_a_strict_check(kept: Path, run: Runner) -> None:
    rows = (kept / "costs.csv").read_text() + "caf,94,2023,staff,5\n"
    (kept / "costs.csv").write_text(rows, encoding="utf-8")
    assert run(*CHECK).code == 0
    assert told(run)["state"] == "warning"
    done = run(*CHECK, "--strict")
    assert done.code == 1
    assert "warnings fail (--strict)" in done.out


def test_a_value_that_rests_on_other_counts_has_moved(kept: Path, run: Runner) -> None:
    # Every row twice, under other numbers and for other people: the share is the same.
    rows = (kept / "rdv_2021.csv").read_text().splitlines()
    more = [row.replace("B", "C").replace(row[0], f"9{row[0]}", 1) for row in rows[1:]]
    (kept / "rdv_2021.csv").write_text("\n".join([*rows, *more, ""]), encoding="utf-8")
    value = moved(told(run))["no_show_rate", 2021]
    assert (value["what"], value["state"], value["change"]) == ("basis moved", "failed", 0.0)
    assert "the value is the same; numerator 1 → 2, denominator 3 → 6" in run(*CHECK).out


def test_a_check_that_compared_nothing_fails(kept: Path, run: Runner) -> None:
    (kept / "costs.csv").write_text("body,territory,year,category,amount\ncaf,94,2030,a,1\n")
    for year in ("2021", "2022"):
        (kept / f"rdv_{year}.csv").unlink()
    done = run(*CHECK)
    assert done.code == 1
    assert "nothing was compared: this is no pass" in done.err


def test_nothing_to_check_is_wrong_usage(run: Runner) -> None:
    done = run("check", "extract")
    assert done.code == 2
    assert "nothing to check" in done.err


# --- tolerances -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tolerance", "state"),
    [
        # no_show_rate goes from 0.2 to 0.
        ("{ absolute = 0.2 }", "warning"),
        ("{ absolute = 0.199 }", "failed"),
        ("{ relative = 1 }", "warning"),
        ("{ relative = 0.99 }", "failed"),
        ("{ absolute = 0.2, relative = 0.01 }", "warning"),
    ],
)
def test_a_move_within_tolerance_is_a_warning(
    kept: Path, run: Runner, tolerance: str, state: str
) -> None:
    change(kept, *CELL)
    text = f"[check.tolerances]\nno_show_rate = {tolerance}\n"
    Path("accsocial.toml").write_text(text, encoding="utf-8")
    value = moved(told(run))["no_show_rate", 2022]
    assert value["state"] == state
    done = run(*CHECK, "--only", "no_show_rate")
    assert done.code == (1 if state == "failed" else 0)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("[check.tolerances]\nno_show_rat = { absolute = 1 }", "did you mean no_show_rate?"),
        ("[check.tolerances]\nno_show_rate = { absolut = 1 }", "did you mean absolute?"),
        ("[check.tolerances]\nno_show_rate = { absolute = -1 }", "must be 0 or more"),
        ("[check.tolerances]\nno_show_rate = { absolute = nan }", "must be a finite number"),
        ("[check.tolerances]\nno_show_rate = { relative = true }", "must be a number"),
        ("[check.tolerances]\nno_show_rate = {}", "is empty"),
        ("[check.tolerances]\nno_show_rate = 0.1", "must be a table"),
        ("[check]\ntolerance = {}", "did you mean tolerances?"),
        ("check = 1", "must be a table"),
        ("[chek.tolerances]\nno_show_rate = { absolute = 1 }", "did you mean check?"),
    ],
)
def test_a_wrong_tolerance_is_an_error(run: Runner, text: str, message: str) -> None:
    Path("accsocial.toml").write_text(text, encoding="utf-8")
    done = run(*CHECK)
    assert (done.code, done.out) == (2, "")
    assert message in done.err
    assert "accsocial.toml" in done.err


# --- update -----------------------------------------------------------------------------


def test_an_update_keeps_the_reasons(kept: Path, run: Runner) -> None:
    change(kept, *CELL)
    for reason in ("A no-show was held.", 'Encore\nune fois: "é"'):
        assert run(*CHECK, "--update", "--reason", reason).code == 0
    assert run(*CHECK).code == 0
    history = json.loads(Path("baseline.json").read_text(encoding="utf-8"))["history"]
    assert [entry["reason"] for entry in history] == [
        "A no-show was held.",
        'Encore\nune fois: "é"',
    ]
    assert history[0]["moved"] > 0
    assert history[1]["moved"] == 0


def test_an_update_may_group_otherwise(run: Runner) -> None:
    assert run(*CHECK, "--by", "site", "--update", "--reason", "by site").code == 0
    assert run(*CHECK).code == 0
    (entry,) = json.loads(Path("baseline.json").read_text(encoding="utf-8"))["history"]
    assert entry["moved"] == 0
    assert entry["new"] > entry["gone"] > 0


def test_a_baseline_with_reasons_is_not_made_anew(run: Runner) -> None:
    assert run("baseline", "extract", "-o", "baseline.json").code == 0
    assert run(*CHECK, "--update", "--reason", "x").code == 0
    done = run("baseline", "extract", "-o", "baseline.json")
    assert done.code == 4
    assert "reasons of updates (1)" in done.err


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--update",), "--update needs --reason"),
        (("--update", "--reason", " "), "--update needs --reason"),
        (("--reason", "x"), "--reason is kept by --update alone"),
        (("--update", "--reason", "x", "--only", "cost_growth"), "leave --only out"),
        (("--report", "junit"), "must be FORMAT=FILE"),
        (("--report", "junit=-"), "must be FORMAT=FILE"),
        (("--report", "junti=x.xml"), "the format must be one of"),
        (("--report", "junit=a", "--report", "junit=b"), "--report junit is given twice"),
        (("--format", "xml"), "must be one of"),
        (("--report", "junit=baseline.json"), "names it too"),
        (("--report", "junit=extract/costs.csv"), "it is a file of the extract"),
        (("--report", "junit=accsocial.toml"), "--config names it too"),
    ],
)
def test_wrong_options(run: Runner, options: tuple[str, ...], message: str) -> None:
    Path("accsocial.toml").write_text("[check]\n", encoding="utf-8")
    before = Path("baseline.json").read_bytes()
    done = run(*CHECK, *options)
    assert (done.code, done.out) == (2, "")
    assert message in done.err
    assert Path("baseline.json").read_bytes() == before


def test_data_that_are_refused_are_exit_3(kept: Path, run: Runner) -> None:
    (kept / "rdv_2022.csv").write_text("no table\n", encoding="utf-8")
    assert run(*CHECK).code == 3
    assert run("check", "nowhere", "--baseline", "baseline.json").code == 2


def test_a_growth_has_its_sign_as_in_the_results(kept: Path, run: Runner) -> None:
    change(kept, "costs.csv", "1100.20", "900.09")
    moved = run(*CHECK, "--only", "cost_growth", "--format", "md").out
    assert "+10.0% → −10.0%" in moved
