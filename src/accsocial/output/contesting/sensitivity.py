"""What `accsocial sensitivity` prints, made for 80 columns and for a meeting."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from rich.text import Text as Line

from accsocial.model import Text
from accsocial.output import words
from accsocial.output.contesting.sensitivity_blocks import (
    Figure,
    Group,
    Move,
    groups,
    published,
    shown_figures,
)
from accsocial.output.notes import figure_text, rule_texts
from accsocial.output.numbers import in_column
from accsocial.output.paragraphs import print_paragraph

if TYPE_CHECKING:
    from rich.console import Console

    from accsocial.contesting.contested import Sensitivity
    from accsocial.model import PublishedFigure

VALUE = Text("value", "valeur")
CHANGE = Text("change", "écart")
CROSSES = Text("crosses", "franchit")
STILL = Text("No choice moves", "Aucun choix ne change")
MISSING_VALUES = Text("Without a value", "Sans valeur")
RULES = Text("Counting rules of the run", "Règles de comptage retenues")
REFERENCES = Text("References", "Références")
SIDES = Text(
    "A value crosses a published figure if it comes to lie on another side of it, both with the "
    "decimals that were published.",
    "Une valeur franchit un chiffre publié si elle passe d'un côté à l'autre, au même nombre de "
    "décimales que le chiffre publié.",
)
_LAST_YEAR = Text(
    "Shown is the last year of each figure. --year shows others; json, csv and md hold all.",
    "Seule la dernière année est montrée. --year en montre d'autres ; json, csv et md les "
    "contiennent toutes.",
)

_NUMBER = 9
_CROSSING = 15
_INDENT = 2
_NARROWEST_LABEL = 24


def render(found: Sensitivity, console: Console, lang: str, *, last_year: bool) -> None:
    """Prints each group: its figures, and what moves them, the largest change first."""
    room = max(console.width - 3 * _NUMBER - _CROSSING, _NARROWEST_LABEL)
    figures = shown_figures(found, last_year=last_year)
    for group in groups(figures, found.results.groups, lang):
        for line in _group(group, room, lang):
            # Wrapped already: rich would break lines at no-break spaces.
            console.print(line, soft_wrap=True)
        for heading, labels in ((STILL, group.still), (MISSING_VALUES, group.missing)):
            if labels:
                text = heading[lang] + words.colon(lang) + words.semicolon(lang).join(labels)
                print_paragraph(console, text, style="dim")
        console.print()
    if len(figures) < len(found.figures):
        print_paragraph(console, _LAST_YEAR[lang])
    _print_end(found, published(figures), console, lang)


def _group(group: Group, room: int, lang: str) -> Iterator[Line]:
    title = Line(group.title.ljust(room), style="bold")
    for heading in (VALUE[lang], CHANGE[lang], "%"):
        title.append(heading.rjust(_NUMBER), style="not bold dim")
    title.append(f"  {CROSSES[lang]}", style="not bold dim")
    yield title
    yield Line("─" * (room + 3 * _NUMBER + _CROSSING), style="dim")
    for figure in group.figures:
        yield from _figure(figure, room)


def _figure(figure: Figure, room: int) -> Iterator[Line]:
    label, *rest = textwrap.wrap(figure.label, room, subsequent_indent=" " * 2 * _INDENT)
    line = Line(f"{label.ljust(room)}{in_column(figure.value, _NUMBER)}", style="bold")
    line.append(f"  {figure.published}", style="not bold cyan")
    line.rstrip()
    yield line
    for more in rest:
        yield Line(more, style="bold")
    for move in figure.moves:
        yield from _move(move, room)
    for remark in figure.remarks:
        text = textwrap.wrap(
            remark,
            room + 3 * _NUMBER + _CROSSING,
            initial_indent=" " * _INDENT,
            subsequent_indent=" " * 2 * _INDENT,
        )
        for part in text:
            yield Line(part, style="dim")


def _move(move: Move, room: int) -> Iterator[Line]:
    indent = " " * _INDENT
    wrapped = textwrap.wrap(move.label, room, initial_indent=indent, subsequent_indent=indent * 2)
    numbers = (move.value, move.change, move.percent)
    line = Line(wrapped[0].ljust(room) + "".join(in_column(n, _NUMBER) for n in numbers))
    line.append(f"  {move.crossing}", style="bold yellow")
    line.rstrip()
    yield line
    for more in wrapped[1:]:
        yield Line(more)


def _print_end(
    found: Sensitivity, beside: Mapping[str, PublishedFigure], console: Console, lang: str
) -> None:
    if beside:
        console.print(Line(REFERENCES[lang], style="bold"))
        for id_, figure in beside.items():
            print_paragraph(console, figure_text(figure, lang), indent=6, label=id_)
        print_paragraph(console, SIDES[lang], style="dim")
        print_paragraph(console, words.NOT_A_PASS_MARK[lang], style="dim")
    console.print(Line(RULES[lang], style="bold"))
    print_paragraph(
        console, words.semicolon(lang).join(rule_texts(found.results, lang)), indent=2, style="dim"
    )
