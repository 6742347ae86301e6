"""Supports: small tables of dates in, one figure out. The Caf of 94, where they do not say."""

from __future__ import annotations

from typing import Any

import pytest
from small import figure, ledger, results, value

LATE = "status date\nplanned 2030-12-31"
"""An appointment so late that every closing is seen for a year after."""


def told(indicator: str, year: int, **extract: Any) -> tuple[Any, ...]:
    found = figure(indicator, where={"year": year}, **extract)
    return found["numerator"], found["denominator"], found["unknown"]


# --- contact and acceptance -------------------------------------------------------------

CONTACTS = """
support_id detected_on contacted_on response  opened_on
1          2021-12-20  2022-01-05   accepted  2022-01-10
2          2021-12-31  -            -         -
3          2022-01-01  2022-01-01   refused   -
4          -           2022-03-01   no_answer -
5          2022-05-01  2022-04-30   -         -
"""


def test_contacts_count_in_the_year_of_the_detection() -> None:
    assert told("contact_rate", 2021, supports=CONTACTS) == (1, 2, 0)
    assert told("contact_rate", 2022, supports=CONTACTS) == (2, 2, 0)


def test_answers_count_in_the_year_of_the_contact_and_silence_is_no_acceptance() -> None:
    assert told("acceptance_rate", 2022, supports=CONTACTS) == (1, 4, 0)
    assert figure("acceptance_rate", supports=CONTACTS, where={"year": 2021})["status"] == "empty"


# --- formalisation ----------------------------------------------------------------------

STEPS = """
support_id opened_on  diagnosis_on contract_on review_on  closed_on  exit_reason
1          2021-06-01 2021-06-20   2021-07-01  2022-06-01 2022-06-01 done
2          2021-06-01 2021-05-20   -           2022-06-02 2022-06-01 -
3          2021-12-31 2022-01-10   -           -          2022-07-01 moved
4          2022-01-01 -            2022-02-01  2022-03-01 -          done
5          -          2021-06-20   2021-07-01  2021-08-01 -          -
"""


@pytest.mark.parametrize(
    ("indicator", "of_2021", "of_2022"),
    [
        ("share_with_diagnosis", (3, 3, 0), (0, 1, 0)),
        ("share_with_contract", (1, 3, 0), (1, 1, 0)),
        ("share_with_review", (2, 3, 0), (1, 1, 0)),
    ],
)
def test_steps_of_the_supports_that_were_opened_in_the_year(
    indicator: str, of_2021: tuple[int, ...], of_2022: tuple[int, ...]
) -> None:
    assert told(indicator, 2021, supports=STEPS) == of_2021
    assert told(indicator, 2022, supports=STEPS) == of_2022


def test_a_review_on_the_day_of_closing_counts_and_one_the_day_after_does_not() -> None:
    assert told("share_of_exits_with_review", 2022, supports=STEPS) == (1, 3, 0)


def test_a_reason_is_any_text_of_those_that_closed() -> None:
    assert told("share_of_exits_with_reason", 2022, supports=STEPS) == (2, 3, 0)


# --- duration ---------------------------------------------------------------------------


def days(*pairs: str) -> str:
    return "\n".join(["opened_on closed_on", *pairs])


@pytest.mark.parametrize(
    ("pairs", "median", "unknown"),
    [
        (["2022-01-01 2022-01-01"], 0, 0),
        (["2022-01-01 2022-01-31", "2022-01-01 2022-02-01"], 30.5, 0),
        (["2020-01-01 2021-01-01", "2022-02-28 2022-03-01"], 1, 0),
        (["2022-01-01 2022-01-11", "2022-01-02 2022-01-01", "- 2022-01-05"], 10, 2),
        (["2021-01-01 2022-01-01", "2022-01-01 -"], 365, 0),
    ],
    ids=[
        "one day",
        "the two middle ones",
        "years apart",
        "backwards or never opened",
        "still open",
    ],
)
def test_median_duration_of_what_closed_in_the_year(
    pairs: list[str], median: float, unknown: int
) -> None:
    found = figure("median_support_days", supports=days(*pairs), where={"year": 2022})
    assert (found["value"], found["unknown"], found["numerator"]) == (median, unknown, None)


