"""Identities: both sides by hand, gaps that are explained to the unit, what is missing."""

from __future__ import annotations

import random
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from small_extracts import gathered

from accsocial.contesting import parted
from accsocial.contesting.coherence import Coherence, Comparison, coherence
from accsocial.contesting.identities import IDENTITIES, TERRITORY_SUMS
from accsocial.errors import UsageError
from accsocial.indicators import CATALOGUE
from accsocial.model import Quantity
from accsocial.rules import CountingRules

APPOINTMENTS = """
appointment_id territory worker_id beneficiary_id date status channel collective
1 94 W1 B1 2022-01-10 held office -
1 94 W1 B2 2022-01-10 held office -
1 94 W2 B1 2022-01-10 held office -
1 94 W2 B2 2022-01-10 held office -
2 94 W1 - 2022-02-10 held office -
3 94 W1 B1 2022-03-10 held office -
4 95 - B1 2022-03-11 held office -
5 95 W9 B3 2022-03-12 held office -
6 95 W9 B3 2022-04-12 held mail -
7 95 W9 B3 2022-05-12 held office oui
8 94 W1 B1 2022-06-12 no_show mail -
9 94 W1 B1 2022-06-13 no_show office -
9 94 W1 B2 2022-06-13 held mail -
"""
"""Counted: 1 to 5. 6 and 9 are left out by their channel, 7 as a session, 8 by its status."""

TABLES = {
    "appointments": APPOINTMENTS,
    "workers": """
territory year worker_id fte
94 2022 W1 0.5
94 2022 W2 1.0
94 2022 W3 1.0
94 2022 - -
95 2022 W4 0.25
""",
    "costs": "territory year amount\n94 2022 1000.10\n95 2022 500.20",
    "households": "territory year eligible_households\n94 2022 60\n95 2022 40",
}


def checked(
    folder: Path, rules: dict[str, Any] | None = None, **options: Any
) -> dict[str, list[Comparison]]:
    found = found_in(folder, TABLES, rules, **options)
    return {each.identity.id: list(each.comparisons) for each in found.checked}


def found_in(
    folder: Path, tables: dict[str, str], rules: dict[str, Any] | None = None, **options: Any
) -> Coherence:
    read = gathered(folder / "extract", by=["territory"], **tables)
    return coherence(read, CountingRules(**rules or {}), **options)


def sides(comparison: Comparison) -> tuple[object, object]:
    return comparison.left.value, comparison.right.value


def parts(comparison: Comparison) -> dict[str, int]:
    return {quantity.id: int(number) for quantity, number in comparison.parts}


def test_the_identities_of_a_body_by_hand(tmp_path: Path) -> None:
    found = {name: sides(one) for name, (one,) in checked(tmp_path).items()}
    assert found == {
        # B1 in 94 has 2, B2 has 1, B1 in 95 has 1, B3 has 1: 5 in all.
        "appointments_and_intensity": (5, 5),
        # W1 has 3, W2 has 1, W9 has 1.
        "appointments_and_workload": (5, 5),
        "intensity_and_workload": (5, 5),
        "attendance_and_left_out": (9, 9),
        "cost_and_beneficiaries": (Fraction("1500.30"), Fraction("1500.30")),
        "cost_and_fte": (Fraction("1500.30"), Fraction("1500.30")),
        "listed_and_seen_workers": (4, 3),
        "beneficiaries_and_eligible_households": (4, 100),
        "territories_counted_appointments": (5, 5),
        "territories_beneficiaries": (4, 4),
        "territories_workers_seen": (3, 3),
        "territories_workers": (4, 4),
        "territories_fte": (Fraction("2.75"), Fraction("2.75")),
        "territories_amount": (Fraction("1500.30"), Fraction("1500.30")),
        "territories_eligible_households": (100, 100),
        "territories_poor_households": (None, None),
    }


