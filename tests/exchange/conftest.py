"""No settings, an English locale, 80 columns."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def _plain(plain_surroundings: Path) -> Path:
    """Every test here starts so."""
    return plain_surroundings
