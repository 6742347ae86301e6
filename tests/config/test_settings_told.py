"""Settings that came with the data change figures: which ones, and from where, is told."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from accsocial.cli import main

ROWS = """body,territory,date,status,beneficiary_id,worker_id
caf,94,2022-03-01,held,b1,w1
caf,94,2022-03-02,no_show,b1,w1
"""
RULE = '[rules]\ncounted_statuses = ["held", "no_show"]\n'
TOLD = "settings of accsocial.toml: counted_statuses = held, no_show"

Err = Callable[..., list[str]]


@pytest.fixture(autouse=True)
def extract(plain_surroundings: Path) -> Path:
    folder = plain_surroundings / "extract"
    folder.mkdir()
    (folder / "rdv.csv").write_text(ROWS, encoding="utf-8")
    (folder / "accsocial.toml").write_text(RULE, encoding="utf-8")
    return folder


@pytest.fixture
def err(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Err:
    """The lines of stderr of a command that succeeds."""

    def err(*arguments: str) -> list[str]:
        monkeypatch.setattr(sys, "argv", ["accsocial", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        assert ended.value.code in (None, 0)
        return capfd.readouterr().err.splitlines()

    return err


@pytest.mark.parametrize(
    "command",
    [
        ["indicators", "extract"],
        ["baseline", "extract", "-o", "b.json"],
        ["explain", "no_show_rate", "extract"],
        ["evidence", "no_show_rate", "extract", "-o", "rows.csv"],
        ["sensitivity", "no_show_rate", "extract"],
        ["coherence", "extract"],
        ["summarise", "extract", "-o", "summary"],
        ["compare", "extract", "extract"],
    ],
    ids=lambda command: command[0],
)
def test_the_file_and_its_settings_are_told_once(err: Err, command: list[str]) -> None:
    lines = err(*command)
    assert lines[0] == TOLD
    assert lines.count(TOLD) == 1
    assert [line for line in lines if "not read" in line] == []


EVERY = """by = "territory"
only = ["no_show_rate"]
year = 2022
base_year = 2022
max_rejected = 0.1
memory_limit = "1GB"
[rules]
working_days = 200
id_scope = "territory"
"""
FIGURES = "results.json"


@pytest.mark.parametrize(
    ("command", "used"),
    [
        (["indicators"], "by only year base_year max_rejected memory_limit working_days id_scope"),
        (["sensitivity"], "by only year base_year max_rejected memory_limit working_days id_scope"),
        (["coherence"], "by year max_rejected memory_limit working_days id_scope"),
        (["explain", "no_show_rate"], "base_year max_rejected memory_limit working_days id_scope"),
        (
            ["evidence", "no_show_rate", "-o", "rows.csv"],
            "base_year max_rejected memory_limit working_days id_scope",
        ),
        (["summarise", "-o", "summary"], "by max_rejected memory_limit working_days id_scope"),
        (["convert", "-o", "converted"], "max_rejected memory_limit"),
        (["validate"], "max_rejected"),
        (["inspect"], "id_scope"),
        (["compare", FIGURES, "--config", "extract/accsocial.toml", FIGURES], "only year"),
    ],
    ids=lambda each: each[0] if isinstance(each, list) else "",
)
def test_what_a_command_does_not_use_is_not_told(
    err: Err, extract: Path, command: list[str], used: str
) -> None:
    err("indicators", "extract", "-o", FIGURES)
    (extract / "accsocial.toml").write_text(EVERY, encoding="utf-8")
    what = [] if FIGURES in command else ["extract"]
    told = err(*command, *what)[0].removeprefix("settings of accsocial.toml: ")
    assert [part.split(" = ")[0] for part in told.split("; ")] == used.split()


def test_an_extract_beside_results_uses_the_whole_file(err: Err) -> None:
    err("indicators", "extract", "-o", FIGURES)
    config = ("--config", "extract/accsocial.toml")
    lines = err("compare", FIGURES, "extract", *config)
    assert (lines[0], lines.count(TOLD)) == (TOLD, 1)


def test_quiet_says_nothing(err: Err) -> None:
    assert err("indicators", "extract", "--quiet") == []


def test_in_french(err: Err) -> None:
    french = "réglages de accsocial.toml : counted_statuses = held, no_show"
    assert err("indicators", "extract", "--lang", "fr")[0] == french


def test_a_setting_that_something_else_overrides_was_not_taken(
    err: Err, extract: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ACCSOCIAL_WORKING_DAYS", "200")
    text = f'year = 2022\nonly = ["no_show_rate"]\n{RULE}working_days = 210\n'
    (extract / "accsocial.toml").write_text(text, encoding="utf-8")
    lines = err("indicators", "extract", "--counted-statuses", "held")
    assert lines[0] == "settings of accsocial.toml: only = no_show_rate; year = 2022"


def test_a_file_is_named_without_its_folders(err: Err, extract: Path) -> None:
    (extract / "mine.toml").write_text("year = 2022\n", encoding="utf-8")
    lines = err("indicators", "extract", "--config", "extract/mine.toml")
    assert lines[0] == "settings of mine.toml: year = 2022"
    # The other one was not applied.
    assert lines[-1] == "not read: accsocial.toml"


def test_a_file_without_a_setting_that_holds_is_no_news(err: Err, extract: Path) -> None:
    (extract / "accsocial.toml").write_text("[expect]\nmin_months = 1\n", encoding="utf-8")
    lines = err("indicators", "extract")
    assert [line for line in lines if "accsocial.toml" in line] == []


def test_a_refusal_does_not_call_it_unread(
    extract: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    (extract / "rdv.csv").unlink()
    for command in ("indicators", "inspect"):
        monkeypatch.setattr(sys, "argv", ["accsocial", command, "extract"])
        with pytest.raises(SystemExit, match="3"):
            main()
        assert "not read" not in capfd.readouterr().err
