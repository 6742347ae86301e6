"""`compare`: value beside value, and what only one side has."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from regressed import CELL, Runner, change, extract

COLUMNS = "indicator,value,numerator,denominator,unknown,unit,status,reason"


@pytest.fixture(autouse=True)
def _other(tmp_path: Path) -> None:
    """Another extract, in which one no-show was held."""
    change(extract(tmp_path / "other"), *CELL)


def compared(run: Runner, *arguments: object) -> dict[tuple[str, int], Any]:
    done = run("compare", *arguments, "--format", "json")
    assert done.code == 0, done.err
    values = json.loads(done.out)["values"]
    return {(value["indicator"], value["year"]): value for value in values}


def test_two_extracts(run: Runner) -> None:
    found = compared(run, "extract", "other")
    assert found["no_show_rate", 2022]["a"] == {"value": 0.2, "status": "partial"}
    assert found["no_show_rate", 2022]["b"] == {"value": 0.0, "status": "partial"}
    assert found["no_show_rate", 2022]["difference"] == -0.2
    assert found["no_show_rate", 2022]["ratio"] == 0.0
    assert found["no_show_rate", 2021]["difference"] == 0.0
    # Nothing to divide by: a difference, and no ratio.
    assert found["cost_growth", 2021]["a"]["value"] == 0.0
    assert found["cost_growth", 2021]["ratio"] is None
    assert found["cost_per_fte", 2022]["difference"] is None


def test_a_label_in_french_never_breaks_in_a_word(run: Runner) -> None:
    lines = run("compare", "extract", "other", "--lang", "fr").out.splitlines()
    assert any("rendez-vous" in line for line in lines)
    assert not any(line.rstrip().endswith("rendez-") or "rendez- " in line for line in lines)


@pytest.mark.parametrize("ending", ["json", "jsonl", "csv", "parquet"])
def test_files_of_results_are_as_good_as_their_extracts(run: Runner, ending: str) -> None:
    target = f"figures.{ending}"
    assert run("indicators", "extract", "--by", "site", "-o", target).code == 0
    both = run("compare", target, "other", "--by", "site", "--format", "json").out
    extracts = run("compare", "extract", "other", "--by", "site", "--format", "json").out
    assert json.loads(both)["values"] == json.loads(extracts)["values"]


@pytest.mark.parametrize(
    "target", ["baseline.json", "figures.json", "figures.jsonl", "figures.csv"]
)
def test_a_mark_of_an_editor_before_the_text_changes_nothing(run: Runner, target: str) -> None:
    if target != "baseline.json":
        assert run("indicators", "extract", "-o", target).code == 0
    before = run("compare", "other", target).out
    Path(target).write_bytes(b"\xef\xbb\xbf" + Path(target).read_bytes())
    marked = run("compare", "other", target)
    assert (marked.code, marked.out) == (0, before)


def test_a_site_that_csv_keeps_from_running_as_a_formula_is_itself(run: Runner) -> None:
    change(Path("extract"), "rdv_2022.csv", "4,caf,94,Nord", "4,caf,94,+Nord")
    assert run("indicators", "extract", "--by", "site", "-o", "figures.csv").code == 0
    assert ",'+Nord," in Path("figures.csv").read_text(encoding="utf-8")
    done = run("compare", "extract", "figures.csv", "--by", "site", "--format", "json")
    values = json.loads(done.out)["values"]
    assert "+Nord" in {value["site"] for value in values}
    assert all(value["a"] == value["b"] for value in values)


@pytest.mark.parametrize("end_of_line", ["\u2028", "\u0085", "\x0c"])
def test_a_site_that_holds_an_end_of_line_of_unicode_is_one_line(
    run: Runner, end_of_line: str
) -> None:
    site = f"Nord{end_of_line}Est"
    change(Path("extract"), "rdv_2022.csv", "4,caf,94,Nord", f"4,caf,94,{site}")
    assert run("indicators", "extract", "--by", "site", "-o", "figures.jsonl").code == 0
    done = run("compare", "extract", "figures.jsonl", "--by", "site", "--format", "json")
    values = json.loads(done.out)["values"]
    assert site in {value["site"] for value in values}
    assert all(value["a"] == value["b"] for value in values)


@pytest.mark.parametrize("target", ["figures.json", "baseline.json"])
def test_groups_are_in_the_order_of_the_results(run: Runner, target: str) -> None:
    change(Path("extract"), "rdv_2022.csv", "4,caf,94,Nord", "4,caf,94,")
    assert run("indicators", "extract", "--by", "site", "-o", "figures.json").code == 0
    assert run("baseline", "extract", "--by", "site", "-o", "baseline.json").code == 0
    results = json.loads(Path("figures.json").read_text(encoding="utf-8"))
    done = run("compare", target, target, "--format", "json")
    assert [
        (each["indicator"], each["year"], each["site"]) for each in json.loads(done.out)["values"]
    ] == [(each["indicator"], each["year"], each["site"]) for each in results]


@pytest.mark.parametrize("ending", ["xlsx", "md"])
def test_files_for_reading_are_not_compared(run: Runner, ending: str) -> None:
    assert run("indicators", "extract", "-o", f"figures.{ending}").code == 0
    done = run("compare", "extract", f"figures.{ending}")
    assert (done.code, done.out) == (3, "")
    assert f"figures.{ending}: is made for reading, not for comparing" in done.err
    assert "JSON lines, CSV or Parquet" in done.err


def test_a_baseline_is_a_file_of_results(run: Runner) -> None:
    assert compared(run, "baseline.json", "other") == compared(run, "extract", "other")


def test_what_only_one_has(run: Runner, kept: Path) -> None:
    (kept / "rdv_2021.csv").unlink()
    (kept / "costs.csv").unlink()
    found = compared(run, "extract", "other")
    assert found["no_show_rate", 2021]["a"] is None
    assert found["no_show_rate", 2021]["difference"] is None
    text = run("compare", "extract", "other").out
    assert "Only in B: Caf, 2021" in text
    assert "Only in A" not in text


def test_the_table(run: Runner) -> None:
    text = run("compare", "extract", "other", "--only", "no_show_rate,cost_growth").out
    lines = text.splitlines()
    assert lines[0] == "A is extract, B is other."
    assert lines[2].split() == ["Caf,", "2022", "A", "B", "difference", "ratio"]
    assert lines[3].split()[0] == "No-shows"
    assert lines[3].endswith("20.0%        0.0%   −20.0\u202fpt   0.000")
    assert "Shown is the last year that both have" in text
    assert max(map(len, run("compare", "extract", "other").out.splitlines())) <= 80


def test_markdown(run: Runner) -> None:
    assert run("compare", "extract", "other", "-o", "sides.md").code == 0
    text = Path("sides.md").read_text(encoding="utf-8")
    assert "| no_show_rate | 20.0% | 0.0% | −20.0\u202fpt | 0.000 |" in text


@pytest.mark.parametrize(
    ("arguments", "code", "message"),
    [
        (("extract", "none"), 2, "no such file or folder"),
        (("-", "-"), 2, "can be read once only"),
        (("baseline.json", "baseline.json", "--working-days", "228"), 2, "counted already"),
        (("baseline.json", "baseline.json", "--year", "1999"), 3, "no value that was asked for"),
        (("baseline.json", "extract", "--by", "site"), 3, "Make both with the same --by"),
        (("extract", "other", "--only", "no_show_rat"), 2, "did you mean no_show_rate?"),
        (("extract", "other", "-o", "x.csv"), 4, "the ending tells no format"),
        (("extract", "other", "-o", "extract/costs.csv", "--format", "md"), 2, "of the extract"),
        (("baseline.json", "other", "-o", "baseline.json"), 2, "one of the two that are compared"),
    ],
)
def test_wrong_arguments(run: Runner, arguments: tuple[str, ...], code: int, message: str) -> None:
    done = run("compare", *arguments)
    assert (done.code, done.out) == (code, "")
    assert message in done.err


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("a.json", "[{", "is damaged"),
        ("a.json", "[" * 50_000, "is nested without an end"),
        ("a.json", "{}", "holds no results of accsocial"),
        ("a.json", '[{"indicator": "no_show_rate"}]', "value 1: value must be a number"),
        ("a.json", '[{"indicator": "no_show_rate", "value": NaN}]', "value must be a number"),
        ("a.json", f'[{{"indicator": "x", "value": {10**400}}}]', "value must be a number"),
        ("a.jsonl", "{", "is damaged"),
        ("a.jsonl", "1\n[2]\n", "holds no results of accsocial"),
        ("a.jsonl", "\udcff", "is not UTF-8 text"),
        ("a.csv", f"{COLUMNS}\nx,1\n", "line 2 has too few or too many cells"),
        ("a.csv", f"{COLUMNS}\n{'x' * 200_000},1,1,1,0,share,ok,\n", "is damaged"),
        ("a.csv", f"{COLUMNS}\nx,B1,1,1,0,share,ok,\n", "line 2: value must be a number"),
        ("a.csv", f"{COLUMNS}\nx,nan,1,1,0,share,ok,\n", "value 1: value must be a number"),
        ("a.csv", f"{COLUMNS}\nx,,1,1,0,share,ok,\n", "status ok needs a value"),
        ("a.csv", f"{COLUMNS}\nx,1,1,1,0,share,empty,\n", "status empty has no value"),
        ("a.csv", f"{COLUMNS}\nx,1,1,1,0,share,fine,\n", "status must be one of ok, partial"),
        ("a.csv", f"{COLUMNS}\nx,1,1,1,0,pounds,ok,\n", "unit must be one of per year"),
        ("a.csv", f"{COLUMNS},year\nx,1,1,1,0,share,ok,,B1\n", "line 2: year must be a number"),
    ],
)
def test_damaged_results_are_refused(run: Runner, name: str, text: str, message: str) -> None:
    Path(name).write_bytes(text.encode("utf-8", errors="surrogateescape"))
    done = run("compare", name, "extract")
    assert (done.code, done.out) == (3, "")
    assert f"{name}: {message}" in done.err or f"value 1: {message}" in done.err
    # A cell may be about a person.
    assert "B1" not in done.err


def test_a_growth_has_its_sign_as_in_the_results(run: Runner) -> None:
    change(Path("extract"), "costs.csv", "1100.20", "900.09")
    page = run("compare", "extract", "other", "--only", "cost_growth").out
    assert "−10.0%      +10.0%   +20.0\u202fpt" in page
    text = run("compare", "extract", "other", "--only", "cost_growth", "--format", "md").out
    assert "| −10.0% | +10.0% | +20.0\u202fpt |" in text
