"""What the tests of several folders start from."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import settings

# Another program at work makes no test fail: times are not what these are about.
settings.register_profile("accsocial", deadline=None)
settings.load_profile("accsocial")

_OF_THE_USER = ("LC_ALL", "LC_MESSAGES", "COLUMNS", "GITHUB_STEP_SUMMARY")


@pytest.fixture
def plain_surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder (returned), no settings, an English locale, 80 columns."""
    for name in (*_OF_THE_USER, *(n for n in os.environ if n.startswith("ACCSOCIAL_"))):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path
