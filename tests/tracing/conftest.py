"""No settings, an English locale, 80 columns."""

from __future__ import annotations

from pathlib import Path

import pytest
from traced import Command


@pytest.fixture(autouse=True)
def _plain(plain_surroundings: Path) -> Path:
    """Every test here starts so."""
    return plain_surroundings


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    """The command line in this process."""
    return Command(capfd, monkeypatch)
