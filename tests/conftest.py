"""What the tests of several folders start from."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings

from accsocial.errors import AccsocialError
from accsocial.output.refusals import in_french

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


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call() -> Iterator[None]:
    """Whatever a test is about: what is refused in it has its French."""
    refused: list[AccsocialError] = []

    def noted(error: AccsocialError, *arguments: object) -> None:
        Exception.__init__(error, *arguments)
        refused.append(error)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(AccsocialError, "__init__", noted)
        yield
    # What failed as it was asked to (exit code 1) is said in the words of its report.
    messages = {str(error) for error in refused if error.exit_code != AccsocialError.exit_code}
    unsaid = {message for message in messages if in_french(message) is None}
    assert not unsaid, "write the French of these into a file of output/refusals"
