"""When a value is given, and what is said when it is not or is to be read with care."""

from __future__ import annotations

from typing import Any

import polars as pl
import pytest
from small import every_month, figure, results, value

from accsocial.errors import UsageError
from accsocial.indicators import CATALOGUE
from accsocial.indicators.depends import extract_tables

HELD = "beneficiary_id worker_id date status\nb1 w1 2022-03-01 held"


def told(indicator: str, **extract: Any) -> tuple[Any, ...]:
    found = figure(indicator, **extract)
    return found["status"], found["reason"], found["value"]


# --- ok and partial ---------------------------------------------------------------------


def test_a_year_of_twelve_months_is_ok() -> None:
    rows = every_month(2022, beneficiary_id="b1")
    assert told("appointments_per_beneficiary", appointments=rows) == ("ok", None, 12)


def test_a_year_that_lacks_a_month_is_partial_and_the_month_is_named() -> None:
    *rows, _december = every_month(2022, beneficiary_id="b1").splitlines()
    found = told("appointments_per_beneficiary", appointments="\n".join(rows))
    assert found == ("partial", "rows in 11 of 12 months; none in month 12", 11)


def test_any_row_makes_a_month_whatever_its_status() -> None:
    rows = every_month(2022, beneficiary_id="b1").replace("12-15 held", "12-15 planned")
    assert told("appointments_per_beneficiary", appointments=rows) == ("ok", None, 11)


def test_a_territory_that_starts_late_is_partial_alone_and_the_body_is_not() -> None:
    rows = "\n".join(
        [
            every_month(2022, territory="94", beneficiary_id="b1"),
            "2022-11-15 held 95 b1",
            "2022-12-15 held 95 b1",
        ]
    )
    body = told("appointments_per_beneficiary", appointments=rows)
    late = told(
        "appointments_per_beneficiary",
        appointments=rows,
        by=["territory"],
        where={"territory": "95"},
    )
    assert body == ("ok", None, 7)
    assert late == (
        "partial",
        "rows in 2 of 12 months; none in month 1, 2, 3, 4, 5, 6, 7, 8, 9, 10",
        2,
    )


def test_events_of_few_months_do_not_make_a_year_partial() -> None:
    rows = every_month(2022, beneficiary_id="b1", event="other") + "\n2022-03-01 held b1 separation"
    by: dict[str, Any] = {"by": ["event"], "where": {"event": "separation"}}
    assert told("appointments_per_beneficiary", appointments=rows, **by) == ("ok", None, 1)


@pytest.mark.parametrize("by", ["site", "event"])
@pytest.mark.parametrize("other", [[], ["territory"]], ids=["body", "territory"])
def test_months_are_those_of_the_place_where_appointments_lack_a_group_of_supports(
    by: str, other: list[str]
) -> None:
    supports = f"beneficiary_id territory {by} opened_on\nb1 94 A 2021-02-01\nb2 95 A 2021-02-01"
    header, *rows = every_month(2021, territory="95", beneficiary_id="b2").splitlines()
    seen = "\n".join([header, *rows, "2021-03-01 held 94 b1"])
    extract: dict[str, Any] = {"appointments": seen, "supports": supports}
    found = {
        territory: told(
            "days_to_first_appointment",
            by=[by, *other],
            where={"territory": territory} if other else {},
            **extract,
        )
        for territory in ("94", "95")
    }
    months = "rows in 1 of 12 months; none in month 1, 2, 4, 5, 6, 7, 8, 9, 10, 11, 12"
    if other:
        assert found == {"94": ("partial", months, 28), "95": ("ok", None, 14)}
    else:
        # The other territory of the body has the other months.
        assert {*found.values()} == {("ok", None, 21)}


def test_costs_and_staff_know_no_months() -> None:
    extract: dict[str, Any] = {
        "costs": "year amount\n2022 100",
        "workers": "worker_id year fte\nw1 2022 0.5",
    }
    assert told("cost_per_fte", appointments=HELD, **extract) == ("ok", None, 200)
    assert figure("cost_per_beneficiary", appointments=HELD, **extract)["status"] == "partial"


