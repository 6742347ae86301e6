"""Ctrl-C, a reader that goes away, a full disk, a defect: a word at most, and nothing left."""

from __future__ import annotations

import hashlib
import os
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from command_line import COMMAND, DEAF, GOOD_ROWS, Run, interrupted, started

from accsocial.commands.exits import Interrupted, guarded
from accsocial.errors import DataRefused

Process = Callable[..., subprocess.CompletedProcess[bytes]]

SLOW_DISK = """
import os, sys, time
def fsync(descriptor):
    sys.stdout.write("writing"); sys.stdout.flush(); time.sleep(60)
os.fsync = fsync
"""
TOLD_WHEN_READING = """
import sys
from accsocial.records.table import Pass
tell = Pass._tell
def told(*arguments):
    sys.stdout.write("reading"); sys.stdout.flush(); tell(*arguments)
Pass._tell = told
"""


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


LINES = 400_000
"""Rows that take many times as long to read and count as Ctrl-C may take."""


@pytest.fixture(scope="module")
def long_extracts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One extract as text, as Parquet, and in a zip archive that has to be unpacked."""
    folder = tmp_path_factory.mktemp("long")
    header, row = GOOD_ROWS.splitlines(keepends=True)[:2]
    (folder / "rdv.csv").write_text(header + row * LINES, encoding="utf-8")
    pl.read_csv(folder / "rdv.csv").write_parquet(folder / "rdv.parquet")
    with zipfile.ZipFile(folder / "rdv.zip", "w", zipfile.ZIP_DEFLATED, compresslevel=1) as zipped:
        zipped.write(folder / "rdv.csv", "rdv.csv")
    return folder


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT to send")
@pytest.mark.parametrize("name", ["rdv.csv", "rdv.parquet", "rdv.zip"])
def test_ctrl_c_in_the_midst_of_a_long_reading(
    long_extracts: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    temporary = Path("temporary").absolute()
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    extract = str(long_extracts / name)
    process = started("indicators", extract, "-q", "-o", "out.json", before=TOLD_WHEN_READING)
    assert process.stdout is not None
    assert process.stdout.read(7) == b"reading"
    assert interrupted(process) == b"accsocial: interrupted; no result was written\n"
    assert list(temporary.iterdir()) == []
    assert not Path("out.json").exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT to send")
@pytest.mark.parametrize("name", ["rdv.csv", "rdv.parquet"])
def test_a_job_in_the_background_does_not_hear_ctrl_c(long_extracts: Path, name: str) -> None:
    extract = str(long_extracts / name)
    process = subprocess.Popen(
        [sys.executable, "-m", "accsocial", "indicators", extract, "-q", "-o", "out.json"],
        stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_IGN),  # noqa: PLW1509 - as a shell does
    )
    while process.poll() is None:
        process.send_signal(signal.SIGINT)
        time.sleep(0.01)
    _, err = process.communicate(timeout=30)
    assert (process.returncode, err) == (0, b"")
    assert Path("out.json").exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT to send")
def test_ctrl_c_before_anything_is_imported() -> None:
    waiting = """
import sys
class Slow:
    def find_spec(self, name, path=None, target=None):
        if name == "typer":
            sys.stdout.write("importing"); sys.stdout.flush()
            import time; time.sleep(60)
sys.meta_path.insert(0, Slow())
"""
    process = started("indicators", "good.csv", before=waiting)
    assert process.stdout is not None
    assert process.stdout.read(9) == b"importing"
    assert interrupted(process) == b"accsocial: interrupted; no result was written\n"


DEAF_COUNTING = (
    DEAF
    + """
import accsocial.summary
accsocial.summary.count = deaf
"""
)
DEAF_DISK = (
    DEAF
    + """
