"""Supports (accompagnements) of one organisation, around the appointments that it held."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from sampledata.activity import EVENTS, PEOPLE, UNCOUNTED_CHANNELS, AppointmentRow
from sampledata.chance import draw, generator
from sampledata.profile import YEARS, Organisation

FIRST_DAY, LAST_DAY = date(YEARS[0], 1, 1), date(YEARS[-1], 12, 31)
"""All dates are inside the extract: what came before is not in it, what comes later not known."""

OPENED_PER_YEAR, DECLINED_PER_YEAR = 11, 5
KINDS: dict[str | None, float] = {"support": 72, "advice": 26, None: 2}
DECLINED: dict[str | None, float] = {"refused": 40, "no_answer": 45, None: 15}
REASONS: dict[str | None, float] = {
    "Objectifs atteints": 45,
    "Relais vers un partenaire": 17,
    "Déménagement": 10,
    "Abandon": 13,
    None: 15,
}
WAITING = "unknown"
"""A response whose label no layout maps: En attente."""


@dataclass(frozen=True)
class SupportRow:
    """One row of the canonical table `supports`; steps that did not happen are None."""

    support_id: str
    body: str
    territory: str
    site: str
    beneficiary_id: str | None
    worker_id: str | None
    event: str | None
    kind: str | None
    detected_on: date | None
    contacted_on: date | None = None
    response: str | None = None
    opened_on: date | None = None
    diagnosis_on: date | None = None
    contract_on: date | None = None
    review_on: date | None = None
    closed_on: date | None = None
    exit_reason: str | None = None


def supports(organisation: Organisation, held: Sequence[AppointmentRow]) -> list[SupportRow]:
    """All supports of one organisation, numbered by their first day from 0001."""
    rows = [row for year in YEARS for row in _Year(organisation, year, held).rows()]
    rows.sort(key=lambda row: row.detected_on or row.opened_on or FIRST_DAY)
    return [replace(row, support_id=f"{n:04d}") for n, row in enumerate(rows, start=1)]


class _Year:
    """The supports of one organisation that begin with an appointment of one year."""

    def __init__(self, organisation: Organisation, year: int, held: Sequence[AppointmentRow]):
        self.organisation = organisation
        self.year = year
        self.rng = generator("supports", organisation.body, organisation.territory, year)
        self.first: dict[str, AppointmentRow] = {}
        for row in held:
            counted = row.status == "held" and row.channel not in UNCOUNTED_CHANNELS
            if row.date.year == year and row.beneficiary_id and counted and not row.collective:
                self.first.setdefault(row.beneficiary_id, row)

    def rows(self) -> Iterator[SupportRow]:
        for who in self.rng.sample(sorted(self.first), OPENED_PER_YEAR):
            visit = self.first[who]
            opened = visit.date - timedelta(days=self.rng.choice((0, 3, 5, 8, 12, 20)))
            opened = max(opened, FIRST_DAY)
            row = self._opened(self._person(who, visit), opened)
            yield row
            if row.closed_on and self.rng.random() < 0.3:
                again = _later(row.closed_on, self.rng.choice((0, 40, 120, 250, 365, 400)))
                if again is not None:
                    yield self._opened(self._person(who, visit), again)
        for _ in range(DECLINED_PER_YEAR):
            yield self._declined()

    def _person(self, who: str, visit: AppointmentRow) -> SupportRow:
        return SupportRow(
            support_id="",
            body=visit.body,
            territory=visit.territory,
            site=visit.site,
            beneficiary_id=None if self.rng.random() < 0.02 else who,
            worker_id=visit.worker_id,
            event=visit.event,
            kind=draw(self.rng, KINDS),
            detected_on=None,
        )

    def _opened(self, person: SupportRow, opened: date) -> SupportRow:
        rng = self.rng
        opened = _working_day(opened)
        contacted = opened - timedelta(days=rng.randint(1, 18))
        detected = contacted - timedelta(days=rng.randint(2, 40))
        advice = person.kind == "advice"
        diagnosis = _later(opened, rng.randint(0, 35)) if rng.random() < 0.72 else None
        contract = review = None
        if not advice and rng.random() < 0.6:
            contract = _later(diagnosis or opened, rng.randint(10, 60))
        length = rng.randint(15, 120) if advice else rng.randint(90, 520)
        closed = _later(opened, length)
        if rng.random() < 0.55:
            review = _later(opened, round(length * rng.choice((0.5, 0.8, 1, 1.1))))
        if rng.random() < 0.012 and closed and opened.day > 4:
            # Typed into the wrong field: an exit before the opening, to be warned about.
            closed = opened - timedelta(days=3)
        return replace(
            person,
            detected_on=_inside(detected),
            contacted_on=_inside(contacted),
            response=WAITING if rng.random() < 0.03 else "accepted",
            opened_on=opened,
            diagnosis_on=diagnosis,
            contract_on=contract,
            review_on=review,
            closed_on=closed,
            exit_reason=draw(rng, REASONS) if closed else None,
        )

    def _declined(self) -> SupportRow:
        """Somebody who was detected, and perhaps contacted, but agreed to nothing."""
        rng, sites = self.rng, self.organisation.sites
        detected = _working_day(date(self.year, rng.randint(1, 12), rng.randint(1, 28)))
        contacted = _later(detected, rng.randint(2, 40)) if rng.random() < 0.6 else None
        return SupportRow(
            support_id="",
            body=self.organisation.body,
            territory=self.organisation.territory,
            site=rng.choice(sites),
            beneficiary_id=f"{rng.randint(1, PEOPLE):07d}",
            worker_id=None,
            event=draw(rng, EVENTS),
            kind=None,
            detected_on=detected,
            contacted_on=contacted,
            response=draw(rng, DECLINED) if contacted else None,
        )


def _inside(day: date) -> date | None:
    return day if day >= FIRST_DAY else None


def _later(day: date, days: int) -> date | None:
    """A working day so many days later; None if it is after the extract."""
    later = _working_day(day + timedelta(days=days))
    return later if later <= LAST_DAY else None


def _working_day(day: date) -> date:
    return day + timedelta(days=max(0, 7 - day.weekday())) if day.weekday() > 4 else day
