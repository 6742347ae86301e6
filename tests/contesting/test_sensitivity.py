"""Figures under flips: by hand, against runs with the rule set, and from one reading."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from small_extracts import RICH, extract, gathered, run

from accsocial import compute, read, summarise
from accsocial.contesting.contested import Contested, Flipped, Sensitivity, Side, side_of
from accsocial.contesting.flip import differing
from accsocial.contesting.flips import FLIPS
from accsocial.contesting.sensitivity import sensitivity
from accsocial.errors import UsageError
from accsocial.indicators import CATALOGUE
from accsocial.parameters.published import figures
from accsocial.records.table import Table
from accsocial.rules import CountingRules
from accsocial.summary import count, gather


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return extract(tmp_path_factory.mktemp("rich") / "extract", **RICH)


def contested(found: Sensitivity, indicator: str, **group: object) -> Contested:
    (figure,) = [
        each
        for each in found.figures
        if each.indicator.id == indicator
        and all(each.row[name] == value for name, value in group.items())
    ]
    return figure


def flipped(figure: Contested, name: str) -> Flipped:
    everything = (*figure.moved, *figure.unanswered, *figure.unmoved)
    (found,) = [each for each in everything if each.flip.name == name]
    return found


def values(folder: Path, indicator: str, **options: Any) -> dict[str, float | None]:
    """Value of the whole Caf in 2022 by flip; the run itself is ""."""
    found = sensitivity(gather(read(folder)), only=[indicator], years=[2022], **options)
    figure = contested(found, indicator)
    return {"": figure.row["value"]} | {each.flip.name: each.value for each in figure.moved}


def test_the_intensity_by_hand(folder: Path) -> None:
    # In 94 B1 has 3, B2 and B3 have 1; in 95 B1 has 1 and B4 has 4: 10 of 5 beneficiaries.
    assert values(folder, "appointments_per_beneficiary") == {
        "": 10 / 5,
        "with_no_shows": 11 / 5,
        "with_cancelled_by_beneficiary": 11 / 5,
        "with_unknown_statuses": 11 / 5,
        "with_mail_and_third_parties": 11 / 5,
        "face_to_face_only": 7 / 5,
        "without_unknown_channels": 9 / 5,
        "with_group_sessions": 11 / 5,
        "without_advice_only": 7 / 2,
        "national_identifiers": 10 / 4,
    }


def test_the_workload_by_hand(folder: Path) -> None:
    # W1 in 94: 4; W2: 1; W1 in 95: 1; W3: 4.
    assert values(folder, "appointments_per_working_day") == {
        "": 10 / (4 * 198),
        "with_no_shows": 11 / (4 * 198),
        "with_cancelled_by_beneficiary": 11 / (4 * 198),
        "with_unknown_statuses": 11 / (4 * 198),
        "with_mail_and_third_parties": 11 / (4 * 198),
        "face_to_face_only": 7 / (4 * 198),
        "without_unknown_channels": 9 / (4 * 198),
        "with_group_sessions": 11 / (4 * 198),
        # W1 in 95 is on no list there, W2 is not qualified.
        "qualified_workers": 8 / (2 * 198),
        "fte_for_workers": 10 / (2.3 * 198),
        "working_days_228": 10 / (4 * 228),
        "working_days_of_calendar": 10 / (4 * 253),
        "national_identifiers": 10 / (3 * 198),
    }


@pytest.mark.parametrize(
    ("indicator", "name", "value"),
    [
        ("share_of_beneficiaries_advice_only", "support_threshold_1", 0.0),
        ("share_of_beneficiaries_advice_only", "support_threshold_4", 4 / 5),
        ("appointments_per_supported_beneficiary", "with_advice_only", 2.0),
        ("appointments_per_supported_beneficiary", "support_threshold_4", 4.0),
        ("cost_per_beneficiary", "without_advice_only", 1500.3 / 2),
        ("share_of_households_supported", "without_advice_only", 2 / 100),
        ("beneficiaries_per_worker", "fte_for_workers", 5 / 2.3),
        ("appointments_per_fte", "workers_for_fte", 10 / 3),
        ("cost_per_fte", "workers_for_fte", 1500.3 / 3),
        ("worker_growth", "fte_for_workers", 2.3 / 1.0 - 1),
        ("fte_growth", "workers_for_fte", 3 / 1 - 1),
        ("workers_per_1000_poor_households", "fte_for_workers", 2.3 / 40 * 1000),
    ],
)
def test_a_flip_by_hand(folder: Path, indicator: str, name: str, value: float) -> None:
    assert values(folder, indicator)[name] == pytest.approx(value, rel=1e-12)


OPTIONS: dict[str, Callable[[Any], list[object]]] = {
    "counted_statuses": lambda value: ["--counted-statuses", ",".join(value)],
    "counted_channels": lambda value: ["--counted-channels", ",".join(value)],
    "count_collective": lambda value: ["--count-collective" if value else "--no-count-collective"],
    "support_threshold": lambda value: ["--support-threshold", value],
    "working_days": lambda value: ["--working-days", value],
    "workers_counted": lambda value: ["--workers-counted", value],
    "id_scope": lambda value: ["--id-scope", value],
}
RULES_OF_RUNS = [{}, {"counted_statuses": ("no_show", "held"), "support_threshold": 2}]


@pytest.mark.parametrize("given", RULES_OF_RUNS, ids=["default rules", "other rules"])
def test_a_flip_is_a_run_of_indicators_with_that_rule(
    folder: Path, given: dict[str, Any], capsys: pytest.CaptureFixture[str]
) -> None:
    rules = CountingRules(**given)
    found = sensitivity(gather(read(folder), by=["territory"]), rules, years=[2022])
    seen = set()
    for flip in FLIPS:
        if flip.of:
            continue
        options: list[object] = []
        if flip.convention:
            options += ["--inflation-convention", flip.convention]
        settings = {**given, **differing(rules, flip.settings(rules, 2022))}
        for name, value in settings.items():
            options += OPTIONS[name](value)
        command = ["indicators", folder, "-q", "--by", "territory", "--year", 2022]
        target = Path("figures.json")
        assert run(capsys, *command, "-o", target, *options) == (0, "", "")
        wanted = rows(target)
        for figure in found.figures:
            tried = [
                each
                for each in (*figure.moved, *figure.unanswered, *figure.unmoved)
                if each.flip is flip
            ]
            for each in tried:
                key = figure.indicator.id, figure.row["territory"]
                assert (each.value, each.reason) == wanted[key], (flip.name, key)
                seen.add(flip.name)
    assert len(seen) == 15


def rows(path: Path) -> dict[tuple[str, str], tuple[float | None, str | None]]:
    return {
        (row["indicator"], row["territory"]): (row["value"], row["reason"])
        for row in json.loads(path.read_text(encoding="utf-8"))
    }


def test_the_figures_of_the_run_are_those_of_indicators(folder: Path) -> None:
    found = sensitivity(gather(read(folder), by=["territory"]))
    wanted = compute(summarise(read(folder), by=["territory"]))
    assert [dict(figure.row) for figure in found.figures] == wanted.frame.rows(named=True)


def test_the_extract_is_read_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    reads: Counter[str] = Counter()
    original = Table.read

    def counted(table: Table, *arguments: Any, **options: Any) -> Any:
        reads[table.schema.name] += 1
        return original(table, *arguments, **options)

    monkeypatch.setattr(Table, "read", counted)
    found = sensitivity(gather(read(folder), by=["territory"]))
    assert any(figure.moved for figure in found.figures)
    assert reads == dict.fromkeys(RICH, 1)


def test_rows_are_counted_once_for_each_set_of_rules_that_needs_it(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    counts: Counter[str] = Counter()

    def counted(*arguments: Any) -> Any:
        counts[repr(arguments[1])] += 1
        return count(*arguments)

    monkeypatch.setattr("accsocial.contesting.sensitivity.count", counted)
    sensitivity(gather(read(folder), by=["territory"]))
    # The run; four statuses or channels added, two taken away; sessions, workers, identifiers.
    assert (len(counts), {*counts.values()}) == (10, {1})
    counts.clear()
    sensitivity(gather(read(folder)), only=["inflation", "no_show_rate"])
    assert len(counts) == 1


def test_the_largest_change_comes_first(folder: Path) -> None:
    for figure in sensitivity(gather(read(folder))).figures:
        sizes = [abs(each.change) for each in figure.moved if each.change is not None]
        assert sizes == sorted(sizes, reverse=True)
        assert 0 not in sizes


def test_change_and_percent(folder: Path) -> None:
    found = sensitivity(gather(read(folder)), years=[2022])
    moved = flipped(contested(found, "appointments_per_beneficiary"), "face_to_face_only")
    assert (moved.change, moved.relative) == (1.4 - 2.0, (1.4 - 2.0) / 2.0)
    # A percentage of a growth says nothing.
    growth = flipped(contested(found, "worker_growth"), "fte_for_workers")
    assert (growth.change is not None, growth.relative) == (True, None)


# --- published figures -----------------------------------------------------------


@pytest.mark.parametrize(
    ("figure", "value", "side"),
    [
        ("P02", 3.84, Side.BELOW),
        ("P02", 3.85, Side.INSIDE),
        ("P02", 3.9, Side.INSIDE),
        ("P02", 3.94, Side.INSIDE),
        ("P02", 3.95, Side.ABOVE),
        ("P04", 1.04, Side.BELOW),
        ("P04", 1.05, Side.INSIDE),
        ("P04", 1.64, Side.INSIDE),
        ("P04", 1.66, Side.ABOVE),
        ("P08", 1400.4, Side.INSIDE),
        ("P08", 1400.5, Side.ABOVE),
        ("P11", -0.0554, Side.INSIDE),
        ("P11", -0.0556, Side.BELOW),
        ("P02", None, None),
    ],
)
def test_the_side_is_seen_with_the_decimals_that_were_published(
    figure: str, value: float | None, side: Side | None
) -> None:
    assert side_of(value, figures()[figure]) is side


def test_without_a_published_figure_there_is_no_side() -> None:
    assert side_of(1.0, None) is None


STEADY = "\n".join(
    ["date status channel beneficiary_id worker_id"]
    + [
        f"2022-{1 + day // 25:02d}-{1 + day % 25:02d} held {'phone' if day % 3 else 'office'} B W"
        for day in range(240)
    ]
)
"""One worker with 240 appointments: 1.21 a day; 80 of them face to face: 0.40 a day."""


def test_what_crosses_a_published_range(tmp_path: Path) -> None:
    read = gathered(tmp_path / "steady", appointments=STEADY)
    found = sensitivity(read, only=["appointments_per_working_day"])
    figure = contested(found, "appointments_per_working_day")
    assert (figure.side, figure.figure.id if figure.figure else None) == (Side.INSIDE, "P04")
    assert [(each.flip.name, each.side, each.crosses) for each in figure.moved] == [
        ("face_to_face_only", Side.BELOW, True),
        ("working_days_of_calendar", Side.BELOW, True),
        ("working_days_228", Side.INSIDE, False),
    ]


# --- what has no value -------------------------------------------------------------


def test_a_flip_without_its_column_says_so(tmp_path: Path) -> None:
    read = gathered(tmp_path / "steady", appointments=STEADY)
    figure = contested(sensitivity(read), "appointments_per_worker")
    reasons = {each.flip.name: each.reason for each in figure.unanswered}
    assert reasons == {
        "qualified_workers": "the extract has no table workers, which says who is qualified",
        "fte_for_workers": "the extract has no table workers",
    }


def test_a_flip_that_leaves_nobody_says_so(tmp_path: Path) -> None:
    rows = "date status beneficiary_id\n2022-01-03 held B1\n2022-01-04 held B1\n2022-01-05 held B1"
    read = gathered(tmp_path / "few", appointments=rows)
    figure = contested(sensitivity(read), "appointments_per_supported_beneficiary")
    assert {(f.flip.name, f.value, f.status) for f in figure.unanswered} == {
        ("support_threshold_4", None, "empty"),
        ("face_to_face_only", None, "empty"),
        ("without_unknown_channels", None, "empty"),
    }


def test_a_year_without_calendar(tmp_path: Path) -> None:
    rows = "date status worker_id\n2012-01-03 held W1"
    read = gathered(tmp_path / "old", appointments=rows)
    found = sensitivity(read, only=["appointments_per_working_day", "no_show_rate"])
    answer = flipped(contested(found, "appointments_per_working_day"), "working_days_of_calendar")
    assert (answer.value, answer.reason) == (None, "no calendar of working days for 2012")
    other = contested(found, "no_show_rate")
    assert other.unanswered == ()
    assert flipped(other, "working_days_of_calendar") in other.unmoved


def test_a_flip_that_gives_a_value_where_the_run_has_none(tmp_path: Path) -> None:
    rows = "date status worker_id\n2022-01-03 held W1"
    read = gathered(tmp_path / "one", appointments=rows)
    found = sensitivity(read, CountingRules(workers_counted="qualified"))
    figure = contested(found, "appointments_per_worker")
    assert figure.row["value"] is None
    assert [(e.flip.name, e.value, e.change) for e in figure.moved] == [("all_workers", 1.0, None)]


def test_an_extract_of_costs_alone(tmp_path: Path) -> None:
    read = gathered(tmp_path / "costs", costs="year amount\n2018 100\n2022 120")
    found = sensitivity(read, years=[2022])
    moved = {each.indicator.id: [f.flip.name for f in each.moved] for each in found.figures}
    assert {name: flips for name, flips in moved.items() if flips} == {
        "inflation": ["published_rates"],
        "real_cost_growth": ["published_rates"],
    }


# --- what is asked for --------------------------------------------------------------


def test_where_keeps_the_groups_that_meet_it(folder: Path) -> None:
    read_once = gather(read(folder), by=["territory"])
    found = sensitivity(read_once, where={"territory": "95", "year": "2022"})
    groups = {(each.row["territory"], each.row["year"]) for each in found.figures}
    assert groups == {("95", 2022)}
    assert len(found.figures) == len(CATALOGUE)


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ({"where": {"territory": "49"}}, "no such group; did you mean 9"),
        ({"years": [1999]}, "--year 1999"),
        ({"only": ["no_show_rat"]}, "did you mean no_show_rate"),
    ],
)
def test_what_does_not_exist_is_refused(folder: Path, options: Any, words: str) -> None:
    with pytest.raises(UsageError, match=words):
        sensitivity(gather(read(folder), by=["territory"]), **options)
