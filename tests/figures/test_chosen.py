"""Which indicators `--only` asks for: ids and themes, in the order of the catalogue."""

from __future__ import annotations

import pytest

from accsocial.computation.compute import chosen_indicators, one_indicator
from accsocial.errors import UsageError
from accsocial.indicators import CATALOGUE

ATTENDANCE = ["no_show_rate", "cancellation_rate", "home_visit_share"]


@pytest.mark.parametrize(
    ("only", "ids"),
    [
        (["no_show_rate"], ["no_show_rate"]),
        (["attendance"], ATTENDANCE),
        (["attendance", "no_show_rate"], ATTENDANCE),
        (["home_visit_share", "no_show_rate"], ["no_show_rate", "home_visit_share"]),
        (["attendance", "appointments_per_worker"], ["appointments_per_worker", *ATTENDANCE]),
        ([], [each.id for each in CATALOGUE]),
        (None, [each.id for each in CATALOGUE]),
    ],
)
def test_ids_and_themes(only: list[str] | None, ids: list[str]) -> None:
    assert [each.id for each in chosen_indicators(only)] == ids


@pytest.mark.parametrize(
    ("only", "hint"),
    [("no_show", "no_show_rate"), ("costs", "cost"), ("work-load", "workload")],
)
def test_a_name_that_is_neither_gets_the_nearest(only: str, hint: str) -> None:
    with pytest.raises(UsageError, match=f"no indicator '{only}'; did you mean {hint}\\?"):
        chosen_indicators([only])


def test_a_name_like_no_other_is_told_where_to_look() -> None:
    with pytest.raises(UsageError, match=r"; themes are intensity, .*; accsocial catalogue lists"):
        chosen_indicators(["xyz"])
    with pytest.raises(UsageError, match="no indicator 'xyz'; accsocial catalogue lists them"):
        one_indicator("xyz")


def test_a_theme_is_no_indicator_and_no_indicator_a_theme() -> None:
    with pytest.raises(UsageError, match="no indicator 'attendance'; "):
        one_indicator("attendance")
    assert {each.theme for each in CATALOGUE}.isdisjoint(each.id for each in CATALOGUE)
