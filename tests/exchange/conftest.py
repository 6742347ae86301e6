"""No settings, an English locale, 80 columns; the random extracts of tests/figures at hand."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

FIGURES = str(Path(__file__).parents[1] / "figures")

if FIGURES not in sys.path:
    sys.path.append(FIGURES)


@pytest.fixture(autouse=True)
def _plain_surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in os.environ:
        if name.startswith("ACCSOCIAL_"):
            monkeypatch.delenv(name)
    for name in ("LC_ALL", "LC_MESSAGES", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.chdir(tmp_path)
