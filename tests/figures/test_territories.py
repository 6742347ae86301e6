"""Territories of a body against each other: their intensity, and workers against need."""

from __future__ import annotations

from typing import Any

import pytest
from small import figure, value

RATIO = "intensity_ratio_of_highest_to_lowest_territory"
VARIATION = "intensity_weighted_coefficient_of_variation"
GINI = "gini_of_workers_against_need"
TO_MOVE = "share_of_workers_to_move"
IMPLIED = "workers_implied_by_need"
COMPARING = (RATIO, VARIATION, GINI, TO_MOVE)


# --- intensity --------------------------------------------------------------------------


def seen(**territories: str) -> str:
    """Territory t94="b1 b1 b2": held appointments in 2022, one per name."""
    rows = [
        f"{name[1:]} {who} 2022-03-10 held"
        for name, all_ in territories.items()
        for who in all_.split()
    ]
    return "\n".join(["territory beneficiary_id date status", *rows])


def test_the_highest_intensity_over_the_lowest() -> None:
    # 94: 4 / 2, 95: 5 / 1, 80: 3 / 2. The b1 of each is somebody else.
    rows = seen(t94="b1 b1 b1 b2", t95="b1 b1 b1 b1 b1", t80="b1 b1 b2")
    found = figure(RATIO, appointments=rows)
    assert (found["numerator"], found["denominator"]) == (5, 1.5)
    assert found["value"] == 10 / 3


def test_the_variation_weighs_territories_by_their_beneficiaries() -> None:
    # 94: 1.25 of each of four; 95: 1 of one. Mean 1.2, variance 0.01.
    rows = seen(t94="b1 b1 b2 b3 b4", t95="b1")
    found = figure(VARIATION, appointments=rows)
    assert (found["numerator"], found["denominator"]) == (0.01, 1.44)
    assert found["value"] == 1 / 12


def test_territories_that_are_alike_do_not_vary() -> None:
    rows = seen(t94="b1 b1 b1 b2", t95="b1 b2 b2 b1", t80="b1 b1")
    assert value(RATIO, appointments=rows) == 1
    found = figure(VARIATION, appointments=rows)
    assert (found["value"], found["status"]) == (0, "partial")


def test_a_territory_without_beneficiaries_is_not_compared() -> None:
    rows = seen(t94="b1 b1", t95="b1", t80="-") + "\n01 b1 2022-03-10 no_show"
    found = figure(RATIO, appointments=rows)
    assert (found["value"], found["unknown"]) == (2, 1)


@pytest.mark.parametrize("indicator", [RATIO, VARIATION])
def test_one_territory_has_nothing_to_be_compared_with(indicator: str) -> None:
    found = figure(indicator, appointments=seen(t94="b1 b1 b2"))
    assert (found["value"], found["status"]) == (None, "empty")
    assert found["reason"] == "only one territory, or none: nothing to compare"


def test_each_body_is_compared_within_itself() -> None:
    rows = "\n".join(
        [
            "body territory beneficiary_id date status",
            "caf 94 b1 2022-03-10 held",
            "caf 95 b1 2022-03-10 held",
            "departement 94 b1 2022-03-10 held",
            "departement 94 b1 2022-03-11 held",
        ]
    )
    assert value(RATIO, appointments=rows, where={"body": "caf"}) == 1
    assert value(RATIO, appointments=rows, where={"body": "departement"}) is None


def test_inside_a_part_of_the_activity() -> None:
    rows = "\n".join(
        [
            "territory beneficiary_id date status channel",
            "94 b1 2022-03-10 held home",
            "94 b1 2022-03-11 held home",
            "95 b1 2022-03-10 held home",
            "95 b1 2022-03-10 held phone",
        ]
    )
    extract: dict[str, Any] = {"appointments": rows, "by": ["channel"]}
    assert value(RATIO, where={"channel": "home"}, **extract) == 2
    assert value(VARIATION, where={"channel": "home"}, **extract) == 1 / 3
    assert value(RATIO, where={"channel": "phone"}, **extract) is None


# --- workers against need ---------------------------------------------------------------


def staff(**territories: int) -> str:
    """Territory t94=2: two workers of 2022, W1 and W2."""
    rows = [f"{t[1:]} W{n} 2022" for t, size in territories.items() for n in range(size)]
    return "\n".join(["territory worker_id year", *rows])


