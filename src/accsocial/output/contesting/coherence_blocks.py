"""Identities of an extract arranged for reading: a table for each, groups down. All texts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

from accsocial.contesting.identity import Counted, Factor, Relation
from accsocial.model import Indicator, Text
from accsocial.output import words
from accsocial.output.numbers import MISSING, format_decimal, format_percent, format_value
from accsocial.output.reasons import reason_text

if TYPE_CHECKING:
    from accsocial.contesting.coherence import Checked, Coherence, Comparison, Reckoned
    from accsocial.contesting.identity import Side

LEFT, RIGHT = Text("left", "gauche"), Text("right", "droite")
GAP = Text("gap", "écart")
SHARE = Text("share", "part")
_MORE = Text("more than the right side", "plus que la droite")
_UNEXPLAINED = Text("not explained: {number}", "non expliqué\u00a0: {number}")
_DECIMALS = {Counted.FTE: 2}


@dataclass(frozen=True)
class Row:
    """Both sides in one group; `notes` say what they are made of. `warns`: it does not hold."""

    group: str
    numbers: tuple[str, str, str, str]
    notes: tuple[str, ...]
    warns: bool


@dataclass(frozen=True)
class Table:
    """An identity: what its sides are, its rows, and what usually explains a gap."""

    title: str
    left: str
    right: str
    headings: tuple[str, str, str, str]
    rows: tuple[Row, ...]
    explanation: str


@dataclass(frozen=True)
class Report:
    """`holding`: identities that hold everywhere and show nothing else; `missing`: no side."""

    tables: tuple[Table, ...]
    holding: tuple[str, ...]
    missing: tuple[str, ...]
    years_left_out: bool


def report(found: Coherence, lang: str, *, last_year: bool) -> Report:
    """All identities; `last_year` keeps the last year of each body that has a value."""
    tables: list[Table] = []
    holding: list[str] = []
    missing: dict[str, list[str]] = {}
    fewer = False
    for checked in found.checked:
        shown = _last_years(checked) if last_year else list(checked.comparisons)
        fewer = fewer or len(shown) < len(checked.comparisons)
        label = checked.identity.label[lang]
        reasons = {comparison.reason for comparison in shown}
        if len(reasons) == 1 and (reason := next(iter(reasons))) is not None:
            missing.setdefault(words.clean(reason_text(reason, lang)), []).append(label)
        elif shown and all(_says_nothing(checked, comparison) for comparison in shown):
            holding.append(label)
        elif shown:
            tables.append(_table(checked, shown, lang))
    return Report(
        tuple(tables),
        tuple(holding),
        tuple(f"{'; '.join(labels)} ({reason})" for reason, labels in missing.items()),
        fewer,
    )


def _last_years(checked: Checked) -> list[Comparison]:
    last: dict[tuple[object, ...], Comparison] = {}
    for comparison in checked.comparisons:
        key = tuple(value for name, value in comparison.group.items() if name != "year")
        # Years ascend: a later one takes the place of an earlier one, unless it has no value.
        if key not in last or comparison.gap is not None:
            last[key] = comparison
    return list(last.values())


def _says_nothing(checked: Checked, comparison: Comparison) -> bool:
    """Whether a comparison holds, and has neither factors nor parts worth a line."""
    sides = (checked.identity.left, checked.identity.right)
    single = all(sum(map(len, side.products)) == 1 for side in sides)
    return comparison.gap == 0 and single and not any(number for _, number in comparison.parts)


def _table(checked: Checked, shown: list[Comparison], lang: str) -> Table:
    identity = checked.identity
    ends = (SHARE[lang], "") if identity.relation is Relation.AT_MOST else (GAP[lang], "%")
    return Table(
        identity.label[lang],
        identity.left.label[lang],
        identity.right.label[lang],
        (LEFT[lang], RIGHT[lang], *ends),
        tuple(_row(checked, comparison, lang) for comparison in shown),
        identity.explanation[lang],
    )


def _row(checked: Checked, comparison: Comparison, lang: str) -> Row:
    identity = checked.identity
    decimals = _DECIMALS.get(identity.counted, 0)
    sides = [
        MISSING if side.value is None else format_decimal(side.value, decimals, lang)
        for side in (comparison.left, comparison.right)
    ]
    notes = [*_notes(checked, comparison, lang)]
    at_most = identity.relation is Relation.AT_MOST
    warns = at_most and comparison.gap is not None and comparison.gap > 0
    ends = ("", "")
    if comparison.gap is not None and at_most:
        ends = (_percent(comparison.ratio, lang, signed=False), "")
        notes += [_MORE[lang]] if warns else []
    elif comparison.gap is not None:
        gap = format_decimal(comparison.gap, decimals, lang, signed=True)
        ends = (gap, _percent(comparison.relative, lang, signed=True))
    if comparison.unexplained:
        number = format_decimal(comparison.unexplained, decimals, lang, signed=True)
        notes.append(_UNEXPLAINED[lang].format(number=number))
        warns = True
    group = words.place_title(comparison.group, lang)
    return Row(group, (sides[0], sides[1], *ends), tuple(notes), warns)


def _notes(checked: Checked, comparison: Comparison, lang: str) -> Iterator[str]:
    identity = checked.identity
    if comparison.reason is not None:
        yield words.clean(reason_text(comparison.reason, lang))
    for name, side, reckoned in (
        (LEFT, identity.left, comparison.left),
        (RIGHT, identity.right, comparison.right),
    ):
        text = _calculation(side, reckoned, lang)
        if text:
            yield f"{name[lang]} = {text}"
    parts = [
        f"{format_decimal(number, 0, lang, signed=True)} {quantity.label[lang]}"
        for quantity, number in comparison.parts
        if number
    ]
    if parts:
        yield f"{LEFT[lang]} → {RIGHT[lang]}{words.colon(lang)}" + ", ".join(parts)


def _calculation(side: Side, reckoned: Reckoned, lang: str) -> str:
    """The numbers that a side is made of; "" for a number that stands alone."""
    if len(side.products) != len(reckoned.products):
        return ""
    if len(side.products) > 1:
        return " + ".join(
            f"{factor_text(factor, value, lang)} ({factor.label[lang]})"
            for (factor,), (value,) in zip(side.products, reckoned.products, strict=True)
        )
    (factors,), (values,) = side.products, reckoned.products
    if len(factors) == 1:
        return ""
    return " × ".join(factor_text(f, v, lang) for f, v in zip(factors, values, strict=True))


def factor_text(factor: Factor, value: Fraction, lang: str) -> str:
    """A number of a calculation: an indicator as in the results, a count in full."""
    if isinstance(factor, Indicator):
        return format_value(float(value), factor.unit, lang)
    return format_decimal(value, 0 if value.denominator == 1 else 2, lang)


def _percent(share: Fraction | None, lang: str, *, signed: bool) -> str:
    return "" if share is None else format_percent(share, 1, lang, signed=signed)
