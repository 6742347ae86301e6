"""Several files of one run, one of them with text of persons: all of them are written, or none."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
from pathlib import Path

import pytest
from command_line import COMMAND, GOOD_ROWS, Run, interrupted, started

REJECTED = "caf,94,soon,held,b3,w1\n"
ALL = ("--rejects", "r.csv", "-o", "out.json", "--manifest", "m.json")
FEW = ("--max-rejected", "0.5", "-q")
AT_THE_LAST_FILE = """
import os, sys, time
calls, fsync = [], os.fsync
def at_last(descriptor):
    calls.append(descriptor)
    if len(calls) == 3:
        sys.stdout.write("writing"); sys.stdout.flush(); time.sleep(60)
    fsync(descriptor)
os.fsync = at_last
"""


@pytest.fixture(autouse=True)
def _rejected(_plain: None) -> None:
    Path("rdv.csv").write_text(GOOD_ROWS + REJECTED, encoding="utf-8")


def names() -> list[str]:
    return sorted(path.name for path in Path().iterdir())


def test_all_are_written(run: Run) -> None:
    assert run("indicators", "rdv.csv", *ALL, *FEW).code == 0
    assert names() == ["good.csv", "m.json", "out.json", "r.csv", "rdv.csv"]
    told = json.loads(Path("m.json").read_text(encoding="utf-8"))["output"]
    assert told["sha256"] == hashlib.sha256(Path("out.json").read_bytes()).hexdigest()


@pytest.mark.parametrize(
    ("command", "refused"),
    [
        (["indicators", "-o", "out.json", "--manifest", "nowhere/m.json"], "nowhere/m.json"),
        (["indicators", "-o", "nowhere/out.json", "--manifest", "m.json"], "nowhere/out.json"),
        (["baseline", "-o", "nowhere/b.json"], "nowhere/b.json"),
    ],
    ids=["manifest", "output", "baseline"],
)
def test_one_that_cannot_be_written_leaves_none(run: Run, command: list[str], refused: str) -> None:
    Path("out.json").write_text("before", encoding="utf-8")
    before = names()
    outcome = run(*command, "rdv.csv", "--rejects", "r.csv", *FEW)
    assert outcome.code == 4
    assert refused in outcome.message
    assert names() == before
    assert Path("out.json").read_text(encoding="utf-8") == "before"


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT to send")
def test_ctrl_c_at_the_last_file_leaves_none() -> None:
    Path("out.json").write_text("before", encoding="utf-8")
    before = names()
    process = started("indicators", "rdv.csv", *ALL, *FEW, before=AT_THE_LAST_FILE)
    assert process.stdout is not None
    assert process.stdout.read(7) == b"writing"
    assert interrupted(process) == b"accsocial: interrupted; no result was written\n"
    assert names() == before
    assert Path("out.json").read_text(encoding="utf-8") == "before"


def test_refused_data_leave_the_rejected_rows(run: Run) -> None:
    assert run("indicators", "rdv.csv", *ALL, "-q").code == 3
    assert names() == ["good.csv", "r.csv", "rdv.csv"]


def test_a_reader_that_goes_away_leaves_the_rejected_rows() -> None:
    process = subprocess.Popen(
        [*COMMAND, "indicators", "rdv.csv", "--rejects", "r.csv", *FEW],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    process.stdout.close()
    assert process.wait(timeout=60) == 0
    assert names() == ["good.csv", "r.csv", "rdv.csv"]
    assert process.stderr is not None
    process.stderr.close()
