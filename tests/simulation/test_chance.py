"""Draws that are the same everywhere, and parts that add up."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import numpy as np
import pytest

from accsocial.parameters.constants import constant
from accsocial.simulation.calendar import day_table, working_days
from accsocial.simulation.chance import RESOLUTION, Chance, apportion, lookup
from accsocial.simulation.intensity import middle_mean, numbers, shares


def test_the_draws_of_a_part_never_change() -> None:
    # A change of numpy, or of the code, that moves these moves every byte of every simulation.
    chance = Chance(7, "appointments", "caf", "94", 2022)
    assert chance.below(1000, 6).tolist() == BELOW
    assert chance.order(6).tolist() == ORDER
    assert chance.pick(lookup([1, 1, 2]), 6).tolist() == PICKED


BELOW = [672, 731, 800, 545, 314, 815]
ORDER = [0, 2, 3, 5, 1, 4]
PICKED = [2, 2, 2, 0, 1, 0]


def test_parts_do_not_share_their_draws() -> None:
    drawn = {
        tuple(Chance(seed, *parts).words(4).tolist())
        for seed in (1, 2)
        for parts in (("a",), ("b",), ("a", 2022), ("a", 2023))
    }
    assert len(drawn) == 8


@pytest.mark.parametrize(
    ("total", "weights", "at_least", "parts"),
    [
        (10, [1, 1], 0, [5, 5]),
        (10, [1, 1, 1], 0, [4, 3, 3]),
        (3, [0.5, 0.3, 0.2], 0, [1, 1, 1]),
        (1, [1, 9], 0, [0, 1]),
        (5, [1, 9], 1, [1, 4]),
        (4, [0, 1], 1, [1, 3]),
        (0, [1, 2], 0, [0, 0]),
        (240_000_000_000, [1, 2], 0, [80_000_000_000, 160_000_000_000]),
    ],
)
def test_parts_add_up(total: int, weights: list[float], at_least: int, parts: list[int]) -> None:
    assert apportion(total, weights, at_least=at_least) == parts


def test_a_table_has_each_code_as_often_as_its_weight_says() -> None:
    table = lookup([0.5, 0.0, 0.25, 0.25])
    assert Counter(table.tolist()) == {0: 32_768, 2: 16_384, 3: 16_384}
    assert len(table) == RESOLUTION


@pytest.mark.parametrize("year", range(2018, 2026))
def test_working_days_are_as_many_as_the_calendar_has(year: int) -> None:
    assert len(working_days(year)) == constant("calendar_working_days", year).value


@pytest.mark.parametrize(
    "day", [dt.date(2022, 4, 18), dt.date(2022, 5, 26), dt.date(2022, 6, 6), dt.date(2024, 4, 1)]
)
def test_days_that_follow_easter_are_off(day: dt.date) -> None:
    assert day not in working_days(day.year)


def test_months_have_the_days_that_they_weigh() -> None:
    table = day_table(2022, [1, 3, *[0.001] * 10])
    assert np.mean(table < 31) == pytest.approx(0.25, abs=0.01)
    assert np.mean((table >= 31) & (table < 59)) == pytest.approx(0.75, abs=0.01)


@pytest.mark.parametrize(
    ("mean", "below_3", "from_8"), [(3.7, 0.47, 0.10), (3.9, 0.45, 0.11), (3.2, 0.47, 0.10)]
)
def test_a_distribution_has_its_three_targets(mean: float, below_3: float, from_8: float) -> None:
    found = shares(mean, below_3, from_8)
    assert sum(found) == pytest.approx(1)
    assert sum(found[:2]) == pytest.approx(below_3)
    assert sum(found[7:]) == pytest.approx(from_8)
    assert sum(n * share for n, share in enumerate(found, start=1)) == pytest.approx(mean)


def test_a_mean_that_the_shares_exclude_is_seen() -> None:
    assert middle_mean(2.0, 0.47, 0.10) < 3
    assert middle_mean(6.0, 0.47, 0.10) > 7


def test_numbers_come_as_often_as_their_shares() -> None:
    drawn = Counter(numbers(Chance(1, "numbers"), 1000, [0.5, 0.25, 0.25]).tolist())
    assert drawn == {1: 500, 2: 250, 3: 250}
