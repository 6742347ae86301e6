"""The command line as a user meets it: arguments in; exit code, stdout and stderr out."""

from __future__ import annotations

import sys
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
