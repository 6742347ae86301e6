"""The rows of all organisations of one table and year, held as small numbers."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt

from accsocial.records.schema import BODIES, TERRITORIES
from accsocial.simulation.activity import Columns
from accsocial.simulation.organisations import Cell

Types = Mapping[str, type[np.generic]]


class Gathered:
    """Columns of `types`, added cell by cell; body and territory are told by the cell."""

    def __init__(self, types: Types) -> None:
        self._parts: dict[str, list[npt.NDArray[np.generic]]] = {name: [] for name in types}
        self._types = types
        self._bodies: list[int] = []
        self._territories: list[int] = []
        self._sizes: list[int] = []

    def add(self, cell: Cell, columns: Columns) -> int:
        """Takes the rows of a cell; returns how many they are."""
        for name, dtype in self._types.items():
            self._parts[name].append(columns[name].astype(dtype, copy=False))
        self._sizes.append(len(next(iter(columns.values()))))
        self._bodies.append(BODIES.index(cell.body))
        self._territories.append(TERRITORIES.index(cell.territory))
        return self._sizes[-1]

    def columns(self) -> Columns:
        """All rows, as they were added, with columns body and territory. To be asked for once."""
        found: Columns = {
            name: np.repeat(np.array(codes, np.uint8), self._sizes)
            for name, codes in (("body", self._bodies), ("territory", self._territories))
        }
        for name in self._types:
            # Column by column, so that only one of them is ever held twice.
            found[name] = np.concatenate(self._parts.pop(name))
        return found
