"""Where every test of the command line starts, and the ways to call it."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from command_line import COMMAND, GOOD_ROWS, Outcome, Run

import accsocial
from accsocial.cli import main

SOURCE = str(Path(accsocial.__file__).resolve().parents[1])


@pytest.fixture(autouse=True)
def _plain(plain_surroundings: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Every test here starts so, with one good extract."""
    # Processes test the package that this one tests, from whatever folder.
    monkeypatch.setenv("PYTHONPATH", SOURCE)
    (plain_surroundings / "good.csv").write_text(GOOD_ROWS, encoding="utf-8")


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    """Runs the command line in this process."""

    def run(*arguments: str) -> Outcome:
        monkeypatch.setattr(sys, "argv", ["accsocial", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capfd.readouterr()
        code = ended.value.code
        assert code is None or isinstance(code, int)
        return Outcome(code or 0, out, err)

    return run


@pytest.fixture
def indicators(run: Run) -> Run:
    """Runs `accsocial indicators` on the good extract, with options."""
    return lambda *options: run("indicators", "good.csv", "--quiet", *options)


@pytest.fixture
def process() -> Callable[..., subprocess.CompletedProcess[bytes]]:
    """Runs the command line in a process of its own, for what only a process has."""

    def process(
        *arguments: str, data: bytes = b"", **streams: object
    ) -> subprocess.CompletedProcess[bytes]:
        settled = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "timeout": 60, **streams}
        return subprocess.run([*COMMAND, *arguments], input=data, check=False, **settled)  # type: ignore[call-overload,no-any-return]  # keywords of the caller

    return process


@pytest.fixture
def temporary(monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder for temporary files; beside it is an archive, which has to be unpacked there."""
    folder = Path("temporary").absolute()
    folder.mkdir()
    monkeypatch.setenv("TMPDIR", str(folder))
    with zipfile.ZipFile("rdv.zip", "w") as zipped:
        zipped.write("good.csv", "rdv.csv")
    return folder
