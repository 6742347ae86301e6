"""A share of all units: what is counted of units can be counted share by share, in less memory."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from accsocial.summary.codes.identifiers import NOBODY
from accsocial.summary.codes.packed import SPREAD, WORD


@dataclass(frozen=True)
class Share:
    """Some of all beneficiaries (or workers), the `number`th `of` so many shares."""

    number: int = 0
    of: int = 1

    def has(
        self, units: npt.NDArray[np.integer], otherwise: npt.NDArray[np.integer]
    ) -> npt.NDArray[np.bool_]:
        """Which rows are of the share, by the numbers of their units: all rows of a unit, or none.

        Rows of nobody are told by other numbers: all rows of such a number, or none.
        """
        spread = (units.astype(np.uint64) * SPREAD) >> np.uint64(WORD // 2)
        who = np.where(units == NOBODY, otherwise.astype(np.uint64), spread)
        found: npt.NDArray[np.bool_] = who % np.uint64(self.of) == self.number
        return found


def shares(of: int) -> list[Share]:
    """All shares, if there are so many."""
    return [Share(number, of) for number in range(of)]
