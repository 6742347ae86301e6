"""Rows that have a key in common: one of each, the one that stands for them all, is told."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from accsocial.summary.packed import Numbers, runs

_NONE = np.iinfo(np.int64).max


class Alike:
    """Rows put together by a key, by one sort."""

    def __init__(self, key: Numbers) -> None:
        self._order = np.argsort(key)
        self._starts, self._lengths = runs(key.take(self._order))

    @property
    def numbers(self) -> npt.NDArray[np.int64]:
        """A number per row, from 0 on: the same for rows of one key, and for no others."""
        return self._by_row(np.arange(len(self._starts)))

    def least(self, values: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        """By row, the least of the values that the rows of its key have."""
        return self._by_row(np.minimum.reduceat(values.take(self._order), self._starts))

    def stands(
        self, values: npt.NDArray[np.int64], among: npt.NDArray[np.bool_]
    ) -> npt.NDArray[np.bool_]:
        """Which row has the least value of those of its key that are `among` some.

        The values are different.
        """
        if not among.any():
            return among
        mine = np.where(among, values, _NONE)
        return among & (self.least(mine) == mine)

    def _by_row(self, by_key: npt.NDArray[np.int64]) -> npt.NDArray[np.int64]:
        found = np.empty(len(self._order), np.int64)
        found[self._order] = np.repeat(by_key, self._lengths)
        return found
