"""A sensitivity as Markdown: one table per group, all years."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from accsocial.model import Text
from accsocial.output import words
from accsocial.output.contesting.sensitivity import (
    CHANGE,
    CROSSES,
    MISSING_VALUES,
    REFERENCES,
    RULES,
    SIDES,
    STILL,
    VALUE,
)
from accsocial.output.contesting.sensitivity_blocks import Group, groups, published
from accsocial.output.markdown_tables import bullets, document, escape, table
from accsocial.output.notes import figure_text, rule_texts

if TYPE_CHECKING:
    from accsocial.contesting.contested import Sensitivity

_TITLE = Text("What moves the figures", "Ce qui change les valeurs")
_CHOICE = Text("Figure, and choice", "Valeur, et choix")


def markdown(found: Sensitivity, lang: str) -> str:
    """A document in "en" or "fr" that stands on its own."""
    return document(_blocks(found, lang))


def _blocks(found: Sensitivity, lang: str) -> Iterator[str]:
    yield f"# {_TITLE[lang]}"
    for group in groups(found.figures, found.results.groups, lang):
        yield f"## {escape(group.title)}"
        if group.figures:
            header = [_CHOICE[lang], VALUE[lang], CHANGE[lang], "%", CROSSES[lang]]
            yield table(header, _rows(group))
        for heading, labels in ((STILL, group.still), (MISSING_VALUES, group.missing)):
            if labels:
                yield escape(heading[lang] + words.colon(lang) + words.semicolon(lang).join(labels))
    if beside := published(found.figures):
        yield f"## {REFERENCES[lang]}"
        texts = ((id_, figure_text(figure, lang)) for id_, figure in beside.items())
        yield bullets(f"**{id_}**{words.colon(lang)}{escape(text)}" for id_, text in texts)
        yield SIDES[lang]
        yield words.NOT_A_PASS_MARK[lang]
    yield f"## {RULES[lang]}"
    yield bullets(map(escape, rule_texts(found.results, lang)))


def _rows(group: Group) -> Iterator[list[str]]:
    for figure in group.figures:
        yield [f"**{escape(figure.label)}**", figure.value, "", "", figure.published]
        for move in figure.moves:
            yield [escape(move.label), move.value, move.change, move.percent, move.crossing]
        yield from ([f"*{escape(remark)}*", "", "", "", ""] for remark in figure.remarks)
