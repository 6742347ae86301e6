"""The consoles of a run: stdout carries data, stderr carries talk."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import TextIOWrapper

from rich.console import Console

from accsocial.commands.exits import writing_stdout
from accsocial.errors import ExportRefused


class _Direct(Console):
    """A console that leaves a closed pipe to the caller; rich would end the process as failed."""

    def on_broken_pipe(self) -> None:
        raise BrokenPipeError


@contextmanager
def stdout_console() -> Iterator[Console]:
    """A console for stdout: 80 columns in a pipe, unless COLUMNS says otherwise.

    Raises ExportRefused if standard output is closed or full.
    """
    if sys.stdout is None:
        raise ExportRefused("standard output is closed. Write to a file with -o FILE")
    if isinstance(sys.stdout, TextIOWrapper):
        # An old encoding lacks the minus sign and the narrow space of our numbers.
        sys.stdout.reconfigure(errors="replace")
    with writing_stdout():
        yield _Direct(highlight=False)


def tell(lines: Sequence[str]) -> None:
    """Prints lines of talk on stderr, as long as somebody can read them."""
    if sys.stderr is None:
        return
    console = _Direct(stderr=True, highlight=False, soft_wrap=True)
    try:
        for line in lines:
            console.print(line, markup=False, style="dim")
    except OSError:
        # Talk that nobody hears is no reason to stop: the figures go to stdout.
        return
