"""Dated values: each with unit and source, and the numbers that the report states."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

import pytest

from accsocial.model import Incomplete
from accsocial.parameters.constants import constant, constants, parse_constants
from accsocial.parameters.published import figures

COMPLETE = """
[[days]]
value = "198"
unit = "days per year"
valid_from = 2018-01-01
source = "S1"
page = "p. 10"
"""


@pytest.mark.parametrize(
    ("name", "year", "value", "source", "page"),
    [
        ("standard_appointments_per_worker", None, 416, "S1", "p. 10"),
        ("working_days", 2022, 198, "S1", "p. 10"),
        ("support_threshold", 2022, 3, "S1", "p. 7"),
        ("expected_appointments", 2022, 8, "S1", "p. 9"),
        ("lowest_observed_per_working_day", 2022, "1.1", "S1", "p. 10"),
        ("highest_observed_per_working_day", 2022, "1.6", "S1", "p. 10"),
        ("legal_working_days", 2018, 228, "L1", "article L3121-41"),
        ("calendar_working_days", 2021, 254, "L2", "article L3133-1"),
        ("calendar_working_days", None, 251, "L2", "article L3133-1"),
    ],
)
def test_value_and_source(
    name: str, year: int | None, value: int | str, source: str, page: str
) -> None:
    found = constant(name, year)
    assert (found.value, found.source.id, found.source.page) == (Decimal(value), source, page)


def test_a_constant_taken_from_one_published_figure_has_its_value_and_place() -> None:
    taken = [
        (each, figures()[each.figures[0]])
        for values in constants().values()
        for each in values
        if len(each.figures) == 1
    ]
    assert {each.name for each, _ in taken} == {
        "standard_appointments_per_worker",
        "support_threshold",
        "expected_appointments",
        "lowest_observed_per_working_day",
        "highest_observed_per_working_day",
    }
    for each, figure in taken:
        bound = figure.high if each.name.startswith("highest") else figure.low
        assert (each.value, each.source) == (bound, figure.source)


def test_a_note_says_the_same_in_each_language() -> None:
    note = constant("working_days").note
    assert note is not None
    assert note["en"].startswith("Derived: 416 / 2.10 = 198.1, ")
    assert note["fr"].startswith("Déduit : 416 / 2,10 = 198,1, ")


def test_a_note_in_one_language_is_refused() -> None:
    with pytest.raises(Incomplete, match="fr"):
        parse_constants(COMPLETE + 'note.en = "A note."\n')


def test_only_198_days_print_2_10() -> None:
    standard = constant("standard_appointments_per_worker").value
    printed = [days for days in range(1, 367) if f"{standard / days:.2f}" == "2.10"]
    assert printed == [constant("working_days").value]


@pytest.mark.parametrize(
    ("name", "year"),
    [("calendar_working_days", 2017), ("calendar_working_days", 2026), ("unheard_of", 2022)],
)
def test_no_value_for_a_year_is_said_and_never_guessed(name: str, year: int) -> None:
    with pytest.raises(LookupError, match=f"{name}.*{year}"):
        constant(name, year)


@pytest.mark.parametrize("part", ["value", "unit", "valid_from", "source", "page"])
def test_an_incomplete_constant_is_refused(part: str) -> None:
    assert parse_constants(COMPLETE)["days"][0].value == 198
    lines = [line for line in COMPLETE.splitlines() if not line.startswith(f"{part} =")]
    with pytest.raises(Incomplete, match=f"constant days needs a {part}"):
        parse_constants("\n".join(lines))


@pytest.mark.parametrize(
    ("before", "after", "message"),
    [
        ('"days per year"', '" "', "needs a unit"),
        ('"S1"', '"S99"', "needs a source"),
        ('"p. 10"', '""', "needs the page"),
        ('"198"', '"many"', "needs a value"),
    ],
)
def test_an_empty_or_wrong_part_is_refused(before: str, after: str, message: str) -> None:
    with pytest.raises(Incomplete, match=message):
        parse_constants(COMPLETE.replace(before, after))


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Butcher's rule)."""
    a, (b, c) = year % 19, divmod(year, 100)
    (d, e), g = divmod(b, 4), (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    (i, k) = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


@pytest.mark.parametrize("year", range(2018, 2026))
def test_calendar_days_are_monday_to_friday_less_public_holidays(year: int) -> None:
    fixed = [(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)]
    holidays = {date(year, month, day) for month, day in fixed}
    holidays |= {easter(year) + timedelta(days) for days in (1, 39, 50)}
    days = (date(year, 1, 1) + timedelta(n) for n in range(366))
    open_days = [
        day for day in days if day.year == year and day.weekday() < 5 and day not in holidays
    ]
    assert constant("calendar_working_days", year).value == len(open_days)
