"""The day of the extraction: what is dated later is warned about, by every command that reads."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import Run

LATER = "dated after the day of extraction (1)"

COMMANDS = {
    "indicators good.csv": LATER,
    "convert good.csv -o folder": LATER,
    "validate good.csv": "1  dated after the day of extraction (date_after_extraction)",
    "inspect good.csv --format json": '"date_after_extraction": 1',
}
"""Command -> how it tells that one row is dated later."""


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize(("day", "told"), [("2022-03-01", True), ("2022-03-02", False)])
def test_every_reading_command_knows_the_day(
    run: Run, command: str, day: str, *, told: bool
) -> None:
    outcome = run(*command.split(), "--extracted-on", day)
    assert outcome.code == 0
    assert (COMMANDS[command] in outcome.out + outcome.err) == told


def test_the_day_is_a_setting(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("accsocial.toml").write_text("extracted_on = 2022-03-01\n", encoding="utf-8")
    assert LATER in run("indicators", "good.csv").err
    monkeypatch.setenv("ACCSOCIAL_EXTRACTED_ON", "2022-03-02")
    assert LATER not in run("indicators", "good.csv").err
    assert LATER in run("indicators", "good.csv", "--extracted-on", "2022-03-01").err
