"""Supports and caseloads in plain Python: who was seen, who came back, how long it took."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from fractions import Fraction
from typing import Any

from plain_book import Book, Group, Number, Row
from plain_definitions import Definition, median_of, unknown_beneficiaries

Test = Callable[[Book, Row], bool]

STEPS = (
    "detected_on",
    "contacted_on",
    "opened_on",
    "diagnosis_on",
    "contract_on",
    "review_on",
    "closed_on",
)


def in_year_of(step: str, book: Book, group: Group) -> list[Row]:
    """The supports of a group by the year of one of their dates."""
    return [
        row
        for row in book.rows["supports"]
        if row.get(step) and book.group_of({**row, "year": row[step].year}) == group
    ]


def share(step: str, test: Test, *columns: str) -> Definition:
    """Supports that pass a test among those with the step in the year."""
    return Definition(
        (f"supports.{step}", *(f"supports.{column}" for column in columns)),
        lambda b, g: sum(test(b, row) for row in in_year_of(step, b, g)),
        lambda b, g: len(in_year_of(step, b, g)),
    )


def has(column: str) -> Test:
    return lambda _book, row: row[column] is not None


# --- coming back ------------------------------------------------------------------------


def end_of_extract(book: Book) -> date:
    days: list[date] = [row["date"] for row in book.rows.get("appointments", [])]
    days += [row[step] for row in book.rows["supports"] for step in STEPS if row.get(step)]
    return max(days)


def followed_up(book: Book, row: Row) -> bool:
    known = row["beneficiary_id"] is not None
    return known and (end_of_extract(book) - row["closed_on"]).days >= 365


def comes_back(book: Book, row: Row) -> bool:
    who = book.identity(row, "beneficiary_id")
    return any(
        other is not row
        and other["opened_on"] is not None
        and book.identity(other, "beneficiary_id") == who
        and 0 <= (other["opened_on"] - row["closed_on"]).days <= 365
        for other in book.rows["supports"]
    )


# --- still open -------------------------------------------------------------------------


def years_later(day: date, years: int) -> date:
    """The anniversary; that of a 29 February is the 28th."""
    leap = (day.month, day.day) == (2, 29)
    return date(day.year + years, day.month, 28 if leap else day.day)


def told_after(years: int) -> Test:
    """Whether it is known if a support is open then."""

    def known_then(book: Book, row: Row) -> bool:
        backwards = row["closed_on"] is not None and row["closed_on"] < row["opened_on"]
        return years_later(row["opened_on"], years) <= end_of_extract(book) and not backwards

    return known_then


def open_after(years: int) -> Definition:
    told = told_after(years)

    def still(row: Row) -> bool:
        return row["closed_on"] is None or row["closed_on"] > years_later(row["opened_on"], years)

    return Definition(
        ("supports.opened_on", "supports.closed_on"),
        lambda b, g: sum(told(b, r) and still(r) for r in in_year_of("opened_on", b, g)),
        lambda b, g: sum(told(b, row) for row in in_year_of("opened_on", b, g)),
        lambda b, g: sum(not told(b, row) for row in in_year_of("opened_on", b, g)),
    )


# --- days -------------------------------------------------------------------------------


def durations(book: Book, group: Group) -> list[int | None]:
    found: list[int | None] = []
    for row in in_year_of("closed_on", book, group):
        days = None if row["opened_on"] is None else (row["closed_on"] - row["opened_on"]).days
        found.append(None if days is None or days < 0 else days)
    return found


def delays(book: Book, group: Group) -> list[int | None]:
    found: list[int | None] = []
    for row in in_year_of("opened_on", book, group):
        seen: list[Any] = []
        if row["beneficiary_id"] is not None:
            seen = book.days_seen.get(book.identity(row, "beneficiary_id"), [])
        days = [(day - row["opened_on"]).days for day in seen if day >= row["opened_on"]]
        found.append(min(days, default=None))
    return found


def known(days: Iterable[int | None]) -> list[int]:
    return [each for each in days if each is not None]


def median_days(days: Callable[[Book, Group], list[int | None]], *needs: str) -> Definition:
    return Definition(
        needs,
        lambda b, g: median_of(known(days(b, g))),
        lambda b, g: len(known(days(b, g))),
        lambda b, g: sum(each is None for each in days(b, g)),
        "median",
    )


# --- caseloads --------------------------------------------------------------------------


def ratios(book: Book, group: Group) -> list[Fraction]:
    """Beneficiaries by worker, for each month of the year that has one."""
    found = []
    for month in range(12):
        people, workers = book.caseloads.get((group, month), (set(), set()))
        if workers:
            found.append(Fraction(len(people), len(workers)))
    return found


def sum_of_ratios(book: Book, group: Group) -> Number:
    return sum(ratios(book, group), Fraction())


OF_SUPPORTS: dict[str, Definition] = {
    "caseload_per_worker": Definition(
        ("appointments.beneficiary_id", "appointments.worker_id"),
        sum_of_ratios,
        lambda b, g: len(ratios(b, g)),
        unknown_beneficiaries,
    ),
    "contact_rate": share("detected_on", has("contacted_on"), "contacted_on"),
    "acceptance_rate": share(
        "contacted_on", lambda _book, row: row["response"] == "accepted", "response"
    ),
    "share_with_diagnosis": share("opened_on", has("diagnosis_on"), "diagnosis_on"),
    "share_with_contract": share("opened_on", has("contract_on"), "contract_on"),
    "share_with_review": share("opened_on", has("review_on"), "review_on"),
    "share_of_exits_with_review": share(
        "closed_on",
        lambda _book, row: row["review_on"] is not None and row["review_on"] <= row["closed_on"],
        "review_on",
    ),
    "share_of_exits_with_reason": share("closed_on", has("exit_reason"), "exit_reason"),
    "median_support_days": median_days(durations, "supports.closed_on", "supports.opened_on"),
    "days_to_first_appointment": median_days(
        delays,
        "supports.opened_on",
        "supports.beneficiary_id",
        "anywhere appointments.beneficiary_id",
    ),
    "reentry_rate": Definition(
        ("supports.closed_on", "supports.opened_on", "supports.beneficiary_id"),
        lambda b, g: sum(
            followed_up(b, row) and comes_back(b, row) for row in in_year_of("closed_on", b, g)
        ),
        lambda b, g: sum(followed_up(b, row) for row in in_year_of("closed_on", b, g)),
        lambda b, g: sum(not followed_up(b, row) for row in in_year_of("closed_on", b, g)),
    ),
    "share_of_sustained_exits": Definition(
        ("supports.closed_on", "supports.opened_on", "supports.beneficiary_id"),
        lambda b, g: sum(
            followed_up(b, row) and not comes_back(b, row) for row in in_year_of("closed_on", b, g)
        ),
        lambda b, g: sum(followed_up(b, row) for row in in_year_of("closed_on", b, g)),
        lambda b, g: sum(not followed_up(b, row) for row in in_year_of("closed_on", b, g)),
    ),
    "share_of_supports_open_after_12_months": open_after(1),
    "share_of_supports_open_after_24_months": open_after(2),
}
