"""How well appointments are recorded, and how soon: rows in, figures out."""

from __future__ import annotations

from typing import Any

import pytest
from small import figure, ledger

FIELDS = """
appointment_id site worker_id beneficiary_id date       status  channel event      collective duration_min entered_on
1              Nord w1        b1             2022-03-01 held    office  separation true       45           2022-03-02
2              Nord w1        -              2022-03-02 no_show -       unknown    false      -            -
3              -    w2        b2             2022-03-03 -       mail    -          -          30           2022-03-03
4              Nord -         b3             2022-03-04 planned unknown other      -          -            2022-03-01
"""  # noqa: E501 - a table to be read as one


def told(indicator: str, **extract: Any) -> tuple[Any, ...]:
    found = figure(indicator, **extract)
    return found["numerator"], found["denominator"], found["unknown"]


def rate(field: str, **extract: Any) -> tuple[Any, ...]:
    return told(f"documentation_rate_of_{field}", **extract)


# --- field by field ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("field", "filled"),
    [
        ("status", 3),
        ("site", 3),
        ("worker_id", 3),
        ("beneficiary_id", 3),
        ("channel", 2),
        ("event", 2),
        # "false" is an answer.
        ("collective", 2),
        ("duration_min", 2),
        ("entered_on", 3),
    ],
)
def test_rows_of_any_status_count_and_unknown_is_not_filled(field: str, filled: int) -> None:
    assert rate(field, appointments=FIELDS) == (filled, 4, 0)


def test_rows_are_counted_not_appointments_and_duplicates_are_none() -> None:
    rows = """
    appointment_id worker_id date       status
    1              w1        2022-03-01 held
    1              w2        2022-03-01 -
    1              w2        2022-03-01 held
    """
    assert rate("status", appointments=rows) == (1, 2, 0)


def test_a_label_that_no_layout_maps_is_not_filled() -> None:
    rows = "date status channel\n2022-03-01 held office\n2022-03-02 held Guichet"
    assert rate("channel", appointments=rows) == (1, 2, 0)


def test_each_row_is_in_the_year_of_its_date() -> None:
    rows = "date status site\n2021-12-31 held -\n2022-01-01 held Nord"
    assert rate("site", appointments=rows, where={"year": 2021}) == (0, 1, 0)
    assert rate("site", appointments=rows, where={"year": 2022}) == (1, 1, 0)


def test_counting_rules_move_nothing() -> None:
    rules = {"counted_statuses": ("no_show",), "count_collective": True}
    assert rate("site", appointments=FIELDS, rules=rules) == (3, 4, 0)


@pytest.mark.parametrize("by", ["site", "event", "channel"])
def test_by_a_column_that_is_a_field_too(by: str) -> None:
    group = {"site": "Nord", "event": "other", "channel": "office"}[by]
    rows = {"site": (3, 3, 0), "event": (1, 1, 0), "channel": (1, 1, 0)}[by]
    assert rate(by, appointments=FIELDS, by=[by], where={by: group}) == rows


def test_a_column_that_the_extract_lacks_cannot_be_told() -> None:
    found = figure("documentation_rate_of_site", appointments="date status\n2022-03-01 held")
    assert (found["value"], found["status"]) == (None, "not_computable")
    assert found["reason"] == "appointments has no column site"


# --- fields together --------------------------------------------------------------------


def test_required_fields_are_filled_but_for_the_status() -> None:
    # 4 rows of body, territory, date and status; the third has no status.
    assert rate("required_fields", appointments=FIELDS) == (15, 16, 0)


def test_rejected_rows_are_in_neither() -> None:
    rows = "date status\n- held\n2022-03-01 held"
    assert rate("required_fields", appointments=rows) == (4, 4, 0)
    assert ledger(appointments=rows).accounts[0].rejected == {"date_missing": 1}


def test_optional_cells_of_all_eight_columns_but_the_number() -> None:
    assert rate("optional_fields", appointments=FIELDS) == (20, 32, 0)


def test_columns_that_are_not_delivered_are_unknown_not_empty() -> None:
    rows = """
    site worker_id date       status
    Nord -         2022-03-01 held
    Nord w1        2022-03-02 held
    """
    # 2 columns of 8: 4 cells of which 3 are filled; 6 x 2 nobody can tell.
    assert rate("optional_fields", appointments=rows) == (3, 4, 12)


def test_without_any_optional_column_there_is_nothing_to_rate() -> None:
    found = figure(
        "documentation_rate_of_optional_fields", appointments="date status\n2022-03-01 held"
    )
    assert (found["value"], found["status"], found["unknown"]) == (None, "empty", 8)
    assert found["reason"] == "no cells of the optional fields that the extract has"


# --- how soon ---------------------------------------------------------------------------

ENTRY = "median_days_to_entry"


def entered(*pairs: str) -> str:
    return "\n".join(["date entered_on status", *(f"{pair} held" for pair in pairs)])


@pytest.mark.parametrize(
    ("rows", "value", "known", "unknown"),
    [
        pytest.param(["2022-03-01 2022-03-01"], 0, 1, 0, id="on its day"),
        pytest.param(["2022-03-01 2022-03-08", "2022-03-01 2022-03-02"], 4, 2, 0, id="after it"),
        pytest.param(["2022-03-01 2022-02-28"], None, 0, 1, id="before: booked in advance"),
        pytest.param(["2022-03-01 -", "2022-03-01 2022-03-04"], 3, 1, 1, id="not said"),
        pytest.param(["2022-12-31 2023-01-02"], 2, 1, 0, id="entered in the next year"),
    ],
)
def test_days_from_the_appointment_to_its_entry(
    rows: list[str], value: float | None, known: int, unknown: int
) -> None:
    found = figure(ENTRY, appointments=entered(*rows), where={"year": 2022})
    assert (found["value"], found["denominator"], found["unknown"]) == (value, known, unknown)


def test_only_counted_appointments_are_waited_for() -> None:
    rows = "date entered_on status\n2022-03-01 2022-03-31 no_show\n2022-03-01 2022-03-03 held"
    assert told(ENTRY, appointments=rows)[1:] == (1, 0)


def test_an_appointment_in_several_rows_is_entered_once_by_the_earliest_entry_not_before_it() -> (
    None
):
    rows = """
    appointment_id worker_id date       entered_on status
    1              w1        2022-03-01 2022-03-09 held
    1              w2        2022-03-01 2022-03-03 held
    1              w3        2022-03-01 2022-02-01 held
    1              w4        2022-03-01 -          held
    2              w1        2022-04-01 -          held
    2              w2        2022-04-01 2022-03-01 held
    """
    found = figure(ENTRY, appointments=rows)
    assert (found["value"], found["denominator"], found["unknown"]) == (2, 1, 1)


def test_without_the_column_the_delay_is_not_computable() -> None:
    found = figure(ENTRY, appointments="date status\n2022-03-01 held")
    assert found["reason"] == "appointments has no column entered_on"
