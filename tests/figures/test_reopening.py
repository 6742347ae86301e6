"""The next support of a person after a closing: looked up, and searched in plain Python."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from accsocial.records.schema import BODIES, TERRITORIES
from accsocial.rules import CountingRules
from accsocial.summary.counting.reopening import with_reopening


class Support(NamedTuple):
    body: str
    territory: str
    beneficiary_id: str | None
    opened_on: dt.date | None
    closed_on: dt.date | None


DTYPES = {
    "body": pl.Enum(BODIES),
    "territory": pl.Enum(TERRITORIES),
    "beneficiary_id": pl.String(),
    "opened_on": pl.Date(),
    "closed_on": pl.Date(),
}


def day(number: int) -> dt.date:
    return dt.date(2022, 1, 1) + dt.timedelta(days=number)


def reopened(supports: Sequence[Support], rules: CountingRules) -> list[dt.date | None]:
    """`reopened_on` of each support, in plain Python."""
    places = 3 if rules.id_scope == "territory" else 0

    def person(support: Support) -> tuple[object, ...]:
        return (*support[: places - 1], support.beneficiary_id) if places else support[2:3]

    return [
        min(
            (
                other.opened_on
                for place, other in enumerate(supports)
                if support.closed_on is not None
                and support.beneficiary_id is not None
                and place != here
                and person(other) == person(support)
                and other.opened_on is not None
                and other.opened_on >= support.closed_on
            ),
            default=None,
        )
        for here, support in enumerate(supports)
    ]


def looked_up(supports: Sequence[Support], rules: CountingRules) -> list[dt.date | None]:
    frame = pl.DataFrame(supports, schema=DTYPES, orient="row")
    found = with_reopening(frame, rules)
    assert found.drop("reopened_on").equals(frame)
    return found["reopened_on"].to_list()


SUPPORTS = st.builds(
    Support,
    st.sampled_from(BODIES),
    st.sampled_from(["01", "94"]),
    st.sampled_from([None, "A", "B", "a long identifier", "é"]),
    st.one_of(st.none(), st.integers(0, 6).map(day)),
    st.one_of(st.none(), st.integers(0, 6).map(day)),
)


@given(st.lists(SUPPORTS, max_size=12), st.sampled_from(["territory", "national"]))
def test_the_next_support_of_a_person(supports: list[Support], scope: str) -> None:
    rules = CountingRules.model_validate({"id_scope": scope})
    assert looked_up(supports, rules) == reopened(supports, rules)


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        pytest.param((4, None), 4, id="on the closing day"),
        pytest.param((9, 12), 9, id="later"),
        pytest.param((3, None), None, id="while the first was open"),
        pytest.param((None, 9), None, id="without a day of opening"),
    ],
)
def test_after_a_support_from_day_1_to_4(
    second: tuple[int | None, int | None], expected: int | None
) -> None:
    opened, closed = (None if number is None else day(number) for number in second)
    supports = [
        Support("caf", "94", "A", day(1), day(4)),
        Support("caf", "94", "A", opened, closed),
    ]
    first, _ = looked_up(supports, CountingRules())
    assert first == (None if expected is None else day(expected))
