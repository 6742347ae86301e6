"""The consoles of a run: stdout carries data, stderr carries talk."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

from accsocial.commands.exits import replace_what_stdout_lacks, writing_stdout
from accsocial.errors import ExportRefused
from accsocial.output.lines import Plain, may_have_colours

if TYPE_CHECKING:
    from rich.console import Console


@contextmanager
def stdout_console() -> Iterator[Console]:
    """A console for stdout: 80 columns in a pipe, unless COLUMNS says otherwise.

    Raises ExportRefused if standard output is closed or full.
    """
    from accsocial.commands.direct import Direct

    with _stdout():
        yield Direct(highlight=False)


@contextmanager
def stdout_lines() -> Iterator[Console | Plain]:
    """As `stdout_console`, for lines alone: without rich where nothing is coloured."""
    if sys.stdout is None or may_have_colours(sys.stdout):
        with stdout_console() as console:
            yield console
        return
    with _stdout():
        yield Plain(sys.stdout)
        sys.stdout.flush()


@contextmanager
def _stdout() -> Iterator[None]:
    if sys.stdout is None:
        raise ExportRefused("standard output is closed. Write to a file with -o FILE")
    replace_what_stdout_lacks()
    with writing_stdout():
        yield


def tell(lines: Sequence[str]) -> None:
    """Prints lines of talk on stderr, as long as somebody can read them."""
    if sys.stderr is None:
        return
    try:
        if may_have_colours(sys.stderr):
            _tell_dimly(lines)
        else:
            sys.stderr.writelines(f"{line}\n" for line in lines)
            sys.stderr.flush()
    except OSError:
        # Talk that nobody hears is no reason to stop: the figures go to stdout.
        return


def _tell_dimly(lines: Sequence[str]) -> None:
    from accsocial.commands.direct import Direct

    console = Direct(stderr=True, highlight=False, soft_wrap=True, emoji=False)
    for line in lines:
        console.print(line, markup=False, style="dim")