import os
os.fsync = deaf
"""
)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT to send")
@pytest.mark.parametrize("before", [DEAF_COUNTING, DEAF_DISK], ids=["counting", "writing"])
def test_ctrl_c_while_a_library_hears_nothing(before: str, temporary: Path) -> None:
    process = started("indicators", "rdv.zip", "-q", "-o", "out.json", before=before)
    assert process.stdout is not None
    assert process.stdout.read(7) == b"sorting"
    assert interrupted(process) == b"accsocial: interrupted; no result was written\n"
    assert list(temporary.iterdir()) == []
    assert sorted(path.name for path in Path().iterdir()) == ["good.csv", "rdv.zip", "temporary"]


SLOW_TO_END = """
import shutil, sys, time
import accsocial.summary
def slow(*_):
    sys.stdout.write("counting"); sys.stdout.flush()
    try:
        time.sleep(60)
    except KeyboardInterrupt:
        # Other threads are waited for. Meanwhile the time to end in the usual way is over.
        time.sleep(0.45)
        raise
accsocial.summary.count = slow
remove = shutil.rmtree
def remove_much(*arguments, **named):
    time.sleep(0.25)
    remove(*arguments, **named)
shutil.rmtree = remove_much
"""


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT to send")
def test_ctrl_c_is_answered_once(temporary: Path) -> None:
    process = started("indicators", "rdv.zip", "-q", "-o", "out.json", before=SLOW_TO_END)
    assert process.stdout is not None
    assert process.stdout.read(8) == b"counting"
    assert interrupted(process) == b"accsocial: interrupted; no result was written\n"
    assert list(temporary.iterdir()) == []


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


BYTES_OF_A_DISK = 4_000
"""What a disk that is nearly full still takes of one file."""

NO_ROOM = {
    "a file": (["indicators", "long.csv", "-o", "out.json"], 4, "out.json cannot be written: "),
    "a workbook": (["indicators", "long.csv", "-o", "out.xlsx"], 4, "out.xlsx cannot be written: "),
    "rejects": (
        ["indicators", "long.csv", "--rejects", "out.csv"],
        4,
        "out.csv cannot be written: File",
    ),
    "rejects in Parquet": (
        ["indicators", "long.csv", "--rejects", "out.parquet"],
        4,
        "out.parquet cannot be written: File",
    ),
    "simulate": (["simulate", "-o", "out", "--scale", "0.001"], 4, "out cannot be written: File"),
    "lines": (
        ["simulate", "-o", "out", "--scale", "0.001", "--format", "csv"],
        4,
        "out cannot be written: File",
    ),
    "evidence": (["evidence", "no_show_rate", "long.csv", "-o", "out.csv"], 4, "out.csv cannot be"),
    "convert": (["convert", "long.csv", "-o", "out"], 4, "out cannot be written: "),
    "summarise": (["summarise", "long.csv", "-o", "out"], 4, "out cannot be written: "),
    "stdin": (["indicators", "-"], 3, "TMPDIR to a folder with room"),
    "an archive": (["indicators", "long.zip"], 3, "no room to unpack it; set TMPDIR to a folder"),
    "sheets": (["indicators", "long.xlsx"], 3, "no room to unpack it; set TMPDIR to a folder"),
}
"""Every kind of file that is written: arguments, exit code, words of the message."""


@pytest.fixture(scope="module")
def long_enough(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Extracts whose copies and results are longer than what the disk takes."""
    folder = tmp_path_factory.mktemp("enough")
    header, *rows = GOOD_ROWS.splitlines(keepends=True)
    # No compression makes less of texts without a pattern.
    texts = (hashlib.sha512(bytes([number])).hexdigest() * 2 for number in range(40))
    rejected = "".join(f"caf,94,soon,held,b{text},w1\n" for text in texts)
    text = header + "".join(rows * 300) + rejected
    (folder / "long.csv").write_text(text, encoding="utf-8")
    frame = pl.read_csv(folder / "long.csv")
    frame.with_columns(site=pl.int_range(frame.height)).write_excel(folder / "long.xlsx")
    with zipfile.ZipFile(folder / "long.zip", "w", zipfile.ZIP_DEFLATED) as zipped:
        zipped.write(folder / "long.csv", "rdv.csv")
    return folder


