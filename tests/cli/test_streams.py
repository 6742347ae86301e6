"""stdin, stdout and stderr: data on stdout alone, talk on stderr, `-` for both ends."""

from __future__ import annotations

import json
import os
import subprocess
import threading
from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from command_line import GOOD_ROWS, Run

Process = Callable[..., subprocess.CompletedProcess[bytes]]

SIGNATURES = {
    "json": b"[\n",
    "jsonl": b'{"indicator"',
    "csv": b"indicator,body,year,value",
    "parquet": b"PAR1",
    "xlsx": b"PK\x03\x04",
    "md": b"#",
    "table": b"Caf\n",
}


@pytest.mark.parametrize("name", SIGNATURES)
def test_stdout_carries_the_format_alone(process: Process, run: Run, name: str) -> None:
    done = process("indicators", "good.csv", "--format", name)
    assert done.returncode == 0
    assert done.stdout.startswith(SIGNATURES[name])
    assert done.stderr.startswith(b"good.csv: appointments (canonical), 3 rows: 3 accepted")
    if name != "table":
        assert run("indicators", "good.csv", "-o", f"file.{name}").code == 0
        assert Path(f"file.{name}").read_bytes() == done.stdout


@pytest.mark.parametrize(
    "words", ["indicators good.csv", "coherence good.csv", "coherence --published"]
)
def test_no_columns_say_nothing_of_the_width(
    process: Process, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    usual = process(*words.split())
    monkeypatch.setenv("COLUMNS", "0")
    assert process(*words.split()).stdout == usual.stdout != b""


def as_parquet(text: str) -> bytes:
    pl.read_csv(text.encode(), infer_schema=False).write_parquet("extract.parquet")
    content = Path("extract.parquet").read_bytes()
    Path("extract.parquet").unlink()
    return content


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_stdin_is_an_extract(
    process: Process, run: Run, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.setenv("TMPDIR", str(Path("temporary").absolute()))
    Path("temporary").mkdir()
    data = GOOD_ROWS.encode() if kind == "csv" else as_parquet(GOOD_ROWS)
    done = process("indicators", "-", "--format", "json", "--quiet", data=data)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode() == run("indicators", "good.csv", "--format", "json").out
    assert list(Path("temporary").iterdir()) == []


@pytest.mark.parametrize(
    ("command", "rows"),
    [
        ("indicators", GOOD_ROWS),
        # It looks at the files again, and once more if one of them cannot be read.
        ("inspect", GOOD_ROWS),
        ("inspect", GOOD_ROWS.replace("status", "column")),
    ],
)
def test_a_pipe_is_an_extract(run: Run, command: str, rows: str) -> None:
    os.mkfifo("pipe.csv")
    writer = threading.Thread(target=Path("pipe.csv").write_text, args=(rows,), daemon=True)
    writer.start()
    outcome = run(command, "pipe.csv", "good.csv")
    assert outcome.code == 0
    assert "pipe.csv" in outcome.out + outcome.err
    writer.join()


@pytest.mark.parametrize("option", ["--layout", "--config", "--prices"])
def test_what_is_read_twice_is_no_pipe(indicators: Run, option: str) -> None:
    os.mkfifo("pipe")
    outcome = indicators(option, "pipe")
    assert (outcome.code, outcome.out) == (2, "")
    assert "pipe" in outcome.message
    assert outcome.message.endswith("is a pipe, and is read twice. Name a file")


def test_an_empty_stdin_is_an_empty_extract(process: Process) -> None:
    done = process("indicators", "-")
    assert (done.returncode, done.stdout) == (3, b"")
    assert b"empty" in done.stderr


def test_stdin_can_be_read_once(run: Run) -> None:
    outcome = run("indicators", "-", "-")
    assert (outcome.code, outcome.out) == (2, "")
    assert "Give - once" in outcome.message


@pytest.mark.parametrize("name", ["stdin", "stdout"])
def test_a_closed_stream_is_said(run: Run, monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    monkeypatch.setattr(f"sys.{name}", None)
    outcome = run("indicators", "-" if name == "stdin" else "good.csv", "--quiet")
    assert outcome.code == {"stdin": 2, "stdout": 4}[name]
    assert f"standard {name.removeprefix('std')}put is closed" in outcome.message


def test_stdin_that_cannot_be_kept(
    run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("accsocial.records.files.stdin.tempfile.TemporaryDirectory", full)
    with (tmp_path / "good.csv").open(encoding="utf-8") as stream:
        monkeypatch.setattr("sys.stdin", stream)
        outcome = run("indicators", "-")
    assert (outcome.code, outcome.out) == (3, "")
    assert "No space left on device" in outcome.message
    assert "TMPDIR" in outcome.message


def test_quiet_leaves_stderr_to_errors(run: Run) -> None:
    assert run("indicators", "good.csv", "--quiet").err == ""
    assert run("indicators", "good.csv").err != ""
    assert run("indicators", "nowhere.csv", "--quiet").message != ""


@pytest.mark.parametrize("encoding", ["ascii", "latin-1"])
def test_an_old_terminal_gets_what_it_can_show(
    process: Process, monkeypatch: pytest.MonkeyPatch, encoding: str
) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", encoding)
    for command in (["indicators", "good.csv", "--lang", "fr"], ["references", "--lang", "fr"]):
        done = process(*command)
        assert done.returncode == 0, done.stderr
        assert done.stdout.decode(encoding)


def test_machine_formats_are_utf8_whatever_the_terminal_is(
    process: Process, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONIOENCODING", "ascii")
    done = process("references", "--format", "json")
    wordings = [figure["wording_fr"] for figure in json.loads(done.stdout.decode("utf-8"))]
    assert any("é" in wording for wording in wordings)


@pytest.mark.parametrize(
    ("variables", "options", "french"),
    [
        ({"LANG": "C.UTF-8"}, [], False),
        ({"LANG": "fr_FR.UTF-8"}, [], True),
        ({"LANG": "fr_FR.UTF-8", "LC_ALL": "en_US.UTF-8"}, [], False),
        ({"LANG": "C.UTF-8", "ACCSOCIAL_LANG": "fr"}, [], True),
        ({"LANG": "fr_FR.UTF-8", "ACCSOCIAL_LANG": "en"}, [], False),
        ({"LANG": "fr_FR.UTF-8", "ACCSOCIAL_LANG": "fr"}, ["--lang", "en"], False),
        ({"LANG": "C.UTF-8", "ACCSOCIAL_LANG": "en"}, ["--lang", "fr"], True),
    ],
)
def test_the_language(
    run: Run,
    monkeypatch: pytest.MonkeyPatch,
    variables: dict[str, str],
    options: list[str],
    french: bool,
) -> None:
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    outcome = run("indicators", "good.csv", *options)
    assert ("Rendez-vous par" in outcome.out) == french
    assert ("lignes" in outcome.err) == french