def test_a_leap_year_lasts_366_days() -> None:
    rows = days("2020-01-01 2021-01-01")
    assert value("median_support_days", supports=rows, where={"year": 2021}) == 366


def test_without_any_known_duration_there_is_no_median() -> None:
    found = figure("median_support_days", supports=days("2022-01-02 2022-01-01"))
    assert (found["status"], found["value"], found["unknown"]) == ("empty", None, 1)
    assert found["reason"] == "no supports closed in the year of known duration"


# --- first appointment ------------------------------------------------------------------

OPENED = "beneficiary_id opened_on\nb1 2022-03-10"


@pytest.mark.parametrize(
    ("visits", "days", "unknown"),
    [
        ("b1 2022-03-10 held", 0, 0),
        ("b1 2022-03-09 held\nb1 2022-03-20 held\nb1 2022-03-15 held", 5, 0),
        ("b1 2022-03-12 no_show\nb1 2022-03-20 held", 10, 0),
        ("b1 2023-03-10 held", 365, 0),
        ("b1 2022-03-09 held", None, 1),
        ("b2 2022-03-12 held\n- 2022-03-12 held", None, 1),
    ],
    ids=["same day", "the first after", "only counted ones", "a year on", "before", "others"],
)
def test_days_from_opening_to_the_first_counted_appointment(
    visits: str, days: float | None, unknown: int
) -> None:
    found = figure(
        "days_to_first_appointment",
        supports=OPENED,
        appointments=f"beneficiary_id date status\n{visits}",
        where={"year": 2022},
    )
    assert (found["value"], found["unknown"]) == (days, unknown)


def test_a_support_without_beneficiary_has_no_first_appointment() -> None:
    found = figure(
        "days_to_first_appointment",
        supports="beneficiary_id opened_on\n- 2022-03-10\nb1 2022-03-10",
        appointments="beneficiary_id date status\n- 2022-03-11 held\nb1 2022-03-14 held",
    )
    assert (found["value"], found["denominator"], found["unknown"]) == (4, 1, 1)


def test_a_repeated_row_of_an_appointment_says_nothing_about_its_day() -> None:
    visits = """
    appointment_id beneficiary_id date       status
    1              b1             2022-03-20 held
    1              b1             2022-03-11 held
    """
    assert value("days_to_first_appointment", supports=OPENED, appointments=visits) == 10


def test_the_site_of_the_appointment_is_of_no_matter_that_of_the_support_is() -> None:
    extract: dict[str, Any] = {
        "supports": "beneficiary_id site opened_on\nb1 Nord 2022-03-10",
        "appointments": "beneficiary_id site date status\nb1 Sud 2022-03-11 held",
        "by": ["site"],
    }
    assert value("days_to_first_appointment", where={"site": "Nord"}, **extract) == 1
    assert value("days_to_first_appointment", where={"site": "Sud"}, **extract) is None


def test_the_same_number_elsewhere_is_somebody_else_unless_numbers_are_national() -> None:
    visits = "territory beneficiary_id date status\n95 b1 2022-03-12 held"
    extract: dict[str, Any] = {"supports": OPENED, "appointments": visits}
    assert value("days_to_first_appointment", **extract) is None
    national = {"rules": {"id_scope": "national"}, **extract}
    assert value("days_to_first_appointment", **national) == 2
    where = {"territory": "94"}
    assert value("days_to_first_appointment", by=["territory"], where=where, **national) == 2


# --- coming back ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("opened", "comes_back"),
    [
        ("2021-03-01", 1),
        ("2021-03-02", 1),
        ("2022-03-01", 1),
        ("2022-03-02", 0),
        ("2021-02-28", 0),
    ],
    ids=["same day", "next day", "365 days", "366 days", "before the closing"],
)
def test_another_support_within_365_days_of_the_closing(opened: str, comes_back: int) -> None:
    rows = f"""
    support_id beneficiary_id opened_on  closed_on
    1          b1             2020-09-01 2021-03-01
    2          b1             {opened}   -
    """
    found = told("reentry_rate", 2021, supports=rows, appointments=LATE)
    assert found == (comes_back, 1, 0)


