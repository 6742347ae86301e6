"""The supports of one organisation that begin in one year, around its appointments.

Columns of days hold days since 1970; `NEVER` is a step that did not come, or came
outside the extract.
"""

from __future__ import annotations

import datetime as dt

import numpy as np

from accsocial.records.schema import RESPONSES, SUPPORT_DATES, SUPPORT_KINDS
from accsocial.simulation.activity import Activity, Columns
from accsocial.simulation.chance import Chance, Integers
from accsocial.simulation.draws import Draws
from accsocial.simulation.organisations import Cell
from accsocial.simulation.plan import Period
from accsocial.simulation.profile import Profile

NEVER = -(2**31)
STEPS = tuple(column.name for column in SUPPORT_DATES)
TYPES: dict[str, type[np.generic]] = {
    "number": np.uint32,
    "site": np.uint8,
    "worker": np.uint16,
    "beneficiary": np.uint32,
    "event": np.uint8,
    "kind": np.uint8,
    "response": np.uint8,
    "exit_reason": np.uint8,
    **dict.fromkeys(STEPS, np.int32),
}
"""The columns of supports; 0 is an empty cell in those that hold no days."""

_ADVICE, _SUPPORT = (SUPPORT_KINDS.index(kind) + 1 for kind in ("advice", "support"))
_EPOCH = dt.date(1970, 1, 1)
_THURSDAY = 3
"""The weekday of the 1st of January 1970, Monday being 0."""

_REVIEW_AT = np.array([400, 600, 800, 1000])
"""When a review takes place, in thousandths of the duration."""


def supports(
    cell: Cell, held: Activity, profile: Profile, draws: Draws, period: Period, seed: int
) -> Columns:
    """The supports of a cell: those of the newcomers of `held`, and of others who declined.

    The columns are those of `TYPES`. Days outside `period`, that of the extract, are not known.
    """
    chance = Chance(seed, "supports", cell.body, cell.territory, cell.year)
    return _Year(cell, held, profile, draws, chance, period).supports()


def days_since_epoch(day: dt.date) -> int:
    """A day as the columns hold it."""
    return (day - _EPOCH).days


def working_day(days: Integers) -> Integers:
    """The days themselves, or the Monday after a week-end. Keeps the order of days."""
    weekday = (days + _THURSDAY) % 7
    moved: Integers = days + np.maximum(7 - weekday, 0) * (weekday > 4)
    return moved


