"""The Cour's figures that do not fit together, as texts and for machines."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import partial

from accsocial.contesting.contradictions import CONTRADICTIONS, Contradiction, Reckoning
from accsocial.contesting.ranges import Leaf, Range
from accsocial.model import PublishedFigure, Text, Unit
from accsocial.output.contesting.coherence_plain import number
from accsocial.output.numbers import MISSING, format_decimal, format_range
from accsocial.parameters.prices import round_half_up

_SCALES = {6: Text("M", "M"), 9: Text("bn", "Md")}
_RATIO = Text("ratio", "rapport")
_NOT_PUBLISHED = Text("nothing published to set beside it", "rien de publié à mettre en regard")


@dataclass(frozen=True)
class Shown:
    """A number in words: what it is, its value, and how it is calculated ("" for the ratio)."""

    label: str
    value: str
    calculation: str


@dataclass(frozen=True)
class Block:
    """One contradiction: both sides, the ratio, other numbers, and what follows."""

    title: str
    lines: tuple[Shown, ...]
    follows: str


def blocks(lang: str) -> list[Block]:
    """All contradictions, in words."""
    return [_block(each, lang) for each in CONTRADICTIONS]


def _block(each: Contradiction, lang: str) -> Block:
    return Block(each.label[lang], tuple(_lines(each, lang)), each.follows[lang])


def _lines(each: Contradiction, lang: str) -> Iterator[Shown]:
    yield _shown(each.left, lang)
    if each.right is None or each.ratio is None:
        yield Shown(_NOT_PUBLISHED[lang], MISSING, "")
    else:
        yield _shown(each.right, lang)
        ratio = _written(each.ratio, partial(format_decimal, decimals=2, lang=lang))
        yield Shown(_RATIO[lang], ratio, "")
    yield from (_shown(other, lang) for other in each.also)


def _shown(reckoning: Reckoning, lang: str) -> Shown:
    def write(value: Fraction) -> str:
        if reckoning.decimals < 0:
            step = 10**-reckoning.decimals
            return format_decimal(round_half_up(value / step, 0) * step, 0, lang)
        return format_decimal(value / 10**reckoning.scale, reckoning.decimals, lang)

    value = _written(reckoning.of.value, write)
    if reckoning.scale:
        value += f"\u00a0{_SCALES[reckoning.scale][lang]}"
    return Shown(reckoning.label[lang], value, reckoning.of.text(partial(_leaf, lang=lang)))


def _written(value: Range, write: Callable[[Fraction], str]) -> str:
    return MISSING.join(dict.fromkeys(map(write, (value.low, value.high))))


def _leaf(leaf: Leaf, lang: str) -> str:
    """A number with its name: "2,000,000 (P16)"."""
    source = leaf.source
    if isinstance(source, PublishedFigure):
        unit = Unit.SHARE if source.unit == Unit.SHARE else Unit.RATIO
        return f"{format_range(source.low, source.high, unit, lang)} ({leaf.name})"
    return f"{format_range(source.value, source.value, Unit.RATIO, lang)} ({leaf.name})"


def leaves() -> list[Leaf]:
    """Every published number that a contradiction is made of, each once, in order of name."""
    found = {
        leaf.name: leaf
        for each in CONTRADICTIONS
        for reckoning in (each.left, each.right, *each.also)
        if reckoning is not None
        for leaf in reckoning.of.leaves()
    }
    return [found[name] for name in sorted(found)]


def as_plain() -> list[dict[str, object]]:
    """JSON-ready: bounds are whole numbers, or the nearest float."""
    return [
        {
            "contradiction": each.id,
            "label": each.label.as_plain(),
            "left": _plain(each.left),
            "right": None if each.right is None else _plain(each.right),
            "ratio": None if each.ratio is None else _bounds(each.ratio),
            "also": [_plain(other) for other in each.also],
            "follows": each.follows.as_plain(),
        }
        for each in CONTRADICTIONS
    ]


def _plain(reckoning: Reckoning) -> dict[str, object]:
    return {
        "label": reckoning.label.as_plain(),
        **_bounds(reckoning.of.value),
        "of": reckoning.of.text(lambda leaf: leaf.name),
    }


def _bounds(value: Range) -> dict[str, object]:
    return {"low": number(value.low), "high": number(value.high)}
