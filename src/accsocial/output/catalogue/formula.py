"""Formulas in words, with the labels of their quantities."""

from __future__ import annotations

import re

from accsocial.model import Constant, Form, Indicator, Place, Term, Text
from accsocial.output.numbers import format_count

_PLACES = {
    Place.GROUP: Text(en="of the group", fr="du groupe"),
    Place.BASE_YEAR: Text(en="in the base year", fr="de l'année de base"),
    Place.BODY: Text(en="of the whole body", fr="de l'organisme entier"),
}
_MEDIAN = Text(
    en="median: the mean of {numerator}, over {denominator}",
    fr="médiane, parmi les {denominator} : la moyenne de deux valeurs, {numerator}",
)
_ROOT = Text(en="square root of ({ratio})", fr="racine carrée de ({ratio})")


def formula(indicator: Indicator, lang: str) -> str:
    """The value in words: "spending in euros ÷ full-time equivalents"."""
    numerator = in_words(indicator.numerator, lang)
    denominator = in_words(indicator.denominator, lang)
    if indicator.form is Form.MEDIAN:
        return _MEDIAN[lang].format(numerator=numerator, denominator=denominator)
    if " × " in denominator:
        denominator = f"({denominator})"
    whole = isinstance(indicator.denominator, Constant) and indicator.denominator.number == 1
    ratio = numerator if whole else f"{numerator} ÷ {denominator}"
    if indicator.form is Form.ROOT:
        return _ROOT[lang].format(ratio=ratio)
    return ratio + (" − 1" if indicator.form is Form.GROWTH else "")


def in_words(term: Term, lang: str) -> str:
    """A term with the labels of its quantities in the place of their names."""
    labels = {}
    for reading in term.reads():
        place = "" if reading.place is Place.GROUP else f" {_PLACES[reading.place][lang]}"
        labels[str(reading)] = reading.quantity.label[lang] + place
    longest_first = sorted(labels, key=len, reverse=True)
    pieces = re.split(f"({'|'.join(map(re.escape, longest_first))})", str(term))
    return "".join(labels[piece] if piece in labels else _signs(piece, lang) for piece in pieces)


def _signs(piece: str, lang: str) -> str:
    """What stands between quantities, its numbers with their thousands apart."""
    text = piece.replace(" x ", " × ").replace(" - ", " − ")
    return re.sub(r"\d{4,}", lambda number: format_count(int(number[0]), lang), text)