class _Year:
    def __init__(
        self,
        cell: Cell,
        held: Activity,
        profile: Profile,
        draws: Draws,
        chance: Chance,
        period: Period,
    ) -> None:
        self.cell = cell
        self.held = held
        self.settings = profile.supports
        self.draws = draws
        self.chance = chance
        self.first_day, self.last_day = map(days_since_epoch, period)
        self.new_year = days_since_epoch(dt.date(cell.year, 1, 1))

    def supports(self) -> Columns:
        opened = self._newcomers()
        again = self._again(opened)
        declined = self._declined(len(opened["opened_on"]))
        parts = (opened, again, declined)
        rows = {name: np.concatenate([part[name] for part in parts]) for name in opened}
        for step in STEPS:
            rows[step][(rows[step] < self.first_day) | (rows[step] > self.last_day)] = NEVER
        rows["exit_reason"][rows["closed_on"] == NEVER] = 0
        rows["number"] = np.arange(1, len(rows["kind"]) + 1)
        return {name: rows[name].astype(dtype) for name, dtype in TYPES.items()}

    def _newcomers(self) -> Columns:
        """Supports of beneficiaries who were not there the year before, around their first day."""
        wanted = self.chance.rounded(self.cell.beneficiaries * self.settings.opened_per_beneficiary)
        order = self.chance.order(self.cell.beneficiaries)
        place = order[order >= self.cell.staying][:wanted]
        first = self.held.first_day[place].astype(np.int64) + self.new_year
        lag = self._days("days_opened_to_first_appointment", len(place))
        opened = working_day(np.maximum(first - lag, self.new_year))
        kind = np.where(self.held.counted[place] < 3, _ADVICE, _SUPPORT)
        return self._opened(place, kind, opened)

    def _again(self, before: Columns) -> Columns:
        """Second supports of some whose first was closed."""
        closed = before["closed_on"].astype(np.int64)
        known = (closed != NEVER) & (closed <= self.last_day)
        picked = np.flatnonzero(known & self.chance.hits(self.settings.reentry, len(closed)))
        opened = working_day(closed[picked] + self._days("days_to_reentry", len(picked)))
        begun = opened <= self.last_day
        place = before["place"][picked][begun].astype(np.int64)
        kind = before["kind"][picked][begun].astype(np.int64)
        return self._opened(place, kind, opened[begun])

    def _opened(self, place: Integers, kind: Integers, opened: Integers) -> Columns:
        size, s = len(place), self.settings
        contacted = working_day(opened - self._days("days_contacted_to_opened", size))
        detected = contacted - self._days("days_detected_to_contacted", size)
        advice = kind == _ADVICE
        length = np.where(
            advice, self._days("days_of_advice", size), self._days("days_of_support", size)
        )
        at = _REVIEW_AT[self.chance.below(len(_REVIEW_AT), size)]
        diagnosis = opened + self._days("days_to_diagnosis", size)
        contract = opened + self._days("days_to_contract", size)
        review = opened + length * at // 1000
        reason = self.chance.pick(self.draws.exit_reasons, size)
        return {
            **self._person(place, kind),
            "response": np.full(size, RESPONSES.index("accepted") + 1),
            "detected_on": working_day(detected),
            "contacted_on": contacted,
            "opened_on": opened,
            "diagnosis_on": self._some(s.diagnosis, working_day(diagnosis)),
            "contract_on": np.where(advice, NEVER, self._some(s.contract, working_day(contract))),
            "review_on": self._some(s.review, working_day(review)),
            "closed_on": working_day(opened + length),
            "exit_reason": reason * self.chance.hits(s.exit_reason, size),
        }

    def _declined(self, opened: int) -> Columns:
        """Those who were detected, and perhaps contacted, but agreed to nothing."""
        s = self.settings
        detected = self.chance.rounded(opened / (s.contacted * s.accepted))
        contacted = self.chance.rounded(opened / s.accepted) - opened
        size = max(detected - opened, contacted)
        place = self.chance.below(self.cell.beneficiaries, size)
        days = self.chance.pick(self.draws.days, size).astype(np.int64) + self.new_year
        never = np.full(size, NEVER, np.int64)
        calls = working_day(days + self._days("days_detected_to_contacted", size))
        # Who is called is a matter of place alone: rows are in random order as it is.
        called = np.arange(size) < contacted
        refused = self.chance.hits(s.refused, size)
        answer = np.where(refused, RESPONSES.index("refused"), RESPONSES.index("no_answer")) + 1
        return {
            **self._person(place, np.zeros(size, np.int64)),
            "response": np.where(called & (calls <= self.last_day), answer, 0),
            **dict.fromkeys(STEPS, never),
            "detected_on": days,
            "contacted_on": np.where(called, calls, NEVER),
            "exit_reason": np.zeros(size, np.int64),
        }

    def _person(self, place: Integers, kind: Integers) -> Columns:
        worker = self.held.worker[place]
        return {
            "place": place,
            "site": self.cell.site(worker),
            "worker": worker,
            "beneficiary": self.cell.number(place),
            "kind": kind,
            "event": self.held.event[place],
        }

    def _days(self, name: str, size: int) -> Integers:
        low, high = getattr(self.settings, name)
        return self.chance.between(low, high, size)

    def _some(self, share: float, days: Integers) -> Integers:
        return np.where(self.chance.hits(share, len(days)), days, NEVER)
