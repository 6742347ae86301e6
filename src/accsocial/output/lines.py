"""Lines of styled text: on a terminal through rich, elsewhere the same without it.

Importing rich takes as long as counting a thousand rows, and a pipe shows none of its colours.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from rich.console import Console

Styled = Sequence[tuple[str, str]]
"""One line: its texts, each with its style."""

_STANDARD_STREAMS = (0, 1, 2)
USUAL_WIDTH = 80
"""Columns where nobody says how many there are. COLUMNS=0 does not, nor does a terminal of none."""


class Plain:
    """What printing lines takes of a console, for a stream that shows no colours."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream
        self.width = _width()

    def print(self, text: str) -> None:
        """Prints one line."""
        self._stream.write(text + "\n")


def print_line(console: Console | Plain, line: Styled) -> None:
    """Prints a line as it is, however long, without the spaces at its end."""
    if isinstance(console, Plain):
        console.print("".join(text for text, _ in line).rstrip())
        return
    from rich.text import Text

    coloured = Text.assemble(*line)
    coloured.rstrip()
    console.print(coloured, soft_wrap=True, highlight=False)


def may_have_colours(stream: TextIO) -> bool:
    """Whether rich might take a stream for a terminal, by itself or by a variable that says so."""
    asked_for = any(os.environ.get(name) for name in ("FORCE_COLOR", "TTY_COMPATIBLE"))
    return asked_for or stream.isatty()


def _width() -> int:
    columns = os.environ.get("COLUMNS", "")
    if columns.isdigit() and int(columns):
        return int(columns)
    for stream in _STANDARD_STREAMS:
        try:
            # The terminal that the run was started from, whatever is written to a pipe.
            return os.get_terminal_size(stream).columns or USUAL_WIDTH
        except OSError:
            continue
    return USUAL_WIDTH
