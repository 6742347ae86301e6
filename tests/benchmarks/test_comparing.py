"""A difference between two ways is seen and named."""

from __future__ import annotations

import pytest

from benchmarks.comparing import difference
from benchmarks.question import Answer

BY = ("body", "territory", "year")


def answer(indicator: str = "no_show_rate", **parts: object) -> Answer:
    whole = {"indicator": indicator, "body": "caf", "territory": "94", "year": 2022}
    return {**whole, "value": 0.25, "numerator": 1, "denominator": 4, **parts}  # type: ignore[typeddict-item]  # parts of an answer


MONEY = answer("cost_per_beneficiary", numerator=1000.1, denominator=4, value=250.025)


@pytest.mark.parametrize(
    ("expected", "found", "named"),
    [
        ([answer()], [answer()], None),
        ([answer()], [answer(numerator=1.0, denominator=4.0, value=0.25 + 1e-14)], None),
        ([answer()], [answer(value=0.25 + 1e-11)], "no_show_rate body=caf territory=94 year=2022"),
        ([answer()], [answer(numerator=1 + 1e-13)], "1.0000000000001 / 4"),
        ([answer()], [answer(denominator=5)], "0.25 (1 / 4) is expected, 0.25 (1 / 5) was found"),
        ([answer()], [], "nothing was found"),
        ([], [answer()], "nothing is expected"),
        ([answer(value=None)], [], None),
        ([answer(numerator=None)], [answer(numerator=float("nan"))], None),
        ([answer(numerator=None)], [answer()], "None / 4"),
        ([MONEY], [{**MONEY, "numerator": 1000.1 * (1 + 1e-13)}], None),
        ([MONEY], [{**MONEY, "numerator": 1000.1 * (1 + 1e-11)}], "cost_per_beneficiary"),
    ],
)
def test_the_first_difference_is_named(
    expected: list[Answer], found: list[Answer], named: str | None
) -> None:
    differs = difference(expected, found, BY)
    assert differs is None if named is None else named in str(differs)


def test_columns_that_are_not_asked_for_do_not_matter() -> None:
    assert difference([answer()], [answer(territory="")], ("body", "year")) is None


def test_a_figure_that_is_there_twice_is_no_answer() -> None:
    with pytest.raises(ValueError, match="is there twice"):
        difference([answer(), answer()], [answer()], BY)
