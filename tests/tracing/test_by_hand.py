"""Ledgers worked out by hand from the small extract of by_hand.py: the Caf of 94."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from by_hand import EVERYTHING
from traced import behind, explained, gathered, lines, parts, proof, rows_of, written

READ = """\
  17 rows read
- 1 blank
- 1 rejected: body_invalid
- 1 rejected: date_invalid
- 1 rejected: date_missing
- 1 rejected: duplicate
- 1 rejected: malformed
- 1 rejected: territory_invalid
= 10 accepted
- 1 of other groups
= 9 of the group
"""
COUNTED = """\
- 2 status not in counted_statuses
- 1 channel not in counted_channels
- 1 group session (count_collective)
"""
PER_BENEFICIARY = """\
- 1 unknown: could not be placed
- 1 further rows of an appointment that is counted once
= 3 counted
"""


@dataclass(frozen=True)
class Worked:
    """An indicator by hand: the ledger of each table, the parts, and the lines behind each role."""

    indicator: str
    value: float
    trails: dict[str, str]
    parts: list[tuple[str, str]]
    evidence: dict[str, str]
    year: int = 2022
    rules: dict[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return "-".join([self.indicator, *self.rules])


CASES = [
    # b1 twice (lines 2 and 4; line 3 is the second worker of line 2), b2 once (line 10).
    Worked(
        "appointments_per_beneficiary",
        3 / 2,
        {"appointments": READ + COUNTED + PER_BENEFICIARY},
        [("numerator", "3"), ("denominator", "2"), ("unknown", "1")],
        {"numerator": "2 4 10", "denominator": "2 4 10", "unknown": "9"},
    ),
    # w2 (line 3) is not qualified; line 10 names no worker.
    Worked(
        "appointments_per_worker",
        3 / 1,
        {
            "appointments": READ
            + COUNTED
            + "- 1 worker not counted (workers_counted)\n"
            + "- 1 unknown: could not be placed\n= 3 counted\n"
        },
        [("numerator", "3"), ("denominator", "1"), ("unknown", "1")],
        {"numerator": "2 4 9", "denominator": "2 4 9", "unknown": "10"},
        rules={"workers_counted": "qualified"},
    ),
    # All appointments, whatever the rules: line 5 is the one no-show, line 6 of unknown status.
    Worked(
        "no_show_rate",
        1 / 7,
        {
            "appointments": READ
            + "- 1 further rows of an appointment that is counted once\n= 8 counted\n"
        },
        [("numerator", "1"), ("denominator", "7"), ("unknown", "1")],
        {"numerator": "5", "denominator": "2 4 5 7 8 9 10", "unknown": "6"},
    ),
    # Line 4 at home, lines 2 and 10 in the office, line 9 without channel.
    Worked(
        "home_visit_share",
        1 / 3,
        {
            "appointments": READ
            + COUNTED
            + "- 1 further rows of an appointment that is counted once\n= 4 counted\n"
        },
        [("numerator", "1"), ("denominator", "3"), ("unknown", "1")],
        {"numerator": "4", "denominator": "2 4 10", "unknown": "9"},
    ),
    # b1 has 31 days from line 2 to line 4; line 10 is the first of b2, line 9 of nobody.
    Worked(
        "median_days_between_appointments",
        31,
        {
            "appointments": READ
            + COUNTED
            + "- 1 further rows of an appointment that is counted once\n= 4 counted\n"
        },
        [("numerator", "62"), ("denominator", "1"), ("unknown", "3")],
        {"numerator": "4", "denominator": "4", "unknown": "2 9 10"},
    ),
    # June: b1 by w1 and w2; July: b1 by w1; August: b2 by w1 (line 9). 1/2 + 1 + 1 in 3 months.
    Worked(
        "caseload_per_worker",
        2.5 / 3,
        {
            "appointments": READ.replace(
                "of other groups", "of other groups or other months"
            ).replace("of the group", "of the group, in windows of six months")
            + COUNTED
            + "= 5 counted\n",
            "appointments, unknown": READ + COUNTED + PER_BENEFICIARY,
        },
        [("numerator", "5/2"), ("denominator", "3"), ("unknown", "1")],
        {"numerator": "2 3 4 9 10", "denominator": "2 3 4 9 10", "unknown": "9"},
    ),
    # Every row of the group has its field or not: line 10 lacks the worker.
    Worked(
        "documentation_rate_of_worker_id",
        8 / 9,
        {"appointments": READ + "= 9 counted\n"},
        [("numerator", "8"), ("denominator", "9")],
        {"numerator": "2 3 4 5 6 7 8 9", "denominator": "2 3 4 5 6 7 8 9 10"},
    ),
    # 200.25 - 50.05 in 2022 against 100.10 in 2021, the first year of the costs.
    Worked(
        "cost_growth",
        1.502 / 1.001 - 1,
        {
            "costs": "  5 rows read\n- 1 rejected: amount_invalid\n= 4 accepted\n"
            "- 2 of other groups\n= 2 of the group\n= 2 counted\n",
            "costs, 2021": "  5 rows read\n- 1 rejected: amount_invalid\n= 4 accepted\n"
            "- 3 of other groups\n= 1 of the group\n= 1 counted\n",
        },
        [("numerator", "150.2"), ("denominator", "100.1")],
        {"numerator": "costs 3 4", "denominator": "costs 2"},
    ),
    # Two tables: 150.20 euros, two beneficiaries.
    Worked(
        "cost_per_beneficiary",
        75.1,
        {
            "costs": "  5 rows read\n- 1 rejected: amount_invalid\n= 4 accepted\n"
            "- 2 of other groups\n= 2 of the group\n= 2 counted\n",
            "appointments": READ + COUNTED + PER_BENEFICIARY,
        },
        [("numerator", "150.2"), ("denominator", "2"), ("unknown", "1")],
        {"numerator": "costs 3 4", "denominator": "2 4 10", "unknown": "9"},
    ),
    # 2 workers here; the body has 4, and 300 of its 400 poor households are here: 2 - 3.
    Worked(
        "staffing_gap",
        -1,
        {
            "workers": "  7 rows read\n- 1 rejected: fte_invalid\n- 1 rejected: year_invalid\n"
            "= 5 accepted\n- 2 of other groups\n= 3 of the group\n"
            "- 1 unknown: could not be placed\n= 2 counted\n",
            "households, body": "  3 rows read\n= 3 accepted\n- 1 of other groups\n"
            "= 2 of the group\n= 2 counted\n",
            "workers, body": "  7 rows read\n- 1 rejected: fte_invalid\n"
            "- 1 rejected: year_invalid\n= 5 accepted\n= 5 of the group\n"
            "- 1 unknown: could not be placed\n= 4 counted\n",
            "households": "  3 rows read\n= 3 accepted\n- 2 of other groups\n"
            "= 1 of the group\n= 1 counted\n",
        },
        [
            ("numerator", "2"),
            ("numerator", "400"),
            ("numerator", "4"),
            ("numerator", "300"),
            ("denominator", "400"),
            ("unknown", "1"),
        ],
        {
            "numerator": "households 2 3 workers 2 3 5 6",
            "denominator": "households 2 3",
            "unknown": "workers 4",
        },
    ),
    # s1 is followed by s2 after exactly 365 days; s3 of b2 by none; s4 is of nobody.
    Worked(
        "reentry_rate",
        1 / 2,
        {
            "supports": "  11 rows read\n- 1 rejected: date_invalid\n- 1 rejected: duplicate\n"
            "= 9 accepted\n- 4 without closed_on\n- 2 of other groups\n= 3 of the group\n"
            "= 3 counted\n"
        },
        [("numerator", "1"), ("denominator", "2"), ("unknown", "1")],
        {"numerator": "supports 2", "denominator": "supports 2 4", "unknown": "supports 5"},
        year=2020,
    ),
    # s5 of b2 waits 131 days (line 10), s8 of b1 none (line 4), s9 of b1 30 days; s10 in vain.
    Worked(
        "days_to_first_appointment",
        30,
        {
            "supports": "  11 rows read\n- 1 rejected: date_invalid\n- 1 rejected: duplicate\n"
            "= 9 accepted\n- 5 of other groups\n= 4 of the group\n= 4 counted\n"
        },
        [("numerator", "60"), ("denominator", "3"), ("unknown", "1")],
        {
            "numerator": "supports 6 10 11",
            "denominator": "supports 6 10 11",
            "unknown": "supports 12",
        },
    ),
]


@pytest.mark.parametrize("worked", CASES, ids=str)
def test_worked_by_hand(worked: Worked, tmp_path: Path) -> None:
    rows = gathered(written(tmp_path, **EVERYTHING), ["territory"])
    where = {"body": "caf", "territory": "94", "year": str(worked.year)}
    (found,) = explained(worked.indicator, rows, where, worked.rules)
    assert found.result["value"] == pytest.approx(worked.value, rel=1e-12)
    assert [lines(trail) for trail in found.trails] == [
        text.splitlines() for text in worked.trails.values()
    ]
    assert [trail.table for trail in found.trails] == [name.split(",")[0] for name in worked.trails]
    assert [(role, plain(number)) for role, number, _ in parts(found)] == worked.parts
    evidence = proof([found], rows)
    for role in ("numerator", "denominator", "unknown"):
        expected = places(worked.evidence.get(role, ""))
        assert behind(evidence, role) == expected, role


def plain(number: object) -> str:
    """150.200000 as 150.2."""
    text = str(number)
    return text.rstrip("0").rstrip(".") if "." in text else text


def places(text: str) -> list[str]:
    """ "costs 3 4" as "costs 3", "costs 4"; of appointments where nothing else is said."""
    table, found = "appointments", []
    for word in text.split():
        if word.isdecimal():
            found.append(f"{table} {word}")
        else:
            table = word
    return found


def test_what_is_left_out_is_told_apart(tmp_path: Path) -> None:
    rows = gathered(written(tmp_path, **EVERYTHING), ["territory"])
    where = {"body": "caf", "territory": "94", "year": "2022"}
    (found,) = explained("appointments_per_beneficiary", rows, where)
    told = {step.label.en: step.details for step in found.trails[0].steps if step.details}
    assert told == {
        "status not in counted_statuses": {"no_show": 1, "unknown": 1},
        "channel not in counted_channels": {"mail": 1},
    }


def test_the_months_of_a_mean_over_months(tmp_path: Path) -> None:
    rows = gathered(written(tmp_path, **EVERYTHING), ["territory"])
    where = {"body": "caf", "territory": "94", "year": "2022"}
    (found,) = explained("caseload_per_worker", rows, where)
    assert found.months == [(6, 1, 2), (7, 1, 1), (8, 1, 1)]


WINDOWS = """\
body,territory,worker_id,beneficiary_id,date,status
caf,94,w1,b1,2021-07-15,held
caf,94,w1,b2,2021-08-15,held
caf,94,w1,b1,2022-01-10,held
caf,94,w2,,2022-02-10,held
caf,94,,,2022-02-11,held
"""
WHO_IS_QUALIFIED = """\
worker_id,body,territory,year,qualified
w1,caf,94,2021,true
w1,caf,94,2022,true
w2,caf,94,2022,false
"""


def test_windows_of_six_months_reach_into_the_year_before(tmp_path: Path) -> None:
    """January 2022 looks back to August: b1 and b2; February to September: b1. July is outside."""
    extract = written(tmp_path, appointments=WINDOWS, workers=WHO_IS_QUALIFIED)
    rows = gathered(extract)
    qualified = {"workers_counted": "qualified"}
    (found,) = explained("caseload_per_worker", rows, {"year": "2022"}, qualified)
    assert found.result["value"] == 1.5
    assert found.months == [(1, 2, 1), (2, 1, 1)]
    assert lines(found.trails[0]) == [
        "  5 rows read",
        "= 5 accepted",
        "- 1 of other groups or other months",
        "= 4 of the group, in windows of six months",
        "- 1 worker not counted (workers_counted)",
        "- 1 unknown: could not be placed",
        "= 2 counted",
    ]
    assert behind(proof([found], rows), "numerator") == ["appointments 3", "appointments 4"]


WITHOUT_A_SITE = """\
body,territory,site,worker_id,beneficiary_id,date,status
caf,94,,w1,b1,2022-01-10,held
caf,94,,w1,b2,2022-06-10,held
caf,94,Nord,w1,b3,2022-06-11,held
"""


def test_rows_without_a_site_have_a_caseload_of_their_own(tmp_path: Path) -> None:
    """June 2022: b1 and b2 by w1; who was seen at a site is another group."""
    rows = gathered(written(tmp_path, appointments=WITHOUT_A_SITE), ["site"])
    (found,) = explained("caseload_per_worker", rows, {"site": ""})
    assert found.result["value"] == 2
    assert lines(found.trails[0])[-2:] == [
        "= 2 of the group, in windows of six months",
        "= 2 counted",
    ]
    assert behind(proof([found], rows), "numerator") == ["appointments 2", "appointments 3"]


# --- cells that name several persons ----------------------------------------------------

SPLIT = """\
date rdv;statut;professionnel.le(s);usager(s);lieu;Organisation
10/01/2022;Rendez-vous honoré;Agent Un, Agent Deux;Personne A, Personne B;À domicile;Nord
11/01/2022;Rendez-vous honoré;Agent Un;Personne A;Bureau;Nord
12/01/2022;Absence non excusée;Agent Un;Personne A, Personne B;Bureau;Nord
"""


def test_parts_of_split_rows(tmp_path: Path) -> None:
    """Line 2 makes four rows (two workers, two persons), line 4 two: six rows more than lines."""
    extract = written(tmp_path, rdv=SPLIT)
    rows = gathered(extract, body="departement", territory="64", layout="rdv-service-public")
    (found,) = explained("appointments_per_beneficiary", rows)
    assert lines(found.trails[0]) == [
        "  3 rows read",
        "= 3 accepted",
        "+ 4 further rows of cells that name several persons",
        "= 7 of the group",
        "- 2 status not in counted_statuses",
        "- 2 further rows of an appointment that is counted once",
        "= 3 counted",
    ]
    assert parts(found) == [("numerator", 3, 3), ("denominator", 2, 3), ("unknown", 0, 0)]
    evidence = proof([found], rows)
    assert behind(evidence, "numerator") == [
        "appointments 2.1",
        "appointments 2.2",
        "appointments 3.1",
    ]
    # Each person once at home, whoever came along; Personne A once more.
    people = rows_of(evidence)["beneficiary_id"].to_list()
    assert people[0] != people[1]
    assert people[2] in people[:2]
