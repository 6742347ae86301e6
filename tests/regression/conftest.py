"""A folder with the extract and its baseline, no settings, an English locale."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from regressed import Runner, extract


@pytest.fixture(autouse=True)
def _plain_surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in os.environ:
        if name.startswith("ACCSOCIAL_"):
            monkeypatch.delenv(name)
    for name in ("LC_ALL", "LC_MESSAGES", "COLUMNS", "GITHUB_STEP_SUMMARY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str]) -> Runner:
    return Runner(capfd)


@pytest.fixture(autouse=True)
def kept(tmp_path: Path, run: Runner, _plain_surroundings: None) -> Path:
    """The extract, of which baseline.json was made."""
    folder = extract(tmp_path / "extract")
    assert run("baseline", "extract", "-o", "baseline.json").code == 0
    return folder
