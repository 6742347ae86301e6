"""A check as JSON: the outcome, the causes, every value that is not the same, expectations."""

from __future__ import annotations

import json

from accsocial.output.reports.words import what_was_found
from accsocial.regression.checked import Check, Checked, Expected
from accsocial.regression.values import Value


def report(check: Check, lang: str) -> bytes:  # noqa: ARG001 - texts are in both languages
    """One JSON object. Values that are the same are counted, not listed."""
    return (
        json.dumps(_check(check), ensure_ascii=False, allow_nan=False, indent=1) + "\n"
    ).encode()


def _check(check: Check) -> dict[str, object]:
    return {
        "accsocial": check.version,
        "state": check.state,
        "baseline": check.baseline,
        "strict": check.strict,
        "compared": check.compared,
        "counts": check.counts,
        "causes": [cause.plain() for cause in check.causes],
        "values": [_value(checked) for checked in check.moved],
        "expectations": [_expected(expected) for expected in check.expected],
    }


def _value(checked: Checked) -> dict[str, object]:
    return {
        "indicator": checked.indicator,
        **checked.group,
        "state": checked.state,
        "what": checked.what,
        "old": _side(checked.old),
        "new": _side(checked.new),
        "change": checked.change,
        "relative_change": checked.relative,
        "tolerance": {
            "absolute": float(checked.tolerance.absolute),
            "relative": float(checked.tolerance.relative),
        },
    }


def _side(value: Value | None) -> dict[str, object] | None:
    return None if value is None else vars(value)


def _expected(expected: Expected) -> dict[str, object]:
    return {
        "name": expected.name,
        "state": expected.state,
        "expected": expected.asked.as_plain(),
        "found": {lang: what_was_found(expected, lang) for lang in ("en", "fr")},
    }
