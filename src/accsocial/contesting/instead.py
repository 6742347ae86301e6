"""Formulas with other quantities in them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from typing import Any

from accsocial.model import Indicator, Quantity, Reading, Term


def with_instead(indicator: Indicator, instead: Mapping[Quantity, Quantity]) -> Indicator:
    """The indicator whose formula reads other quantities, wherever it reads the first."""
    return replace(
        indicator,
        numerator=_swapped(indicator.numerator, instead),
        denominator=_swapped(indicator.denominator, instead),
    )


def _swapped(term: Any, instead: Mapping[Quantity, Quantity]) -> Any:
    """A term, which is a dataclass, with the terms in it swapped."""
    if isinstance(term, Quantity):
        return instead.get(term, term)
    if isinstance(term, Reading):
        return replace(term, quantity=instead.get(term.quantity, term.quantity))
    parts = {part.name: getattr(term, part.name) for part in fields(term)}
    swapped = {n: _swapped(part, instead) for n, part in parts.items() if isinstance(part, Term)}
    return replace(term, **swapped)
