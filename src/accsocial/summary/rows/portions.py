"""Which rows can be counted apart: no unit and no group is in two portions."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import numpy.typing as npt
import polars as pl

from accsocial.summary.codes.groups import GroupCodes

SHELVES = 64
"""More would make shelves of large extracts smaller, but rows of all batches more scattered."""

_ENOUGH = 30_000
"""Rows of a batch that tell how many of it are on each shelf."""


class Sorter:
    """Puts the rows of a body and territory on one shelf: identifiers mean nothing outside it.

    The groups must have been given their codes by the same thread.
    """

    def __init__(self, groups: GroupCodes) -> None:
        self._groups = groups
        self._of_scope: dict[int, int] = {}
        self._of_group = np.zeros(0, np.uint8)
        self._heights = np.zeros(SHELVES, np.int64)

    def shelves(self, group: pl.Series) -> npt.NDArray[np.uint8]:
        """The shelf of each row of the next batch, by the code of its group."""
        codes = group.to_numpy()
        scopes = self._groups.scopes()
        if len(scopes) > len(self._of_group):
            self._find_shelves(scopes, np.bincount(codes, minlength=len(scopes)))
        shelves = self._of_group.take(codes)
        # To know nearly how many rows a shelf has is enough.
        every = 1 + len(shelves) // _ENOUGH
        self._heights += np.bincount(shelves[::every], minlength=SHELVES) * every
        return shelves

    def _find_shelves(self, scopes: npt.NDArray[np.uint16], rows: npt.NDArray[np.int64]) -> None:
        """Gives shelves to groups that have none, whose scopes and rows are told."""
        known = len(self._of_group)
        heights = self._heights.copy()
        new = []
        for scope, height in zip(scopes[known:].tolist(), rows[known:].tolist(), strict=True):
            # A new scope goes where there are fewest rows so far.
            shelf = self._of_scope.setdefault(scope, int(heights.argmin()))
            heights[shelf] += height
            new.append(shelf)
        self._of_group = np.append(self._of_group, np.array(new, np.uint8))


def portions_of(heights: Mapping[int, int], most: int) -> list[list[int]]:
    """Shelves put together until they have `most` rows; one portion at least."""
    portions: list[list[int]] = [[]]
    rows = 0
    for shelf, height in sorted(heights.items()):
        if portions[-1] and rows + height > most:
            portions.append([])
            rows = 0
        portions[-1].append(shelf)
        rows += height
    return portions
