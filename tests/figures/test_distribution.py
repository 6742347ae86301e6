"""How unevenly beneficiaries are seen, how far apart, and how busy workers are: rows in."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest
from small import figure, results

from accsocial.rules import CountingRules

BANDS = {
    "share_of_beneficiaries_with_1_appointment": 1,
    "share_of_beneficiaries_with_2_appointments": 1,
    "share_of_beneficiaries_with_3_to_4_appointments": 2,
    "share_of_beneficiaries_with_5_to_7_appointments": 3,
    "share_of_beneficiaries_with_8_to_10_appointments": 3,
    "share_of_beneficiaries_with_11_or_more_appointments": 2,
}
"""Of twelve beneficiaries with 1, 2, 3 ... 12 appointments: how many are in each band."""

GAP = "median_days_between_appointments"


def told(indicator: str, **extract: Any) -> tuple[Any, ...]:
    """Value, denominator, unknown."""
    found = figure(indicator, **extract)
    return found["value"], found["denominator"], found["unknown"]


# --- how often --------------------------------------------------------------------------


def staircase(highest: int) -> str:
    """Beneficiaries b1, b2 ... with 1, 2 ... held appointments each, and one without any."""
    rows = [
        f"b{n} 2022-03-{day:02d} held" for n in range(1, highest + 1) for day in range(1, n + 1)
    ]
    return "\n".join(["beneficiary_id date status", *rows, "b0 2022-03-01 no_show"])


@pytest.mark.parametrize(("indicator", "expected"), BANDS.items())
def test_every_number_of_appointments_is_in_one_band(indicator: str, expected: int) -> None:
    assert told(indicator, appointments=staircase(12)) == (expected / 12, 12, 0)


BORDERS = {1: "1", 2: "2", 3: "3_to_4", 4: "3_to_4", 5: "5_to_7", 7: "5_to_7", 8: "8_to_10"}
BORDERS |= {10: "8_to_10", 11: "11_or_more", 12: "11_or_more"}


@pytest.mark.parametrize(("number", "band"), BORDERS.items())
def test_a_number_of_appointments_is_in_the_band_that_names_it(number: int, band: str) -> None:
    rows = [f"b1 2022-03-{day:02d} held" for day in range(1, number + 1)]
    frame = results(appointments="\n".join(["beneficiary_id date status", *rows])).frame
    told = {row["indicator"]: row["value"] for row in frame.iter_rows(named=True)}
    (found,) = (indicator for indicator in BANDS if told[indicator] == 1)
    assert found.startswith(f"share_of_beneficiaries_with_{band}_appointment")


def test_the_bands_add_up_to_all_beneficiaries() -> None:
    found = [
        row
        for row in results(appointments=staircase(12)).frame.iter_rows(named=True)
        if row["indicator"] in BANDS
    ]
    assert len(found) == len(BANDS)
    assert sum(row["numerator"] for row in found) == found[0]["denominator"] == 12


SIX_MONTHS = "share_of_beneficiaries_seen_in_6_months"


def in_months(who: str, *months: int) -> str:
    return "\n".join(f"{who} 2022-{month:02d}-15 held" for month in months)


@pytest.mark.parametrize(
    ("months", "seen"),
    [
        pytest.param((1, 2, 3, 4, 5), 0, id="five"),
        pytest.param((1, 3, 5, 7, 9, 11), 1, id="six, not in a row"),
        pytest.param((1, 1, 1, 2, 2, 2, 3), 0, id="often, in three"),
        pytest.param(range(1, 13), 1, id="all"),
    ],
)
def test_months_are_counted_once_each(months: tuple[int, ...], seen: int) -> None:
    rows = "\n".join(["beneficiary_id date status", in_months("b1", *months), in_months("b2", 1)])
    assert told(SIX_MONTHS, appointments=rows) == (seen / 2, 2, 0)


def test_months_of_another_year_and_months_that_do_not_count_are_none() -> None:
    rows = "\n".join(
        [
            "beneficiary_id date status",
            in_months("b1", 1, 2, 3, 4, 5),
            "b1 2022-06-15 no_show",
            "b1 2021-07-15 held",
            "- 2022-08-15 held",
        ]
    )
    assert told(SIX_MONTHS, appointments=rows, where={"year": 2022}) == (0, 1, 1)


# --- how far apart ----------------------------------------------------------------------


def test_days_run_from_one_counted_appointment_to_the_next() -> None:
    rows = """
    beneficiary_id date       status
    b1             2022-03-11 held
    b1             2022-03-01 held
    b1             2022-03-05 no_show
    b1             2022-03-31 held
    b2             2022-05-01 held
    -              2022-06-01 held
    """
    # 10 and 20 days; the first of b1, the only one of b2 and the one without beneficiary.
    assert told(GAP, appointments=rows) == (15, 2, 3)


def test_the_earlier_one_may_be_of_the_year_before() -> None:
    rows = """
    beneficiary_id date       status
    b1             2021-12-30 held
    b1             2022-01-02 held
    """
    assert told(GAP, appointments=rows, where={"year": 2022}) == (3, 1, 0)
    assert told(GAP, appointments=rows, where={"year": 2021}) == (None, 0, 1)


def test_two_on_one_day_are_0_days_apart() -> None:
    rows = """
    beneficiary_id date       status
    b1             2022-03-01 held
    b1             2022-03-01 held
    """
    assert told(GAP, appointments=rows) == (0, 1, 1)


def test_an_appointment_of_two_workers_is_no_second_one() -> None:
    rows = """
    appointment_id worker_id beneficiary_id date       status
    1              w1        b1             2022-03-01 held
    1              w2        b1             2022-03-01 held
    2              w2        b1             2022-03-08 held
    """
    assert told(GAP, appointments=rows) == (7, 1, 1)


def test_rows_of_one_appointment_on_two_days_are_on_the_first() -> None:
    rows = """
    appointment_id worker_id beneficiary_id date       status
    1              w1        b1             2022-03-03 held
    1              w2        b1             2022-03-01 held
    2              w1        b1             2022-03-08 held
    """
    assert told(GAP, appointments=rows) == (7, 1, 1)


PLACES = """
beneficiary_id territory site date       status
b1             94        Nord 2022-03-01 held
b1             94        Sud  2022-03-05 held
b1             95        Nord 2022-03-07 held
"""


def test_sites_are_no_border_and_the_later_one_has_the_days() -> None:
    assert told(GAP, appointments=PLACES, by=["site"], where={"site": "Sud"}) == (4, 1, 0)
    assert told(GAP, appointments=PLACES, by=["site"], where={"site": "Nord"}) == (None, 0, 2)


def test_territories_are_a_border_unless_identifiers_are_national() -> None:
    assert told(GAP, appointments=PLACES) == (4, 1, 2)
    assert told(GAP, appointments=PLACES, rules={"id_scope": "national"}) == (3, 2, 1)


def test_on_one_day_the_order_of_the_rows_decides_nothing() -> None:
    lines = ["b1 Sud 2022-03-09 held", "b1 Nord 2022-03-09 held", "b1 Sud 2022-03-01 held"]
    for rows in (lines, lines[::-1]):
        text = "\n".join(["beneficiary_id site date status", *rows])
        assert told(GAP, appointments=text, by=["site"], where={"site": "Nord"}) == (8, 1, 0)
        assert told(GAP, appointments=text, by=["site"], where={"site": "Sud"}) == (0, 1, 1)


def test_an_appointment_at_two_sites_on_one_day_is_of_the_first_site() -> None:
    lines = [
        "1 b1 w1 Sud 2022-03-01 held",
        "1 b1 w2 Nord 2022-03-01 held",
        "2 b1 w1 Sud 2022-03-09 held",
    ]
    for rows in (lines, lines[::-1]):
        text = "\n".join(["appointment_id beneficiary_id worker_id site date status", *rows])
        assert told(GAP, appointments=text, by=["site"], where={"site": "Nord"}) == (None, 0, 1)
        assert told(GAP, appointments=text, by=["site"], where={"site": "Sud"}) == (8, 1, 0)


# --- how busy workers are ---------------------------------------------------------------

RANGE = "share_of_workers_within_1_1_to_1_6_per_day"


def with_n(*numbers: int) -> str:
    """Workers w0, w1 ... with so many held appointments each."""
    rows = [f"w{who} 2022-03-01 held" for who, n in enumerate(numbers) for _ in range(n)]
    return "\n".join(["worker_id date status", *rows])


@pytest.mark.parametrize(
    ("n", "days", "inside"),
    [
        # 198 days: 217.8 to 316.8.
        (217, "198", 0),
        (218, "198", 1),
        (316, "198", 1),
        (317, "198", 0),
        # 10 days: the bounds themselves are inside.
        (11, "10", 1),
        (16, "10", 1),
        (17, "10", 0),
        # 123.1 days: 196.96, which is not 197.0.
        (197, "123.1", 0),
        (196, "123.1", 1),
    ],
)
def test_bounds_are_exact_and_inside(n: int, days: str, inside: int) -> None:
    rules: Mapping[str, Any] = {"working_days": days}
    assert told(RANGE, appointments=with_n(n, 1), rules=rules) == (inside / 2, 2, 0)


def test_the_bounds_are_among_the_parameters_used() -> None:
    used = {p.name: (p.value, p.source) for p in results(appointments=with_n(1)).parameters}
    assert used["lowest_observed_per_working_day"] == ("1.1", "S1, p. 10")
    assert used["highest_observed_per_working_day"] == ("1.6", "S1, p. 10")
    assert used["working_days"][0] == str(CountingRules().working_days)