def test_nothing_but_appointments_makes_a_year_partial() -> None:
    frame = results(
        appointments=HELD,
        supports="beneficiary_id detected_on contacted_on opened_on closed_on\n"
        "b1 2022-03-01 2022-03-01 2022-03-01 2022-03-02",
        workers="worker_id year fte\nw1 2022 0.5",
        costs="year amount\n2022 100",
        households="year eligible_households poor_households\n2022 30 10",
    ).frame
    statuses = dict(frame.select("indicator", "status").rows())
    given = {i.id: extract_tables(i) for i in CATALOGUE if statuses[i.id] in ("ok", "partial")}
    partial = {name for name, tables in given.items() if "appointments" in tables}
    assert partial == {name for name in given if statuses[name] == "partial"}
    assert {"contact_rate", "median_support_days", "workers_per_1000_poor_households"} <= {
        *given
    } - partial


# --- empty ------------------------------------------------------------------------------


def test_nobody_counted_is_empty_and_never_zero() -> None:
    rows = "beneficiary_id worker_id date status\nb1 w1 2022-03-01 no_show"
    for indicator in ("appointments_per_beneficiary", "median_appointments_per_beneficiary"):
        assert told(indicator, appointments=rows) == (
            "empty",
            "no beneficiaries with a counted appointment",
            None,
        )


def test_a_rate_of_zero_is_a_value() -> None:
    assert value("no_show_rate", appointments=HELD) == 0


@pytest.mark.parametrize("costs", ["year amount\n2021 5", "year amount\n2021 5\n2022 -"])
def test_a_year_without_costs_has_no_cost(costs: str) -> None:
    found = told("cost_per_beneficiary", appointments=HELD, costs=costs, where={"year": 2022})
    assert found == ("empty", "no spending in euros", None)


def test_costs_of_zero_are_zero_and_nothing_grows_from_zero() -> None:
    costs = "year amount\n2021 0\n2022 5"
    assert value("cost_per_beneficiary", appointments=HELD, costs="year amount\n2022 0") == 0
    assert told("cost_growth", costs=costs, where={"year": 2022}) == (
        "empty",
        "no spending in euros in the base year 2021",
        None,
    )


def test_staff_that_nobody_numbered_or_timed_is_unknown_not_zero() -> None:
    staff = """
    worker_id year fte
    w1        2021 1
    -         2022 -
    """
    for indicator, what in (
        ("worker_growth", "no workers on the staff list"),
        ("fte_growth", "no full-time equivalents"),
    ):
        found = figure(indicator, workers=staff, where={"year": 2022})
        assert (found["status"], found["reason"], found["value"]) == ("empty", what, None)
        assert found["unknown"] == 1


# --- not computable ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("indicator", "reason"),
    [
        ("cost_per_beneficiary", "the extract has no table costs"),
        ("appointments_per_fte", "the extract has no table workers"),
        ("share_of_households_supported", "the extract has no table households"),
        ("home_visit_share", "appointments has no column channel"),
        ("staffing_gap", "only for results by territory (--by territory)"),
    ],
)
def test_a_missing_table_column_or_group_is_named(indicator: str, reason: str) -> None:
    found = figure(indicator, appointments=HELD)
    assert (found["status"], found["reason"]) == ("not_computable", reason)
    sides = ("value", "numerator", "denominator", "unknown", "gap")
    assert [found[name] for name in sides] == [None] * 5


@pytest.mark.parametrize(
    ("column", "indicator"),
    [
        ("beneficiary_id", "appointments_per_beneficiary"),
        ("beneficiary_id", "beneficiaries_per_worker"),
        ("worker_id", "median_appointments_per_worker"),
        ("worker_id", "beneficiaries_per_worker"),
    ],
)
def test_a_missing_identifier_column_is_named(column: str, indicator: str) -> None:
    header, row = HELD.split("\n")
    at = header.split().index(column)
    text = "\n".join(" ".join(w for i, w in enumerate(t.split()) if i != at) for t in (header, row))
    found = told(indicator, appointments=text)
    assert found == ("not_computable", f"appointments has no column {column}", None)


@pytest.mark.parametrize(
    ("workers", "reason"),
    [
        (None, "the extract has no table workers, which says who is qualified"),
        ("worker_id year fte\nw1 2022 1", "workers has no column qualified"),
        ("year fte qualified\n2022 1 true", "workers has no column worker_id"),
    ],
)
def test_qualified_workers_need_the_list_that_says_who_is(workers: str | None, reason: str) -> None:
    tables = {"appointments": HELD, **({"workers": workers} if workers else {})}
    found = told("appointments_per_worker", rules={"workers_counted": "qualified"}, **tables)
    assert found == ("not_computable", reason, None)


def test_a_table_that_lacks_the_group_is_named() -> None:
    rows = "beneficiary_id site date status\nb1 Nord 2022-03-01 held"
    found = told("cost_growth", appointments=rows, costs="year amount\n2022 5", by=["site"])
    assert found == ("not_computable", "costs has no column site", None)


