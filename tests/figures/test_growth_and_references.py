"""Base years, prices, need, and the published figure that stands beside a value."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest
from small import every_month, figure, results, value

COSTS = """
territory year amount
94        2018 1000
94        2019 1100
94        2022 1085
95        2019 500
95        2022 600
"""


def growth(**extract: Any) -> float | None:
    return value("cost_growth", **{"costs": COSTS, "where": {"year": 2022}, **extract})


# --- base years -------------------------------------------------------------------------


def test_growth_is_from_the_first_year_of_the_table() -> None:
    assert growth() == 0.685


def test_growth_is_from_the_base_year_that_is_given() -> None:
    assert growth(options={"base_year": 2019}) == float(Fraction(1685, 1600) - 1)


def test_one_base_year_for_all_groups_and_a_group_without_it_is_empty() -> None:
    where = {"territory": "95", "year": 2022}
    found = figure("cost_growth", costs=COSTS, by=["territory"], where=where)
    assert (found["status"], found["value"]) == ("empty", None)
    assert found["reason"] == "no spending in euros in the base year 2018"


def test_each_growth_has_the_first_year_of_its_own_table() -> None:
    staff = "worker_id year fte\nw1 2021 1\nw1 2022 0.5"
    assert value("fte_growth", costs=COSTS, workers=staff, where={"year": 2022}) == -0.5


def test_a_growth_of_costs_below_0_is_none() -> None:
    found = figure("cost_growth", costs="year amount\n2021 -5\n2022 10", where={"year": 2022})
    assert (found["status"], found["value"]) == ("empty", None)
    assert found["reason"] == "the denominator is below 0"


def test_choosing_years_does_not_move_the_base_year() -> None:
    assert growth(options={"years": [2022]}) == 0.685


def test_the_base_year_of_prices_is_that_of_costs_whatever_the_groups() -> None:
    rows = "site date status\nNord 2022-03-01 held\nNord 2015-03-01 held"
    extract: dict[str, Any] = {"appointments": rows, "costs": COSTS, "where": {"year": 2022}}
    whole, by_site = (value("inflation", by=by, **extract) for by in ([], ["site"]))
    assert whole == by_site == float(Fraction(11201, 10309) - 1)


HELD_2022 = """
site event      channel date       status
Nord separation office  2022-03-01 held
"""


@pytest.mark.parametrize("by", [[], ["site"], ["event"], ["territory", "channel"]])
@pytest.mark.parametrize(
    "other",
    [
        {"workers": "worker_id year\nw1 2018\nw1 2022"},
        {"households": "year poor_households\n2018 5"},
        {"supports": "opened_on\n2018-12-31\n2019-01-01"},
        {"supports": "opened_on closed_on\n- 2018-12-31\n2019-01-01 -"},
    ],
    ids=["workers", "households", "opened", "closed"],
)
def test_without_costs_prices_grow_from_the_first_year_of_any_table_whatever_the_groups(
    by: list[str], other: dict[str, Any]
) -> None:
    frame = results(appointments=HELD_2022, by=by, **other).frame
    (found,) = frame.filter(indicator="inflation", year=2022)["value"].unique()
    assert found == float(Fraction(11201, 10309) - 1)


# --- prices -----------------------------------------------------------------------------


def test_inflation_under_both_conventions() -> None:
    extract: dict[str, Any] = {"costs": COSTS, "where": {"year": 2022}}
    published: dict[str, Any] = {"options": {"convention": "published-rates"}}
    assert round(value("inflation", **extract) or 0, 4) == 0.0865
    assert round(value("inflation", **extract, **published) or 0, 3) == 0.106


def test_real_growth_divides_by_prices() -> None:
    costs = "year amount\n2018 1000\n2022 1085"
    real = value("real_cost_growth", costs=costs, where={"year": 2022})
    assert real == float(Fraction(1085, 1000) / Fraction(11201, 10309) - 1)
    assert round(real, 3) == -0.001


# --- need -------------------------------------------------------------------------------

STAFF = """
worker_id territory year
w1        94        2022
w2        94        2022
w3        94        2022
w1        95        2022
"""
POOR = """
territory year poor_households
94        2022 1000
95        2022 3000
"""


def test_the_gap_to_need_of_each_territory_and_their_sum() -> None:
    extract: dict[str, Any] = {"workers": STAFF, "households": POOR, "by": ["territory"]}
    gaps = [
        value("staffing_gap", **extract, where={"territory": territory})
        for territory in ("94", "95")
    ]
    assert gaps == [3 - 4 * 0.25, 1 - 4 * 0.75]
    assert sum(gap or 0 for gap in gaps) == 0


def test_workers_for_1000_poor_households() -> None:
    assert value("workers_per_1000_poor_households", workers=STAFF, households=POOR) == 1


def test_beneficiaries_per_worker_are_of_the_workers_seen_not_of_the_staff_list() -> None:
    rows = "beneficiary_id worker_id date status\nb1 w1 2022-03-01 held\nb2 w1 2022-03-02 held"
    assert value("beneficiaries_per_worker", appointments=rows, workers=STAFF) == 2


# --- references -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("body", "year", "reference", "low", "high"),
    [
        ("caf", 2022, "P02", 3.9, 3.9),
        ("departement", 2022, "P01", 3.7, 3.7),
        ("caf", 2021, "P03", 8, 10),
        ("departement", 2021, None, None, None),
    ],
)
def test_the_reference_of_a_group_is_of_its_body_and_year(
    body: str, year: int, reference: str | None, low: float | None, high: float | None
) -> None:
    rows = every_month(year, body=body, beneficiary_id="b1")
    for by in ([], ["territory"]):
        found = figure("appointments_per_beneficiary", appointments=rows, by=by)
        bounds = (found["reference"], found["reference_low"], found["reference_high"])
        assert bounds == (reference, low, high)


@pytest.mark.parametrize("part", ["site", "event", "channel"])
def test_beside_a_part_of_an_activity_stands_no_figure_of_the_whole(part: str) -> None:
    cells = {"site": "Nord", "event": "separation", "channel": "office"}
    rows = every_month(2022, beneficiary_id="b1", **{part: cells[part]})
    for indicator in ("appointments_per_beneficiary", "share_of_beneficiaries_8_or_more"):
        found = figure(indicator, appointments=rows, by=[part])
        assert (found["value"] is None, found["reference"], found["gap"]) == (False, None, None)


@pytest.mark.parametrize(
    ("held", "gap"),
    [(7, -1), (8, 0), (9, 0), (10, 0), (11, 1)],
)
def test_the_gap_is_to_the_nearer_bound_and_0_inside(held: int, gap: float) -> None:
    days = "\n".join(f"2021-{month:02d}-15 held b1" for month in range(1, held + 1))
    rows = f"date status beneficiary_id\n{days}"
    assert figure("appointments_per_beneficiary", appointments=rows)["gap"] == gap


@pytest.mark.parametrize(
    ("territory", "base_year", "reference"),
    [("94", 2018, "P11"), ("95", 2018, "P10"), (None, 2018, "P10"), ("94", 2019, None)],
)
def test_val_de_marne_has_its_own_figure_and_a_growth_needs_the_same_base_year(
    territory: str | None, base_year: int, reference: str | None
) -> None:
    costs = "\n".join(
        ["body territory year amount"]
        + [f"departement {t} {y} 100" for t in ("94", "95") for y in (2018, 2019, 2022)]
    )
    found = figure(
        "cost_growth",
        costs=costs,
        by=["territory"] if territory else [],
        where={"year": 2022, **({"territory": territory} if territory else {})},
        options={"base_year": base_year},
    )
    assert found["reference"] == reference


def test_a_figure_of_another_quantity_is_named_without_bounds_or_gap() -> None:
    rows = every_month(2022, beneficiary_id="b1", worker_id="w1")
    for indicator, reference in (
        ("share_of_beneficiaries_advice_only", "P21"),
        ("share_of_beneficiaries_8_or_more", "P03"),
        ("share_of_416_standard", "P05"),
    ):
        found = figure(indicator, appointments=rows)
        bounds = (found["reference"], found["reference_low"], found["reference_high"])
        assert (*bounds, found["gap"]) == (reference, None, None, None)


def test_no_gap_without_a_value() -> None:
    found = figure("cost_growth", costs="year amount\n2022 5", options={"base_year": 2018})
    assert (found["reference"], found["reference_low"], found["gap"]) == ("P09", 0.085, None)


def test_rows_stand_in_catalogue_order_then_by_group() -> None:
    rows = """
    body        territory beneficiary_id date       status
    departement 95        b1             2022-03-01 held
    caf         2A        b1             2022-03-01 held
    caf         01        b1             2021-03-01 held
    """
    frame = results(appointments=rows, by=["territory"]).frame
    assert frame.columns[:4] == ["indicator", "body", "territory", "year"]
    assert frame.rows()[:3] == sorted(frame.rows()[:3], key=lambda row: row[1:4])
    assert frame["indicator"].to_list()[2:4] == [
        "appointments_per_beneficiary",
        "median_appointments_per_beneficiary",
    ]
