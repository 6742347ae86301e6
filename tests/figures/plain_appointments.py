"""Appointments in plain Python: how often, how far apart, where, why, and how well recorded."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from fractions import Fraction
from typing import NamedTuple

from plain_book import Book, Group, Row
from plain_definitions import (
    BENEFICIARIES,
    WORKERS,
    Definition,
    beneficiaries,
    unknown_beneficiaries,
    unknown_workers,
    workers_seen,
)
from plain_supports import median_days

EVENTS = (
    "separation",
    "child_death",
    "partner_death",
    "rent_arrears",
    "single_parent",
    "other",
    "unknown",
)
OPTIONAL = (
    "site",
    "worker_id",
    "beneficiary_id",
    "channel",
    "event",
    "collective",
    "duration_min",
    "entered_on",
)


def appointments_in(book: Book, group: Group) -> list[Row]:
    return book.in_group("appointments", group)


def counted_in(book: Book, group: Group) -> dict[Group, list[Row]]:
    """The counted appointments of a group, each with its counted rows."""
    found: dict[Group, list[Row]] = {}
    for row in filter(book.is_counted, appointments_in(book, group)):
        found.setdefault(book.appointment_of(row), []).append(row)
    return found


# --- how often --------------------------------------------------------------------------


def with_n(low: int, high: float) -> Definition:
    return Definition(
        BENEFICIARIES,
        lambda b, g: sum(low <= n <= high for n in b.of(g).n_of_beneficiaries),
        beneficiaries,
        unknown_beneficiaries,
    )


def seen_in_6_months(book: Book, group: Group) -> int:
    months: dict[Group, set[int]] = {}
    for row in filter(book.is_counted, appointments_in(book, group)):
        if row["beneficiary_id"] is not None:
            who = book.identity(row, "beneficiary_id")
            months.setdefault(who, set()).add(row["date"].month)
    return sum(len(each) >= 6 for each in months.values())


def within_range(book: Book, group: Group) -> int:
    days = Fraction(book.rules.working_days)
    paces = [n / days for n in book.of(group).n_of_workers]
    return sum(Fraction("1.1") <= pace <= Fraction("1.6") for pace in paces)


# --- how far apart ----------------------------------------------------------------------


def days_between(book: Book, group: Group) -> list[int | None]:
    """For each appointment of the group, the days since the one before of its beneficiary."""
    # An appointment of a beneficiary is on the first day of its rows.
    visits: dict[tuple[Group | None, Group], list[Row]] = {}
    for row in filter(book.is_counted, book.rows["appointments"]):
        named = row["beneficiary_id"] is not None
        who = book.identity(row, "beneficiary_id") if named else None
        visits.setdefault((who, book.appointment_of(row)), []).append(row)
    by_person: dict[Group | None, list[Moment]] = {}
    for (who, _), rows in visits.items():
        by_person.setdefault(who, []).append(min(moment_of(book, row) for row in rows))
    found: list[int | None] = []
    for who, moments in by_person.items():
        before: date | None = None
        for moment in sorted(moments):
            if moment.group == group:
                found.append(None if before is None else (moment.day - before).days)
            before = None if who is None else moment.day
    return found


class Moment(NamedTuple):
    """Of two on one day, the group that stands first in the results comes first."""

    day: date
    in_results: tuple[tuple[bool, object], ...]
    group: Group


def moment_of(book: Book, row: Row) -> Moment:
    group = book.group_of(row)
    return Moment(row["date"], tuple((value is None, value or "") for value in group), group)


# --- where and why ----------------------------------------------------------------------


def by_channel(channel: str) -> Definition:
    return Definition(
        ("appointments.channel",),
        lambda b, g: b.of(g).with_channel(channel),
        lambda b, g: len(b.of(g).channels) - b.of(g).with_channel("unknown"),
        lambda b, g: b.of(g).with_channel("unknown"),
    )


def with_event(book: Book, group: Group, wanted: Callable[[str], bool]) -> int:
    events = [
        min((row["event"] or "unknown" for row in rows), key=EVENTS.index)
        for rows in counted_in(book, group).values()
    ]
    return sum(map(wanted, events))


def by_event(event: str) -> Definition:
    return Definition(
        ("appointments.event",),
        lambda b, g: with_event(b, g, lambda each: each == event),
        lambda b, g: with_event(b, g, lambda each: each != "unknown"),
        lambda b, g: with_event(b, g, lambda each: each == "unknown"),
    )


# --- how well recorded ------------------------------------------------------------------


def filled(rows: Iterable[Row], field: str) -> int:
    return sum(row[field] not in {None, "unknown"} for row in rows)


def rate_of(field: str) -> Definition:
    return Definition(
        ("appointments", f"anywhere appointments.{field}"),
        lambda b, g: filled(appointments_in(b, g), field),
        lambda b, g: len(appointments_in(b, g)),
    )


def delivered(book: Book) -> list[str]:
    return [field for field in OPTIONAL if field in book.columns["appointments"]]


def days_to_entry(book: Book, group: Group) -> list[int | None]:
    found: list[int | None] = []
    for rows in counted_in(book, group).values():
        known = [row for row in rows if row["entered_on"] is not None]
        days = [(row["entered_on"] - row["date"]).days for row in known]
        found.append(min((each for each in days if each >= 0), default=None))
    return found


OF_APPOINTMENTS: dict[str, Definition] = {
    "share_of_beneficiaries_with_1_appointment": with_n(1, 1),
    "share_of_beneficiaries_with_2_appointments": with_n(2, 2),
    "share_of_beneficiaries_with_3_to_4_appointments": with_n(3, 4),
    "share_of_beneficiaries_with_5_to_7_appointments": with_n(5, 7),
    "share_of_beneficiaries_with_8_to_10_appointments": with_n(8, 10),
    "share_of_beneficiaries_with_11_or_more_appointments": with_n(11, float("inf")),
    "share_of_beneficiaries_seen_in_6_months": Definition(
        BENEFICIARIES, seen_in_6_months, beneficiaries, unknown_beneficiaries
    ),
    "median_days_between_appointments": median_days(days_between, *BENEFICIARIES),
    "share_of_workers_within_1_1_to_1_6_per_day": Definition(
        WORKERS, within_range, workers_seen, unknown_workers
    ),
    "share_of_appointments_at_office": by_channel("office"),
    "share_of_appointments_outside": by_channel("outside"),
    "share_of_appointments_by_phone": by_channel("phone"),
    "share_of_appointments_by_video": by_channel("video"),
    "share_of_appointments_for_separation": by_event("separation"),
    "share_of_appointments_for_child_death": by_event("child_death"),
    "share_of_appointments_for_partner_death": by_event("partner_death"),
    "share_of_appointments_for_rent_arrears": by_event("rent_arrears"),
    "share_of_appointments_for_single_parent": by_event("single_parent"),
    "share_of_appointments_for_other_events": by_event("other"),
    **{f"documentation_rate_of_{field}": rate_of(field) for field in ("status", *OPTIONAL)},
    "documentation_rate_of_required_fields": Definition(
        ("appointments",),
        lambda b, g: sum(
            filled(appointments_in(b, g), field)
            for field in ("body", "territory", "date", "status")
        ),
        lambda b, g: 4 * len(appointments_in(b, g)),
    ),
    "documentation_rate_of_optional_fields": Definition(
        ("appointments",),
        lambda b, g: sum(filled(appointments_in(b, g), field) for field in delivered(b)),
        lambda b, g: len(delivered(b)) * len(appointments_in(b, g)),
        lambda b, g: (len(OPTIONAL) - len(delivered(b))) * len(appointments_in(b, g)),
    ),
    "median_days_to_entry": median_days(days_to_entry, "appointments.entered_on"),
}
