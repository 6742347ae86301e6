"""Rows of a batch in the order of their shelves, and where they came from, in little memory."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from accsocial.summary.codes.packed import Whole, runs

_RUNS = 4
"""Runs of rows of one shelf, by shelf, up to which rows are left as they stand."""

_SCATTERED = 8
"""Rows of a run up to which rows are put in order one by one: sorting bytes takes little."""

Places = npt.NDArray[np.uint32]


@dataclass(frozen=True)
class Provenance:
    """Where rows were before they were put in order: in runs that are still together.

    `starts` are the places that each run had, `before` how many rows stand before it now. Without
    it each run is of one row.
    """

    starts: Places
    before: Places | None = None

    @property
    def size(self) -> int:
        """Bytes in memory."""
        return self.starts.nbytes + (0 if self.before is None else self.before.nbytes)

    def places(self, at: int, length: int) -> Places:
        """The places that some rows had, which stand `at` a place now, where a run begins."""
        if self.before is None:
            return self.starts[at : at + length]
        first, end = np.searchsorted(self.before, (at, at + length))
        before = self.before[first:end].astype(np.int64)
        lengths = np.diff(np.append(before, at + length))
        return _one_after_the_other(self.starts[first:end].astype(np.int64), lengths)


@dataclass(frozen=True)
class Arranged:
    """Rows in the order of their shelves, or left as they stand.

    `moved` are the places from which they are to be taken, None if they are left. Then they stand
    in runs of one shelf each: `shelf` and `length` of these. The runs of `provenance` are parts of
    them.
    """

    moved: Places | None
    shelf: Whole
    length: Whole
    provenance: Provenance


def arranged(shelves: npt.NDArray[np.uint8]) -> Arranged:
    """Rows (one at least), whose shelves are told. Those of a shelf keep their order.

    They are moved if those of a shelf stand apart.
    """
    starts = np.flatnonzero(np.append(True, shelves[1:] != shelves[:-1]))
    if len(starts) * _SCATTERED > len(shelves):
        by_row = np.argsort(shelves, kind="stable").astype(np.uint32)
        heights = np.bincount(shelves)
        shelf = np.flatnonzero(heights)
        return Arranged(by_row, shelf, heights[shelf], Provenance(by_row))
    length = np.diff(np.append(starts, len(shelves)))
    shelf = shelves[starts].astype(np.int64)
    if len(shelf) <= _RUNS * np.count_nonzero(np.bincount(shelf)):
        places = starts.astype(np.uint32)
        return Arranged(None, shelf, length, Provenance(places, places))
    # Rows of one shelf that stand together are moved together: these runs are fewer.
    order = np.argsort(shelf, kind="stable")
    starts, length = starts[order], length[order]
    before = np.cumsum(length) - length
    first_of_shelf, _ = runs(shelf[order])
    return Arranged(
        _one_after_the_other(starts, length),
        shelf[order][first_of_shelf],
        np.add.reduceat(length, first_of_shelf),
        Provenance(starts.astype(np.uint32), before.astype(np.uint32)),
    )


def _one_after_the_other(starts: Whole, lengths: Whole) -> Places:
    """The places of rows that runs have, one run after the other."""
    # The first place of each run less the number of rows before it.
    offsets = starts - (np.cumsum(lengths) - lengths)
    places = np.repeat(offsets, lengths) + np.arange(lengths.sum())
    return places.astype(np.uint32)
