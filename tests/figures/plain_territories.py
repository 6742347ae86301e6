"""Territories against each other in plain Python: intensity, and workers against need."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from itertools import combinations

from plain_book import Book, Group, Number, Row
from plain_definitions import (
    BENEFICIARIES,
    Definition,
    heads,
    households,
    lacking_in_workers,
    poor_of_body,
    staff_of_body,
    times,
    total,
    unknown_beneficiaries,
)

SEEN = (*BENEFICIARIES, "territories apart")
NEED = ("workers", "workers.worker_id", "households.poor_households")

Part = Callable[[Book, Group], Number | None]


# --- intensity --------------------------------------------------------------------------


def intensities(book: Book, group: Group) -> dict[str, tuple[int, int]]:
    """Territory -> appointments and beneficiaries, where somebody was seen."""
    seen: dict[str, list[int]] = {}
    for (_, territory, _), appointments in book.of(group).of_beneficiary.items():
        seen.setdefault(territory, []).append(len(appointments))
    return {name: (sum(each), len(each)) for name, each in seen.items()}


def extreme(which: Callable[[list[Fraction]], Fraction]) -> Part:
    def of(book: Book, group: Group) -> Number | None:
        ratios = [Fraction(n, people) for n, people in intensities(book, group).values()]
        return which(ratios) if len(ratios) >= 2 else None

    return of


def mean(book: Book, group: Group) -> Fraction:
    numbers = book.of(group).n_of_beneficiaries
    return Fraction(sum(numbers), len(numbers))


def squared_mean(book: Book, group: Group) -> Number | None:
    return mean(book, group) ** 2 if len(intensities(book, group)) >= 2 else None


def variance(book: Book, group: Group) -> Number | None:
    """Over beneficiaries: how far, squared, their territory is from the mean."""
    territories = intensities(book, group)
    if len(territories) < 2:
        return None
    middle = mean(book, group)
    squares = [
        (Fraction(n, people) - middle) ** 2
        for n, people in territories.values()
        for _ in range(people)
    ]
    return sum(squares, Fraction()) / len(squares)


# --- workers against need ---------------------------------------------------------------


def needs(book: Book, group: Group) -> list[tuple[Number | None, Number | None]]:
    """Workers and poor households of every territory that either table names."""
    staff: dict[str, list[Row]] = {}
    poor: dict[str, list[Row]] = {}
    for row in book.rows["workers"]:
        # A territory whose workers the rules do not count is named all the same.
        if book.group_of(row) == group:
            staff.setdefault(row["territory"], [])
    for row in book.in_group("workers", group):
        staff[row["territory"]].append(row)
    for row in book.in_group("households", group):
        poor.setdefault(row["territory"], []).append(row)
    return [
        (heads(book, staff.get(name, [])), total(poor.get(name, []), "poor_households"))
        for name in {*staff, *poor}
    ]


def with_both(book: Book, group: Group) -> list[tuple[Fraction, Fraction]]:
    pairs = needs(book, group)
    return [(Fraction(w), Fraction(p)) for w, p in pairs if w is not None and p is not None]


def left_out(book: Book, group: Group) -> int:
    return len(needs(book, group)) - len(with_both(book, group))


def workers_times_poor(book: Book, group: Group) -> Number | None:
    both = with_both(book, group)
    if len(both) < 2:
        return None
    return times(sum(w for w, _ in both), sum(p for _, p in both))


def to_move(book: Book, group: Group) -> Number | None:
    """Half of what all territories have too many or too few: as many are above as below."""
    both = with_both(book, group)
    if len(both) < 2:
        return None
    workers, poor = sum(w for w, _ in both), sum(p for _, p in both)
    return sum((abs(w * poor - p * workers) for w, p in both), Fraction()) / 2


def differences(book: Book, group: Group) -> Number | None:
    """Gini as the mean difference of any two: no curve, no order."""
    both = with_both(book, group)
    if len(both) < 2:
        return None
    return sum(abs(w * q - v * p) for (w, p), (v, q) in combinations(both, 2))


OF_TERRITORIES: dict[str, Definition] = {
    "workers_implied_by_need": Definition(
        ("by territory", *NEED),
        lambda b, g: times(staff_of_body(b, g), households("poor_households")(b, g)),
        poor_of_body,
        lacking_in_workers("worker_id"),
    ),
    "share_of_workers_to_move": Definition(
        ("territories apart", *NEED), to_move, workers_times_poor, left_out
    ),
    "gini_of_workers_against_need": Definition(
        ("territories apart", *NEED), differences, workers_times_poor, left_out
    ),
    "intensity_ratio_of_highest_to_lowest_territory": Definition(
        SEEN, extreme(max), extreme(min), unknown_beneficiaries
    ),
    "intensity_weighted_coefficient_of_variation": Definition(
        SEEN, variance, squared_mean, unknown_beneficiaries, "root"
    ),
}
