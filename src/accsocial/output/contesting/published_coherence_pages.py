"""The contradictions on a terminal, made for 80 columns, and as Markdown."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import TYPE_CHECKING

from rich.text import Text as Line

from accsocial.model import PublishedFigure, Text
from accsocial.output import words
from accsocial.output.contesting.published_coherence import Block, Shown, blocks, leaves
from accsocial.output.markdown_tables import bullets, document, escape, table
from accsocial.output.notes import figure_text, source_text
from accsocial.output.paragraphs import print_paragraph

if TYPE_CHECKING:
    from rich.console import Console

    from accsocial.model import Source

_TITLE = Text(
    "Published figures that do not fit together",
    "Chiffres publiés qui ne tiennent pas ensemble",
)
_ABOUT = Text(
    "Each number is calculated from published ones (in brackets). None is an error found: each is "
    "a question of units and perimeters, to ask before a figure is quoted.",
    "Chaque nombre est calculé à partir de chiffres publiés (entre parenthèses). Aucun n'est "
    "une erreur établie\u00a0: ce sont des questions d'unités et de périmètres, à poser avant de "
    "citer.",
)
_FOLLOWS = Text("What follows", "Ce qui s'ensuit")
_SOURCES = Text("Published", "Publié")
_NUMBER, _CALCULATION = Text("Number", "Nombre"), Text("Calculation", "Calcul")
_VALUE = Text("Value", "Valeur")

_VALUE_WIDTH = 18
_WIDEST = 100


def render(console: Console, lang: str) -> None:
    """Prints the contradictions one by one, then the figures they are made of."""
    width = min(console.width, _WIDEST)
    console.print(Line(_TITLE[lang], style="bold"))
    print_paragraph(console, _ABOUT[lang], style="dim")
    for position, block in enumerate(blocks(lang), 1):
        console.print()
        console.print(Line(f"{position}. {block.title}", style="bold"))
        for shown in block.lines:
            for line in _lines(shown, width):
                # Wrapped already: rich would break lines at no-break spaces.
                console.print(line, soft_wrap=True)
        print_paragraph(console, _follows(block, lang), indent=3)
    console.print()
    console.print(Line(_SOURCES[lang], style="bold"))
    for name, text in _sources(lang):
        print_paragraph(console, f"{name}{words.colon(lang)}{text}", indent=2, style="dim")


def _lines(shown: Shown, width: int) -> Iterator[Line]:
    label = f"   {shown.label}"
    yield Line(label.ljust(width - _VALUE_WIDTH) + shown.value.rjust(_VALUE_WIDTH))
    for part in textwrap.wrap(
        shown.calculation, width, initial_indent=" " * 5, subsequent_indent=" " * 7
    ):
        yield Line(part, style="dim")


def _follows(block: Block, lang: str) -> str:
    return _FOLLOWS[lang] + words.colon(lang) + block.follows


def _sources(lang: str) -> Iterator[tuple[str, str]]:
    """The published figures in their words, the constants with their place, the publications."""
    sources: dict[str, Source] = {}
    for leaf in leaves():
        source = leaf.source
        sources[source.source.id] = source.source
        if isinstance(source, PublishedFigure):
            yield leaf.name, figure_text(source, lang)
        else:
            yield leaf.name, f"{source.value} ({source.source.id}, {source.source.page})"
    for name in sorted(sources):
        yield name, source_text(sources[name], lang)


def markdown(lang: str) -> str:
    """A document in "en" or "fr" that stands on its own."""
    return document(_blocks(lang))


def _blocks(lang: str) -> Iterator[str]:
    yield f"# {_TITLE[lang]}"
    yield _ABOUT[lang]
    for position, block in enumerate(blocks(lang), 1):
        yield f"## {position}. {escape(block.title)}"
        header = [_NUMBER[lang], _CALCULATION[lang], _VALUE[lang]]
        rows = ([escape(s.label), escape(s.calculation), s.value] for s in block.lines)
        yield table(header, rows, texts=2)
        yield escape(_follows(block, lang))
    yield f"## {_SOURCES[lang]}"
    yield bullets(f"**{escape(name)}**{words.colon(lang)}{escape(t)}" for name, t in _sources(lang))
