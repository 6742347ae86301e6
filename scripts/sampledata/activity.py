"""Appointments of one organisation, invented year by year."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product

from sampledata.chance import draw, generator
from sampledata.profile import (
    COUNTED_PER_WORKER,
    INTENSITY_AGAINST_2022,
    YEARS,
    Organisation,
)

COUNTED_CHANNELS: dict[str | None, float] = {
    "office": 54,
    "home": 20,
    "phone": 17,
    "video": 5,
    "outside": 3,
    None: 1,
}
UNCOUNTED_CHANNELS: dict[str | None, float] = {"mail": 30, "email": 45, "third_party": 25}
EVENTS: dict[str | None, float] = {
    "separation": 22,
    "child_death": 2,
    "partner_death": 5,
    "rent_arrears": 18,
    "single_parent": 14,
    "other": 36,
    None: 3,
}
DURATIONS: dict[int | None, float] = {30: 20, 45: 35, 60: 30, 75: 6, 90: 5, None: 4}
MONTHS = dict(zip(range(1, 13), (9, 8, 10, 9, 8, 9, 6, 4, 10, 10, 9, 8), strict=True))

BESIDE_HELD = {
    "no_show": 0.15,
    "cancelled_by_beneficiary": 0.065,
    "cancelled_by_service": 0.035,
    "planned": 0.005,
}
"""Appointments of each other status for one held: 0.15 / 1.25 is the 12 % of absences."""

HOLIDAYS = {(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)}
PEOPLE = 1800
"""All organisations number their people from 1: the same number is somebody else elsewhere."""


@dataclass(frozen=True)
class AppointmentRow:
    """One row of the canonical table `appointments`. `unknown` is the label Reporté."""

    appointment_id: str
    body: str
    territory: str
    site: str
    worker_id: str | None
    beneficiary_id: str | None
    date: date
    status: str
    channel: str | None
    event: str | None
    collective: bool
    duration_min: int | None


@dataclass(frozen=True)
class _Draft:
    day: date
    beneficiaries: tuple[str | None, ...]
    workers: tuple[str | None, ...]
    site: str
    status: str
    channel: str | None
    event: str | None
    collective: bool
    duration: int | None


def counted_contacts(organisation: Organisation, year: int) -> int:
    """Counted appointments summed over beneficiaries, as the profile wants them."""
    workers = organisation.headcount(year)
    return round(COUNTED_PER_WORKER[year] * organisation.pace * workers)


def beneficiary_count(organisation: Organisation, year: int) -> int:
    """Beneficiaries with a counted appointment in the year."""
    mean = organisation.intensity * INTENSITY_AGAINST_2022[year]
    return round(counted_contacts(organisation, year) / mean)


def appointments(organisation: Organisation) -> list[AppointmentRow]:
    """All rows of one organisation, by day; numbers of appointments start at 00001."""
    rows: list[AppointmentRow] = []
    number = 0
    followed: list[str] = []
    for year in YEARS:
        invention = _Year(organisation, year, followed)
        followed = invention.followed
        for draft in sorted(invention.drafts(), key=lambda draft: draft.day):
            number += 1
            rows.extend(_rows(organisation, f"{number:05d}", draft))
    return rows


def _rows(organisation: Organisation, number: str, draft: _Draft) -> Iterator[AppointmentRow]:
    for beneficiary, worker in product(draft.beneficiaries, draft.workers):
        yield AppointmentRow(
            number,
            organisation.body,
            organisation.territory,
            draft.site,
            worker,
            beneficiary,
            draft.day,
            draft.status,
            draft.channel,
            draft.event,
            draft.collective,
            draft.duration,
        )


class _Year:
    """One year of one organisation."""

    def __init__(self, organisation: Organisation, year: int, before: list[str]) -> None:
        self.organisation = organisation
        self.year = year
        self.rng = generator("activity", organisation.body, organisation.territory, year)
        self.followed = self._choose_followed(before)
        self.events = {who: draw(self.rng, EVENTS) for who in self.followed}
        self.staff = [f"M{n:02d}" for n in range(1, organisation.headcount(year) + 1)]
        self.referents = {who: n % len(self.staff) for n, who in enumerate(self.followed)}

    def _choose_followed(self, before: list[str]) -> list[str]:
        wanted = beneficiary_count(self.organisation, self.year)
        staying = [who for who in before if self.rng.random() < 0.35][:wanted]
        newcomers = [f"{n:07d}" for n in range(1, PEOPLE + 1) if f"{n:07d}" not in set(staying)]
        return sorted([*staying, *self.rng.sample(newcomers, wanted - len(staying))])

    def drafts(self) -> Iterator[_Draft]:
        counted = list(self._counted())
        yield from counted
        held = len(counted)
        for _ in range(round(0.045 * held)):
            yield self._single("held", UNCOUNTED_CHANNELS)
        for _ in range(self.rng.randint(2, 4)):
            yield self._group_session()
        held = round(1.055 * held)
        for status, share in BESIDE_HELD.items():
            for _ in range(round(share * held)):
                yield self._single(status, COUNTED_CHANNELS)
        yield self._single("unknown", COUNTED_CHANNELS)

    def _counted(self) -> Iterator[_Draft]:
        """Counted appointments: each beneficiary once per appointment drawn for it."""
        contacts = [
            who for who, n in zip(self.followed, self._numbers(), strict=True) for _ in range(n)
        ]
        self.rng.shuffle(contacts)
        groups: list[tuple[str | None, ...]] = []
        while contacts:
            first = contacts.pop()
            if contacts and contacts[-1] != first and self.rng.random() < 0.025:
                groups.append((first, contacts.pop()))
            else:
                groups.append((first,))
        groups.extend([(None,)] * round(0.015 * len(groups)))
        for position, group in enumerate(groups):
            # One in each month first: no month of any organisation is without rows.
            month = position + 1 if position < len(MONTHS) else draw(self.rng, MONTHS)
            yield self._draft("held", COUNTED_CHANNELS, group, month=month)

    def _numbers(self) -> list[int]:
        """Appointments of each beneficiary: many of one or two, a long tail, an exact sum."""
        total = counted_contacts(self.organisation, self.year)
        mean = total / len(self.followed)
        more = (mean - 0.47 * 1.4) / 0.53 - 3
        numbers = [self._number(more) for _ in self.followed]
        while (gap := total - sum(numbers)) != 0:
            who = self.rng.randrange(len(numbers))
            if 4 <= numbers[who] <= 13:
                numbers[who] += 1 if gap > 0 else -1
        return numbers

    def _number(self, more: float) -> int:
        if self.rng.random() < 0.47:
            return 1 if self.rng.random() < 0.6 else 2
        number = 3
        while number < 14 and self.rng.random() < more / (1 + more):
            number += 1
        return number

    def _single(self, status: str, channels: dict[str | None, float]) -> _Draft:
        who = self.rng.choice(self.followed)
        return self._draft(status, channels, (None if self.rng.random() < 0.01 else who,))

    def _group_session(self) -> _Draft:
        group = tuple(self.rng.sample(self.followed, self.rng.randint(3, 4)))
        return self._draft("held", {"office": 3, "outside": 1}, group, collective=True)

    def _draft(
        self,
        status: str,
        channels: dict[str | None, float],
        group: tuple[str | None, ...],
        *,
        month: int | None = None,
        collective: bool = False,
    ) -> _Draft:
        staff = self._workers(group[0])
        sites = self.organisation.sites
        first = self.staff.index(staff[0]) if staff[0] else 0
        return _Draft(
            day=self._day(month or draw(self.rng, MONTHS)),
            beneficiaries=group,
            workers=staff,
            site=sites[first % len(sites)],
            status=status,
            channel=draw(self.rng, channels),
            event="other" if collective else self.events.get(group[0] or ""),
            collective=collective,
            duration=draw(self.rng, DURATIONS) if status == "held" else None,
        )

    def _workers(self, who: str | None) -> tuple[str | None, ...]:
        if self.rng.random() < 0.012:
            return (None,)
        first = self.referents[who] if who else self.rng.randrange(len(self.staff))
        if len(self.staff) > 1 and self.rng.random() < 0.15:
            first = (first + 1) % len(self.staff)
        if len(self.staff) > 1 and self.rng.random() < 0.04:
            return (self.staff[first], self.staff[(first + 1) % len(self.staff)])
        return (self.staff[first],)

    def _day(self, month: int) -> date:
        return working_day(self.rng, self.year, month)


def working_day(rng: random.Random, year: int, month: int) -> date:
    """A day from Monday to Friday that is not a public holiday of fixed date."""
    while True:
        day = date(year, month, 1) + timedelta(days=rng.randrange(28))
        if day.weekday() < 5 and (day.month, day.day) not in HOLIDAYS:
            return day
