"""Whether two ways give the same figures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import isclose, isnan

from benchmarks.question import NOT_COUNTED, Answer, Answers

TOLERANCE = 1e-12
"""Relative, of what is divided or is money. Counts must be equal."""

Place = tuple[object, ...]


def difference(expected: Answers, found: Answers, by: Sequence[str]) -> str | None:
    """The first difference in the figures of the groups `by`, in words; None if there is none.

    A figure without a value is as good as one that is not there.
    """
    left, right = dict(_with_value(expected, by)), dict(_with_value(found, by))
    for place in sorted({*left, *right}, key=str):
        one, other = left.get(place), right.get(place)
        if one is None or other is None or not _same(one, other):
            return f"{_shown(place, by)}: {_parts(one)} is expected, {_parts(other)} was found"
    return None


def _with_value(answers: Answers, by: Sequence[str]) -> Iterator[tuple[Place, Answer]]:
    seen: set[Place] = set()
    for answer in answers:
        if answer["value"] is None:
            continue
        values: dict[str, object] = {**answer}
        place = (answer["indicator"], *(values[name] for name in by))
        if place in seen:
            raise ValueError(f"{_shown(place, by)} is there twice")
        seen.add(place)
        yield place, answer


def _same(one: Answer, other: Answer) -> bool:
    exact = one["indicator"] not in NOT_COUNTED
    numerators = _number(one.get("numerator")), _number(other.get("numerator"))
    denominators = _number(one.get("denominator")), _number(other.get("denominator"))
    return (
        _equal(_number(one["value"]), _number(other["value"]), exact=False)
        and _equal(*numerators, exact=exact)
        and _equal(*denominators, exact=exact)
    )


def _number(value: float | None) -> float | None:
    # What is missing is NaN in pandas.
    return None if value is None or isnan(value) else value


def _equal(one: float | None, other: float | None, *, exact: bool) -> bool:
    if one is None or other is None or exact:
        return one == other
    return isclose(one, other, rel_tol=TOLERANCE, abs_tol=TOLERANCE)


def _shown(place: Place, by: Sequence[str]) -> str:
    groups = (f"{name}={value}" for name, value in zip(by, place[1:], strict=True))
    return " ".join((str(place[0]), *groups))


def _parts(answer: Answer | None) -> str:
    if answer is None:
        return "nothing"
    return f"{answer['value']} ({answer.get('numerator')} / {answer.get('denominator')})"
