"""A check on a terminal, made for 80 columns: the outcome, the causes, what moved."""

from __future__ import annotations

from itertools import groupby, islice
from typing import TYPE_CHECKING

from rich.text import Text as Line

from accsocial.model import Text
from accsocial.output.paragraphs import print_paragraph
from accsocial.output.reports.words import (
    CAUSES,
    EXPECTATIONS,
    STATES,
    causes_of,
    found_text,
    headline,
    move_text,
    place,
    unmet,
)
from accsocial.output.words import clean
from accsocial.regression.checked import State

if TYPE_CHECKING:
    from rich.console import Console

    from accsocial.regression.checked import Check, Checked

MOST = 100
"""Values that a terminal shows; the other formats hold all."""

_MORE = Text(
    "{count} more. The formats json, md and junit hold all.",
    "{count} de plus. Les formats json, md et junit contiennent tout.",
)
_STYLES = {State.OK: "green", State.WARNING: "yellow", State.FAILED: "bold red"}
_INDENT = 11


def render(check: Check, console: Console, lang: str) -> None:
    """Prints the check to `console`, in "en" or "fr", within its width."""
    print_paragraph(console, headline(check, lang), style=_STYLES[check.state])
    causes = causes_of(check, lang)
    if causes:
        _heading(console, CAUSES[lang])
        for cause in causes:
            print_paragraph(console, cause, indent=2)
    moved = check.moved
    for title, values in groupby(islice(_by_place(check, lang), MOST), key=lambda pair: pair[0]):
        _heading(console, title)
        for _, checked in values:
            _entry(console, checked.state, checked.indicator, lang)
            print_paragraph(console, move_text(checked, lang), indent=_INDENT)
    if len(moved) > MOST:
        print_paragraph(console, _MORE[lang].format(count=len(moved) - MOST))
    if unmet(check):
        _heading(console, EXPECTATIONS[lang])
        for expected in unmet(check):
            _entry(console, expected.state, clean(expected.name), lang)
            print_paragraph(console, found_text(expected, lang), indent=_INDENT)


def _by_place(check: Check, lang: str) -> list[tuple[str, Checked]]:
    """What moved with the title of its group; groups in the order in which they are met."""
    titled: dict[str, list[Checked]] = {}
    for checked in check.moved:
        titled.setdefault(place(checked, lang), []).append(checked)
    return [(title, checked) for title, values in titled.items() for checked in values]


def _heading(console: Console, text: str) -> None:
    console.print()
    console.print(Line(text, style="bold"), soft_wrap=True)


def _entry(console: Console, state: State, name: str, lang: str) -> None:
    line = Line("  " + STATES[state][lang].ljust(_INDENT - 2), style=_STYLES[state])
    line.append(name, style="not bold default")
    console.print(line, soft_wrap=True)
