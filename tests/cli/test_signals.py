"""Signals that ask the process to end: each is answered once, in words, and nothing is left."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest
from command_line import DEAF, interrupted, started

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows has no signals to send")

WORDS = b"accsocial: interrupted; no result was written\n"

SLOW_LEAVE = """
import atexit, os, time
def slow():
    os.write(1, b"leaving"); time.sleep(0.3)
atexit.register(slow)
"""


def test_ctrl_c_when_all_is_done_changes_nothing() -> None:
    process = started("indicators", "good.csv", "-q", "-o", "out.json", before=SLOW_LEAVE)
    assert process.stdout is not None
    assert process.stdout.read(7) == b"leaving"
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert (process.returncode, err) == (0, b"")


def test_ctrl_c_between_two_steps_of_the_end() -> None:
    between = """
import os, signal
import accsocial.commands.interrupting as interrupting
leaving = interrupting.Watch.leaving
def interrupted(self):
    if not self._deaf:
        os.kill(os.getpid(), signal.SIGINT)
    leaving(self)
interrupting.Watch.leaving = interrupted
"""
    process = started("indicators", "good.csv", "-q", "-o", "out.json", before=between)
    _, err = process.communicate(timeout=30)
    # The figures are written: it is too late to take anything back.
    assert (process.returncode, err) == (0, b"")


def test_a_second_ctrl_c_does_not_break_off_the_tidying() -> None:
    slow = f"""{SLOW_LEAVE}
import accsocial.summary
def counting(*_):
    os.write(1, b"leaving"); time.sleep(60)
accsocial.summary.count = counting
"""
    process = started("indicators", "good.csv", "-q", "-o", "out.json", before=slow)
    assert process.stdout is not None
    for _ in range(2):
        assert process.stdout.read(7) == b"leaving"
        process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=30)
    assert (process.returncode, err) == (130, WORDS)


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_error_that_the_interrupt_made_is_no_defect(number: int) -> None:
    as_another_error = """
import os, time
import accsocial.summary
def counting(*_):
    try:
        os.write(1, b"counting"); time.sleep(60)
    except KeyboardInterrupt:
        raise ValueError
accsocial.summary.count = counting
"""
    process = started("indicators", "good.csv", "-q", "-o", "out.json", before=as_another_error)
    assert process.stdout is not None
    assert process.stdout.read(8) == b"counting"
    assert interrupted(process, number) == WORDS


def test_ctrl_c_in_a_place_that_cannot_fail() -> None:
    ignored = """
import os, time
import accsocial.summary
def closing():
    try:
        yield
    finally:
        os.write(1, b"closing"); time.sleep(60)
def counting(*_):
    generator = closing()
    next(generator)
    del generator
    time.sleep(60)
accsocial.summary.count = counting
"""
    process = started("indicators", "good.csv", "-q", before=ignored)
    assert process.stdout is not None
    assert process.stdout.read(7) == b"closing"
    assert interrupted(process) == WORDS


COUNTING = """
import os, time
import accsocial.summary
def counting(*_):
    os.write(1, b"working"); time.sleep(60)
accsocial.summary.count = counting
"""
WRITING = """
import os, time
def fsync(*_):
    os.write(1, b"working"); time.sleep(60)
os.fsync = fsync
"""
LIBRARY = DEAF.replace("sorting", "working") + "import accsocial.summary as s; s.count = deaf"


@pytest.mark.parametrize("before", [COUNTING, WRITING, LIBRARY], ids=["count", "write", "library"])
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_process_that_is_asked_to_end_leaves_nothing(
    before: str, number: int, temporary: Path
) -> None:
    process = started("indicators", "rdv.zip", "-q", "-o", "out.json", before=before)
    assert process.stdout is not None
    assert process.stdout.read(7) == b"working"
    assert interrupted(process, number) == WORDS
    assert list(temporary.iterdir()) == []
    assert sorted(path.name for path in Path().iterdir()) == ["good.csv", "rdv.zip", "temporary"]


def test_a_terminal_that_is_closed_does_not_end_what_nohup_started() -> None:
    slow = """
import os, time
import accsocial.summary
count = accsocial.summary.count
def counting(*arguments):
    os.write(1, b"working"); time.sleep(0.5)
    return count(*arguments)
accsocial.summary.count = counting
"""
    deaf = "import signal; signal.signal(signal.SIGHUP, signal.SIG_IGN)"
    before = deaf + slow
    process = started("indicators", "good.csv", "-q", "-o", "out.json", before=before)
    assert process.stdout is not None
    assert process.stdout.read(7) == b"working"
    process.send_signal(signal.SIGHUP)
    _, err = process.communicate(timeout=30)
    assert (process.returncode, err) == (0, b"")
    assert Path("out.json").exists()
