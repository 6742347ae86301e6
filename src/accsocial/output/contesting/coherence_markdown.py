"""Coherence of an extract as Markdown: one table per identity, all years."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from accsocial.model import Text
from accsocial.output.contesting.coherence import HOLDING, MISSING_SIDES, NO_FAILURE, RULES
from accsocial.output.contesting.coherence_blocks import LEFT, RIGHT, Table, report
from accsocial.output.markdown_tables import bullets, document, escape, table
from accsocial.output.notes import rule_texts
from accsocial.output.words import colon, semicolon

if TYPE_CHECKING:
    from accsocial.contesting.coherence import Coherence

_TITLE = Text("Do the figures fit together?", "Les chiffres tiennent-ils ensemble ?")
_GROUP = Text("Group", "Groupe")
_NOTES = Text("Made of", "Composition")


def markdown(found: Coherence, lang: str) -> str:
    """A document in "en" or "fr" that stands on its own."""
    return document(_blocks(found, lang))


def _blocks(found: Coherence, lang: str) -> Iterator[str]:
    shown = report(found, lang, last_year=False)
    yield f"# {_TITLE[lang]}"
    yield NO_FAILURE[lang]
    for each in shown.tables:
        yield from _table(each, lang)
    for heading, texts in ((HOLDING, shown.holding), (MISSING_SIDES, shown.missing)):
        if texts:
            yield f"## {heading[lang]}"
            yield bullets(map(escape, texts))
    yield f"## {RULES[lang]}"
    yield bullets(map(escape, rule_texts(found.results, lang)))


def _table(each: Table, lang: str) -> Iterator[str]:
    yield f"## {escape(each.title)}"
    sides = ((LEFT, each.left), (RIGHT, each.right))
    yield bullets(f"{name[lang]}{colon(lang)}{escape(label)}" for name, label in sides)
    header = [_GROUP[lang], _NOTES[lang], *each.headings]
    rows = ([escape(r.group), escape(semicolon(lang).join(r.notes)), *r.numbers] for r in each.rows)
    yield table(header, rows, texts=2)
    yield escape(each.explanation)
