"""Where appointments take place and what they are for: each counts once."""

from __future__ import annotations

from typing import Any

import pytest
from small import figure

ROWS = """
appointment_id worker_id date       status  channel event
1              w1        2022-03-01 held    office  separation
2              w1        2022-03-02 held    home    child_death
3              w1        2022-03-03 held    outside partner_death
4              w1        2022-03-04 held    phone   rent_arrears
5              w1        2022-03-05 held    video   single_parent
6              w1        2022-03-06 held    phone   other
7              w1        2022-03-07 held    -       -
8              w1        2022-03-08 held    unknown unknown
9              w1        2022-03-09 no_show office  separation
10             w1        2022-03-10 held    email   separation
4              w2        2022-03-04 held    video   single_parent
7              w2        2022-03-07 held    -       other
"""
"""Appointments 4 and 7 have two rows that contradict each other; 9 and 10 do not count."""


def told(indicator: str, **extract: Any) -> tuple[Any, ...]:
    found = figure(indicator, **extract)
    return found["numerator"], found["denominator"], found["unknown"]


@pytest.mark.parametrize(
    ("indicator", "expected"),
    [
        ("share_of_appointments_at_office", (1, 6, 2)),
        ("home_visit_share", (1, 6, 2)),
        ("share_of_appointments_outside", (1, 6, 2)),
        # 4 is by phone, which stands before video; 6 is the other.
        ("share_of_appointments_by_phone", (2, 6, 2)),
        ("share_of_appointments_by_video", (1, 6, 2)),
    ],
)
def test_channels(indicator: str, expected: tuple[int, int, int]) -> None:
    assert told(indicator, appointments=ROWS) == expected


@pytest.mark.parametrize(
    ("indicator", "expected"),
    [
        ("share_of_appointments_for_separation", (1, 7, 1)),
        ("share_of_appointments_for_child_death", (1, 7, 1)),
        ("share_of_appointments_for_partner_death", (1, 7, 1)),
        # Rent arrears stand before single parenthood.
        ("share_of_appointments_for_rent_arrears", (1, 7, 1)),
        ("share_of_appointments_for_single_parent", (1, 7, 1)),
        # 6, and 7: one of its rows knows.
        ("share_of_appointments_for_other_events", (2, 7, 1)),
    ],
)
def test_events(indicator: str, expected: tuple[int, int, int]) -> None:
    assert told(indicator, appointments=ROWS) == expected


@pytest.mark.parametrize(
    ("indicator", "column"),
    [
        ("share_of_appointments_by_phone", "channel"),
        ("share_of_appointments_for_rent_arrears", "event"),
    ],
)
def test_without_the_column_there_is_no_share(indicator: str, column: str) -> None:
    found = figure(indicator, appointments="date status\n2022-03-01 held")
    assert (found["value"], found["status"]) == (None, "not_computable")
    assert found["reason"] == f"appointments has no column {column}"


def test_appointments_of_unknown_event_are_apart_and_those_of_another_are_not() -> None:
    events = ["-", "-", "-", "partner_death", "rent_arrears", "rent_arrears", "other"]
    rows = "\n".join(["date status event", *(f"2022-03-01 held {event}" for event in events)])
    assert told("share_of_appointments_for_rent_arrears", appointments=rows) == (2, 4, 3)


def test_by_event_each_event_has_its_own() -> None:
    of_phone = "share_of_appointments_by_phone"
    where = {"event": "single_parent"}
    # 5, and the second row of 4, which is by video in this event.
    assert told(of_phone, appointments=ROWS, by=["event"], where=where) == (0, 2, 0)
    of_event = "share_of_appointments_for_single_parent"
    assert told(of_event, appointments=ROWS, by=["event"], where=where) == (2, 2, 0)