def test_what_leads_from_one_side_to_the_other(tmp_path: Path) -> None:
    found = {name: parts(one) for name, (one,) in checked(tmp_path).items() if parts(one)}
    assert found == {
        "appointments_and_intensity": {
            "appointments_counted_without_beneficiary": -1,
            "appointments_counted_further_beneficiary": 1,
        },
        "appointments_and_workload": {
            "appointments_counted_without_worker": -1,
            "appointments_counted_further_worker": 1,
        },
        "intensity_and_workload": {
            "appointments_counted_without_beneficiary": 1,
            "appointments_counted_further_beneficiary": -1,
            "appointments_counted_without_worker": -1,
            "appointments_counted_further_worker": 1,
        },
        # W3 and W4 are listed and never seen, W9 is seen and not listed.
        "listed_and_seen_workers": {
            "workers_listed_never_seen": -2,
            "workers_seen_not_listed": 1,
        },
    }


def test_the_factors_of_a_side(tmp_path: Path) -> None:
    found = checked(tmp_path)
    (intensity,) = found["appointments_and_intensity"]
    assert intensity.right.products == ((Fraction(4), Fraction(5, 4)),)
    (left_out,) = found["attendance_and_left_out"]
    # Counted, then left out by status, channel, session.
    assert [int(number) for (number,) in left_out.right.products] == [5, 1, 2, 1]
    (cost,) = found["cost_and_fte"]
    assert cost.right.products == ((Fraction("2.75"), Fraction("1500.30") / Fraction("2.75")),)


def test_gap_percent_and_ratio(tmp_path: Path) -> None:
    (workers,) = checked(tmp_path)["listed_and_seen_workers"]
    wanted = (Fraction(1), Fraction(1, 4), Fraction(4, 3))
    assert (workers.gap, workers.relative, workers.ratio) == wanted
    assert workers.unexplained == 0


def test_by_territory(tmp_path: Path) -> None:
    found = checked(tmp_path, by_territory=True, where={"territory": "94"})
    (workers,) = found["listed_and_seen_workers"]
    assert workers.group == {"body": "caf", "territory": "94", "year": 2022}
    assert (sides(workers), parts(workers)) == (
        (3, 2),
        {"workers_listed_never_seen": -1, "workers_seen_not_listed": 0},
    )
    assert not [name for name in found if name.startswith("territories_")]


def test_with_national_identifiers_territories_do_not_add_up(tmp_path: Path) -> None:
    found = checked(tmp_path, {"id_scope": "national"})
    (beneficiaries,) = found["territories_beneficiaries"]
    # B1 is seen in 94 and in 95.
    assert sides(beneficiaries) == (3, 4)
    assert beneficiaries.gap == -1
    (appointments,) = found["territories_counted_appointments"]
    assert sides(appointments) == (5, 5)


def test_workers_who_do_not_count(tmp_path: Path) -> None:
    staff = "territory year worker_id qualified\n94 2022 W1 oui\n94 2022 W2 non\n94 2022 W3 oui"
    found = found_in(tmp_path, {**TABLES, "workers": staff}, {"workers_counted": "qualified"})
    by_id = {each.identity.id: each.comparisons[0] for each in found.checked}
    workload = by_id["appointments_and_workload"]
    # Of five appointments W1 has three; that with W2 is theirs, two are of nobody who counts.
    assert sides(workload) == (5, 3)
    assert workload.unexplained == 0
    listed = by_id["listed_and_seen_workers"]
    assert (sides(listed), parts(listed)) == (
        (2, 1),
        {"workers_listed_never_seen": -1, "workers_seen_not_listed": 0},
    )


@pytest.mark.parametrize(
    ("missing", "identity", "reason"),
    [
        ("costs", "cost_and_fte", "the extract has no table costs"),
        ("workers", "listed_and_seen_workers", "the extract has no table workers"),
        ("households", "beneficiaries_and_eligible_households", "no table households"),
        ("appointments", "attendance_and_left_out", "the extract has no table appointments"),
        ("appointments", "territories_beneficiaries", "the extract has no table appointments"),
    ],
)
def test_a_missing_table_is_named(tmp_path: Path, missing: str, identity: str, reason: str) -> None:
    tables = {name: text for name, text in TABLES.items() if name != missing}
    found = found_in(tmp_path, tables)
    (comparison,) = next(c.comparisons for c in found.checked if c.identity.id == identity)
    assert comparison.gap is None
    assert reason in str(comparison.reason)


