"""Paragraphs of running text on a terminal, for the lists that are no table of results."""

from __future__ import annotations

import textwrap

from rich.console import Console
from rich.text import Text as Line

_NARROWEST = 40


def print_paragraph(
    console: Console, text: str, *, indent: int = 0, label: str = "", style: str = ""
) -> None:
    """Prints `text` wrapped to the console with a hanging indent; `label` stands in it, bold.

    Rich would break a line at a no-break space, so before a French % or colon.
    """
    margin = " " * indent
    wrapped = textwrap.fill(
        text,
        max(console.width, _NARROWEST),
        initial_indent=margin,
        subsequent_indent=margin,
        break_on_hyphens=False,
        break_long_words=False,
    )
    line = Line(label.rjust(indent - 2).ljust(indent), style="bold") if label else Line(margin)
    line.append(wrapped[indent:], style=f"not bold {style}")
    console.print(line, soft_wrap=True)
