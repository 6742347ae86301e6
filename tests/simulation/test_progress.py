"""Progress of a simulation on a terminal, and nowhere else."""

from __future__ import annotations

import io
from contextlib import redirect_stderr

import pytest

from accsocial.output import progress


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Terminal:
    monkeypatch.setattr(progress, "PATIENCE", 0.0)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("CI", raising=False)
    return Terminal()


def tell(terminal: Terminal, *, quiet: bool = False) -> None:
    # pytest gives each test its own stderr: it is replaced here, not in the fixture.
    with redirect_stderr(terminal), progress.making(200, "en", quiet=quiet) as listener:
        listener("appointments_2022.csv", 1050, 100)


def test_a_terminal_shows_rows_and_share(terminal: Terminal) -> None:
    tell(terminal)
    assert "appointments_2022.csv  1,050 rows" in terminal.getvalue()
    assert "50%" in terminal.getvalue()


def test_nothing_is_shown_if_asked_or_in_the_first_second(
    terminal: Terminal, monkeypatch: pytest.MonkeyPatch
) -> None:
    tell(terminal, quiet=True)
    monkeypatch.setattr(progress, "PATIENCE", 60.0)
    tell(terminal)
    monkeypatch.setenv("CI", "true")
    monkeypatch.setattr(progress, "PATIENCE", 0.0)
    tell(terminal)
    assert terminal.getvalue() == ""
