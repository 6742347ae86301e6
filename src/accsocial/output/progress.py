"""Progress of long work on a terminal: rows, share and speed, after the first second."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from accsocial.model import Text
from accsocial.output.numbers import format_count

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

    from accsocial.records import Records

PATIENCE = 1.0
"""Seconds of work before anything is shown."""

_ROWS = Text("rows", "lignes")


@contextmanager
def reading(records: Records, lang: str, *, quiet: bool) -> Iterator[None]:
    """Shows how far the reading of `records` is, on stderr, if that is a terminal and not CI."""
    if not _wanted(quiet=quiet):
        yield
        return
    shown = _Bar(records.size, lang)
    records.listen(shown.heard)
    try:
        yield
    finally:
        records.listen(None)
        shown.stop()


@contextmanager
def making(steps: int, lang: str, *, quiet: bool) -> Iterator[Callable[[str, int, int], None]]:
    """Shows how far the making of an extract is, where `reading` would show its reading.

    Yields who is to be told of progress: what is made, how many rows, and how many of all `steps`.
    """
    if not _wanted(quiet=quiet):
        yield lambda *_: None
        return
    shown = _Bar(steps, lang)
    try:
        yield shown.heard
    finally:
        shown.stop()


def _wanted(*, quiet: bool) -> bool:
    talk = sys.stderr
    return not (quiet or talk is None or not talk.isatty() or os.environ.get("CI"))


class _Bar:
    def __init__(self, size: int, lang: str) -> None:
        self._size = size
        self._lang = lang
        self._started = time.monotonic()
        self._rows = 0
        self._bytes = 0
        self._bar: Progress | None = None
        self._task: TaskID | None = None

    def heard(self, file: str, rows: int, size: int) -> None:
        """Some rows were read or made."""
        self._rows += rows
        self._bytes += size
        elapsed = time.monotonic() - self._started
        if elapsed < PATIENCE:
            return
        if self._bar is None:
            self._start()
        assert self._bar is not None  # noqa: S101 - just made
        assert self._task is not None  # noqa: S101 - with it
        shown = format_count(self._rows, self._lang)
        speed = format_count(round(self._rows / elapsed), self._lang)
        self._bar.update(
            self._task,
            completed=self._bytes,
            description=f"{file[-30:]}  {shown} {_ROWS[self._lang]}  {speed}/s",
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
