"""All ways give the same figures: what the benchmarks compare is the same work."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, cast

import pytest
from hand_made import BY_YEAR, MORE_BY_YEAR

from accsocial import compute, read, summarise
from accsocial.records.schema import STATUSES
from accsocial.rules import CountingRules
from benchmarks import with_decoding, with_duckdb, with_pandas, with_polars
from benchmarks.comparing import difference
from benchmarks.extracts import as_text, extract
from benchmarks.process import measure
from benchmarks.question import (
    ALL_INDICATORS,
    COMPARING_TERRITORIES,
    COUNTED_CHANNELS,
    INDICATORS,
    PRICES,
    QUESTIONS,
    STATUS_RANKS,
    Answer,
    Answers,
)
from benchmarks.ways import OF_ALL_FIGURES, OF_FEW_ROWS, OF_TEXT, WAYS


def accsocial_figures(
    folder: Path, by: Sequence[str], only: Sequence[str] | None = INDICATORS
) -> Answers:
    summary = summarise(read(folder), by=by)
    return cast("Answers", compute(summary, only=only).frame.to_dicts())


def with_value(answers: Answers) -> set[str]:
    """The indicators that have a value somewhere."""
    return {answer["indicator"] for answer in answers if answer["value"] is not None}


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
    assert with_value(expected) == set(INDICATORS)
    assert difference(expected, OTHERS[way](folder, by), by) is None


@pytest.mark.parametrize("by", QUESTIONS.values(), ids=" ".join)
def test_duckdb_gives_all_figures_of_accsocial(by: Sequence[str], folder: Path) -> None:
    expected = accsocial_figures(folder, by, ALL_INDICATORS)
    apart = "territory" in by
    assert with_value(expected) == {*ALL_INDICATORS} - {*(COMPARING_TERRITORIES if apart else ())}
    assert difference(expected, with_duckdb.all_figures(folder, by), by) is None


def test_all_figures_are_those_of_an_extract_without_supports(hand_made: Path) -> None:
    found = with_value(accsocial_figures(hand_made, ("body", "year"), None))
    assert found == {*ALL_INDICATORS, *PRICES}


@pytest.mark.parametrize("way", ALL)
def test_the_figures_are_those_that_follow_by_hand(way: str, hand_made: Path) -> None:
    follow(BY_YEAR, ALL[way](hand_made, ("body", "year")))


def test_all_figures_are_those_that_follow_by_hand(hand_made: Path) -> None:
    follow({**BY_YEAR, **MORE_BY_YEAR}, with_duckdb.all_figures(hand_made, ("body", "year")))


def follow(by_hand: Mapping[tuple[str, int], Any], answers: Answers) -> None:
    found: dict[tuple[str, int], Answer] = {
        (answer["indicator"], answer["year"]): answer for answer in answers
    }
    for place, parts in by_hand.items():
        if isinstance(parts, tuple):
            numerator, denominator = parts
            assert found[place]["numerator"] == pytest.approx(numerator, rel=1e-12), place
            assert found[place]["denominator"] == pytest.approx(denominator, rel=1e-12), place
            growth = 1 if place[0].endswith("_growth") else 0
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
        assert answers == with_decoding.figures_held(hand_made, by)


def test_all_figures_of_text_files_are_the_same(tmp_path: Path) -> None:
    by = QUESTIONS["By body, territory and year"]
    made = as_text(tmp_path, 0.0005, "2021-2022")
    expected, found = (json.loads(measure(way.command(made.folder, by)).printed) for way in OF_TEXT)
    assert with_value(expected) == {*ALL_INDICATORS} - {*COMPARING_TERRITORIES}
    assert difference(expected, found, by) is None
    rows = extract(tmp_path, 0.0005, "2021-2022")
    assert difference(with_duckdb.all_figures(rows.folder, by), found, by) is None


def test_all_figures_come_from_processes_too(hand_made: Path) -> None:
    by = QUESTIONS["By body, territory and year"]
    expected, found, *none = (
        json.loads(measure(way.command(hand_made, by)).printed) for way in OF_ALL_FIGURES
    )
    assert none == [with_decoding.all_figures(hand_made, by), []]
    assert with_decoding.all_figures_held(hand_made, by) == []
    assert not measure(OF_FEW_ROWS[-1].command(hand_made, by)).printed
    assert with_value(expected) == {*ALL_INDICATORS} - {*COMPARING_TERRITORIES}
    assert difference(expected, found, by) is None