@pytest.mark.skipif(os.name == "nt", reason="Windows sets no limit on files")
@pytest.mark.parametrize(("arguments", "code", "words"), NO_ROOM.values(), ids=NO_ROOM.keys())
def test_a_disk_that_fills_up(
    long_enough: Path,
    process: Process,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    code: int,
    words: str,
) -> None:
    import resource

    def limited() -> None:
        # The system refuses what is beyond: as a full disk does, in the midst of a file.
        resource.setrlimit(resource.RLIMIT_FSIZE, (BYTES_OF_A_DISK, BYTES_OF_A_DISK))

    temporary = Path("temporary").absolute()
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    named = [str(long_enough / a) if a.startswith("long.") else a for a in arguments]
    before = sorted(path.name for path in Path().iterdir())
    data = (long_enough / "long.csv").read_bytes() if "-" in arguments else b""
    done = process(*named, "--quiet", data=data, preexec_fn=limited)
    message = done.stderr.decode()
    assert (done.returncode, done.stdout) == (code, b"")
    assert message.startswith("accsocial: ")
    assert words in message
    assert message.count("\n") == 1
    assert str(long_enough) not in message
    assert list(temporary.iterdir()) == []
    assert sorted(path.name for path in Path().iterdir()) == before


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
        (RuntimeError("can't start new thread"), 3, ["not enough memory"]),
        (ImportError("x.so: failed to map segment from shared object"), 3, ["not enough memory"]),
        (OSError(5, "Input/output error", "/home/x/rdv.csv"), 3, ["rdv.csv: ", "Input/output"]),
        (
            FileNotFoundError(2, "No such file", "/home/x/rdv.csv"),
            3,
            ["rdv.csv: was there, and is"],
        ),
    ],
    ids=[
        "a defect",
        "a panic of polars",
        "no memory",
        "no thread",
        "no library",
        "a disk that fails",
        "a file that is gone",
    ],
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


INTERRUPTION = "interrupted; no result was written"


@pytest.mark.parametrize(
    ("error", "was_interrupted", "code", "message"),
    [
        (DataRefused("rdv.csv: is damaged"), False, 3, "rdv.csv: is damaged"),
        # What was broken off may fail in any way: that is not what happened.
        (DataRefused("rdv.csv: is damaged"), True, 130, INTERRUPTION),
        (MemoryError(), True, 130, INTERRUPTION),
        (ValueError(PERSONAL), True, 130, INTERRUPTION),
        # Nobody watches signals: Python alone has heard of it.
        (Interrupted(), False, 130, INTERRUPTION),
    ],
)
def test_what_fails_in_an_interrupted_run_was_interrupted(
    capsys: pytest.CaptureFixture[str],
    error: BaseException,
    was_interrupted: bool,
    code: int,
    message: str,
) -> None:
    def failing() -> None:
        raise error

    with pytest.raises(SystemExit) as end:
        guarded(failing, lambda: was_interrupted)
    assert (end.value.code, capsys.readouterr().err) == (code, f"accsocial: {message}\n")


def test_a_defect_can_be_looked_into(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def failing(*_: object, **__: object) -> None:
        raise ValueError(PERSONAL)

    monkeypatch.setattr("accsocial.commands.run.settings_for", failing)
    monkeypatch.setenv("ACCSOCIAL_DEBUG", "1")
    with pytest.raises(ValueError, match="ZZDURAND"):
        run("indicators", "good.csv")


def test_without_memory_for_french_it_is_told_in_english(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(*_: object, **__: object) -> None:
        raise MemoryError

    monkeypatch.setenv("LANG", "fr_FR.UTF-8")
    monkeypatch.setattr("accsocial.commands.run.settings_for", failing)
    assert "pas assez de mémoire" in run("indicators", "good.csv").message
    monkeypatch.setattr("accsocial.output.refusals.refusal_text", failing)
    assert "not enough memory" in run("indicators", "good.csv").message
