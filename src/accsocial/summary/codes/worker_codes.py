"""Workers as small codes: there are few of them, and each has many rows."""

from __future__ import annotations

from threading import Lock

import numpy as np
import numpy.typing as npt
import polars as pl

from accsocial.summary.codes.identifiers import NOBODY, Identifiers, texts_and_places
from accsocial.summary.codes.numbering import SmallNumbers
from accsocial.summary.codes.packed import SPREAD, WORD, Numbers, among

_CELL_BITS = 20
"""Bits of a cell in the table of workers met lately.

Of twenty thousand workers, four hundred share a cell with another, which takes no time that could
be told; of more bits, to clear the table takes longer than to count a thousand rows.
"""


class WorkerCodes:
    """The same worker has the same code in every batch of a run, and no other has it.

    Codes count from one on, as workers turn up, and have two bytes as long as they fit; NOBODY is
    nobody's. Whoever uses them must `check` them (see `Identifiers`, which `seed` is for).
    """

    def __init__(self, seed: int = 0) -> None:
        self._identifiers = Identifiers(seed)
        # By code, the number of each worker; and by number, ascending, the codes.
        self._numbers = np.array([NOBODY], np.uint64)
        self._by_number = np.array([NOBODY], np.uint32)
        self._lock = Lock()
        self._lately: SmallNumbers = np.zeros(1 << _CELL_BITS, np.uint16)

    def check(self) -> None:
        """Raises SharedHash if two of all workers so far have the same code."""
        self._identifiers.check()

    def codes(self, texts: pl.Series) -> pl.Series:
        """The code (UInt32) of each identifier; null stays null. They are checked."""
        codes = pl.Series(texts.name, self.codes_or_nobody(texts)).cast(pl.UInt32)
        self.check()
        return codes.set(texts.is_null(), None) if texts.null_count() else codes

    def codes_or_nobody(self, texts: pl.Series) -> SmallNumbers:
        """The code of each identifier (String, or Categorical); NOBODY for null."""
        if isinstance(texts.dtype, pl.Categorical):
            known, places = texts_and_places(texts)
            return self.codes_or_nobody(known).take(places)
        return self._of(self._identifiers.numbers_or_nobody(texts))

    def _of(self, numbers: Numbers) -> SmallNumbers:
        cells = (numbers * SPREAD >> np.uint64(WORD - _CELL_BITS)).view(np.int64)
        # Whoever shares a cell with another, or is new, is searched for.
        with self._lock:
            codes = self._lately.take(cells)
            others = np.flatnonzero(self._numbers.take(codes) != numbers)
            if len(others):
                found = self._searched(numbers.take(others))
                if len(self._numbers) > np.iinfo(codes.dtype).max:
                    codes, self._lately = codes.astype(np.uint32), self._lately.astype(np.uint32)
                codes[others] = found
                self._lately[cells.take(others)] = found
        return codes

    def _searched(self, numbers: Numbers) -> npt.NDArray[np.uint32]:
        wanted, place_of = np.unique(numbers, return_inverse=True)
        place, known = among(self._ascending(), wanted)
        new = wanted[~known]
        if len(new):
            first = len(self._numbers)
            codes = np.arange(first, first + len(new), dtype=np.uint32)
            self._by_number = np.insert(self._by_number, place[~known], codes)
            self._numbers = np.append(self._numbers, new)
            place, _ = among(self._ascending(), wanted)
        found: npt.NDArray[np.uint32] = self._by_number.take(place).take(place_of)
        return found

    def _ascending(self) -> Numbers:
        return self._numbers.take(self._by_number)
