"""Combinations of what rows say, numbered as they turn up, by a table of all that there may be."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import numpy.typing as npt

SmallNumbers = npt.NDArray[np.uint16] | npt.NDArray[np.uint32]


class Numbering:
    """The numbers of combinations, each of which has a place in a table of `size` places.

    Numbers have two bytes as long as they fit.
    """

    def __init__(self, size: int) -> None:
        self._table: SmallNumbers = np.full(size, np.iinfo(np.uint16).max, np.uint16)

    def of(
        self,
        places: npt.NDArray[np.integer],
        new: Callable[[npt.NDArray[np.int64]], Sequence[int]],
    ) -> SmallNumbers:
        """The number of each row by its place; `new` gives numbers to places not seen before.

        It is asked for each of them once, in ascending order.
        """
        # Several times as fast as an index is; and no thread waits for it, as with a count.
        numbers = self._table.take(places)
        unseen = np.iinfo(self._table.dtype).max
        if numbers.max(initial=0) == unseen:
            seen = np.zeros(len(self._table), bool)
            seen[places] = True
            fresh = np.flatnonzero(seen & (self._table == unseen))
            self._put(fresh, new(fresh))
            numbers = self._table.take(places)
        return numbers

    def _put(self, places: npt.NDArray[np.int64], numbers: Sequence[int]) -> None:
        unseen = np.iinfo(self._table.dtype).max
        if max(numbers) >= unseen:
            wider = self._table.astype(np.uint32)
            wider[self._table == unseen] = np.iinfo(np.uint32).max
            self._table = wider
        self._table[places] = numbers
