"""Who takes part at a scale: organisations, and their workers and beneficiaries year by year."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from accsocial.errors import UsageError
from accsocial.simulation.chance import Chance, Integers, apportion
from accsocial.simulation.profile import Body, Profile
from accsocial.simulation.profile_values import at

Numbers = npt.NDArray[np.integer]

FEWEST = 5
"""Beneficiaries that an organisation has at least."""

MOST_SITES = 250
MOST_WORKERS = 60_000
_POOL = 6
"""Numbers of beneficiaries for each beneficiary of the reference year; then they come again."""


@dataclass(frozen=True)
class Cell:
    """One organisation in one year.

    `workers` are numbered from 1, and share `sites`. `mean` is the number of counted
    appointments per beneficiary. The beneficiaries have the numbers that follow `first`, up
    to `pool`, then from 1 on; the first `staying` of them were there the year before.
    """

    body: str
    territory: str
    year: int
    workers: int
    sites: int
    beneficiaries: int
    mean: float
    first: int
    pool: int
    staying: int

    def site(self, worker: Numbers) -> Numbers:
        """The place of work, from 1 on, of some workers."""
        return worker % self.sites + 1

    def number(self, place: Integers) -> Integers:
        """The numbers of the beneficiaries at some places of the cell, from 0 on."""
        return (self.first + place) % self.pool + 1


class Population:
    """The organisations of a profile at a scale.

    Everything shrinks in proportion. Workers come in whole persons: a territory that gets
    none in the reference year (by largest rest) is left out, and the others share the workers
    and beneficiaries of the whole body. Raises UsageError if a territory would be too large.
    """

    def __init__(self, profile: Profile, scale: float, seed: int) -> None:
        self.profile = profile
        self.scale = scale
        self.seed = seed
        self._factors: dict[tuple[str, str], list[float]] = {}
        self._staff: dict[str, dict[str, int]] = {}
        for name, body in profile.bodies.items():
            workers = max(1, round(body.workers * scale))
            parts = apportion(workers, list(profile.territories.values()))
            shared = dict(zip(profile.territories, parts, strict=True))
            self._staff[name] = {territory: n for territory, n in shared.items() if n}
        if self.largest_staff() > MOST_WORKERS:
            raise UsageError(
                f"--scale {scale:g}: a territory would have more than {MOST_WORKERS:,} workers. "
                "Give a smaller scale, or a profile with more territories"
            )

    @property
    def bodies(self) -> Mapping[str, Body]:
        return self.profile.bodies

    def territories(self, body: str) -> list[str]:
        """The territories of a body that take part."""
        return list(self._staff[body])

    def largest_staff(self) -> int:
        """The most workers that any organisation can have in a year."""
        return max(
            max(self._workers(name, year))
            for name, body in self.bodies.items()
            for year in body.workers_trend
        )

    def largest_pool(self) -> int:
        """The highest number that any beneficiary can have."""
        reference = self.profile.reference_year
        return max(_POOL * max(self.beneficiaries(name, reference)) for name in self.bodies)

    def cells(self, body: str, year: int) -> list[Cell]:
        """The organisations of a body in a year."""
        now, before = self.beneficiaries(body, year), self.beneficiaries(body, year - 1)
        reference = self.beneficiaries(body, self.profile.reference_year)
        means = self._means(body, year, now)
        workers = self._workers(body, year)
        found = []
        for i, territory in enumerate(self.territories(body)):
            pool = _POOL * reference[i]
            moved = round(self.profile.appointments.turnover * reference[i])
            found.append(
                Cell(
                    body=body,
                    territory=territory,
                    year=year,
                    workers=workers[i],
                    sites=self._sites(workers[i]),
                    beneficiaries=now[i],
                    mean=means[i],
                    first=moved * year % pool,
                    pool=pool,
                    staying=min(max(before[i] - moved, 0), now[i]),
                )
            )
        return found

    def beneficiaries(self, body: str, year: int) -> list[int]:
        """Beneficiaries of the year, by territory."""
        asked = self.bodies[body].beneficiaries * self.scale
        total = round(asked * at(self.bodies[body].beneficiaries_trend, year))
        fewest = FEWEST * len(self._staff[body])
        weights = self.varied(body, "beneficiaries", list(self._staff[body].values()))
        return apportion(max(total, fewest), weights, at_least=FEWEST)

    def varied(self, body: str, what: str, weights: Sequence[float]) -> list[float]:
        """Weights of the territories, each changed by up to the spread of the profile."""
        return [
            weight * factor
            for weight, factor in zip(
                weights, self.factors(body, what, self.profile.appointments.spread), strict=True
            )
        ]

    def factors(self, body: str, what: str, spread: float) -> list[float]:
        """A number from 1 - `spread` to 1 + `spread` for each territory of a body."""
        if (body, what) not in self._factors:
            self._factors[body, what] = [
                1 + spread * (2 * float(Chance(self.seed, what, body, territory).unit(1)[0]) - 1)
                for territory in self.territories(body)
            ]
        return self._factors[body, what]

    def _workers(self, body: str, year: int) -> list[int]:
        staff = list(self._staff[body].values())
        asked = self.bodies[body].workers * self.scale * at(self.bodies[body].workers_trend, year)
        return apportion(max(round(asked), len(staff)), staff, at_least=1)

    def _sites(self, workers: int) -> int:
        return max(1, min(workers // self.profile.staff.workers_per_site, MOST_SITES))

    def _means(self, body: str, year: int, beneficiaries: Sequence[int]) -> list[float]:
        """Appointments per beneficiary by territory: together they are those of the profile."""
        settings = self.bodies[body]
        factors = self.factors(body, "intensity", self.profile.appointments.spread)
        together = sum(n * f for n, f in zip(beneficiaries, factors, strict=True))
        mean = settings.appointments_per_beneficiary * at(settings.intensity_trend, year)
        return [mean * factor * sum(beneficiaries) / together for factor in factors]
