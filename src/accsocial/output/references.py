"""What `accsocial references` lists: the published figures, each with its page and wording."""

from __future__ import annotations

import re
from decimal import Decimal

from rich.console import Console
from rich.text import Text as Line

from accsocial.model import PublishedFigure, Source, Text, Unit
from accsocial.output.notes import kind_text, perimeter_text
from accsocial.output.numbers import MISSING, NARROW_SPACE, format_decimal, format_range
from accsocial.output.paragraphs import print_paragraph
from accsocial.output.parameters import UNITS_FR
from accsocial.output.words import NOT_A_PASS_MARK
from accsocial.parameters.published import figures, note_of, sources

_TITLE = Text("Published figures", "Chiffres publiés")
_SOURCES = Text("Sources", "Sources")
_INDENT = 7


def references_rows() -> list[dict[str, object]]:
    """One row per published figure, in the order of their ids: ready for JSON or CSV.

    Bounds are numbers as published (shares 0 to 1); what a figure leaves open is None.
    """
    return [
        {
            "id": figure.id,
            "indicator": figure.indicator,
            "body": figure.body,
            "territory": figure.territory,
            "base_year": figure.base_year,
            "year": figure.year,
            "low": float(figure.low),
            "high": float(figure.high),
            "unit": figure.unit,
            "kind": figure.kind,
            "wording_fr": figure.wording_fr,
            "source": figure.source.id,
            "title": figure.source.title,
            "publisher": figure.source.publisher,
            "date": figure.source.date,
            "page": figure.page or None,
            "note": figure.note or None,
        }
        for figure in figures().values()
    ]


def render(lang: str, console: Console) -> None:
    """Prints the published figures by indicator, then their sources; made for 80 columns."""
    console.print(Line(_TITLE[lang], style="bold"))
    print_paragraph(console, NOT_A_PASS_MARK[lang], style="dim")
    for indicator in dict.fromkeys(figure.indicator for figure in figures().values()):
        console.print()
        console.print(Line(indicator, style="bold cyan"))
        for figure in figures().values():
            if figure.indicator == indicator:
                _print_figure(figure, lang, console)
    console.print()
    console.print(Line(_SOURCES[lang], style="bold"))
    for source_id, source in _named_sources().items():
        text = f"{source.publisher}, {source.date}. {source.title}."
        print_paragraph(console, text, indent=_INDENT, label=source_id)


def _named_sources() -> dict[str, Source]:
    """The publications that figures are taken from, and those that a note names ("S2 adds ...")."""
    named = {figure.source.id for figure in figures().values()}
    notes = " ".join(figure.note for figure in figures().values())
    named.update(re.findall(r"\bS\d+\b", notes))
    return {id_: source for id_, source in sources().items() if id_ in named}


def _print_figure(figure: PublishedFigure, lang: str, console: Console) -> None:
    print_paragraph(console, value_text(figure, lang), indent=_INDENT, label=figure.id)
    place = figure.source.id + (f", {figure.source.page}" if figure.source.page else "")
    about = f"{perimeter_text(figure, lang)} ({kind_text(figure, lang)})"
    print_paragraph(console, about, indent=_INDENT)
    wording = f"«{NARROW_SPACE}{figure.wording_fr}{NARROW_SPACE}» {place}"
    print_paragraph(console, wording, indent=_INDENT)
    note = note_of(figure, lang)
    if note:
        print_paragraph(console, note, indent=_INDENT, style="dim")


def value_text(figure: PublishedFigure, lang: str) -> str:
    """The value or range with its unit: "3.7 appointments per beneficiary per year"."""
    if figure.unit == Unit.SHARE:
        return format_range(figure.low, figure.high, Unit.SHARE, lang)
    bounds = dict.fromkeys(_as_published(bound, lang) for bound in (figure.low, figure.high))
    return f"{MISSING.join(bounds)} {unit_text(figure, lang)}"


def unit_text(figure: PublishedFigure, lang: str) -> str:
    """The unit of a figure in words; one without French words stays as it was published."""
    return UNITS_FR.get(figure.unit, figure.unit) if lang == "fr" else figure.unit


def _as_published(value: Decimal, lang: str) -> str:
    exponent = value.as_tuple().exponent
    return format_decimal(value, -exponent if isinstance(exponent, int) else 0, lang)
