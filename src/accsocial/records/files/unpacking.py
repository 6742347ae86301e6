"""The process that unpacks workbooks: one for all of an extract, started for the first of them.

To start it and to import what it needs takes ten times as long as a small workbook.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from accsocial.errors import DataRefused
from accsocial.records.decimal_marks import BESIDE, OF_COMMA
from accsocial.records.files.sheet_process import NO_ROOM

_SCRIPT = Path(__file__).with_name("sheet_process.py")


class Unpacker:
    """Unpacks workbooks, one after the other, until it is closed."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[str] | None = None

    def close(self) -> None:
        """Ends the process, if there is one."""
        if self._process is not None:
            # It may be at work for somebody who does not wait any more.
            self._process.kill()
            self._ended(self._process)

    def begin(self, workbook: Path, folder: Path) -> None:
        """Asks for the sheets of a workbook, as files in the folder; `sheets` waits for them."""
        self._process = self._process or _started()
        assert self._process.stdin is not None  # noqa: S101 - a pipe
        with suppress(BrokenPipeError):
            self._process.stdin.write(json.dumps([str(workbook.absolute()), str(folder)]) + "\n")
            self._process.stdin.flush()

    def sheets(self, name: str) -> list[dict[str, Any]]:
        """What is in the workbook that was asked for (see `sheet_process`).

        Raises DataRefused if it is damaged, or if there is no room.
        """
        process = self._process
        assert process is not None  # noqa: S101 - something was asked for
        assert process.stdout is not None  # noqa: S101 - a pipe
        if answer := process.stdout.readline():
            sheets: list[dict[str, Any]] = json.loads(answer)
            return sheets
        if self._ended(process) == NO_ROOM:
            raise DataRefused(
                f"{name}: there is no room to unpack it; set TMPDIR to a folder with room"
            )
        raise DataRefused(
            f"{name}: cannot be read as a spreadsheet: it is damaged, protected, or has a cell "
            "far away from its table. Open it and save it again as .xlsx, or ask for a CSV file"
        )

    def _ended(self, process: subprocess.Popen[str]) -> int:
        """The exit code of the process. The next workbook needs another one."""
        self._process = None
        with suppress(BrokenPipeError), process:
            # What it did not take is written once more, when the pipe is closed.
            process.wait()
        return process.wait()


def _started() -> subprocess.Popen[str]:
    return subprocess.Popen(  # noqa: S603 - our own script
        [sys.executable, "-P", "-W", "ignore", str(_SCRIPT), BESIDE, OF_COMMA],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
    )
