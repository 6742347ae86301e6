"""What to invent: the options of a simulation, checked before anything is made."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from accsocial.errors import UsageError
from accsocial.simulation.profile import Profile
from accsocial.simulation.writing import FORMATS

MOST_SCALE = 10.0
MOST_DEFECTS = 0.5
FIRST_YEAR, LAST_YEAR = 1990, 2100

Period = tuple[dt.date, dt.date]
"""The first and the last day of an extract."""


@dataclass(frozen=True)
class Plan:
    """A simulation; `years` are the first and the last one. Raises UsageError for nonsense."""

    profile: Profile
    years: tuple[int, int]
    scale: float
    seed: int
    format: str
    defects: float

    def __post_init__(self) -> None:
        first, last = self.years
        if not FIRST_YEAR <= first <= last <= LAST_YEAR:
            shown = f"{first}" if first == last else f"{first}-{last}"
            raise UsageError(
                f"--years {shown}: must be years from {FIRST_YEAR} to {LAST_YEAR}, the first one "
                "first"
            )
        if not 0 < self.scale <= MOST_SCALE:
            raise UsageError(
                f"--scale {self.scale:g}: must be above 0 and at most {MOST_SCALE:g}; 1 is the "
                "whole country"
            )
        if not 0 <= self.seed < 2**63:
            raise UsageError(f"--seed {self.seed}: must be a whole number, 0 or more")
        if self.format not in FORMATS:
            raise UsageError(f"--format {self.format}: must be one of {', '.join(FORMATS)}")
        if not 0 <= self.defects <= MOST_DEFECTS:
            raise UsageError(
                f"--defects {self.defects:g}: must be a share of the rows, 0 to {MOST_DEFECTS:g}"
            )

    @property
    def every_year(self) -> range:
        """The years, ascending."""
        return range(self.years[0], self.years[1] + 1)

    @property
    def period(self) -> Period:
        """The first and the last day of the extract."""
        return dt.date(self.years[0], 1, 1), dt.date(self.years[1], 12, 31)


def parse_years(text: str) -> tuple[int, int]:
    """`2018-2022`, or one year. Raises UsageError for anything else."""
    found = re.fullmatch(r"\s*([0-9]{4})(?:\s*-\s*([0-9]{4}))?\s*", text)
    if found is None:
        raise UsageError(f"--years {text}: must be one year, or two of them as in 2018-2022")
    return int(found[1]), int(found[2] or found[1])
