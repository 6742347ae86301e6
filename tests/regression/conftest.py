"""A folder with the extract and its baseline, no settings, an English locale."""

from __future__ import annotations

from pathlib import Path

import pytest
from regressed import Runner, extract


@pytest.fixture(autouse=True)
def _plain(plain_surroundings: Path) -> Path:
    """Every test here starts so."""
    return plain_surroundings


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Runner:
    return Runner(capfd)


@pytest.fixture(autouse=True)
def kept(plain_surroundings: Path, run: Runner) -> Path:
    """The extract, of which baseline.json was made."""
    folder = extract(plain_surroundings / "extract")
    assert run("baseline", "extract", "-o", "baseline.json").code == 0
    return folder