@pytest.mark.parametrize(
    ("column", "identity"),
    [
        ("worker_id", "appointments_and_workload"),
        ("beneficiary_id", "appointments_and_intensity"),
    ],
)
def test_a_missing_column_is_named(tmp_path: Path, column: str, identity: str) -> None:
    at = APPOINTMENTS.split().index(column)
    lines = [line.split() for line in APPOINTMENTS.strip().splitlines()]
    text = "\n".join(" ".join(cells[:at] + cells[at + 1 :]) for cells in lines)
    found = found_in(tmp_path, {**TABLES, "appointments": text})
    (comparison,) = next(c.comparisons for c in found.checked if c.identity.id == identity)
    assert comparison.reason == f"appointments has no column {column}"


def test_a_staff_list_without_numbers_is_named(tmp_path: Path) -> None:
    tables = {**TABLES, "workers": "territory year fte\n94 2022 0.5\n95 2022 0.25"}
    found = {each.identity.id: each for each in found_in(tmp_path, tables).checked}
    (listed,) = found["listed_and_seen_workers"].comparisons
    assert (listed.gap, listed.reason) == (None, "workers has no column worker_id")
    assert listed.parts == ()


def test_a_body_without_spending_has_no_gap_and_a_reason(tmp_path: Path) -> None:
    found = found_in(tmp_path, {**TABLES, "costs": "year amount\n2021 5"}, years=[2022])
    (cost,) = next(c.comparisons for c in found.checked if c.identity.id == "cost_and_fte")
    assert (cost.gap, cost.reason) == (None, "no spending in euros")


def test_a_group_that_does_not_exist_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--where body=departement: no such group"):
        checked(tmp_path, where={"body": "departement"})
    with pytest.raises(UsageError, match="--year 1999"):
        checked(tmp_path, years=[1999])


def test_ids_are_unique_and_no_quantity_has_the_id_of_another() -> None:
    identities = [identity.id for identity in (*IDENTITIES, *TERRITORY_SUMS)]
    assert len(identities) == len({*identities})
    own = {each.id for each in vars(parted).values() if isinstance(each, Quantity)}
    assert len(own) == 10
    others = {r.quantity.id for i in CATALOGUE for r in i.reads()}
    others |= {i.unknown.id for i in CATALOGUE if i.unknown}
    assert own.isdisjoint(others)


RULES: list[dict[str, Any]] = [
    {},
    {"id_scope": "national"},
    {"workers_counted": "qualified"},
    {"workers_counted": "qualified", "id_scope": "national"},
    {"counted_statuses": ("held", "no_show", "unknown"), "count_collective": True},
]


@pytest.mark.parametrize("seed", range(4))
def test_every_gap_is_explained_to_the_unit(tmp_path: Path, seed: int) -> None:
    tables = drawn(random.Random(seed))  # noqa: S311 - invented rows, no secret
    read = gathered(tmp_path / "extract", by=["territory"], **tables)
    gaps = 0
    for rules in RULES:
        for by_territory in (False, True):
            found = coherence(read, CountingRules(**rules), by_territory=by_territory)
            for each in found.checked[: len(IDENTITIES)]:
                for comparison in each.comparisons:
                    name = each.identity.id, rules, comparison.group
                    gaps += bool(comparison.gap)
                    assert comparison.unexplained in (None, 0), name
                    if each.identity.id == "attendance_and_left_out":
                        assert comparison.gap == 0, name
    assert gaps > 20


def drawn(chance: random.Random) -> dict[str, str]:
    """Rows of every kind: shared appointments, unknown people, rows left out for all reasons."""
    rows = ["appointment_id territory worker_id beneficiary_id date status channel collective"]
    for _ in range(200):
        cells = [
            str(chance.randrange(90)),
            chance.choice(["94", "95"]),
            chance.choice(["W1", "W2", "W3", "-"]),
            chance.choice(["B1", "B2", "B3", "B4", "-"]),
            f"202{chance.choice('12')}-0{chance.randint(1, 9)}-11",
            chance.choice(["held", "held", "no_show", "unknown"]),
            chance.choice(["office", "office", "mail", "-"]),
            chance.choice(["oui", "-", "-"]),
        ]
        rows.append(" ".join(cells))
    staff = [
        f"{chance.choice(['94', '95'])} {year} {worker} {chance.choice(['oui', 'non'])}"
        for year in ("2021", "2022")
        for worker in ("W1", "W2", "W4")
    ]
    staff.insert(0, "territory year worker_id qualified")
    return {"appointments": "\n".join(rows), "workers": "\n".join(staff)}