@pytest.mark.parametrize(
    ("body", "territory", "id_scope", "comes_back"),
    [
        ("caf", "94", "territory", 1),
        ("caf", "95", "territory", 0),
        ("departement", "94", "territory", 0),
        ("caf", "95", "national", 1),
        ("departement", "94", "national", 1),
    ],
)
def test_re_entries_are_seen_where_numbers_mean_the_same_person(
    body: str, territory: str, id_scope: str, comes_back: int
) -> None:
    rows = f"""
    body   territory beneficiary_id opened_on  closed_on
    caf    94        b1             2020-01-01 2021-03-01
    {body} {territory} b1           2021-06-01 -
    caf    94        b2             2023-01-01 -
    """
    for indicator, rate in (
        ("reentry_rate", comes_back),
        ("share_of_sustained_exits", 1 - comes_back),
    ):
        where = {"body": "caf", "year": 2021}
        assert value(indicator, supports=rows, rules={"id_scope": id_scope}, where=where) == rate


@pytest.mark.parametrize("opened", ["2021-03-01", "2021-03-05"], ids=["on one day", "backwards"])
def test_a_support_is_no_re_entry_of_itself(opened: str) -> None:
    rows = f"support_id beneficiary_id opened_on closed_on\n1 b1 {opened} 2021-03-01"
    assert told("reentry_rate", 2021, supports=rows, appointments=LATE) == (0, 1, 0)


def test_two_supports_of_one_day_are_re_entries_of_each_other() -> None:
    rows = """
    support_id beneficiary_id opened_on  closed_on
    1          b1             2021-03-01 2021-03-01
    2          b1             2021-03-01 2021-03-01
    3          b2             2021-03-01 2021-03-01
    3          b2             2021-03-01 2021-03-01
    """
    extract: dict[str, Any] = {"supports": rows, "appointments": LATE}
    assert told("reentry_rate", 2021, **extract) == (2, 3, 0)
    supports = next(a for a in ledger(**extract).accounts if a.table == "supports")
    assert supports.rejected == {"duplicate": 1}


def test_after_its_own_opening_the_next_one_is_looked_for() -> None:
    rows = """
    support_id beneficiary_id opened_on  closed_on
    1          b1             2021-03-01 2021-03-01
    2          b1             2021-06-01 -
    """
    assert told("reentry_rate", 2021, supports=rows, appointments=LATE) == (1, 1, 0)


def test_nobody_else_comes_back() -> None:
    rows = """
    support_id territory beneficiary_id opened_on  closed_on
    1          94        b1             2020-09-01 2021-03-01
    2          94        b2             2021-04-01 -
    3          95        b1             2021-04-01 -
    4          94        -              2020-09-01 2021-03-01
    5          94        -              2021-04-01 -
    """
    extract: dict[str, Any] = {"supports": rows, "appointments": LATE}
    assert told("reentry_rate", 2021, **extract) == (0, 1, 1)
    assert told("reentry_rate", 2021, rules={"id_scope": "national"}, **extract) == (1, 1, 1)


@pytest.mark.parametrize(
    ("end", "known"),
    [("2022-03-01", True), ("2022-02-28", False)],
    ids=["365 days later", "364 days later"],
)
@pytest.mark.parametrize("said_by", ["appointments", "supports"])
def test_closings_less_than_365_days_before_the_end_are_unknown(
    said_by: str, end: str, *, known: bool
) -> None:
    rows = """
    support_id beneficiary_id opened_on  closed_on  review_on
    1          b1             2020-09-01 2021-03-01 -
    2          b1             2021-04-01 -          -
    """
    extract: dict[str, Any] = {"appointments": f"status date\nno_show {end}"}
    if said_by == "supports":
        rows, extract = f"{rows}\n3 b3 2020-10-01 - {end}", {}
    expected = (1, 1, 0) if known else (0, 0, 1)
    assert told("reentry_rate", 2021, supports=rows, **extract) == expected


