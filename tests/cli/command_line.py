"""The command line as a user meets it: arguments in; exit code, stdout and stderr out."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

GOOD_ROWS = """body,territory,date,status,beneficiary_id,worker_id
caf,94,2021-03-02,held,b2,w1
caf,94,2022-03-01,held,b1,w1
caf,94,2022-03-02,held,b1,w1
"""


@dataclass(frozen=True)
class Outcome:
    """How a run ended."""

    code: int
    out: str
    err: str

    @property
    def message(self) -> str:
        """The one message of a run that failed; fails the test if there is not exactly one."""
        assert "Traceback" not in self.err
        ours = [line for line in self.err.splitlines() if line.startswith("accsocial: ")]
        parsing = [line for line in self.err.splitlines() if line.startswith("Error: ")]
        (message,) = ours or parsing
        return message


Run = Callable[..., Outcome]

COMMAND = [sys.executable, "-m", "accsocial"]
"""The start of a command for a process of its own."""

# A shell that starts a test run in the background makes its children deaf to Ctrl-C, nohup to the
# end of the terminal.
LISTENING = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)
if hasattr(signal, "SIGHUP"):
    signal.signal(signal.SIGHUP, signal.SIG_DFL)
"""
CALL = "from accsocial.__main__ import start; start()"
DEAF = """
import hashlib, sys
def deaf(*_):
    # No Python runs in here, as in a library that sorts for a minute; the signal has to wait.
    sys.stdout.write("sorting"); sys.stdout.flush()
    hashlib.pbkdf2_hmac("sha256", b"", b"", 40_000_000)
"""
"""A call that hears no signal; it says when it begins."""


def started(*arguments: str, before: str = "") -> subprocess.Popen[bytes]:
    code = "\n".join([LISTENING, before, CALL])
    return subprocess.Popen(
        [sys.executable, "-c", code, *arguments],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )


def interrupted(process: subprocess.Popen[bytes], number: int = signal.SIGINT) -> bytes:
    """Stderr after Ctrl-C or another signal, which ends the process within a second."""
    process.send_signal(number)
    begin = time.monotonic()
    _, err = process.communicate(timeout=30)
    assert time.monotonic() - begin < 1
    assert process.returncode == 128 + number
    return err
