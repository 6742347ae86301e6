"""Markdown that is readable raw: padded tables and plain paragraphs."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Sequence

GENERATED = (
    "<!-- Written by scripts/make_docs.py from the code: change the code, not this page. -->"
)

_WIDTH = 98


def page(title: str, *parts: str) -> str:
    """A whole page: title, the notice that it is generated, then paragraphs and tables."""
    return "\n\n".join([f"# {title}", GENERATED, *map(_wrapped, parts)]) + "\n"


def _wrapped(part: str) -> str:
    if part.startswith(("#", "|", "```")):
        return part
    return textwrap.fill(part, _WIDTH, break_long_words=False, break_on_hyphens=False)


def table(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table with columns padded to one width; `|` inside cells is escaped."""
    cells = [[cell.replace("|", "\\|") for cell in row] for row in (headings, *rows)]
    widths = [max(3, *(len(row[i]) for row in cells)) for i in range(len(headings))]
    lines = [_line(row, widths) for row in cells]
    lines.insert(1, _line([*("-" * width for width in widths[:-1]), "---"], widths))
    return "\n".join(lines)


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    # The last cell is not padded: long texts would drag blanks behind every row.
    padded = [cell.ljust(width) for cell, width in zip(cells[:-1], widths, strict=False)]
    return "| " + " | ".join([*padded, cells[-1]]) + " |"


def code(text: str) -> str:
    """Text in code font."""
    return f"`{text}`"


def codes(names: Iterable[str]) -> str:
    """Names in code font, with commas; an en dash for none."""
    return ", ".join(map(code, names)) or "–"
