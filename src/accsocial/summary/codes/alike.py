"""Rows that have a key in common: one of each, the one that stands for them all, is told."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from accsocial.summary.codes.packed import WORD, Numbers, Whole, bits_for, pack, runs, short_codes

_NONE = np.iinfo(np.int64).max


class Alike:
    """Rows put together by a key, by one sort."""

    def __init__(self, key: Numbers) -> None:
        self._order = np.argsort(key)
        self._starts, self._lengths = runs(key.take(self._order))

    @property
    def numbers(self) -> Whole:
        """A number per row, from 0 on: the same for rows of one key, and for no others."""
        return self._by_row(np.arange(len(self._starts)))

    def least(self, values: Whole) -> Whole:
        """By row, the least of the values that the rows of its key have."""
        return self._by_row(np.minimum.reduceat(values.take(self._order), self._starts))

    def stands(self, values: Whole, among: npt.NDArray[np.bool_]) -> npt.NDArray[np.bool_]:
        """By row, whether it is `among` some and has the least value of those of its key that are.

        All values are different: of each key that has such rows, one stands.
        """
        if not among.any():
            return among
        mine = np.where(among, values, _NONE)
        found: npt.NDArray[np.bool_] = among & (self.least(mine) == mine)
        return found

    def _by_row(self, by_key: Whole) -> Whole:
        found = np.empty(len(self._order), np.int64)
        found[self._order] = np.repeat(by_key, self._lengths)
        return found


def alike_in_both(numbers: Whole, others: Numbers) -> Alike:
    """Rows that have two numbers in common. The first are small: from 0 to 2^32."""
    bits = bits_for(int(numbers.max(initial=0)))
    codes, code_bits = short_codes(others, WORD - bits)
    return Alike(pack([(numbers, bits), (codes, code_bits)]))