def test_a_group_that_no_table_has_is_refused_rather_than_printed_empty() -> None:
    # Body and year, which nobody asked for, are not named.
    with pytest.raises(
        UsageError, match=r"^--by event: no table of the extract has a column event"
    ):
        results(appointments=HELD, by=["event"])


def test_a_year_without_a_price_is_not_computable() -> None:
    found = told("inflation", costs="year amount\n2022 5\n2099 6", where={"year": 2099})
    assert found == ("not_computable", "no price for 2099 in series 001764363", None)


def test_a_year_without_a_price_is_named_once_where_it_is_its_own_base_year() -> None:
    found = told("inflation", costs="year amount\n2099 6")
    assert found == ("not_computable", "no price for 2099 in series 001764363", None)


def test_the_published_rate_of_the_base_year_needs_the_price_of_the_year_before() -> None:
    found = told(
        "inflation",
        costs="year amount\n2010 5\n2012 6",
        where={"year": 2012},
        options={"convention": "published-rates"},
    )
    assert found == ("not_computable", "no price for 2009 in series 001764363", None)


def test_the_published_rates_need_the_price_of_every_year_to_the_last() -> None:
    found = told(
        "inflation",
        costs="year amount\n2024 5\n2027 6",
        where={"year": 2027},
        options={"convention": "published-rates"},
    )
    # The series that ships ends with 2025.
    assert found == ("not_computable", "no price for 2026, 2027 in series 001764363", None)


# --- never a missing row ----------------------------------------------------------------


def test_every_indicator_has_a_row_for_every_group_that_any_table_has() -> None:
    frame = results(
        appointments=HELD,
        workers="worker_id year fte\nw1 2020 1",
        costs="body territory year amount\ndepartement 95 2021 5",
        by=["territory"],
    ).frame
    groups = [("caf", "94", 2020), ("caf", "94", 2022), ("departement", "95", 2021)]
    assert frame.select("indicator", "body", "territory", "year").rows() == [
        (indicator.id, *group) for indicator in CATALOGUE for group in groups
    ]


def test_a_group_whose_workers_are_not_qualified_keeps_its_row() -> None:
    staff = "worker_id year qualified\nw1 2021 true\nw1 2022 false"
    found = told(
        "worker_growth",
        workers=staff,
        rules={"workers_counted": "qualified"},
        where={"year": 2022},
    )
    # One in 2021 and none in 2022: the list says so.
    assert found == ("ok", None, -1.0)


@pytest.mark.parametrize("by", [[], ["territory"], ["site"]], ids=str)
@pytest.mark.parametrize("costs", [{}, {"costs": "year site amount\n2020 Nord 5"}])
def test_years_of_the_staff_alone_keep_their_rows_where_nobody_says_who_is_qualified(
    costs: dict[str, Any], by: list[str]
) -> None:
    staff = "worker_id site year fte\nw1 Nord 2020 1\nw1 Nord 2021 1"
    households = "year poor_households\n2020 30"
    rules = {"workers_counted": "qualified"}
    frame = results(workers=staff, households=households, rules=rules, by=by, **costs).frame
    for indicator in ("worker_growth", "fte_growth", "staffing_gap", "share_of_workers_to_move"):
        rows = frame.filter(indicator=indicator)
        assert [*rows["year"]] == [2020, 2021]
        assert {*rows["status"]} == {"not_computable"}
    reasons = frame.filter(pl.col("indicator").is_in(["worker_growth", "fte_growth"]))["reason"]
    assert {*reasons} == {"workers has no column qualified"}


SUPPORT = "beneficiary_id kind opened_on\nb1 support 2022-03-01"


@pytest.mark.parametrize("by", [[], ["territory"], ["site"]], ids=str)
@pytest.mark.parametrize("id_scope", ["territory", "national"])
@pytest.mark.parametrize(
    "rows",
    [
        pytest.param("site beneficiary_id worker_id date status", id="a header alone"),
        pytest.param("site beneficiary_id date status\nFoix b1 soon held", id="all rejected"),
    ],
)
def test_no_appointment_beside_a_support(rows: str, id_scope: str, by: list[str]) -> None:
    found = results(
        appointments=rows, supports=SUPPORT, by=by, rules={"id_scope": id_scope}
    ).frame.filter(indicator="appointments_per_beneficiary")
    # By site there is no group: supports have none.
    assert [*found["status"]] == ([] if by == ["site"] else ["empty"])
