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
        ["convert", "extract", "-o", "converted"],
        ["inspect", "extract"],
        ["validate", "extract"],
        ["compare", "extract", "extract"],
    ],
    ids=lambda command: command[0],
)
def test_the_file_and_its_settings_are_told_once(err: Err, command: list[str]) -> None:
    lines = err(*command)
    assert lines[0] == TOLD
    assert lines.count(TOLD) == 1
    assert [line for line in lines if "not read" in line] == []


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
