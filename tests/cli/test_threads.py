"""A small extract is worked on by one thread of Polars, unless the user says otherwise."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from accsocial.commands.threads import SMALL, SMALL_FILE

HOW_MANY = """
import atexit, os, sys
sys.argv[0] = "accsocial"
from accsocial.__main__ import start

@atexit.register
def told():
    threads = sys.modules["polars"].thread_pool_size()
    print(os.environ.get("POLARS_MAX_THREADS"), threads, file=sys.stderr)

start()
"""

HEADER = "body;territory;date;status\n"
ROW = "caf;94;2022-03-01;held\n"


def threads(*words: str, asked: str | None = None) -> list[str]:
    """What Polars is told, and how many threads it has then, when a command has done its work."""
    environment = {k: v for k, v in os.environ.items() if k != "POLARS_MAX_THREADS"}
    done = subprocess.run(
        [sys.executable, "-c", HOW_MANY, *words, "--quiet"],
        env=environment if asked is None else {**environment, "POLARS_MAX_THREADS": asked},
        input=HEADER + ROW,
        capture_output=True,
        text=True,
        check=True,
    )
    return done.stderr.split()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one small file, `rdv.csv`."""
    made = tmp_path / "extract"
    made.mkdir()
    (made / "rdv.csv").write_text(HEADER + ROW)
    return made


def test_one_for_small_files(folder: Path) -> None:
    (folder / "rdv_2.csv").write_text(HEADER + ROW.replace("held", "no_show"))
    assert threads("indicators", str(folder)) == ["1", "1"]
    assert threads("validate", str(folder / "rdv.csv")) == ["1", "1"]


def test_one_for_many_small_files(folder: Path) -> None:
    line = ROW.encode()
    rows = HEADER.encode() + line * ((SMALL_FILE - len(HEADER)) // len(line))
    for number in range(SMALL // len(rows) + 1):
        (folder / f"rdv_{number}.csv").write_bytes(rows)
    assert sum(file.stat().st_size for file in folder.iterdir()) > SMALL
    assert threads("indicators", str(folder)) == ["1", "1"]
    # A large one among them is worth as many as there are.
    for number in range(2 * SMALL // len(rows)):
        (folder / f"rdv_of_{number}.csv").write_bytes(HEADER.encode())
    (folder / "rdv.csv").write_bytes(HEADER.encode() + line * (SMALL // len(line) + 1))
    assert threads("indicators", str(folder))[0] == "None"


def test_the_users_word_counts(folder: Path) -> None:
    assert threads("indicators", str(folder), asked="3") == ["3", "3"]


def test_as_many_as_there_are_for_large_files(folder: Path) -> None:
    line = ROW.encode()
    (folder / "rdv.csv").write_bytes(HEADER.encode() + line * (SMALL // len(line) + 1))
    assert threads("indicators", str(folder))[0] == "None"


def test_as_many_as_there_are_if_the_size_is_not_known(folder: Path) -> None:
    assert threads("indicators", "-")[0] == "None"
    (folder / "2022").mkdir()
    (folder / "rdv.csv").rename(folder / "2022" / "rdv.csv")
    assert threads("indicators", str(folder))[0] == "None"
