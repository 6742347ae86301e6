"""Numbers as a French or an English reader writes them, with decimals fit to the unit."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from accsocial.model import Unit
from accsocial.parameters.prices import Index, round_half_up

NARROW_SPACE = "\u202f"
"""The narrow no-break space: French thousands, and before a French % or €."""

MISSING = "–"
MINUS = "−"


class NumberStyle(NamedTuple):
    """How values of a unit are shown: decimals after scaling, and the symbol."""

    decimals: int
    scale: int = 1
    symbol: str = ""
    gap_symbol: str = ""


STYLES: dict[str, NumberStyle] = {
    Unit.PER_YEAR: NumberStyle(1),
    Unit.PER_DAY: NumberStyle(2),
    Unit.DAYS: NumberStyle(1),
    # The difference of two shares is in points: "%" would read as a share of a share.
    Unit.SHARE: NumberStyle(1, scale=100, symbol="%", gap_symbol="pt"),
    Unit.RATIO: NumberStyle(2),
    Unit.EUROS: NumberStyle(0, symbol="€", gap_symbol="€"),
    Unit.WORKERS: NumberStyle(1),
    Unit.BENEFICIARIES_PER_WORKER: NumberStyle(1),
    Unit.WORKERS_PER_1000: NumberStyle(2),
}


def format_value(
    value: float | Decimal | None,
    unit: str,
    lang: str,
    *,
    signed: bool = False,
    symbol: bool = True,
    more: int = 0,
) -> str:
    """`value` for reading: 0.1234 of a share is "12.3%", in French "12,3 %".

    `signed` puts a plus before what is above zero after rounding. `symbol`
    False leaves out the sign of a currency, for a column whose heading has it;
    a share keeps its %. `more` are decimals beyond those of the unit. None is an
    en dash. Halves are rounded up.
    """
    if value is None:
        return MISSING
    style = STYLES[unit]
    number = _scaled(value, style)
    text = _digits(_rounded(number, style.decimals + more), lang, signed=signed)
    return _with_symbol(text, style.symbol, lang, wanted=symbol or style.symbol == "%")


def format_gap(
    gap: float | Decimal, unit: str, lang: str, *, symbol: bool = True, more: int = 0
) -> str:
    """A difference between two values of `unit`, always with its sign; shares in points.

    `more` are decimals beyond those of the unit.
    """
    style = STYLES[unit]
    text = _digits(_rounded(_scaled(gap, style), style.decimals + more), lang, signed=True)
    return _with_symbol(text, style.gap_symbol, lang, wanted=symbol or style.gap_symbol == "pt")


def format_range(
    low: float | Decimal, high: float | Decimal, unit: str, lang: str, *, symbol: bool = True
) -> str:
    """A published value or range, with no more decimals than were published: "8–10"."""
    style = STYLES[unit]
    bounds = [_digits(_plain(_scaled(bound, style)), lang) for bound in (low, high)]
    if low == high:
        text = bounds[0]
    elif low < 0:
        # A dash between signed numbers cannot be told from a minus.
        text = bounds[0] + (" à " if lang == "fr" else " to ") + bounds[1]
    else:
        text = MISSING.join(bounds)
    return _with_symbol(text, style.symbol, lang, wanted=symbol or style.symbol == "%")


def format_count(count: int, lang: str) -> str:
    """A whole number with its thousands apart."""
    return _digits(Decimal(count), lang)


def format_decimal(value: Index, decimals: int, lang: str, *, signed: bool = False) -> str:
    """A number with fixed decimals, halves away from zero: "112.01", in French "112,01".

    `signed` puts a plus before what is above zero after rounding.
    """
    return _digits(round_half_up(value, decimals), lang, signed=signed)


def format_percent(share: Index, decimals: int, lang: str, *, signed: bool = False) -> str:
    """A share in percent with fixed decimals: 0.1234 is "12.3%", in French "12,3 %"."""
    text = format_decimal(100 * share, decimals, lang, signed=signed)
    return _with_symbol(text, "%", lang, wanted=True)


def in_column(number: str, width: int) -> str:
    """A number at the right end of its column, apart from the one before it even if it fills it."""
    return f" {number}".rjust(width)


def _scaled(value: float | Decimal, style: NumberStyle) -> Decimal:
    # repr is the shortest text of a float: what an export shows, hence what is rounded here.
    return Decimal(repr(value) if isinstance(value, float) else value) * style.scale


def _rounded(number: Decimal, decimals: int) -> Decimal:
    return number.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)


def _plain(number: Decimal) -> Decimal:
    whole = number.to_integral_value()
    return whole if number == whole else number.normalize()


def _digits(number: Decimal, lang: str, *, signed: bool = False) -> str:
    text = f"{abs(number):,f}"
    if lang == "fr":
        text = text.replace(",", NARROW_SPACE).replace(".", ",")
    if number < 0:
        return MINUS + text
    return "+" + text if signed and number > 0 else text


def _with_symbol(text: str, symbol: str, lang: str, *, wanted: bool) -> str:
    if not symbol or not wanted:
        return text
    if lang == "fr" or symbol == "pt":
        return text + NARROW_SPACE + symbol
    if symbol == "%":
        return text + symbol
    sign = text[0] if text[0] in "+" + MINUS else ""
    return sign + symbol + text.removeprefix(sign)