def poor(**territories: object) -> str:
    rows = [f"{t[1:]} 2022 {households}" for t, households in territories.items()]
    return "\n".join(["territory year poor_households", *rows])


@pytest.mark.parametrize(
    ("workers", "households", "gini", "to_move"),
    [
        # As need: nothing to move.
        ((1, 2, 3), (100, 200, 300), 0, 0),
        # 94 has half of the workers for a quarter of need. Areas: 1 - 2 x (3/16 + 3/16).
        ((2, 2), (100, 300), 1 / 4, 1 / 4),
        # One worker each for 1, 2 and 3: pairs differ by 1 + 2 + 1 of 3 x 6.
        ((1, 1, 1), (1, 2, 3), 4 / 18, 1 / 6),
        # Need nowhere but in 95, workers in both.
        ((1, 1), (0, 50), 1 / 2, 1 / 2),
        # Where nobody is poor there are workers enough, though 95 has five to a household.
        ((1, 5), (0, 1), 1 / 6, 1 / 6),
        # All but one of 1,000 poor households share one worker of ten.
        ((9, 1), (1, 999), 0.9 - 0.001, 0.9 - 0.001),
    ],
)
def test_workers_are_compared_with_poor_households(
    workers: tuple[int, ...], households: tuple[int, ...], gini: float, to_move: float
) -> None:
    names = ("t94", "t95", "t80")
    extract: dict[str, Any] = {
        "workers": staff(**dict(zip(names, workers, strict=False))),
        "households": poor(**dict(zip(names, households, strict=False))),
    }
    assert value(GINI, **extract) == pytest.approx(gini, rel=1e-15, abs=0)
    assert value(TO_MOVE, **extract) == pytest.approx(to_move, rel=1e-15, abs=0)


def test_a_territory_that_lacks_a_figure_is_left_out_and_counted() -> None:
    extract: dict[str, Any] = {
        "workers": staff(t94=2, t95=2, t80=5, t34=1),
        "households": poor(t94=100, t95=300, t34="-", t46=700),
    }
    for indicator in (GINI, TO_MOVE):
        found = figure(indicator, **extract)
        assert (found["value"], found["unknown"], found["status"]) == (1 / 4, 3, "ok")
        assert found["denominator"] == 4 * 400


@pytest.mark.parametrize("indicator", [GINI, TO_MOVE])
def test_with_one_territory_that_has_both_there_is_nothing_to_compare(indicator: str) -> None:
    found = figure(indicator, workers=staff(t94=2, t95=2), households=poor(t94=100))
    assert (found["value"], found["status"], found["unknown"]) == (None, "empty", 1)
    assert found["reason"] == "only one territory, or none: nothing to compare"


@pytest.mark.parametrize("indicator", [GINI, TO_MOVE])
def test_without_any_poor_household_there_is_no_need_to_follow(indicator: str) -> None:
    found = figure(indicator, workers=staff(t94=2, t95=2), households=poor(t94=0, t95=0))
    assert (found["value"], found["status"]) == (None, "empty")
    assert found["reason"] == "no poor households of the territories compared"


def test_workers_of_one_number_are_one_and_only_those_that_count() -> None:
    rows = """
    territory worker_id site year qualified
    94        W1        Nord 2022 yes
    94        W1        Sud  2022 yes
    94        W2        Nord 2022 no
    95        W1        Nord 2022 yes
    80        W1        Nord 2022 no
    """
    extract: dict[str, Any] = {"workers": rows, "households": poor(t94=1, t95=1, t80=1)}
    assert figure(GINI, **extract)["denominator"] == 4 * 3
    found = figure(GINI, rules={"workers_counted": "qualified"}, **extract)
    # The list calls nobody of 80 qualified: it has none, which is known.
    assert (found["value"], found["denominator"], found["unknown"]) == (1 / 3, 2 * 3, 0)


# --- what recommendation 7 would imply --------------------------------------------------


def test_the_implied_workers_and_the_gap_add_up_to_those_there_are() -> None:
    extract: dict[str, Any] = {
        "workers": staff(t94=2, t95=2, t80=3),
        "households": poor(t94=100, t95=300, t46=100),
        "by": ["territory"],
    }
    # Seven workers, 500 poor households.
    for territory, implied, there in (("94", 1.4, 2), ("95", 4.2, 2)):
        where = {"territory": territory}
        assert value(IMPLIED, where=where, **extract) == implied
        gap = value("staffing_gap", where=where, **extract)
        assert gap == pytest.approx(there - implied)
    assert value(IMPLIED, where={"territory": "46"}, **extract) == 1.4
    found = figure(IMPLIED, where={"territory": "80"}, **extract)
    assert (found["status"], found["reason"]) == ("empty", "no poor households")


