"""What `accsocial compare` shows: value, value, difference and ratio, on a terminal or a page."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from rich.text import Text as Line

from accsocial.indicators import CATALOGUE, GROWTHS
from accsocial.model import Text
from accsocial.output.markdown_tables import bullets, document, escape, table
from accsocial.output.numbers import MISSING, format_decimal, format_gap, format_value, in_column
from accsocial.output.paragraphs import print_paragraph
from accsocial.output.words import clean, place_title, semicolon
from accsocial.regression.values import exact

if TYPE_CHECKING:
    from rich.console import Console

    from accsocial.regression.sides import Comparison, Pair
    from accsocial.regression.values import Value

_TITLE = Text("Side by side", "Côte à côte")
_HEADINGS = Text("A;B;difference;ratio", "A;B;différence;rapport")
_INDICATOR = Text("Indicator", "Indicateur")
_SIDES = Text("A is {left}, B is {right}.", "A : {left}, B : {right}.")
_ONLY = Text("Only in {side}: {groups}", "Seulement dans {side} : {groups}")
_NOTHING = Text("No figure is in both.", "Aucun chiffre n'est dans les deux.")
_LAST_YEAR = Text(
    "Shown is the last year that both have. --year shows others; json and md hold all.",
    "Seule la dernière année commune est montrée. --year en montre d'autres ; json et md les "
    "contiennent toutes.",
)
_LABELS = {indicator.id: indicator.label for indicator in CATALOGUE}
_WIDTHS = (12, 12, 11, 8)
_NARROWEST_LABEL = 30


def render(found: Comparison, console: Console, lang: str, *, last_year: bool) -> None:
    """Prints group by group the figures that both have, then what only one has."""
    print_paragraph(console, _sides(found, lang))
    both = _both(found)
    years = {pair.group["year"] for pair in both}
    shown = [p for p in both if not last_year or p.group["year"] == max(years, key=str)]
    room = max(console.width - sum(_WIDTHS), _NARROWEST_LABEL)
    for title, pairs in _by_place(shown, lang):
        console.print()
        console.print(_headed(title, room, lang), soft_wrap=True)
        for pair in pairs:
            for line in _row(pair, room, lang):
                console.print(line, soft_wrap=True)
    if not both:
        print_paragraph(console, _NOTHING[lang])
    only = _only(found, lang)
    if only or len(shown) < len(both):
        console.print()
    for text in only:
        print_paragraph(console, text)
    if len(shown) < len(both):
        print_paragraph(console, _LAST_YEAR[lang], style="dim")


def markdown(found: Comparison, lang: str) -> str:
    """A document with a table for each group."""
    blocks = [f"# {_TITLE[lang]}", escape(_sides(found, lang))]
    headings = [_INDICATOR[lang], *_HEADINGS[lang].split(";")]
    for title, pairs in _by_place(_both(found), lang):
        rows = ([pair.indicator, *_numbers(pair, lang)] for pair in pairs)
        blocks += [f"## {escape(title)}", table(headings, rows)]
    only = _only(found, lang)
    return document([*blocks, bullets(map(escape, only))] if only else blocks)


def as_plain(found: Comparison) -> dict[str, object]:
    """JSON-ready: every figure of both sides; a side that lacks it is null."""
    return {
        "a": found.names[0],
        "b": found.names[1],
        "groups": list(found.groups),
        "values": [
            {
                "indicator": pair.indicator,
                **pair.group,
                "unit": pair.unit,
                "a": _side(pair.left),
                "b": _side(pair.right),
                "difference": pair.difference,
                "ratio": pair.ratio,
            }
            for pair in found.pairs
        ],
    }


def _side(value: Value | None) -> dict[str, object] | None:
    return None if value is None else {"value": value.value, "status": value.status}


def _sides(found: Comparison, lang: str) -> str:
    left, right = map(clean, found.names)
    return _SIDES[lang].format(left=left, right=right)


def _both(found: Comparison) -> list[Pair]:
    return [pair for pair in found.pairs if pair.left is not None and pair.right is not None]


def _by_place(pairs: Iterable[Pair], lang: str) -> Iterator[tuple[str, list[Pair]]]:
    placed: dict[str, list[Pair]] = {}
    for pair in pairs:
        placed.setdefault(place_title(pair.group, lang), []).append(pair)
    yield from placed.items()


def _only(found: Comparison, lang: str) -> list[str]:
    """For each side the groups that it alone has; within common groups the indicators."""
    common = {place_title(pair.group, lang) for pair in _both(found)}
    texts = []
    for side, name in enumerate("AB"):
        alone: dict[str, None] = {}
        for pair in found.only(side):
            title = place_title(pair.group, lang)
            alone[f"{pair.indicator} ({title})" if title in common else title] = None
        if alone:
            texts.append(_ONLY[lang].format(side=name, groups=semicolon(lang).join(alone)))
    return texts


def _headed(title: str, room: int, lang: str) -> Line:
    line = Line(title.ljust(room), style="bold")
    for heading, width in zip(_HEADINGS[lang].split(";"), _WIDTHS, strict=True):
        line.append(heading.rjust(width), style="not bold dim")
    return line


def _row(pair: Pair, room: int, lang: str) -> Iterator[Line]:
    label = _LABELS[pair.indicator][lang] if pair.indicator in _LABELS else pair.indicator
    first, *rest = textwrap.wrap(
        clean(label), room - 2, initial_indent="  ", break_on_hyphens=False
    )
    numbers = zip(_numbers(pair, lang), _WIDTHS, strict=True)
    line = Line(first.ljust(room))
    line.append("".join(in_column(number, width) for number, width in numbers))
    yield line
    for more in rest:
        yield Line(f"    {more}")


def _numbers(pair: Pair, lang: str) -> list[str]:
    growth = pair.indicator in GROWTHS
    sides = [_value(side, lang, signed=growth) for side in (pair.left, pair.right)]
    if pair.difference is None:
        return [*sides, "", ""]
    ratio = "" if pair.ratio is None else format_decimal(exact(pair.ratio), 3, lang)
    return [*sides, format_gap(pair.difference, pair.unit, lang), ratio]


def _value(value: Value | None, lang: str, *, signed: bool) -> str:
    if value is None or value.value is None:
        return MISSING
    return format_value(value.value, value.unit, lang, signed=signed)
