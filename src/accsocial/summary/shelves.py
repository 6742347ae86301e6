"""Rows put by where they belong: in memory as far as the limit goes, the rest on disk."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import polars as pl

from accsocial.errors import DataRefused
from accsocial.records.files.scratch import Scratch
from accsocial.summary.packed import Whole, runs

_RUNS = 4
"""Runs of rows of one shelf, by shelf, up to which rows are left as they stand."""

_SCATTERED = 8
"""Rows of a run up to which rows are put in order one by one: sorting bytes takes little."""


class _Held(NamedTuple):
    """Rows in memory, and where those of a shelf stand: first row and number of each run."""

    rows: pl.DataFrame
    places: dict[int, list[tuple[int, int]]]


class Shelves:
    """Rows by the number of their shelf. Each shelf keeps the order in which they were added.

    At most `room` bytes of rows are held in memory; what is more goes to a private temporary
    folder, which is removed with this object. `size` is what is held, `heights` the rows of each
    shelf, `stored` the files of a shelf.
    """

    def __init__(self, room: int) -> None:
        self._room = room
        self._none = pl.DataFrame()
        self._held: list[_Held] = []
        self.size = 0
        self._scratch = Scratch()
        self.stored: dict[int, list[Path]] = {}
        self.heights: dict[int, int] = {}

    @property
    def height(self) -> int:
        """How many rows there are."""
        return sum(self.heights.values())

    def add(self, rows: pl.DataFrame, shelves: npt.NDArray[np.uint8]) -> None:
        """Puts each row on its shelf. Raises DataRefused if there is no room on disk either."""
        if not self._none.width:
            self._none = rows.clear()
        if not rows.height:
            return
        rows, of_run, lengths = _in_few_runs(rows, shelves)
        places: dict[int, list[tuple[int, int]]] = {}
        first = 0
        for shelf, length in zip(of_run.tolist(), lengths.tolist(), strict=True):
            places.setdefault(shelf, []).append((first, length))
            self.heights[shelf] = self.heights.get(shelf, 0) + length
            first += length
        self._held.append(_Held(rows, places))
        self.size += int(rows.estimated_size())
        if self.size > self._room:
            self.put_on_disk()

    def put_on_disk(self) -> None:
        """Writes all that is held to disk, a file for each shelf.

        Raises DataRefused if there is no room.
        """
        folder = self._scratch.new_folder()
        for shelf in sorted({shelf for _, places in self._held for shelf in places}):
            path = folder / f"{shelf}.arrow"
            try:
                with path.open("wb") as file:
                    self._in_memory([shelf]).write_ipc(file)
            except (OSError, pl.exceptions.PolarsError) as error:
                raise DataRefused(
                    "the rows do not fit in the memory allowed, and the temporary folder is full. "
                    "Set TMPDIR to a folder with more room, or allow more with --memory-limit"
                ) from error
            self.stored.setdefault(shelf, []).append(path)
        self._held, self.size = [], 0

    def read(self, shelves: Sequence[int], columns: Sequence[str]) -> pl.DataFrame:
        """Some columns of the rows of some shelves, one shelf after the other."""
        parts = [self._none.select(columns)]
        for stored, some in groupby(shelves, self.stored.__contains__):
            if stored:
                for shelf in some:
                    parts += [*self._on_disk(shelf, columns), self._in_memory([shelf], columns)]
            else:
                parts.append(self._in_memory([*some], columns))
        return pl.concat(parts, how="vertical_relaxed", rechunk=True)

    def forget(self, columns: Sequence[str]) -> None:
        """Frees the memory of columns that nobody will read again."""
        self._none = self._none.drop(columns)
        self._held = [_Held(rows.drop(columns), places) for rows, places in self._held]
        self.size = sum(int(rows.estimated_size()) for rows, _ in self._held)

    def _on_disk(self, shelf: int, columns: Sequence[str]) -> Iterator[pl.DataFrame]:
        for path in self.stored[shelf]:
            try:
                yield pl.read_ipc(path, columns=[*columns])
            except (OSError, pl.exceptions.PolarsError) as error:
                raise DataRefused(
                    "the temporary folder was changed by somebody else while accsocial worked. "
                    "Run again"
                ) from error

    def _in_memory(
        self, shelves: Sequence[int], columns: Sequence[str] | None = None
    ) -> pl.DataFrame:
        """Of these shelves, one after the other; all columns if none are told."""
        parts = [
            rows.slice(*place)
            for shelf in shelves
            for rows, places in self._held
            for place in places.get(shelf, ())
        ]
        # Whole rows are put together: to take a few columns of each part takes longer.
        rows = pl.concat([self._none, *parts], how="vertical_relaxed")
        return rows if columns is None else rows.select(columns)


def _in_few_runs(
    rows: pl.DataFrame, shelves: npt.NDArray[np.uint8]
) -> tuple[pl.DataFrame, Whole, Whole]:
    """The rows, moved if those of a shelf stand apart; the shelf of each run, and its length."""
    starts = np.flatnonzero(np.append(True, shelves[1:] != shelves[:-1]))
    if len(starts) * _SCATTERED > len(shelves):
        by_row = np.argsort(shelves, kind="stable")
        heights = np.bincount(shelves)
        of_run = np.flatnonzero(heights)
        return rows[pl.Series(by_row.astype(np.uint32))], of_run, heights[of_run]
    lengths = np.diff(np.append(starts, len(shelves)))
    of_run = shelves[starts].astype(np.int64)
    if len(of_run) <= _RUNS * np.count_nonzero(np.bincount(of_run)):
        return rows, of_run, lengths
    # Rows of one shelf that stand together are moved together: these runs are fewer.
    order = np.argsort(shelves[starts], kind="stable")
    rows = rows[pl.Series(_moved(starts[order], lengths[order]))]
    first_of_shelf, _ = runs(of_run[order])
    return rows, of_run[order][first_of_shelf], np.add.reduceat(lengths[order], first_of_shelf)


def _moved(starts: npt.NDArray[np.int64], lengths: npt.NDArray[np.int64]) -> npt.NDArray[np.uint32]:
    """The places of rows that runs have, one run after the other."""
    # The first place of each run less the number of rows before it.
    offsets = starts - (np.cumsum(lengths) - lengths)
    places = np.repeat(offsets, lengths) + np.arange(lengths.sum())
    return places.astype(np.uint32)
