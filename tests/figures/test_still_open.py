"""Who is still open after a year or two, and which exits last: supports in, one figure out."""

from __future__ import annotations

from typing import Any

import pytest
from small import figure, results

OPEN = "share_of_supports_open_after_{}_months"


def told(indicator: str, year: int, **extract: Any) -> tuple[Any, ...]:
    found = figure(indicator, where={"year": year}, **extract)
    return found["numerator"], found["denominator"], found["unknown"]


def seen_until(day: str, *supports: str) -> dict[str, Any]:
    return {
        "supports": "\n".join(["opened_on closed_on", *supports]),
        "appointments": f"status date\nplanned {day}",
    }


# --- still open -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("months", "closed", "still"),
    [
        (12, "2021-03-10", 0),
        (12, "2022-03-10", 0),
        (12, "2022-03-11", 1),
        (12, "-", 1),
        (24, "2022-03-11", 0),
        (24, "2023-03-10", 0),
        (24, "2023-03-11", 1),
        (24, "-", 1),
    ],
)
def test_closed_on_the_anniversary_is_closed_and_the_day_after_is_not(
    months: int, closed: str, still: int
) -> None:
    extract = seen_until("2030-12-31", f"2021-03-10 {closed}")
    assert told(OPEN.format(months), 2021, **extract) == (still, 1, 0)


@pytest.mark.parametrize(
    ("months", "closed", "still"),
    [(12, "2021-02-28", 0), (12, "2021-03-01", 1), (24, "2022-02-28", 0), (24, "2022-03-01", 1)],
)
def test_the_anniversary_of_a_leap_day_is_the_28th(months: int, closed: str, still: int) -> None:
    extract = seen_until("2030-12-31", f"2020-02-29 {closed}")
    assert told(OPEN.format(months), 2020, **extract) == (still, 1, 0)


@pytest.mark.parametrize(
    ("months", "end", "expected"),
    [
        (12, "2022-03-10", (1, 2, 0)),
        (12, "2022-03-09", (0, 0, 2)),
        (24, "2023-03-10", (1, 2, 0)),
        (24, "2023-03-09", (0, 0, 2)),
    ],
)
def test_before_the_anniversary_nothing_is_known_not_even_of_what_is_closed(
    months: int, end: str, expected: tuple[int, ...]
) -> None:
    extract = seen_until(end, "2021-03-10 -", "2021-03-10 2021-06-01")
    assert told(OPEN.format(months), 2021, **extract) == expected


def test_a_support_may_be_the_last_thing_of_the_extract() -> None:
    rows = "opened_on closed_on review_on\n2021-03-10 - -\n2021-01-01 2021-01-02 2022-03-10"
    assert told(OPEN.format(12), 2021, supports=rows) == (1, 2, 0)


@pytest.mark.parametrize("months", [12, 24])
def test_closed_before_the_opening_is_unknown(months: int) -> None:
    extract = seen_until("2030-12-31", "2021-03-10 2021-03-09", "2021-03-10 2021-03-10")
    assert told(OPEN.format(months), 2021, **extract) == (0, 1, 1)


def test_a_support_counts_in_the_year_of_its_opening_and_one_never_opened_nowhere() -> None:
    extract = seen_until("2030-12-31", "2020-12-31 -", "2021-01-01 -", "- 2021-06-01")
    assert told(OPEN.format(12), 2020, **extract) == (1, 1, 0)
    assert told(OPEN.format(12), 2021, **extract) == (1, 1, 0)


def test_where_nothing_is_known_yet_the_figure_is_empty() -> None:
    found = figure(OPEN.format(12), supports="opened_on closed_on\n2021-03-10 -")
    assert (found["status"], found["value"], found["unknown"]) == ("empty", None, 1)
    assert found["reason"] == "no supports opened in the year and seen for 12 months after"


@pytest.mark.parametrize("months", [12, 24])
def test_without_closings_nobody_knows_who_is_open(months: int) -> None:
    found = figure(OPEN.format(months), supports="opened_on\n2021-03-10")
    assert (found["status"], found["reason"]) == (
        "not_computable",
        "supports has no column closed_on",
    )


# --- sustained exits --------------------------------------------------------------------

EXITS = """
support_id beneficiary_id opened_on  closed_on
1          b1             2020-09-01 2021-03-01
2          b1             2022-03-01 -
3          b2             2020-09-01 2021-03-01
4          b2             2022-03-02 -
5          b3             2020-09-01 2021-03-01
6          -              2020-09-01 2021-03-01
7          b4             2020-09-01 2021-12-31
"""


def test_an_exit_is_sustained_if_nothing_opens_within_365_days() -> None:
    extract: dict[str, Any] = {"supports": EXITS, "appointments": "status date\nheld 2022-06-30"}
    assert told("share_of_sustained_exits", 2021, **extract) == (2, 3, 2)


@pytest.mark.parametrize("id_scope", ["territory", "national"])
def test_what_is_not_sustained_is_a_re_entry(id_scope: str) -> None:
    rows = EXITS.replace("support_id", "territory support_id")
    rows = "\n".join(
        line if line.startswith("territory") else f"{94 + at % 2} {line}"
        for at, line in enumerate(rows.strip().splitlines())
    )
    frame = results(supports=rows, rules={"id_scope": id_scope}).frame
    sides = frame.filter(year=2021).select("indicator", "numerator", "denominator", "unknown")
    found = {row[0]: row[1:] for row in sides.iter_rows()}
    sustained, back = found["share_of_sustained_exits"], found["reentry_rate"]
    assert sustained[1:] == back[1:] == (3, 2)
    assert sustained[0] + back[0] == 3
    assert back[0] == (1 if id_scope == "national" else 0)
