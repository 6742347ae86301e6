"""The workers of an organisation in a year: one row each, with time and qualification."""

from __future__ import annotations

import numpy as np

from accsocial.simulation.activity import Columns
from accsocial.simulation.chance import Chance
from accsocial.simulation.draws import Draws
from accsocial.simulation.organisations import Cell
from accsocial.simulation.profile import Profile

TYPES: dict[str, type[np.generic]] = {
    "worker": np.uint16,
    "site": np.uint8,
    "fte": np.uint8,
    "qualified": np.bool_,
}
"""The columns of workers; `fte` is the place of the value in the profile, from 1 on."""


def staff(cell: Cell, profile: Profile, draws: Draws, seed: int) -> Columns:
    """The workers of a cell, numbered as in its appointments."""
    chance = Chance(seed, "workers", cell.body, cell.territory, cell.year)
    worker = np.arange(1, cell.workers + 1)
    return {
        "worker": worker,
        "site": cell.site(worker),
        "fte": chance.pick(draws.fte, cell.workers),
        "qualified": chance.hits(profile.staff.qualified, cell.workers),
    }
