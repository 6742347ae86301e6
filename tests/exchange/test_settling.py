"""What an extract cannot know at its end becomes known when one that ends later is added."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from folders import counted, extract, figure, figures, stored

from accsocial.exchange import Stored, merge

EARLY = """
body territory beneficiary_id opened_on  closed_on
caf  94        1              2020-01-10 2021-03-01
caf  94        1              2021-06-01 -
caf  94        2              2020-05-05 2021-03-02
caf  94        -              2020-05-05 2021-03-03
caf  94        3              2019-06-01 2020-06-01
"""
"""Ends on 2021-06-01: of the closings only that of 2020 has been followed up for 365 days."""


def later(day: str) -> str:
    """An extract of another territory that ends on a day."""
    return f"body territory beneficiary_id opened_on closed_on\ncaf 95 9 {day} -"


def both(root: Path, early: str, day: str) -> tuple[Stored, Stored]:
    return tuple(  # type: ignore[return-value]  # two are given
        stored(counted(extract(root / f"extract{n}", supports=text)), root / f"summary{n}")
        for n, text in enumerate([early, later(day)])
    )


def told(found: dict[str, Any]) -> tuple[Any, ...]:
    return found["numerator"], found["denominator"], found["unknown"]


@pytest.mark.parametrize(
    ("end", "expected"),
    [
        # Nobody knows yet; on 2022-03-01 the first closing is a year old, a day later the second.
        ("2022-02-28", (0, 0, 3)),
        ("2022-03-01", (1, 1, 2)),
        ("2022-03-02", (1, 2, 1)),
        ("2030-01-01", (1, 2, 1)),
    ],
)
def test_re_entries_are_known_a_year_after_the_closing(
    tmp_path: Path, end: str, expected: tuple[int, ...]
) -> None:
    one, other = both(tmp_path, EARLY, end)
    assert told(figure(one.part, "reentry_rate", year=2021)) == (0, 0, 3)
    part, _ = merge([one, other])
    assert told(figure(part, "reentry_rate", year=2021)) == expected
    sustained = figure(part, "share_of_sustained_exits", year=2021)
    assert told(sustained) == (expected[1] - expected[0], *expected[1:])


@pytest.mark.parametrize(
    ("end", "expected"),
    [
        # Opened on 2020-01-10 and 2020-05-05 (twice), closed in March 2021.
        ("2022-01-09", (0, 0, 3)),
        ("2022-01-10", (0, 1, 2)),
        ("2022-05-05", (0, 3, 0)),
    ],
)
def test_who_is_open_is_known_on_the_anniversary(
    tmp_path: Path, end: str, expected: tuple[int, ...]
) -> None:
    one, other = both(tmp_path, EARLY, end)
    for summaries in ([one, other], [other, one]):
        part, _ = merge(summaries)
        found = figure(part, "share_of_supports_open_after_24_months", year=2020)
        assert told(found) == expected


def test_what_is_known_on_the_last_day_is_known_once(tmp_path: Path) -> None:
    one, other = both(tmp_path, EARLY, "2030-01-01")
    for part in (one.part, merge([one, other])[0]):
        assert told(figure(part, "reentry_rate", year=2020)) == (0, 1, 0)
        open_after_two_years = figure(part, "share_of_supports_open_after_24_months", year=2019)
        assert told(open_after_two_years) == (0, 1, 0)


def test_a_merged_summary_goes_on_settling(tmp_path: Path) -> None:
    one, other = both(tmp_path, EARLY, "2022-03-01")
    last = later("2022-03-02").replace("95", "46")
    third = stored(counted(extract(tmp_path / "extract2", supports=last)), tmp_path / "summary2")
    first, _ = merge([one, other])
    step_by_step, _ = merge([stored(first, tmp_path / "two"), third])
    at_once, _ = merge([third, other, one])
    assert told(figure(step_by_step, "reentry_rate", year=2021)) == (1, 2, 1)
    assert figures(step_by_step) == figures(at_once)


def test_only_what_is_not_known_yet_is_kept_by_day(tmp_path: Path) -> None:
    part = counted(extract(tmp_path / "extract", supports=EARLY))
    days = part.tables["supports_later"]["day"]
    assert part.last_day is not None
    assert days.min() > part.last_day  # type: ignore[operator]  # days both
    assert part.tables["supports_later"].columns == [
        "body",
        "territory",
        "year",
        "day",
        "followed_up",
        "not_followed_up",
        "reentered",
        "sustained",
        "known_after_12_months",
        "open_after_12_months",
        "not_known_after_12_months",
        "known_after_24_months",
        "open_after_24_months",
        "not_known_after_24_months",
    ]
