"""What `accsocial coherence` prints of an extract, made for 80 columns."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.text import Text as Line

from accsocial.model import Text
from accsocial.output import words
from accsocial.output.contesting.coherence_blocks import LEFT, RIGHT, Row, Table, report
from accsocial.output.notes import rule_texts
from accsocial.output.numbers import in_column
from accsocial.output.paragraphs import print_paragraph

if TYPE_CHECKING:
    from rich.console import Console

    from accsocial.contesting.coherence import Coherence

HOLDING = Text("Without any gap", "Sans aucun écart")
MISSING_SIDES = Text("Not computable", "Non calculables")
RULES = Text("Counting rules", "Règles de comptage")
NO_FAILURE = Text(
    "A gap is no failure: it is a question to ask, and what usually answers it.",
    "Un écart n'est pas une erreur\u00a0: c'est une question à poser, avec sa réponse habituelle.",
)
_LAST_YEAR = Text(
    "Shown is the last year of each body. --year shows others; json and md hold all.",
    "Seule la dernière année est montrée. --year en montre d'autres ; json et md les "
    "contiennent toutes.",
)

_WIDTHS = (13, 12, 11, 9)
"""Of left, right, gap and percent."""

_NARROWEST_LABEL = 20
_WIDEST = 100


def render(found: Coherence, console: Console, lang: str, *, last_year: bool) -> None:
    """Prints identity by identity both sides, the gap, and what explains it."""
    shown = report(found, lang, last_year=last_year)
    width = min(console.width, _WIDEST)
    room = max(width - sum(_WIDTHS), _NARROWEST_LABEL)
    for table in shown.tables:
        for line in _table(table, room, width, lang):
            # Wrapped already: rich would break lines at no-break spaces.
            console.print(line, soft_wrap=True)
        print_paragraph(console, table.explanation, indent=2, style="dim")
        console.print()
    for heading, texts in ((HOLDING, shown.holding), (MISSING_SIDES, shown.missing)):
        if texts:
            console.print(Line(heading[lang], style="bold"))
            for text in texts:
                print_paragraph(console, text, indent=2)
            console.print()
    if shown.years_left_out:
        print_paragraph(console, _LAST_YEAR[lang])
    print_paragraph(console, NO_FAILURE[lang], style="dim")
    rules = words.semicolon(lang).join(rule_texts(found.results, lang))
    print_paragraph(console, RULES[lang] + words.colon(lang) + rules, style="dim")


def _table(table: Table, room: int, width: int, lang: str) -> Iterator[Line]:
    yield Line(table.title, style="bold")
    for name, label in ((LEFT, table.left), (RIGHT, table.right)):
        yield from _wrapped(name[lang] + words.colon(lang) + label, 2, width, "")
    yield Line("".ljust(room) + _aligned(table.headings), style="dim")
    for row in table.rows:
        yield from _row(row, room, width)


def _row(row: Row, room: int, width: int) -> Iterator[Line]:
    style = "bold yellow" if row.warns else ""
    first, *rest = textwrap.wrap(row.group, room - 2, break_on_hyphens=False)
    yield Line(f"  {first}".ljust(room) + _aligned(row.numbers), style=style)
    for more in rest:
        yield Line(f"    {more}")
    for note in row.notes:
        yield from _wrapped(note, 4, width, "dim")


def _aligned(numbers: tuple[str, str, str, str]) -> str:
    cells = (in_column(number, width) for number, width in zip(numbers, _WIDTHS, strict=True))
    return "".join(cells).rstrip()


def _wrapped(text: str, indent: int, width: int, style: str) -> Iterator[Line]:
    for part in textwrap.wrap(
        text, width, initial_indent=" " * indent, subsequent_indent=" " * (indent + 2)
    ):
        yield Line(part, style=style)
