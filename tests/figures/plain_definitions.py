"""The formulas of the specification's list of indicators, one after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from statistics import median
from typing import NamedTuple

from plain_book import Book, Group, Number, Row, read_prices

Part = Callable[[Book, Group], Number | None]


class Definition(NamedTuple):
    """An indicator: what it needs, its two sides, who could not be placed."""

    needs: Sequence[str]
    numerator: Part
    denominator: Part
    unknown: Callable[[Book, Group], int] = lambda _book, _group: 0
    form: str = "ratio"
    base_table: str | None = None


BENEFICIARIES = ("appointments.beneficiary_id",)
WORKERS = ("appointments.worker_id",)


def heads(book: Book, rows: Iterable[Row]) -> int | None:
    """Distinct workers who count; None if no row names one, counted or not."""
    named = [row for row in rows if row["worker_id"] is not None]
    who = {book.identity(row, "worker_id") for row in named if row.get("counted", True)}
    return len(who) if named else None


def total(rows: Iterable[Row], column: str) -> Number | None:
    """An exact sum of what counts; None if no row has a value."""
    known = [row for row in rows if row[column] is not None]
    values = [Fraction(row[column]) for row in known if row.get("counted", True)]
    return sum(values, Fraction()) if known else None


def lacking(rows: Iterable[Row], column: str) -> int:
    return sum(row[column] is None for row in rows if row.get("counted", True))


def median_of(numbers: Sequence[int]) -> Number:
    """The mean of the two middle ones if there is an even number of them; 0 of none."""
    return median([Fraction(n) for n in numbers]) if numbers else 0


def beneficiaries(book: Book, group: Group) -> int:
    return len(book.of(group).of_beneficiary)


def advice_only(book: Book, group: Group) -> int:
    threshold = book.rules.support_threshold
    return sum(n < threshold for n in book.of(group).n_of_beneficiaries)


def supported(book: Book, group: Group) -> list[int]:
    threshold = book.rules.support_threshold
    return [n for n in book.of(group).n_of_beneficiaries if n >= threshold]


def unknown_beneficiaries(book: Book, group: Group) -> int:
    return len(book.of(group).without_beneficiary)


def workers_seen(book: Book, group: Group) -> int:
    return len(book.of(group).of_worker)


def sum_over_workers(book: Book, group: Group) -> int:
    return sum(book.of(group).n_of_workers)


def unknown_workers(book: Book, group: Group) -> int:
    return len(book.of(group).without_worker)


def settled(book: Book, group: Group) -> int:
    return book.of(group).with_status(
        "held", "no_show", "cancelled_by_beneficiary", "cancelled_by_service"
    )


def unknown_statuses(book: Book, group: Group) -> int:
    return book.of(group).with_status("unknown")


def amount(book: Book, group: Group) -> Number | None:
    return total(book.in_group("costs", group), "amount")


def fte(book: Book, group: Group) -> Number | None:
    return total(book.in_group("workers", group), "fte")


def staff(book: Book, group: Group) -> Number | None:
    return heads(book, book.in_group("workers", group))


def households(column: str) -> Callable[[Book, Group], Number | None]:
    return lambda book, group: total(book.in_group("households", group), column)


def lacking_in_workers(column: str) -> Callable[[Book, Group], int]:
    return lambda book, group: lacking(book.in_group("workers", group), column)


def at_base(
    part: Callable[[Book, Group], Number | None], table: str
) -> Callable[[Book, Group], Number | None]:
    return lambda book, group: part(book, book.at_year(group, book.base_year(table)))


def price(book: Book, group: Group) -> Number:
    return read_prices()[book.year_of(group)]


def times(*factors: Number | None) -> Number | None:
    product = Fraction(1)
    for factor in factors:
        if factor is None:
            return None
        product *= Fraction(factor)
    return product


def poor_of_body(book: Book, group: Group) -> Number | None:
    return total(book.whole_body(group, "households"), "poor_households")


def staff_of_body(book: Book, group: Group) -> Number | None:
    """The different workers of the body, as far as numbers tell; None if there is none."""
    return heads(book, book.whole_body(group, "workers"))


def gap(book: Book, group: Group) -> Number | None:
    """Workers less their share of the body's, times the body's poor households."""
    here, poor = staff(book, group), households("poor_households")(book, group)
    above, due = times(here, poor_of_body(book, group)), times(staff_of_body(book, group), poor)
    return None if above is None or due is None else Fraction(above) - Fraction(due)


DEFINITIONS: dict[str, Definition] = {
    "appointments_per_beneficiary": Definition(
        BENEFICIARIES,
        lambda b, g: sum(b.of(g).n_of_beneficiaries),
        beneficiaries,
        unknown_beneficiaries,
    ),
    "median_appointments_per_beneficiary": Definition(
        BENEFICIARIES,
        lambda b, g: median_of(b.of(g).n_of_beneficiaries),
        beneficiaries,
        unknown_beneficiaries,
        "median",
    ),
    "share_of_beneficiaries_advice_only": Definition(
        BENEFICIARIES, advice_only, beneficiaries, unknown_beneficiaries
    ),
    "appointments_per_supported_beneficiary": Definition(
        BENEFICIARIES,
        lambda b, g: sum(supported(b, g)),
        lambda b, g: len(supported(b, g)),
        unknown_beneficiaries,
    ),
    "share_of_beneficiaries_8_or_more": Definition(
        BENEFICIARIES,
        lambda b, g: sum(n >= 8 for n in b.of(g).n_of_beneficiaries),
        beneficiaries,
        unknown_beneficiaries,
    ),
    "appointments_per_worker": Definition(WORKERS, sum_over_workers, workers_seen, unknown_workers),
    "median_appointments_per_worker": Definition(
        WORKERS,
        lambda b, g: median_of(b.of(g).n_of_workers),
        workers_seen,
        unknown_workers,
        "median",
    ),
    "share_of_416_standard": Definition(
        WORKERS, sum_over_workers, lambda b, g: workers_seen(b, g) * 416, unknown_workers
    ),
    "share_of_workers_below_416": Definition(
        WORKERS,
        lambda b, g: sum(n < 416 for n in b.of(g).n_of_workers),
        workers_seen,
        unknown_workers,
    ),
    "appointments_per_working_day": Definition(
        WORKERS,
        sum_over_workers,
        lambda b, g: workers_seen(b, g) * b.rules.working_days,
        unknown_workers,
    ),
    "appointments_per_fte": Definition(
        (*WORKERS, "workers", "workers.fte"), sum_over_workers, fte, unknown_workers
    ),
    "beneficiaries_per_worker": Definition(
        (*BENEFICIARIES, *WORKERS), beneficiaries, workers_seen, unknown_beneficiaries
    ),
    "no_show_rate": Definition(
        ("appointments",),
        lambda b, g: b.of(g).with_status("no_show"),
        settled,
        unknown_statuses,
    ),
    "cancellation_rate": Definition(
        ("appointments",),
        lambda b, g: b.of(g).with_status("cancelled_by_beneficiary", "cancelled_by_service"),
        settled,
        unknown_statuses,
    ),
    "home_visit_share": Definition(
        ("appointments.channel",),
        lambda b, g: b.of(g).with_channel("home"),
        lambda b, g: len(b.of(g).channels) - b.of(g).with_channel("unknown"),
        lambda b, g: b.of(g).with_channel("unknown"),
    ),
    "cost_per_beneficiary": Definition(
        ("costs", *BENEFICIARIES), amount, beneficiaries, unknown_beneficiaries
    ),
    "cost_per_appointment": Definition(
        ("costs", "appointments"), amount, lambda b, g: len(b.of(g).channels)
    ),
    "cost_per_fte": Definition(
        ("costs", "workers", "workers.fte"), amount, fte, lacking_in_workers("fte")
    ),
    "cost_growth": Definition(
        ("costs",), amount, at_base(amount, "costs"), form="growth", base_table="costs"
    ),
    "inflation": Definition(
        ("prices",), price, at_base(price, "costs"), form="growth", base_table="costs"
    ),
    "real_cost_growth": Definition(
        ("costs", "prices"),
        lambda b, g: times(amount(b, g), at_base(price, "costs")(b, g)),
        lambda b, g: times(at_base(amount, "costs")(b, g), price(b, g)),
        form="growth",
        base_table="costs",
    ),
    "worker_growth": Definition(
        ("workers", "workers.worker_id"),
        staff,
        at_base(staff, "workers"),
        lacking_in_workers("worker_id"),
        "growth",
        "workers",
    ),
    "fte_growth": Definition(
        ("workers", "workers.fte"),
        fte,
        at_base(fte, "workers"),
        lacking_in_workers("fte"),
        "growth",
        "workers",
    ),
    "share_of_households_supported": Definition(
        (*BENEFICIARIES, "households.eligible_households"),
        beneficiaries,
        households("eligible_households"),
        unknown_beneficiaries,
    ),
    "workers_per_1000_poor_households": Definition(
        ("workers", "workers.worker_id", "households.poor_households"),
        lambda b, g: times(staff(b, g), 1000),
        households("poor_households"),
        lacking_in_workers("worker_id"),
    ),
    "staffing_gap": Definition(
        ("by territory", "workers", "workers.worker_id", "households.poor_households"),
        gap,
        poor_of_body,
        lacking_in_workers("worker_id"),
    ),
}