def test_positive_gaps_are_the_workers_to_move() -> None:
    tables: dict[str, Any] = {
        "workers": staff(t94=4, t95=2, t80=1),
        "households": poor(t94=100, t95=300, t80=100),
    }
    gaps = [
        value("staffing_gap", where={"territory": territory}, by=["territory"], **tables) or 0
        for territory in ("94", "95", "80")
    ]
    found = figure(TO_MOVE, **tables)
    assert sum(gap for gap in gaps if gap > 0) == pytest.approx(found["value"] * 7)


SHARED = """
body        territory site  worker_id year qualified
departement 46        Sud   W0        2017 yes
departement 46        Nord  W0        2017 yes
departement 34        Nord  W0        2017 yes
departement 34        Nord  W1        2017 no
caf         34        Nord  W0        2017 yes
departement 34        Nord  W0        2018 yes
"""
EQUAL_NEED = """
body        territory year poor_households
departement 46        2017 30
departement 34        2017 30
"""


@pytest.mark.parametrize(
    ("rules", "implied", "gaps"),
    [
        pytest.param({}, 1.5, (-0.5, 0.5), id="a number is of its territory"),
        pytest.param({"id_scope": "national"}, 1, (0, 1), id="one worker in two territories"),
        pytest.param(
            {"id_scope": "national", "workers_counted": "qualified"},
            0.5,
            (0.5, 0.5),
            id="the only worker that counts",
        ),
    ],
)
def test_a_worker_of_two_territories_is_one_of_the_body_if_numbers_are_national(
    rules: dict[str, Any], implied: float, gaps: tuple[float, float]
) -> None:
    extract: dict[str, Any] = {"workers": SHARED, "households": EQUAL_NEED, "by": ["territory"]}
    for territory, gap in zip(("46", "34"), gaps, strict=True):
        where = {"body": "departement", "territory": territory, "year": 2017}
        assert value(IMPLIED, rules=rules, where=where, **extract) == implied
        assert value("staffing_gap", rules=rules, where=where, **extract) == gap


# --- where territories cannot be compared -----------------------------------------------

BOTH: dict[str, Any] = {
    "appointments": seen(t94="b1 b1", t95="b1"),
    "workers": staff(t94=2, t95=2),
    "households": poor(t94=100, t95=300),
}


@pytest.mark.parametrize("indicator", COMPARING)
def test_by_territory_there_is_no_other_in_the_group(indicator: str) -> None:
    found = figure(indicator, by=["territory"], where={"territory": "94", "year": 2022}, **BOTH)
    assert (found["status"], found["reason"]) == (
        "not_computable",
        "compares one territory with another: leave territory out of --by",
    )


@pytest.mark.parametrize("indicator", COMPARING)
def test_national_identifiers_do_not_tell_territories_apart(indicator: str) -> None:
    found = figure(indicator, rules={"id_scope": "national"}, **BOTH)
    assert (found["status"], found["reason"]) == (
        "not_computable",
        "compares one territory with another: id_scope national does not tell them apart",
    )


@pytest.mark.parametrize(
    ("lacks", "reason"),
    [
        ("workers", "the extract has no table workers"),
        ("households", "the extract has no table households"),
        ("poor_households", "households has no column poor_households"),
        ("worker_id", "workers has no column worker_id"),
        ("site", "households has no column site"),
        ("qualified", "workers has no column qualified"),
    ],
)
@pytest.mark.parametrize("indicator", [GINI, TO_MOVE])
def test_what_is_missing_is_named(indicator: str, lacks: str, reason: str) -> None:
    tables: dict[str, Any] = {name: text for name, text in BOTH.items() if name != lacks}
    if lacks in {"poor_households", "worker_id"}:
        tables = {name: text.replace(lacks, "remark") for name, text in tables.items()}
    if lacks == "site":
        tables |= {"workers": "territory worker_id site year\n94 W1 Nord 2022", "by": ["site"]}
        tables["where"] = {"site": "Nord"}
    if lacks == "qualified":
        tables["rules"] = {"workers_counted": "qualified"}
    found = figure(indicator, **tables)
    assert (found["status"], found["reason"]) == ("not_computable", reason)
