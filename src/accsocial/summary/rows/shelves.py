"""Rows put by where they belong: in memory as far as the limit goes, the rest on disk."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import accumulate, groupby
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import polars as pl

from accsocial.errors import DataRefused
from accsocial.records.files.scratch import Scratch
from accsocial.summary.rows.arranged import Provenance, arranged

ROW = "row"
"""The place of a row among all accepted rows of the table, in the order of reading."""

_AT_ONCE = 250_000_000
"""Bytes that are put on disk at a time, if as many are held: files that are worth their name."""


class _Held(NamedTuple):
    """Rows in memory that were read together, put in the order of their shelves.

    `places` tells where the rows of a shelf stand: first row and length of each run. The rows were
    read one after the other, from the number `first` on; `provenance` has their places then.
    """

    rows: pl.DataFrame
    first: int
    provenance: Provenance
    places: dict[int, list[tuple[int, int]]]

    @property
    def size(self) -> int:
        """Bytes in memory."""
        return int(self.rows.estimated_size()) + self.provenance.size

    def numbers(self, at: int, length: int) -> npt.NDArray[np.uint32]:
        """The ROW of each row of a run."""
        return self.provenance.places(at, length) + np.uint32(self.first)


class Shelves:
    """Rows by the number of their shelf. Each shelf keeps the order in which they were added.

    The rows are numbered as they are added: they have a column ROW (UInt32) where it is asked for.
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
        order = arranged(shelves)
        if order.moved is not None:
            rows = rows[pl.Series(order.moved)]
        held = _Held(rows, self.height, order.provenance, {})
        first = 0
        for shelf, length in zip(order.shelf.tolist(), order.length.tolist(), strict=True):
            held.places.setdefault(shelf, []).append((first, length))
            self.heights[shelf] = self.heights.get(shelf, 0) + length
            first += length
        self._held.append(held)
        self.size += held.size
        if self.size > self._room:
            self.put_on_disk(self.size - self._room)

    def put_on_disk(self, least: int) -> None:
        """Writes what is held longest to disk, so many bytes of it at least: a file for each shelf.

        Raises DataRefused if there is no room.
        """
        folder = self._scratch.new_folder()
        columns = [ROW, *self._none.columns]
        written = self._longest_held(max(least, _AT_ONCE))
        for shelf in sorted({shelf for held in written for shelf in held.places}):
            path = folder / f"{shelf}.arrow"
            try:
                with path.open("wb") as file:
                    self._of(written, [shelf], columns).write_ipc(file)
            except (OSError, pl.exceptions.PolarsError) as error:
                raise DataRefused(
                    "the rows do not fit in the memory allowed, and the temporary folder is full. "
                    "Set TMPDIR to a folder with more room, or allow more with --memory-limit"
                ) from error
            self.stored.setdefault(shelf, []).append(path)
        self._held = self._held[len(written) :]
        self.size -= sum(held.size for held in written)

    def read(self, shelves: Sequence[int], columns: Sequence[str]) -> pl.DataFrame:
        """Some columns of the rows of some shelves, one shelf after the other."""
        parts = [self._of([], [], columns)]
        for stored, some in groupby(shelves, self.stored.__contains__):
            if stored:
                for shelf in some:
                    parts += [
                        *self._on_disk(shelf, columns),
                        self._of(self._held, [shelf], columns),
                    ]
            else:
                parts.append(self._of(self._held, [*some], columns))
        return pl.concat(parts, how="vertical_relaxed", rechunk=True)

    def forget(self, columns: Sequence[str]) -> None:
        """Frees the memory of columns that nobody will read again."""
        self._none = self._none.drop(columns)
        self._held = [held._replace(rows=held.rows.drop(columns)) for held in self._held]
        self.size = sum(held.size for held in self._held)

    def _on_disk(self, shelf: int, columns: Sequence[str]) -> Iterator[pl.DataFrame]:
        for path in self.stored[shelf]:
            try:
                yield pl.read_ipc(path, columns=[*columns])
            except (OSError, pl.exceptions.PolarsError) as error:
                raise DataRefused(
                    "the temporary folder was changed by somebody else while accsocial worked. "
                    "Run again"
                ) from error

    def _longest_held(self, size: int) -> list[_Held]:
        """The first of what is held, of so many bytes together, or all."""
        ends = accumulate(held.size for held in self._held)
        return [h for h, end in zip(self._held, ends, strict=True) if end - h.size < size]

    def _of(
        self, kept: Sequence[_Held], shelves: Sequence[int], columns: Sequence[str]
    ) -> pl.DataFrame:
        """The rows of some shelves in memory, one shelf after the other."""
        parts = [
            (held, place)
            for shelf in shelves
            for held in kept
            for place in held.places.get(shelf, ())
        ]
        # Whole rows are put together: to take a few columns of each part takes longer.
        slices = [held.rows.slice(*place) for held, place in parts]
        rows = pl.concat([self._none, *slices], how="vertical_relaxed")
        if ROW in columns:
            numbers = [held.numbers(*place) for held, place in parts]
            every = np.concatenate([np.zeros(0, np.uint32), *numbers])
            rows = rows.with_columns(pl.Series(ROW, every))
        return rows.select(columns)
