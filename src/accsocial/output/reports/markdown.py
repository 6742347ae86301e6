"""A check as Markdown: for a merge request, or the summary of a job."""

from __future__ import annotations

from collections.abc import Iterator

from accsocial.model import Text
from accsocial.output.markdown_tables import bullets, document, escape, table
from accsocial.output.reports.words import (
    CAUSES,
    EXPECTATIONS,
    STATES,
    causes_of,
    expected_text,
    headline,
    move_text,
    place,
    unmet,
)
from accsocial.regression.checked import Check

MOST = 1000
"""Values that are listed: the summary of a job has room for a megabyte."""

_TITLE = Text("Check of the indicators", "Contrôle des indicateurs")
_VALUES = Text("Values that moved", "Valeurs qui ont changé")
_COLUMNS = Text("State;Indicator;Group;Change", "État;Indicateur;Groupe;Changement")
_MORE = Text("{count} more: see the JSON report.", "{count} de plus : voir le rapport JSON.")


def report(check: Check, lang: str) -> bytes:
    """A document in "en" or "fr"."""
    return document(_blocks(check, lang)).encode()


def _blocks(check: Check, lang: str) -> Iterator[str]:
    yield f"## {_TITLE[lang]}"
    yield escape(headline(check, lang))
    if causes := causes_of(check, lang):
        yield f"### {CAUSES[lang]}"
        yield bullets(map(escape, causes))
    if check.moved:
        yield f"### {_VALUES[lang]}"
        rows = [
            [STATES[c.state][lang], c.indicator, escape(place(c, lang)), escape(move_text(c, lang))]
            for c in check.moved[:MOST]
        ]
        yield table(_COLUMNS[lang].split(";"), rows, texts=4)
    if len(check.moved) > MOST:
        yield _MORE[lang].format(count=len(check.moved) - MOST)
    if unmet(check):
        yield f"### {EXPECTATIONS[lang]}"
        yield bullets(escape(expected_text(expected, lang)) for expected in unmet(check))
