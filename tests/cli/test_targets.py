"""Where results go: written whole or not at all; exit 4 if they cannot be written."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from command_line import Run

TARGETS: dict[str, tuple[str, list[str]]] = {
    "a folder that is not there": ("nowhere/figures.csv", ["nowhere", "does not exist"]),
    "a folder": ("folder.csv", ["folder.csv", "folder"]),
    "a path under a file": ("good.csv/figures.csv", ["good.csv"]),
    "a place where nobody may write": ("/proc/figures.csv", ["/proc/figures.csv", "another place"]),
    "a name that is too long": ("x" * 300 + ".csv", ["shorter name"]),
    "an ending that tells no format": ("figures.pdf", ["figures.pdf", ".json", ".xlsx"]),
    "a full disk": ("/dev/full", ["/dev/full", "No space left", "Free some space"]),
}


@pytest.mark.parametrize(("target", "words"), TARGETS.values(), ids=TARGETS.keys())
def test_a_target_that_cannot_be_written(indicators: Run, target: str, words: list[str]) -> None:
    Path("folder.csv").mkdir()
    before = sorted(Path().rglob("*"))
    if target == "/dev/full" and not Path(target).exists():
        pytest.skip("this system has no /dev/full")
    format_given = ["--format", "csv"] if target == "/dev/full" else []
    outcome = indicators("-o", target, *format_given)
    assert (outcome.code, outcome.out) == (4, "")
    assert [word for word in words if word not in outcome.message] == []
    assert sorted(Path().rglob("*")) == before


def test_a_target_in_no_folder_is_known_before_rows_are_read(run: Run) -> None:
    assert "accepted" in run("indicators", "good.csv", "-o", "figures.csv").err
    for option in ("-o", "--rejects", "--manifest"):
        outcome = run("indicators", "good.csv", option, "nowhere/figures.csv")
        assert (outcome.code, "accepted" in outcome.err) == (4, False)


def test_rejects_that_cannot_be_written(indicators: Run) -> None:
    outcome = indicators("--rejects", "nowhere/rejects.csv")
    assert (outcome.code, outcome.out) == (4, "")
    assert "nowhere" in outcome.message


@pytest.mark.parametrize(
    "options",
    [["--year", "1999"], ["--max-rejected", "0"], ["--lang", "de"]],
    ids=["nothing to show", "refused data", "wrong option"],
)
def test_an_existing_file_outlives_a_run_that_fails(run: Run, options: list[str]) -> None:
    Path("rdv.csv").write_text(
        "body,territory,date,status\ncaf,94,2022-01-01,held\ncaf,94,x,held\n", encoding="utf-8"
    )
    Path("figures.json").write_text("before", encoding="utf-8")
    allowed = [] if "--max-rejected" in options else ["--max-rejected", "1"]
    outcome = run("indicators", "rdv.csv", "-o", "figures.json", *allowed, *options)
    assert outcome.code in (2, 3)
    assert Path("figures.json").read_text(encoding="utf-8") == "before"
    assert sorted(path.name for path in Path().iterdir()) == ["figures.json", "good.csv", "rdv.csv"]


@pytest.mark.parametrize("name", ["json", "jsonl", "csv", "parquet", "xlsx", "md"])
def test_the_ending_chooses_the_format(indicators: Run, name: str) -> None:
    target = Path(f"figures.{name}")
    outcome = indicators("-o", str(target))
    assert (outcome.code, outcome.out, outcome.err) == (0, "", "")
    by_ending = target.read_bytes()
    assert indicators("-o", "other", "--format", name).code == 0
    assert Path("other").read_bytes() == by_ending


def test_only_and_year_choose_the_rows(indicators: Run) -> None:
    options = ("--only", "no_show_rate, appointments_per_beneficiary", "--year", "2022")
    outcome = indicators(*options, "--format", "json")
    rows = [(row["indicator"], row["year"], row["value"]) for row in json.loads(outcome.out)]
    assert rows == [("appointments_per_beneficiary", 2022, 2.0), ("no_show_rate", 2022, 0.0)]


@pytest.mark.skipif(os.name == "nt", reason="links need a right of their own there")
@pytest.mark.parametrize(
    "arguments",
    [
        ["indicators", "good.csv", "-o", "circle.json"],
        ["indicators", "good.csv", "--rejects", "circle.csv"],
        ["convert", "good.csv", "-o", "circle"],
        ["summarise", "good.csv", "-o", "circle"],
        ["simulate", "--scale", "0.0001", "-o", "circle"],
    ],
    ids=" ".join,
)
def test_links_that_lead_in_a_circle(run: Run, arguments: list[str]) -> None:
    for name in ("circle", "circle.json", "circle.csv"):
        Path(name).symlink_to(name)
    found = run(*arguments)
    assert found.code == 4
    assert "is a link that leads nowhere" in found.message


@pytest.mark.skipif(os.name == "nt", reason="links need a right of their own there")
def test_an_extract_behind_such_a_link_is_refused_as_one(run: Run) -> None:
    Path("circle").symlink_to("circle")
    for command in ("convert", "summarise"):
        found = run(command, "circle", "-o", "out")
        assert (found.code, "circle" in found.message) == (2, True)
    found = run("merge", "circle", "good.csv", "-o", "out")
    assert (found.code, "circle: no such folder" in found.message) == (2, True)
