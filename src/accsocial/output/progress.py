"""Progress of reading on a terminal: rows, share and speed, for what takes more than a second."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from accsocial.model import Text

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from accsocial.records import Records

PATIENCE = 1.0
"""Seconds of reading before anything is shown."""

_ROWS = Text("rows", "lignes")


@contextmanager
def reading(records: Records, lang: str, *, quiet: bool) -> Iterator[None]:
    """Shows how far the reading of `records` is, on stderr, if that is a terminal and not CI."""
    if quiet or sys.stderr is None or not sys.stderr.isatty() or os.environ.get("CI"):
        yield
        return
    shown = _Reading(records.size, lang)
    records.listen(shown.heard)
    try:
        yield
    finally:
        records.listen(None)
        shown.stop()


class _Reading:
    def __init__(self, size: int, lang: str) -> None:
        self._size = size
        self._lang = lang
        self._started = time.monotonic()
        self._rows = 0
        self._bytes = 0
        self._bar: Progress | None = None
        self._task: TaskID | None = None

    def heard(self, file: str, rows: int, size: int) -> None:
        """A batch was read."""
        self._rows += rows
        self._bytes += size
        elapsed = time.monotonic() - self._started
        if elapsed < PATIENCE:
            return
        if self._bar is None:
            self._start()
        assert self._bar is not None  # noqa: S101 - just made
        assert self._task is not None  # noqa: S101 - with it
        speed = self._rows / elapsed
        self._bar.update(
            self._task,
            completed=self._bytes,
            description=f"{file[-30:]}  {self._rows:,} {_ROWS[self._lang]}  {speed:,.0f}/s",
        )

    def _start(self) -> None:
        from rich.console import Console
        from rich.progress import BarColumn, Progress, TaskProgressColumn, TimeRemainingColumn
        from rich.progress import TextColumn as Words

        self._bar = Progress(
            Words("{task.description}", markup=False),
            BarColumn(bar_width=16),
            TaskProgressColumn(),
            TimeRemainingColumn(compact=True),
            console=Console(stderr=True),
            transient=True,
        )
        self._task = self._bar.add_task("", total=self._size)
        self._bar.start()

    def stop(self) -> None:
        """Takes the bar off the screen."""
        if self._bar is not None:
            self._bar.stop()