@pytest.mark.parametrize(
    ("later", "known"),
    [("2 b9 w9 2022-03-01", True), ("1 b9 w9 2022-03-01", False), ("1 b9 w9 soon", False)],
    ids=["an appointment", "a repeated one", "a rejected one"],
)
def test_rows_that_do_not_count_are_not_the_end_of_the_extract(later: str, *, known: bool) -> None:
    supports = "beneficiary_id opened_on closed_on\nb1 2020-09-01 2021-03-01"
    header = "appointment_id beneficiary_id worker_id date status"
    rows = f"{header}\n1 b9 w9 2022-02-28 held\n{later} held"
    expected = (0, 1, 0) if known else (0, 0, 1)
    assert told("reentry_rate", 2021, supports=supports, appointments=rows) == expected


def test_a_leap_day_is_one_of_the_365() -> None:
    rows = """
    support_id beneficiary_id opened_on  closed_on
    1          b1             2019-01-01 2019-03-01
    2          b1             2020-02-29 -
    3          b2             2019-01-01 2019-03-02
    4          b2             2020-03-01 -
    5          b3             2019-01-01 2019-03-01
    6          b3             2020-03-01 -
    """
    assert told("reentry_rate", 2019, supports=rows, appointments=LATE) == (2, 3, 0)


# --- what is missing, what is wrong -----------------------------------------------------

OF_SUPPORTS = (
    "contact_rate",
    "acceptance_rate",
    "share_with_diagnosis",
    "share_with_contract",
    "share_with_review",
    "share_of_exits_with_review",
    "share_of_exits_with_reason",
    "median_support_days",
    "days_to_first_appointment",
    "reentry_rate",
    "share_of_sustained_exits",
    "share_of_supports_open_after_12_months",
    "share_of_supports_open_after_24_months",
)


@pytest.mark.parametrize("indicator", OF_SUPPORTS)
def test_without_the_table_nothing_is_computable(indicator: str) -> None:
    found = figure(indicator, appointments="date status\n2022-01-01 held")
    assert (found["status"], found["reason"]) == (
        "not_computable",
        "the extract has no table supports",
    )


@pytest.mark.parametrize(
    ("indicator", "lacks"),
    [
        ("contact_rate", "contacted_on"),
        ("acceptance_rate", "contacted_on"),
        ("share_with_diagnosis", "diagnosis_on"),
        ("share_with_contract", "contract_on"),
        ("share_with_review", "review_on"),
        ("share_of_exits_with_review", "review_on"),
        ("share_of_exits_with_reason", "exit_reason"),
        ("days_to_first_appointment", "beneficiary_id"),
        ("reentry_rate", "beneficiary_id"),
        ("share_of_sustained_exits", "beneficiary_id"),
    ],
)
def test_a_missing_column_is_named(indicator: str, lacks: str) -> None:
    found = figure(indicator, supports="detected_on opened_on closed_on\n2022-01-01 2022-01-01 -")
    assert found["reason"] == f"supports has no column {lacks}"


def test_the_delay_needs_appointments_too() -> None:
    found = figure("days_to_first_appointment", supports=OPENED)
    assert found["reason"] == "the extract has no table appointments"


def test_by_channel_supports_have_no_groups() -> None:
    found = results(
        supports=OPENED,
        appointments="date status channel\n2022-01-01 held home",
        by=["channel"],
    ).frame.filter(indicator="reentry_rate")
    assert found["reason"].to_list() == ["supports has no column channel"]


def test_a_date_that_cannot_be_read_rejects_the_row_and_an_empty_one_does_not() -> None:
    rows = "support_id opened_on closed_on\n1 2022-02-30 -\n2 - soon\n3 - -\n4 2022-01-01 -"
    account = ledger(supports=rows).accounts[0]
    assert (account.accepted, dict(account.rejected)) == (2, {"date_invalid": 2})


