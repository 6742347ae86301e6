"""A sensitivity arranged for reading: blocks of figures, each with what moves it. All texts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from accsocial.contesting.contested import Side
from accsocial.model import Form, Text
from accsocial.output import words
from accsocial.output.arrange import label
from accsocial.output.numbers import (
    MISSING,
    format_count,
    format_gap,
    format_percent,
    format_range,
    format_value,
)
from accsocial.output.reasons import reason_text
from accsocial.results import Status

if TYPE_CHECKING:
    from accsocial.contesting.contested import Contested, Flipped, Sensitivity
    from accsocial.model import PublishedFigure

_NEGLIGIBLE = 0.005
"""A change below half a percent whose digits are all beyond those that are printed."""

_MANY_TIMES = 10
"""Beyond a thousand percent, decimals have no room and no meaning."""

_SIDES = {
    Side.BELOW: Text("below", "dessous"),
    Side.INSIDE: Text("inside", "dans"),
    Side.ABOVE: Text("above", "dessus"),
}
_AT = Text("at it", "égal")
_PUBLISHED = Text("{id} {figure}: {side}", "{id} {figure}\u00a0: {side}")
_TOO_SMALL = Text("too little to be printed: {flips}", "trop peu pour être écrit\u00a0: {flips}")
_UNANSWERED = Text(
    "no value with “{flip}”: {reason}", "pas de valeur avec «\u00a0{flip}\u00a0»\u00a0: {reason}"
)
_UNMOVED = Text("{n} other choices leave it as it is", "{n} autres choix ne le changent pas")
_ONE_UNMOVED = Text("1 other choice leaves it as it is", "1 autre choix ne le change pas")


@dataclass(frozen=True)
class Move:
    """One choice that moves a figure; `crossing` is where it then lies, if it crosses."""

    label: str
    value: str
    change: str
    percent: str
    crossing: str


@dataclass(frozen=True)
class Figure:
    """A figure, the published one beside it, and what moves it; `remarks` end it."""

    label: str
    value: str
    published: str
    moves: tuple[Move, ...]
    remarks: tuple[str, ...]


@dataclass(frozen=True)
class Group:
    """The figures of one group and year. `still`: what no choice moves; `missing`: no value."""

    title: str
    figures: tuple[Figure, ...]
    still: tuple[str, ...]
    missing: tuple[str, ...]


def shown_figures(found: Sensitivity, *, last_year: bool) -> list[Contested]:
    """The figures to show: all, or of each figure and group the last year that has a value."""
    if not last_year:
        return list(found.figures)
    last: dict[tuple[object, ...], Contested] = {}
    for figure in found.figures:
        rest = (name for name in found.results.groups if name != "year")
        key = figure.indicator.id, *(figure.row[name] for name in rest)
        # Years ascend: a later one takes the place of an earlier one, unless it has no value.
        if key not in last or figure.row["value"] is not None:
            last[key] = figure
    return list(last.values())


def published(figures: Iterable[Contested]) -> dict[str, PublishedFigure]:
    """The published figures that stand beside some figures, by id."""
    beside = {each.figure.id: each.figure for each in figures if each.figure is not None}
    return dict(sorted(beside.items()))


def groups(figures: Iterable[Contested], names: Sequence[str], lang: str) -> list[Group]:
    """Figures by group, in the order of the results; `names` are the group columns."""
    together: dict[tuple[object, ...], list[Contested]] = {}
    for figure in figures:
        together.setdefault(tuple(figure.row[name] for name in names), []).append(figure)
    ordered = sorted(together, key=lambda key: [(part is None, part or "") for part in key])
    return [_group(dict(zip(names, key, strict=True)), together[key], lang) for key in ordered]


def _group(group: dict[str, object], figures: Iterable[Contested], lang: str) -> Group:
    shown: list[Figure] = []
    still: list[str] = []
    missing: list[str] = []
    for figure in figures:
        name = label(figure.indicator, lang)
        if figure.moved or figure.unanswered:
            shown.append(_figure(figure, lang))
        elif figure.row["value"] is None:
            missing.append(f"{name} ({_reason(figure.row['reason'], lang)})")
        else:
            still.append(f"{name} ({_value(figure, figure.row['value'], lang)})")
    return Group(words.place_title(group, lang), tuple(shown), tuple(still), tuple(missing))


def _figure(figure: Contested, lang: str) -> Figure:
    small = [flipped for flipped in figure.moved if _is_negligible(figure, flipped, lang)]
    moves = (_move(figure, flipped, lang) for flipped in figure.moved if flipped not in small)
    return Figure(
        label(figure.indicator, lang),
        _value(figure, figure.row["value"], lang),
        _published(figure, lang),
        tuple(moves),
        tuple(_remarks(figure, small, lang)),
    )


def _remarks(figure: Contested, small: list[Flipped], lang: str) -> Iterator[str]:
    status = Status(figure.row["status"])
    if figure.row["reason"] is not None:
        reason = _reason(figure.row["reason"], lang)
        yield words.STATUSES[status][lang] + words.colon(lang) + reason
    if small:
        names = words.semicolon(lang).join(flipped.flip.label[lang] for flipped in small)
        yield _TOO_SMALL[lang].format(flips=names)
    for flipped in figure.unanswered:
        reason = _reason(flipped.reason, lang)
        yield _UNANSWERED[lang].format(flip=flipped.flip.label[lang], reason=reason)
    if len(figure.unmoved) == 1:
        yield _ONE_UNMOVED[lang]
    elif figure.unmoved:
        yield _UNMOVED[lang].format(n=format_count(len(figure.unmoved), lang))


def _is_negligible(figure: Contested, flipped: Flipped, lang: str) -> bool:
    if flipped.change is None or flipped.crosses or abs(flipped.relative or 1) >= _NEGLIGIBLE:
        return False
    unit = figure.indicator.unit
    return format_gap(flipped.change, unit, lang) == format_gap(0.0, unit, lang)


def _move(figure: Contested, flipped: Flipped, lang: str) -> Move:
    change = MISSING
    if flipped.change is not None:
        change = format_gap(flipped.change, figure.indicator.unit, lang, symbol=False)
    percent = "" if flipped.relative is None else _percent(flipped.relative, lang)
    crossing = ""
    if flipped.crosses and figure.figure is not None:
        crossing = f"{figure.figure.id} → {side_text(flipped.side, figure.figure, lang)}"
    value = _value(figure, flipped.value, lang)
    return Move(flipped.flip.label[lang], value, change, percent, crossing)


def _percent(share: float, lang: str) -> str:
    decimals = 1 if abs(share) < _MANY_TIMES else 0
    return format_percent(Decimal(repr(share)), decimals, lang, signed=True)


def side_text(side: Side | None, figure: PublishedFigure, lang: str) -> str:
    """Where a value lies: below, inside or above; a single figure has no inside."""
    if side is Side.INSIDE and figure.low == figure.high:
        return _AT[lang]
    return MISSING if side is None else _SIDES[side][lang]


def _published(figure: Contested, lang: str) -> str:
    beside, unit = figure.figure, figure.indicator.unit
    if beside is None:
        return ""
    return _PUBLISHED[lang].format(
        id=beside.id,
        figure=format_range(beside.low, beside.high, unit, lang, symbol=False),
        side=side_text(figure.side, beside, lang),
    )


def _value(figure: Contested, value: float | None, lang: str) -> str:
    growth = figure.indicator.form is Form.GROWTH
    return format_value(value, figure.indicator.unit, lang, signed=growth, symbol=False)


def _reason(reason: str | None, lang: str) -> str:
    return words.clean(reason_text(reason or "", lang))
