"""Formulas in words, and what each formula needs and is moved by: read from the objects."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from accsocial.indicators.quantities.making import PARAMETERS, PRICES
from accsocial.model import Form, Indicator, Place, Quantity, Term, Text
from accsocial.summary import needs

_PLACES = {
    Place.GROUP: Text(en="of the group", fr="du groupe"),
    Place.BASE_YEAR: Text(en="in the base year", fr="de l'année de base"),
    Place.BODY: Text(en="of the whole body", fr="de l'organisme entier"),
}
_MEDIAN = Text(
    en="median: the mean of {numerator}, over {denominator}",
    fr="médiane : la moyenne de : {numerator}, parmi les {denominator}",
)
_COUNTED = ("intensity", "workload", "channels", "caseload", "first_appointment_delays")
_OF_PERSONS = ("intensity", "workload", "caseload", "first_appointment_delays")


def _within(*tables: str) -> Callable[[Quantity], bool]:
    return lambda quantity: quantity.table in tables


def _uses(parameter: str) -> Callable[[Quantity], bool]:
    return lambda quantity: parameter in _parameters(quantity)


MOVED_BY: Mapping[str, Callable[[Quantity], bool]] = {
    "counted_statuses": _within(*_COUNTED),
    "counted_channels": _within(*_COUNTED),
    "count_collective": _within(*_COUNTED),
    "support_threshold": _uses("support_threshold"),
    "working_days": _uses("working_days"),
    "workers_counted": _within("workload", "staffing", "caseload"),
    "id_scope": lambda q: q.table in _OF_PERSONS or q.id in ("workers", "supports_reentered"),
    # It says what is counted and changes no number: two units are two figures.
    "beneficiary_unit": lambda _: False,
}
"""Counting rule -> whether it can move a quantity. A test flips each rule and compares."""


def formula(indicator: Indicator, lang: str) -> str:
    """The value in words: "spending in euros ÷ full-time equivalents"."""
    numerator = in_words(indicator.numerator, lang)
    denominator = in_words(indicator.denominator, lang)
    if indicator.form is Form.MEDIAN:
        return _MEDIAN[lang].format(numerator=numerator, denominator=denominator)
    if " × " in denominator:
        denominator = f"({denominator})"
    return f"{numerator} ÷ {denominator}" + (" − 1" if indicator.form is Form.GROWTH else "")


def in_words(term: Term, lang: str) -> str:
    """A term with the labels of its quantities in the place of their names."""
    labels = {}
    for reading in term.reads():
        place = "" if reading.place is Place.GROUP else f" {_PLACES[reading.place][lang]}"
        labels[str(reading)] = reading.quantity.label[lang] + place
    longest_first = sorted(labels, key=len, reverse=True)
    pieces = re.split(f"({'|'.join(map(re.escape, longest_first))})", str(term))
    return "".join(
        labels[piece] if piece in labels else piece.replace(" x ", " × ").replace(" - ", " − ")
        for piece in pieces
    )


def summary_tables(indicator: Indicator) -> list[str]:
    """The summary tables that the value is read from, in the order of the formula."""
    tables = dict.fromkeys(reading.quantity.table for reading in indicator.reads())
    return [table for table in tables if table not in (PARAMETERS, PRICES)]


def extract_tables(indicator: Indicator) -> list[str]:
    """The tables of an extract without which the value is not computable."""
    made = summary_tables(indicator)
    return list(dict.fromkeys(table for name in made for table in needs.extract_tables(name)))


def rules_of(indicator: Indicator) -> list[str]:
    """The counting rules that can move the value."""
    return [
        rule
        for rule, moves in MOVED_BY.items()
        if any(moves(reading.quantity) for reading in indicator.reads())
    ]


def _parameters(quantity: Quantity) -> list[str]:
    if quantity.table == PARAMETERS:
        return [quantity.id]
    if quantity.total is None:
        return []
    return [name.removeprefix("parameter.") for name in quantity.total.meta.root_names()]
