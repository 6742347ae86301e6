"""The appointments of one organisation in one year, as columns of small numbers.

Counted appointments come first: so many for each beneficiary. What else an extract holds
(missed and cancelled ones, letters, group sessions, a second worker) is added in proportion.
In columns of codes 0 is an empty cell; what the others stand for is in `labels`.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from accsocial.records.schema import CHANNELS, EVENTS, STATUSES
from accsocial.simulation.chance import Chance, Codes, Integers
from accsocial.simulation.draws import Draws
from accsocial.simulation.intensity import numbers, shares
from accsocial.simulation.organisations import Cell
from accsocial.simulation.profile import Profile

Columns = dict[str, npt.NDArray[np.generic]]

TYPES: dict[str, type[np.generic]] = {
    "number": np.uint32,
    "site": np.uint8,
    "worker": np.uint16,
    "beneficiary": np.uint32,
    "day": np.uint16,
    "status": np.uint8,
    "channel": np.uint8,
    "event": np.uint8,
    "collective": np.bool_,
    "duration": np.uint8,
    "entry": np.uint8,
}
"""The columns of appointments. `day` counts from the 1st of January.

`duration` and `entry` (how many days later the row was entered) are places in the profile.
"""

_UNCOUNTED, _NOBODY = 1, 2
_HELD = STATUSES.index("held") + 1


@dataclass(frozen=True)
class Activity:
    """What a year of one organisation left.

    `rows` are the appointments. The others have one entry for each beneficiary of the cell:
    appointments counted, day of the first one, number of the usual worker, code of the event.
    """

    rows: Columns
    counted: Integers
    first_day: npt.NDArray[np.uint16]
    worker: npt.NDArray[np.uint16]
    event: Codes


def activity(cell: Cell, profile: Profile, draws: Draws, seed: int) -> Activity:
    """The appointments of a cell, by day; `draws` are those of its year."""
    chance = Chance(seed, "appointments", cell.body, cell.territory, cell.year)
    return _Year(cell, profile, draws, chance).activity()


class _Year:
    def __init__(self, cell: Cell, profile: Profile, draws: Draws, chance: Chance) -> None:
        self.cell = cell
        self.draws = draws
        self.settings = profile.appointments
        self.chance = chance
        body = profile.bodies[cell.body]
        distribution = shares(cell.mean, body.share_below_3, body.share_8_or_more)
        self.counted = numbers(chance, cell.beneficiaries, distribution)
        # Some workers have half as many beneficiaries again as others.
        bounds = np.cumsum(1 + chance.unit(cell.workers))
        drawn = chance.unit(cell.beneficiaries) * bounds[-1]
        places = np.searchsorted(bounds[:-1], drawn, side="right")
        self.worker: npt.NDArray[np.uint16] = (places + 1).astype(np.uint16)
        self.event = chance.pick(draws.events, cell.beneficiaries)

    def activity(self) -> Activity:
        total = int(self.counted.sum())
        day = self.chance.pick(self.draws.days, total)
        starts = np.concatenate(([0], np.cumsum(self.counted)[:-1]))
        rows = self._base(day)
        parts = [rows, self._second_workers(rows), self._sessions(total, len(rows["number"]))]
        first = np.minimum.reduceat(day, starts)
        together = {name: np.concatenate([part[name] for part in parts]) for name in TYPES}
        return Activity(together, self.counted, first.astype(np.uint16), self.worker, self.event)

    def _base(self, counted_days: Codes) -> Columns:
        """All rows with one beneficiary and one worker, by day."""
        kinds = self._others(len(counted_days))
        who = self.chance.below(self.cell.beneficiaries, len(kinds))
        days = np.concatenate((counted_days, self.chance.pick(self.draws.days, len(kinds))))
        order = np.argsort(days, kind="stable")
        places = np.concatenate((np.repeat(np.arange(len(self.counted)), self.counted), who))
        place = places[order]
        kind = np.concatenate((np.zeros(len(counted_days), np.uint8), kinds))[order]
        nobody = kind == _NOBODY
        worker = self._workers(place)
        held = np.where(kind <= _NOBODY, _HELD, kind - _NOBODY).astype(np.uint8)
        beneficiary = self.cell.number(place)
        beneficiary[nobody] = 0
        event = self.event[place]
        event[nobody] = 0
        return {
            "number": np.arange(1, len(order) + 1, dtype=np.uint32),
            "site": self.cell.site(worker),
            "worker": self._some_unknown(worker),
            "beneficiary": beneficiary,
            "day": days[order].astype(np.uint16),
            "status": held,
            "channel": self._channels(kind == _UNCOUNTED),
            "event": event,
            "collective": np.zeros(len(order), np.bool_),
            "duration": self.chance.pick(self.draws.durations, len(held)) * (held == _HELD),
            "entry": self.chance.pick(self.draws.entries, len(held)),
        }

    def _others(self, counted: int) -> Codes:
        """The kinds of rows beside the counted ones: not counted, of nobody, or 2 + a status."""
        s = self.settings
        uncounted = self.chance.rounded(counted * s.uncounted_per_counted)
        nobody = self.chance.rounded(counted * s.without_beneficiary_per_counted)
        held = counted * (1 + s.sessions_per_counted) + uncounted + nobody
        settled = held / (1 - s.no_show - s.cancelled_by_beneficiary - s.cancelled_by_service)
        wanted = {
            "no_show": settled * s.no_show,
            "cancelled_by_beneficiary": settled * s.cancelled_by_beneficiary,
            "cancelled_by_service": settled * s.cancelled_by_service,
            "planned": counted * s.planned_per_counted,
            "unknown": counted * s.unknown_status_per_counted,
        }
        kinds = [_UNCOUNTED, _NOBODY, *(_NOBODY + 1 + STATUSES.index(name) for name in wanted)]
        sizes = [uncounted, nobody, *(self.chance.rounded(size) for size in wanted.values())]
        return np.repeat(np.array(kinds, np.uint8), sizes)

    def _workers(self, place: Integers) -> npt.NDArray[np.uint16]:
        worker = self.worker[place]
        other = np.flatnonzero(self.chance.hits(self.settings.other_worker, len(place)))
        worker[other] = self.chance.below(self.cell.workers, len(other)) + 1
        return worker

    def _some_unknown(self, worker: npt.NDArray[np.uint16]) -> npt.NDArray[np.uint16]:
        return np.where(self.chance.hits(self.settings.without_worker, len(worker)), 0, worker)

    def _channels(self, uncounted: npt.NDArray[np.bool_]) -> Codes:
        channel = self.chance.pick(self.draws.channels, len(uncounted))
        channel[self.chance.hits(self.settings.unknown_channel, len(channel))] = 0
        channel[uncounted] = self.chance.pick(self.draws.uncounted, int(uncounted.sum()))
        return channel

    def _second_workers(self, rows: Columns) -> Columns:
        """Rows of a second worker: the same appointment, beneficiary and day, the next worker."""
        worker = rows["worker"].astype(np.int64)
        some = self.chance.hits(self.settings.second_worker, len(worker))
        places = np.flatnonzero(some & (worker > 0) & (rows["status"] == _HELD))
        if self.cell.workers == 1:
            places = places[:0]
        second = {name: values[places] for name, values in rows.items()}
        second["worker"] = (worker[places] % self.cell.workers + 1).astype(np.uint16)
        return second

    def _sessions(self, counted: int, after: int) -> Columns:
        """Group sessions: one appointment of one worker, a row for each beneficiary."""
        sessions = self.chance.rounded(counted * self.settings.sessions_per_counted)
        size = min(self.settings.session_size, self.cell.beneficiaries)
        rows = sessions * size
        begin = np.repeat(self.chance.below(self.cell.beneficiaries, sessions), size)
        place = (begin + np.tile(np.arange(size), sessions)) % self.cell.beneficiaries
        worker = np.repeat(self.chance.below(self.cell.workers, sessions) + 1, size)
        number = np.repeat(np.arange(sessions), size) + after + 1
        return {
            "number": number.astype(np.uint32),
            "site": self.cell.site(worker),
            "worker": worker.astype(np.uint16),
            "beneficiary": self.cell.number(place),
            "day": np.repeat(self.chance.pick(self.draws.days, sessions), size).astype(np.uint16),
            "status": np.full(rows, _HELD, np.uint8),
            "channel": np.full(rows, CHANNELS.index("office") + 1, np.uint8),
            "event": np.full(rows, EVENTS.index("other") + 1, np.uint8),
            "collective": np.ones(rows, np.bool_),
            "duration": np.repeat(self.chance.pick(self.draws.durations, sessions), size),
            "entry": np.repeat(self.chance.pick(self.draws.entries, sessions), size),
        }
