"""Which rows can be counted apart: no unit and no group is in two portions."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import polars as pl

from accsocial.summary.groups import GroupCodes

SHELVES = 64
"""More would make shelves of large extracts smaller, but rows of all batches more scattered."""

ROWS = 1_000_000
"""Rows of a portion, if one shelf has no more: what is made of them stays near the processor."""


class Sorter:
    """Puts the rows of a body and territory on one shelf: identifiers mean nothing outside it."""

    def __init__(self, groups: GroupCodes) -> None:
        self._groups = groups
        self._of_scope: dict[int, int] = {}
        self._of_group = np.zeros(0, np.uint8)
        self._heights = np.zeros(SHELVES, np.int64)

    def shelves(self, group: pl.Series) -> npt.NDArray[np.uint8]:
        """The shelf of each row, by the code of its group."""
        scopes = self._groups.scopes()
        known = len(self._of_group)
        heights = np.bincount(group.to_numpy(), minlength=len(scopes))
        self._heights += np.bincount(
            self._of_group, weights=heights[:known], minlength=SHELVES
        ).astype(np.int64)
        new = []
        for scope, height in zip(scopes[known:].tolist(), heights[known:].tolist(), strict=True):
            # A new scope goes where there are fewest rows so far.
            shelf = self._of_scope.setdefault(scope, int(self._heights.argmin()))
            self._heights[shelf] += height
            new.append(shelf)
        self._of_group = np.append(self._of_group, np.array(new, np.uint8))
        found: npt.NDArray[np.uint8] = self._of_group[group.to_numpy()]
        return found


def portions_of(heights: Mapping[int, int]) -> list[list[int]]:
    """Shelves put together until they have enough rows; one portion at least."""
    portions: list[list[int]] = [[]]
    rows = 0
    for shelf, height in sorted(heights.items()):
        if portions[-1] and rows + height > ROWS:
            portions.append([])
            rows = 0
        portions[-1].append(shelf)
        rows += height
    return portions
