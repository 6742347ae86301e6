"""A whole process, measured."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
"""The folder that `benchmarks` is in."""

_UNIT_OF_PEAK = 1 if sys.platform == "darwin" else 1024


class Failed(Exception):
    """A process that did not end well; the message says how, and what it said last."""


@dataclass(frozen=True)
class Measured:
    """What a process took, in seconds and bytes, and what it printed.

    `peak` is the largest resident memory of the process or of one that it started.
    """

    wall: float
    cpu: float
    peak: int
    printed: bytes


def measure(command: Sequence[str]) -> Measured:
    """Runs a command to its end, with the default counting rules. Raises Failed.

    The peak cannot be measured below the memory of this very process, which is why nothing
    heavy is imported here.
    """
    environment = {k: v for k, v in os.environ.items() if not k.startswith("ACCSOCIAL_")}
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        begun = time.perf_counter()
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=out, stderr=err)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - begun
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        if process.returncode:
            said = err.read().decode(errors="replace").strip().splitlines()
            raise Failed(f"exit code {process.returncode}: {said[-1] if said else 'no word'}")
        cpu = usage.ru_utime + usage.ru_stime
        return Measured(wall, cpu, usage.ru_maxrss * _UNIT_OF_PEAK, out.read())
