"""What `accsocial catalogue` prints: all indicators, or one whole. Made for 80 columns."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from rich.text import Text as Line

from accsocial.indicators import CATALOGUE
from accsocial.language import unbroken
from accsocial.model import Indicator
from accsocial.output.catalogue.page import Grid, Section, page_of
from accsocial.output.catalogue.words import MORE, TITLES, unit_text
from accsocial.output.numbers import MISSING
from accsocial.output.paragraphs import print_paragraph
from accsocial.output.words import NOT_A_PASS_MARK, theme

if TYPE_CHECKING:
    from rich.console import Console

_INDENT = 2
_BETWEEN = "  "
_LABELS_AT = 42
_NARROWEST_LABEL = 24


def render_list(console: Console, lang: str) -> None:
    """Prints theme by theme the id of each indicator, its label and its unit."""
    for name in dict.fromkeys(indicator.theme for indicator in CATALOGUE):
        console.print(Line(theme(name, lang), style="bold"))
        for indicator in CATALOGUE:
            if indicator.theme == name:
                _entry(indicator, console, lang)
    console.print()
    print_paragraph(console, MORE[lang])


def _entry(indicator: Indicator, console: Console, lang: str) -> None:
    """The label stands beside the id, or under it where the id is long."""
    text = f"{indicator.label[lang]} ({unit_text(indicator.unit, lang)})"
    room = max(console.width - _LABELS_AT, _NARROWEST_LABEL)
    labels = textwrap.wrap(text, room, break_on_hyphens=False)
    line = Line(" " * _INDENT + indicator.id, style="cyan")
    if len(line) + len(_BETWEEN) <= _LABELS_AT:
        line.append(" " * (_LABELS_AT - len(line)) + labels.pop(0), style="default")
    _print(console, line)
    for label in labels:
        _print(console, Line(" " * _LABELS_AT + label))


def render(indicator: Indicator, console: Console, lang: str) -> None:
    """Prints the whole page of an indicator."""
    page = page_of(indicator, lang)
    console.print(Line(page.id, style="bold"))
    _paragraph(console, page.label)
    for section in (Section(TITLES["meaning"][lang], (page.meaning,)), *page.facts):
        _heading(console, section)
        for point in section.points:
            _paragraph(console, point)
    _heading(console, page.pitfalls)
    for point in page.pitfalls.points:
        print_paragraph(console, _plain(point), indent=_INDENT + 2, label="*")
    _heading(console, page.example)
    for grid in page.grids:
        _grid(console, grid)
    for point in page.example.points:
        _paragraph(console, point)
    console.print()
    print_paragraph(console, NOT_A_PASS_MARK[lang], style="dim")


def _heading(console: Console, section: Section) -> None:
    console.print(Line(_plain(section.title), style="bold cyan"))


def _paragraph(console: Console, text: str) -> None:
    print_paragraph(console, _plain(text), indent=_INDENT)


def _plain(text: str) -> str:
    """A text for the terminal: no backticks, and no line that begins with a French colon."""
    return unbroken(text.replace("`", ""))


def _grid(console: Console, grid: Grid) -> None:
    rows = [[cell or MISSING for cell in row] for row in (grid.header, *grid.rows)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    _print(console, Line(" " * _INDENT + grid.name, style="cyan"))
    for number, row in enumerate(rows):
        cells = _BETWEEN.join(c.ljust(w) for c, w in zip(row, widths, strict=True))
        style = "" if number else "dim"
        _print(console, Line(" " * 2 * _INDENT + cells.rstrip(), style=style))


def _print(console: Console, line: Line) -> None:
    # Wrapped already: rich would break lines at no-break spaces.
    console.print(line, soft_wrap=True)
