"""Ctrl-C, a reader that goes away, a full disk, a defect: a word at most, and nothing left."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from command_line import COMMAND, Run

Process = Callable[..., subprocess.CompletedProcess[bytes]]

# A shell that starts a test run in the background makes its children deaf to Ctrl-C.
LISTENING = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
SLOW_DISK = """
import os, sys, time
def fsync(descriptor):
    sys.stdout.write("writing"); sys.stdout.flush(); time.sleep(60)
os.fsync = fsync
"""
CALL = "from accsocial.cli import main; main()"


def started(*arguments: str, before: str = "") -> subprocess.Popen[bytes]:
    code = "\n".join([LISTENING, before, CALL])
    return subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def interrupted(process: subprocess.Popen[bytes]) -> bytes:
    """Stderr after Ctrl-C, which ends the process within a second."""
    process.send_signal(signal.SIGINT)
    begin = time.monotonic()
    _, err = process.communicate(timeout=30)
    assert time.monotonic() - begin < 1
    assert process.returncode == 130
    return err


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT to send")
def test_ctrl_c_while_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    temporary = Path("temporary").absolute()
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    process = started("indicators", "-", "-o", "figures.json")
    assert process.stdin is not None
    process.stdin.write(b"body,territory,date,status\n")
    process.stdin.flush()
    deadline = time.monotonic() + 30
    while not list(temporary.rglob("stdin*")) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert list(temporary.iterdir()) != []
    assert interrupted(process) == b"accsocial: interrupted; no result was written\n"
    assert list(temporary.iterdir()) == []
    assert not Path("figures.json").exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT to send")
def test_ctrl_c_while_writing() -> None:
    Path("figures.json").write_text("before", encoding="utf-8")
    process = started("indicators", "good.csv", "-q", "-o", "figures.json", before=SLOW_DISK)
    assert process.stdout is not None
    assert process.stdout.read(7) == b"writing"
    assert interrupted(process) == b"accsocial: interrupted; no result was written\n"
    assert {path.name: path.read_text(encoding="utf-8") for path in Path().glob("*.json")} == {
        "figures.json": "before"
    }
    assert sorted(path.name for path in Path().iterdir()) == ["figures.json", "good.csv"]


@pytest.mark.parametrize(
    "arguments",
    [
        ["indicators", "good.csv"],
        ["indicators", "good.csv", "--format", "json"],
        ["indicators", "good.csv", "--format", "xlsx"],
        ["references"],
        ["references", "--format", "json"],
        ["prices"],
        ["--help"],
        ["indicators", "--help"],
    ],
    ids=" ".join,
)
def test_a_reader_that_goes_away_is_no_failure(arguments: list[str]) -> None:
    process = subprocess.Popen(
        [*COMMAND, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    talk = process.stderr.read().decode()
    process.stderr.close()
    assert process.wait(timeout=30) == 0
    assert [line for line in talk.splitlines() if not line.startswith("good.csv: ")] == []


def test_nobody_reads_stderr_either() -> None:
    process = subprocess.Popen(
        [*COMMAND, "indicators", "good.csv"], stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    assert process.stdout is not None
    process.stdout.close()
    assert process.wait(timeout=30) == 0


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
@pytest.mark.parametrize(
    "arguments",
    [
        ["indicators", "good.csv", "--quiet"],
        ["indicators", "good.csv", "--quiet", "--format", "parquet"],
        ["references"],
        ["prices", "--format", "json"],
        ["indicators", "--help"],
        ["--version"],
    ],
    ids=" ".join,
)
def test_a_full_disk_behind_stdout(process: Process, arguments: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = process(*arguments, stdout=full)
    assert done.returncode == 4
    message = done.stderr.decode()
    assert message.startswith("accsocial: standard output cannot be written: No space left")
    assert message.count("\n") == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no /dev/full")
def test_talk_that_cannot_be_written_does_not_stop_the_figures(process: Process) -> None:
    with Path("/dev/full").open("wb") as full:
        done = process("indicators", "good.csv", stderr=full)
        assert (done.returncode, done.stdout[:4]) == (0, b"Caf\n")
        assert process("indicators", "nowhere.csv", stderr=full).returncode == 2


PERSONAL = "Odile ZZDURAND 7654321"


@pytest.mark.parametrize(
    ("error", "code", "words"),
    [
        (
            ValueError(PERSONAL),
            70,
            ["defect", "ValueError in accsocial.commands.run.run_indicators", "report"],
        ),
        (type("PanicException", (BaseException,), {})(PERSONAL), 70, ["PanicException"]),
        (MemoryError(PERSONAL), 3, ["not enough memory"]),
        (OSError(5, "Input/output error", "/home/x/rdv.csv"), 3, ["rdv.csv: ", "Input/output"]),
    ],
    ids=["a defect", "a panic of polars", "no memory", "a disk that fails"],
)
def test_an_end_that_nobody_foresaw(
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
    error: BaseException,
    code: int,
    words: list[str],
) -> None:
    def failing(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr("accsocial.commands.run.settings_for", failing)
    outcome = run("indicators", "good.csv")
    assert (outcome.code, outcome.out) == (code, "")
    assert [word for word in words if word not in outcome.message] == []
    assert "ZZDURAND" not in outcome.err
    assert "7654321" not in outcome.err
    assert "/home" not in outcome.err


def test_a_defect_can_be_looked_into(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_: object, **__: object) -> None:
        raise ValueError(PERSONAL)

    monkeypatch.setattr("accsocial.commands.run.settings_for", failing)
    monkeypatch.setenv("ACCSOCIAL_DEBUG", "1")
    with pytest.raises(ValueError, match="ZZDURAND"):
        run("indicators", "good.csv")
