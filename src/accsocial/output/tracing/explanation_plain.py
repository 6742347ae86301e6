"""An explanation as JSON-ready values; exact numbers are texts."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from accsocial.output.about import formula

if TYPE_CHECKING:
    from collections.abc import Mapping

    from accsocial.model import Number
    from accsocial.tracing.explanation import Explanation, Part, Trail


def as_plain(explanation: Explanation, rules: Mapping[str, object]) -> dict[str, object]:
    """The result, each table's steps, each part of the formula, parameters and rules."""
    return {
        "result": dict(explanation.result),
        "formula": formula(explanation.indicator),
        "trails": [_trail(trail) for trail in explanation.trails],
        "parts": [_part(part) for part in explanation.parts],
        "months": [
            {"month": month, "beneficiaries": people, "workers": workers}
            for month, people, workers in explanation.months
        ],
        "rules": dict(rules),
        "parameters": [
            {"name": used.name, "value": used.value, "unit": used.unit, "source": used.source}
            for used in explanation.parameters
        ],
    }


def _trail(trail: Trail) -> dict[str, object]:
    return {
        "table": trail.table,
        "group": dict(trail.group),
        "steps": [
            {"sign": step.sign.value, "step": step.label.en, "rows": step.rows}
            | ({"details": dict(step.details)} if step.details else {})
            for step in trail.steps
        ],
    }


def _part(part: Part) -> dict[str, object]:
    return {
        "role": part.role.value,
        "quantity": part.reading.quantity.id,
        "label": part.reading.quantity.label.en,
        "place": part.reading.place.value,
        "number": _exact(part.number),
        "trails": list(part.trails),
        "rows": [chosen.height for chosen in part.chosen],
    }


def _exact(number: Number | None) -> int | str | None:
    """A count as itself; money and fractions exactly, as texts: "172038.95", "7/3"."""
    if number is None or isinstance(number, int):
        return number
    if isinstance(number, Fraction):
        return str(number)
    return f"{number.normalize():f}"
