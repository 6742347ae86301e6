"""Results on a terminal, made for reading at 80 columns.

The layout gives way in steps as the room shrinks: the gap moves under the
figure it belongs to, then the columns move together, then the oldest years are
left out, and said to be. A number is never wrapped and a label never cut.
"""

from __future__ import annotations

import textwrap
from itertools import chain
from typing import TYPE_CHECKING

from accsocial.model import Text
from accsocial.output import words
from accsocial.output.arrange import block, grouped
from accsocial.output.grid import LAYOUTS, Layout, grid_lines
from accsocial.output.lines import print_line
from accsocial.output.notes import (
    figure_text,
    rule_texts,
    source_text,
    sources_of,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rich.console import Console

    from accsocial.output.blocks import Block
    from accsocial.output.lines import Plain
    from accsocial.results import Results

_NO_RESULT = Text("No result.", "Aucun résultat.")
_LEFT_OUT = Text(
    "Years left out for want of room: {years}. A wider terminal shows them.",
    "Années omises faute de place\u00a0: {years}. Un terminal plus large les montre.",
)
_RULES = Text("Counting rules", "Règles de comptage")
_REFERENCES = Text("References", "Références")
_WIDEST_PROSE = 100


def render(results: Results, console: Console | Plain, lang: str) -> None:
    """Print the results to `console`, in "en" or "fr", within its width."""
    groups = grouped(results, lang)
    if not groups:
        console.print(_NO_RESULT[lang])
        return
    blocks = [block(results, group, lang) for group in groups]
    layouts = _layouts(blocks, console.width, lang)
    named: set[str] = set()
    for group, whole in zip(groups, blocks, strict=True):
        fewer = (block(results, group, lang, last) for last in range(len(group.years) - 1, 0, -1))
        shown, layout = _with_room(chain([whole], fewer), layouts, console.width, lang)
        named |= _figures_of(shown)
        print_line(console, [(shown.title, "bold")])
        for line in grid_lines(shown, layout, console.width, lang):
            print_line(console, line)
        for note in shown.notes:
            _print_prose(console, f"{note.mark} {note.text}")
        if shown.unplaced:
            _print_prose(console, shown.unplaced)
        if shown.left_out:
            _print_prose(console, _LEFT_OUT[lang].format(years=", ".join(shown.left_out)))
        print_line(console, [])
    _print_end(results, named, console, lang)


def _figures_of(shown: Block) -> set[str]:
    """The published figures that a block names; other years of the results may have others."""
    lines = (line for section in shown.sections for line in section.lines)
    return {line.comparison.id for line in lines if line.comparison is not None}


def _layouts(blocks: list[Block], width: int, lang: str) -> tuple[Layout, ...]:
    """The layouts to choose from: blocks that stand together stack their gaps alike."""
    roomy = all(LAYOUTS[0].fits(shown, width, lang) for shown in blocks)
    return LAYOUTS[:1] if roomy else LAYOUTS[1:]


def _with_room(
    narrowing: Iterable[Block], layouts: tuple[Layout, ...], width: int, lang: str
) -> tuple[Block, Layout]:
    """The first block that fits, of some with ever fewer years, or the last; and its layout."""
    for shown in narrowing:
        for layout in layouts:
            if layout.fits(shown, width, lang):
                return shown, layout
    return shown, layouts[-1]


def _print_end(results: Results, named: set[str], console: Console | Plain, lang: str) -> None:
    figures = [results.figures[id_] for id_ in sorted(named) if id_ in results.figures]
    if figures:
        print_line(console, [(_REFERENCES[lang], "bold")])
        for figure in figures:
            _print_prose(console, f"{figure.id} {figure_text(figure, lang)}")
        for source in sources_of(figures):
            _print_prose(console, f"{source.id}{words.colon(lang)}{source_text(source, lang)}")
        _print_prose(console, words.NOT_A_PASS_MARK[lang])
    if results.rules:
        print_line(console, [(_RULES[lang], "bold")])
        _print_prose(console, words.semicolon(lang).join(rule_texts(results, lang)))


def _print_prose(console: Console | Plain, text: str) -> None:
    width = min(console.width, _WIDEST_PROSE)
    # Not wrapped by rich: it would break lines at no-break spaces.
    for line in textwrap.wrap(
        text, width, initial_indent="  ", subsequent_indent="    ", break_on_hyphens=False
    ):
        print_line(console, [(line, "dim")])
