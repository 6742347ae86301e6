"""How much memory the counting of an extract may take, and what that means for its rows."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from accsocial.errors import DataRefused
from accsocial.summary.rows.shelves import Shelves

DEFAULT_LIMIT = 2_000_000_000
"""Bytes: some forty million appointments in memory, any number with the help of the disk."""

LEAST_LIMIT = 700_000_000
"""Bytes that Python, Polars and the decoding of a file take before anything is kept."""

_BASE = 550_000_000
"""Bytes that are taken beside rows."""

_AMPLE = 1_500_000_000
"""A limit from which on rows are read in large batches, which is faster."""

_LARGE_BATCHES = 300_000_000
"""Bytes that these take while rows are read."""

READ, LOOKED_AT, COUNTED, TRACED, BEHIND = 60, 110, 160, 250, 250
"""Bytes that are made of one row while its portion is read, looked at for repeats, counted, or
traced, and of one that is kept because it stands behind a figure."""

_THREADS = 2

_LEAST_OF_PORTION, _ROWS_OF_PORTION = 250_000, 1_000_000
"""Enough to be worth a thread, and enough that what is done once for each does not count."""


@dataclass(frozen=True)
class Memory:
    """A `limit` in bytes on the memory of the process.

    `beside` are the bytes of the tables that are held whole, beside the appointments.
    """

    limit: int = DEFAULT_LIMIT
    beside: int = 0

    @property
    def _base(self) -> int:
        # What is made of the other tables while they are counted takes as much again.
        return _BASE + 2 * self.beside

    @property
    def _room(self) -> int:
        return self.limit - self._base

    @property
    def is_tight(self) -> bool:
        """Whether rows are to be read in small batches."""
        return self.limit < _AMPLE

    @property
    def of_rows(self) -> int:
        """Bytes of rows that may be held; more go to disk."""
        return self._room * 2 // 3 if self.is_tight else self._room - _LARGE_BATCHES

    def rows_of_portion(self, shelves: Shelves) -> int:
        """How many rows are put together to be counted; a single shelf may have more."""
        allowed = (self._room - shelves.size) // (COUNTED * _THREADS)
        # Somewhat more than its share for each thread: shelves do not come out even.
        share = max(shelves.height * 9 // (8 * _THREADS), _LEAST_OF_PORTION)
        return min(allowed, share, _ROWS_OF_PORTION)

    def shares(self, portions: Sequence[int], read: int, per_row: int) -> int:
        """In how many shares the rows of some portions are to be worked on, one after the other.

        Portions, told by their heights, are looked through one at a time, which takes `read` bytes
        of a row; of the rows of a share, together, `per_row` bytes are made.
        """
        rows = sum(portions)
        if rows * per_row <= self._room:
            return 1
        allowed = (self._room - max(portions) * read) // per_row
        # Somewhat less than is allowed: shares do not come out even.
        return math.ceil(rows / max(allowed * 3 // 4, _LEAST_OF_PORTION))

    def at_once(self, shelves: Shelves, heights: Sequence[int], per_row: int) -> int:
        """How many portions may be worked on side by side, if `per_row` bytes are made of each row.

        `heights` are the rows of each portion. What is held of the rows is put on disk if there is
        no room for it beside them. Raises DataRefused if a single portion would take more than is
        allowed.
        """
        largest = sorted(heights, reverse=True)[:_THREADS]
        if not self._has_room(shelves, sum(largest) * per_row):
            largest = largest[:1]
            self.make_room(shelves, largest[0], per_row)
        return len(largest)

    def make_room(
        self,
        shelves: Shelves,
        rows: int,
        per_row: int,
        why: str = "must be counted together",
        instead: str = "give fewer years at a time",
    ) -> None:
        """Makes room for so many rows worked on together, if `per_row` bytes are made of each.

        What is held of the rows is put on disk if there is no room for it beside them. Raises
        DataRefused if they would take more than is allowed: the message says `why` they are worked
        on together, and what to do `instead`.
        """
        if not self._has_room(shelves, rows * per_row):
            needed = self._base + rows * per_row
            raise DataRefused(
                f"{rows:,} appointments {why}, which takes about {needed / 1e9:.2f} GB of memory, "
                f"and --memory-limit allows {self.limit / 1e9:.2f} GB. Allow more, or {instead}"
            )

    def _has_room(self, shelves: Shelves, taken: int) -> bool:
        """Whether so many bytes are allowed; then rows are put on disk until they are free."""
        if taken > self._room:
            return False
        if taken + shelves.size > self._room:
            shelves.put_on_disk(taken + shelves.size - self._room)
        return True
