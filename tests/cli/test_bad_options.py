"""Wrong options: exit 2, the option and what it may be are named, and nothing is read."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from command_line import Run

OPTIONS: dict[str, list[str]] = {
    "--nope": ["--nope"],
    "--year 20x2": ["--year 20x2", "whole number"],
    "--year 1999": ["--year 1999", "2021, 2022"],
    "--year=": ["--year", "empty"],
    "--base-year soon": ["--base-year", "integer"],
    "--by town": ["--by town", "territory, year, site, event, channel"],
    "--only appointment_per_beneficiary": ["did you mean appointments_per_beneficiary"],
    "--only ,": ["--only", "empty"],
    "--max-rejected 2": ["--max-rejected 2", "at most 1"],
    "--max-rejected -0.1": ["--max-rejected -0.1", "at least 0"],
    "--max-rejected nan": ["--max-rejected nan", "must be a number"],
    "--max-rejected few": ["--max-rejected", "number"],
    "--extracted-on 31/01/2024": ["--extracted-on 31/01/2024", "YYYY-MM-DD"],
    "--format pdf": ["--format pdf", "table, json, jsonl, csv, parquet, xlsx, md"],
    "--format table -o figures.csv": ["--format table", "md"],
    "--lang de": ["--lang de", "'en' or 'fr'"],
    "--territory 99": ["99", "01 to 95"],
    "--body ville": ["ville", "caf, departement"],
    "--prices nowhere.csv": ["nowhere.csv", "No such file"],
    "--inflation-convention mean": ["mean-to-mean", "published-rates"],
    "--config .": ["--config .: is a folder"],
    "--base-year 0": ["--base-year 0: must be at least 1900"],
    "--base-year 99999999999": ["--base-year 99999999999: must be at most 2155"],
    "--config nowhere.toml": ["--config nowhere.toml", "no such file"],
    "--counted-statuses held,helt": ["--counted-statuses helt", "'held'", "'no_show'"],
    "--counted-channels foot": ["--counted-channels foot", "'office'"],
    "--support-threshold 0": ["--support-threshold 0", "at least 1"],
    "--working-days none": ["--working-days none", "must be a number"],
    "--working-days 0.001": ["--working-days 0.001", "at least 1"],
    "--working-days 400": ["--working-days 400", "at most 366"],
    "--workers-counted some": ["--workers-counted some", "'all' or 'qualified'"],
    "--id-scope europe": ["--id-scope europe", "'territory' or 'national'"],
    "--beneficiary-unit dog": ["--beneficiary-unit dog", "'household' or 'person'"],
    "--beneficiary-unit ville=person": ["--beneficiary-unit ville", "'caf' or 'departement'"],
    "--beneficiary-unit caf=household,person": ["--beneficiary-unit"],
    "--beneficiary-unit caf=person,caf=household": ["--beneficiary-unit", "one unit for each body"],
    "--rejects rejects.pdf": ["--rejects rejects.pdf", ".csv or .parquet"],
    "--rejects good.csv": ["--rejects good.csv", "file of the extract"],
    "-o good.csv": ["--output good.csv", "file of the extract"],
    "-o same.csv --rejects same.csv": ["--rejects same.csv", "--output"],
}


@pytest.mark.parametrize("options", OPTIONS)
def test_wrong_options(indicators: Run, options: str) -> None:
    before = {path: path.read_bytes() for path in Path().iterdir()}
    outcome = indicators(*options.split())
    assert (outcome.code, outcome.out) == (2, "")
    assert [word for word in OPTIONS[options] if word not in outcome.message] == []
    assert {path: path.read_bytes() for path in Path().iterdir()} == before


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["indicator", "good.csv"], "Did you mean 'indicators'"),
        (["indicators"], "Missing argument 'EXTRACT'"),
        (["prices", "--format", "xlsx"], "table, json"),
        (["references", "--format", "xlsx"], "table, json, csv"),
        (["prices", "--lang", "de"], "'en' or 'fr'"),
    ],
)
def test_wrong_commands(run: Run, arguments: list[str], words: str) -> None:
    outcome = run(*arguments)
    assert (outcome.code, outcome.out) == (2, "")
    assert words in outcome.message


@pytest.mark.parametrize(
    ("arguments", "name"),
    [
        (["indicators", ""], "EXTRACT"),
        (["indicators", "good.csv", ""], "EXTRACT"),
        (["indicators", "good.csv", "-o", ""], "--output"),
        (["indicators", "good.csv", "--rejects", ""], "--rejects"),
        (["indicators", "good.csv", "--manifest="], "--manifest"),
        (["indicators", "good.csv", "--config", ""], "--config"),
        (["baseline", "", "-o", "b.json"], "EXTRACT"),
        (["check", "", "--baseline", "b.json"], "EXTRACT"),
        (["check", "good.csv", "--baseline", ""], "--baseline"),
        (["check", "good.csv", "--report", ""], "--report"),
        (["replay", "", "--extract", "good.csv"], "MANIFEST"),
        (["replay", "m.json", "--extract", ""], "--extract"),
        (["compare", "", "good.csv"], "A"),
        (["compare", "good.csv", ""], "B"),
        (["explain", "no_show_rate", ""], "EXTRACT"),
        (["evidence", "no_show_rate", "", "-o", "rows.csv"], "EXTRACT"),
        (["sensitivity", ""], "[INDICATOR]... EXTRACT..."),
        (["coherence", ""], "EXTRACT"),
        (["inspect", ""], "EXTRACT"),
        (["validate", ""], "EXTRACT"),
        (["validate", "good.csv", "--control", ""], "--control"),
        (["convert", "", "-o", "converted"], "EXTRACT"),
        (["convert", "good.csv", "-o", ""], "--output"),
        (["summarise", "", "-o", "summary"], "EXTRACT"),
        (["merge", "", "good", "-o", "merged"], "SUMMARIES"),
        (["simulate", "-o", ""], "--output"),
        (["prices", "--prices", ""], "--prices"),
    ],
)
def test_an_empty_word_is_not_the_working_folder(run: Run, arguments: list[str], name: str) -> None:
    before = sorted(Path().iterdir())
    outcome = run(*arguments)
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.message == (f"accsocial: {name}: the value is empty. Leave it out, or fill it")
    assert sorted(Path().iterdir()) == before


def test_no_argument_at_all_shows_the_help(run: Run) -> None:
    outcome = run()
    assert outcome.code == 2
    assert "Usage:" in outcome.out + outcome.err


@pytest.mark.parametrize("command", [[], ["indicators"], ["prices"], ["references"]])
@pytest.mark.parametrize("flag", ["--help", "-h"])
def test_help_is_data(run: Run, command: list[str], flag: str) -> None:
    outcome = run(*command, flag)
    assert (outcome.code, outcome.err) == (0, "")
    assert "Usage:" in outcome.out


def test_no_command_is_cut_off(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    _, commands = run("--help").out.split("\nCommands:\n")
    assert "..." not in commands
    assert commands.rstrip().endswith("side by\n               side.")


def test_options_stand_under_headings(run: Run) -> None:
    printed = run("indicators", "--help").out
    reading, counting = printed.index("\nReading:"), printed.index("\nCounting rules:")
    assert reading < printed.index("--layout") < counting < printed.index("--working-days")


def test_no_thread_at_all() -> None:
    # Polars ends the process for it: only a process of its own can be asked.
    done = subprocess.run(
        [sys.executable, "-m", "accsocial", "indicators", "good.csv"],
        env={**os.environ, "POLARS_MAX_THREADS": "0"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("accsocial: POLARS_MAX_THREADS=0: one thread is the least")
