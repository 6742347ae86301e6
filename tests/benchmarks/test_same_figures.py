"""All ways give the same figures: what the benchmarks compare is the same work."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any, cast

import pytest
from hand_made import BY_YEAR

from accsocial import compute, read, summarise
from accsocial.records.schema import STATUSES
from accsocial.rules import CountingRules
from benchmarks import with_decoding, with_duckdb, with_pandas, with_polars
from benchmarks.comparing import difference
from benchmarks.process import measure
from benchmarks.question import COUNTED_CHANNELS, INDICATORS, QUESTIONS, STATUS_RANKS, Answers
from benchmarks.ways import WAYS


def accsocial_figures(folder: Path, by: Sequence[str]) -> Answers:
    summary = summarise(read(folder), by=by)
    return cast("Answers", compute(summary, only=INDICATORS).frame.to_dicts())


OTHERS = {
    "duckdb": with_duckdb.figures,
    "polars": with_polars.figures,
    "pandas": with_pandas.figures,
}
ALL = {"accsocial": accsocial_figures, **OTHERS}


@pytest.mark.parametrize("by", QUESTIONS.values(), ids=" ".join)
@pytest.mark.parametrize("way", OTHERS)
def test_a_way_gives_the_figures_of_accsocial(way: str, by: Sequence[str], folder: Path) -> None:
    expected = accsocial_figures(folder, by)
    assert {answer["indicator"] for answer in expected if answer["value"] is not None} == set(
        INDICATORS
    )
    assert difference(expected, OTHERS[way](folder, by), by) is None


@pytest.mark.parametrize("way", ALL)
def test_the_figures_are_those_that_follow_by_hand(way: str, hand_made: Path) -> None:
    found = {
        (answer["indicator"], answer["year"]): answer
        for answer in ALL[way](hand_made, ("body", "year"))
    }
    for place, parts in BY_YEAR.items():
        if isinstance(parts, tuple):
            numerator, denominator = parts
            assert found[place]["numerator"] == pytest.approx(numerator, rel=1e-12), place
            assert found[place]["denominator"] == pytest.approx(denominator, rel=1e-12), place
            growth = 1 if place[0] == "cost_growth" else 0
            value = numerator / denominator - growth
            assert found[place]["value"] == pytest.approx(value, rel=1e-12), place
        else:
            assert found[place]["value"] == parts, place


def test_the_rules_are_accsocials_defaults() -> None:
    rules = CountingRules()
    assert rules.counted_channels == COUNTED_CHANNELS
    assert tuple(STATUS_RANKS) == STATUSES
    assert (rules.counted_statuses, rules.count_collective) == (("held",), False)
    assert (rules.support_threshold, rules.id_scope) == (3, "territory")


@pytest.mark.parametrize("way", [way for way in WAYS if way.name != "pandas"], ids=lambda w: w.name)
def test_a_way_answers_in_a_process_of_its_own(way: Any, hand_made: Path) -> None:
    by = QUESTIONS["By body, territory and year"]
    answers = json.loads(measure(way.command(hand_made, by)).printed)
    if way.answers:
        assert difference(with_duckdb.figures(hand_made, by), answers, by) is None
    else:
        assert answers == with_decoding.figures(hand_made, by) == []