IN_ORDER = {
    "detected_on": "2022-01-01",
    "contacted_on": "2022-01-02",
    "opened_on": "2022-01-03",
    "diagnosis_on": "2022-01-04",
    "contract_on": "2022-01-05",
    "review_on": "2022-01-06",
    "closed_on": "2022-01-07",
}


def one_support(**steps: str) -> str:
    days = {**IN_ORDER, **steps}
    return "\n".join([" ".join(days), " ".join(days.values())])


@pytest.mark.parametrize(
    ("steps", "warned"),
    [
        ({}, set()),
        (dict.fromkeys(IN_ORDER, "2022-01-01"), set()),
        ({"closed_on": "-"}, set()),
        ({"review_on": "2022-01-03"}, set()),
        ({"contacted_on": "2021-12-31"}, {"contacted_before_detected"}),
        ({"detected_on": "-", "contacted_on": "2022-01-04"}, {"opened_before_contact"}),
        ({"contacted_on": "-", "opened_on": "2021-12-31"}, {"opened_before_contact"}),
        (
            {"detected_on": "-", "contacted_on": "-", "opened_on": "2022-01-05"},
            {"step_before_opening"},
        ),
        (
            {"detected_on": "-", "contacted_on": "-", "review_on": "2022-01-02"},
            {"step_before_opening"},
        ),
        ({"diagnosis_on": "2022-01-08", "contract_on": "-"}, {"step_after_closing"}),
        ({"contract_on": "2022-01-08"}, {"step_after_closing"}),
        ({"review_on": "2022-01-08"}, {"review_after_closing"}),
        ({"contract_on": "2022-01-03"}, {"dates_out_of_order"}),
        (
            {"opened_on": "-", "diagnosis_on": "2022-01-01"},
            {"dates_out_of_order"},
        ),
        (
            {"detected_on": "-", "contacted_on": "-", "closed_on": "2022-01-02", "review_on": "-"},
            {"closed_before_opened", "step_after_closing"},
        ),
    ],
)
def test_each_impossible_chain_is_warned_about(steps: dict[str, str], warned: set[str]) -> None:
    account = ledger(supports=one_support(**steps)).accounts[0]
    assert account.accepted == 1
    assert account.warnings == {f"support_{name}": 1 for name in warned}


def test_impossible_chains_are_counted_by_support() -> None:
    rows = """
    support_id detected_on contacted_on opened_on  review_on  closed_on
    1          -           -            2022-01-02 -          2022-01-01
    2          2022-01-05  2022-01-04   2022-01-03 -          -
    3          -           -            2022-01-05 2022-01-04 -
    4          2022-01-01  2022-01-01   2022-01-01 2022-02-01 2022-01-01
    5          -           -            2022-01-02 -          2022-01-01
    """
    account = ledger(supports=rows).accounts[0]
    assert account.accepted == 5
    assert account.warnings == {
        "support_closed_before_opened": 2,
        "support_contacted_before_detected": 1,
        "support_opened_before_contact": 1,
        "support_step_before_opening": 1,
        "support_review_after_closing": 1,
    }


def test_what_becomes_of_an_impossible_chain() -> None:
    """Steps count by themselves, in their year; days that cannot be told are unknown."""
    rows = one_support(
        detected_on="2022-03-01",
        contacted_on="2022-02-01",
        diagnosis_on="2021-12-31",
        contract_on="2022-12-31",
        review_on="2022-12-31",
        closed_on="2022-01-02",
    )
    expected = {
        "contact_rate": (1, 1, 0),
        "share_with_diagnosis": (1, 1, 0),
        "share_with_contract": (1, 1, 0),
        "share_with_review": (1, 1, 0),
        "share_of_exits_with_review": (0, 1, 0),
        "median_support_days": (None, 0, 1),
        "share_of_supports_open_after_12_months": (0, 0, 1),
    }
    extract: dict[str, Any] = {"supports": rows, "appointments": LATE}
    assert {name: told(name, 2022, **extract) for name in expected} == expected
