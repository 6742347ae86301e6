"""Coherence for machines: exact whole numbers, and words in both languages."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from accsocial.contesting.coherence import Checked, Coherence, Comparison, Reckoned
    from accsocial.contesting.identity import Side


def as_plain(found: Coherence) -> dict[str, object]:
    """JSON-ready. Whole numbers are whole; others are the nearest float."""
    return {
        "accsocial": found.results.version,
        "groups": list(found.results.groups),
        "rules": dict(found.results.rules),
        "identities": [_checked(checked) for checked in found.checked],
    }


def _checked(checked: Checked) -> dict[str, object]:
    identity = checked.identity
    return {
        "identity": identity.id,
        "label": identity.label.as_plain(),
        "relation": identity.relation,
        "counted": identity.counted,
        "left": identity.left.label.as_plain(),
        "right": identity.right.label.as_plain(),
        "explanation": identity.explanation.as_plain(),
        "comparisons": [_comparison(checked, each) for each in checked.comparisons],
    }


def _comparison(checked: Checked, comparison: Comparison) -> dict[str, object]:
    return {
        **comparison.group,
        "left": number(comparison.left.value),
        "right": number(comparison.right.value),
        "gap": number(comparison.gap),
        "relative_gap": number(comparison.relative),
        "ratio": number(comparison.ratio),
        "left_of": _products(checked.identity.left, comparison.left),
        "right_of": _products(checked.identity.right, comparison.right),
        "parts": {quantity.id: number(value) for quantity, value in comparison.parts},
        "unexplained": number(comparison.unexplained),
        "reason": comparison.reason,
    }


def _products(side: Side, reckoned: Reckoned) -> list[dict[str, object]]:
    """Of each product of a sum its factors by id; of territories added up, nothing."""
    if len(side.products) != len(reckoned.products):
        return []
    return [
        {factor.id: number(value) for factor, value in zip(factors, values, strict=True)}
        for factors, values in zip(side.products, reckoned.products, strict=True)
    ]


def number(value: Fraction | None) -> int | float | None:
    """An exact number as JSON has it."""
    if value is None:
        return None
    return value.numerator if value.denominator == 1 else float(value)
