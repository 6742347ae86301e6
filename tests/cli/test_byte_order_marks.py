"""TOML files that an editor of Windows saved: a byte order mark is no part of the text."""

from __future__ import annotations

from pathlib import Path

import pytest
from command_line import GOOD_ROWS, Run

LAYOUT = """name = "mine"
[appointments.columns]
date = ["Jour"]
status = ["status"]
beneficiary_id = ["beneficiary_id"]
worker_id = ["worker_id"]
body = ["body"]
territory = ["territory"]
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_a_layout(run: Run, encoding: str) -> None:
    Path("rdv.csv").write_text(GOOD_ROWS.replace("date", "Jour"), encoding="utf-8")
    Path("mine.toml").write_text(LAYOUT, encoding=encoding)
    outcome = run("indicators", "rdv.csv", "--layout", "mine.toml")
    assert outcome.code == 0
    assert "rdv.csv: appointments (mine), 3 rows: 3 accepted" in outcome.err


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
def test_a_slip(run: Run, encoding: str) -> None:
    Path("slip.toml").write_text("[tables.appointments]\nrows = 3\n", encoding=encoding)
    assert run("validate", "good.csv", "--control", "slip.toml").code == 0
