"""Files of a table that hold the same rows: where no number tells so, these are counted twice.

Files of months are left beside the file of the year, or a second export overlaps the first. Their
bytes differ, and often their columns: the same row is the same beneficiary on the same day.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import polars as pl

from accsocial.records.rows.distinct import coded
from accsocial.records.schema import TableSchema

_SEED = 0x5EED_0003
_SAMPLES = 1 << 19
_LARGEST_SAMPLE = 1 << 12
_SMALLEST_SAMPLE = 1 << 6
"""Rows that are looked at: of all files, and at most and at least of each."""

_FEWEST = 10
_MOST_OF = 0.5
"""What two files have in common by chance is less: so many rows, and this share of them.

Somebody who is seen twice on a day, by two services, is in the files of both.
"""

_FEWEST_SEEN = 4
"""So many of them must be in the samples of both: the others can be concluded from these."""

_SPREAD = np.uint64(0x9E37_79B9_7F4A_7C15)
"""An odd number: times it, days that follow each other differ in their first bits."""

_NONE = np.uint64(2**64 - 1)
"""The hash of rows that are not looked at; all others are below it, or nearly all."""

_NO_NUMBER = 0

_Hashes = npt.NDArray[np.uint64]


def may_overlap(schema: TableSchema) -> bool:
    """Whether rows of the table are about somebody, and one number alone tells them apart."""
    return "beneficiary_id" in schema.names and len(schema.key_needs) == 1


def note_on(others: str) -> str:
    """What is told of a file most of whose rows stand in `others`, too."""
    return (
        f"on the days of both, most stand in {others}, too: same beneficiary and day, no common "
        "number. If they are the same, they count twice: leave one out"
    )


class _Rows(NamedTuple):
    """Some rows, by column: the hash that chose each, and those of what it says."""

    chosen: _Hashes
    same: _Hashes
    day: npt.NDArray[np.int32]
    number: _Hashes

    def at(self, places: npt.NDArray[np.bool_ | np.intp]) -> _Rows:
        """The rows at some places, or where a mask says so."""
        return _Rows(self.chosen[places], self.same[places], self.day[places], self.number[places])


def _joined(parts: list[_Rows]) -> _Rows:
    chosen, same, day, number = (np.concatenate(columns) for columns in zip(*parts, strict=True))
    return _Rows(chosen, same, day, number)


class _Sample:
    """The rows of one file with the smallest hashes, whatever the batches.

    The same beneficiary and day have the same hash in every file: rows of two files can be
    compared below the lower of both limits.
    """

    def __init__(self, size: int) -> None:
        self._size = size
        self._parts: list[_Rows] = []
        self.limit = _NONE
        self.days: tuple[int, int] | None = None

    def places(self, hashes: _Hashes) -> npt.NDArray[np.intp]:
        """The places of the rows to take."""
        found = np.flatnonzero(hashes < self.limit)
        if len(found) > 2 * self._size:
            self._lower(hashes[found])
            found = found[hashes[found] < self.limit]
        return found

    def take(self, rows: _Rows, first: int, last: int) -> None:
        """Takes rows at the `places`, of a batch from its first to its last day."""
        days = self.days or (first, last)
        self.days = min(first, days[0]), max(last, days[1])
        self._parts.append(rows)
        if sum(len(part.chosen) for part in self._parts) > 2 * self._size:
            self._shrink()

    def rows(self) -> _Rows:
        """All rows below the limit, the smallest that there may be."""
        if self.limit < _NONE:
            self._shrink()
        return _joined(self._parts)

    def _shrink(self) -> None:
        rows = _joined(self._parts)
        rows = rows.at(rows.chosen < self.limit)
        if len(rows.chosen) > self._size:
            self._lower(rows.chosen)
            rows = rows.at(rows.chosen < self.limit)
        self._parts = [rows]

    def _lower(self, hashes: _Hashes) -> None:
        self.limit = np.partition(hashes, self._size)[self._size]


class Overlaps:
    """Looks for rows of a table that stand in several of its `files`, told by their number.

    A sample of each file is held: no more than a million rows of all, unless there are thousands
    of files.
    """

    def __init__(self, schema: TableSchema, files: int) -> None:
        size = min(max(_SAMPLES // files, _SMALLEST_SAMPLE), _LARGEST_SAMPLE)
        self._samples = [_Sample(size) for _ in range(files)]
        (self._number,) = schema.key_needs
        self._period = schema.period

    def add(self, file: int, rows: pl.DataFrame) -> None:
        """Takes accepted rows of a file, whose columns may be lacking.

        Identifiers may be Categorical, with categories of their own.
        """
        period = [name for name in self._period if name in rows.columns]
        if "beneficiary_id" not in rows.columns or not period or not rows.height:
            return
        days = rows.select(pl.coalesce(period).to_physical().alias("day"))["day"]
        day = days.fill_null(0).to_numpy().astype(np.int32)
        persons = rows["beneficiary_id"]
        hashes = _hashed(persons) ^ day.astype(np.uint64) * _SPREAD
        if persons.null_count() or days.null_count():
            hashes[(persons.is_null() | days.is_null()).to_numpy()] = _NONE
        known = days.drop_nulls().to_numpy()
        if len(known):
            sample = self._samples[file]
            places = sample.places(hashes)
            few = self._looked_at(rows[places], hashes[places], day[places])
            sample.take(few, int(known.min()), int(known.max()))

    def _looked_at(self, rows: pl.DataFrame, chosen: _Hashes, day: npt.NDArray[np.int32]) -> _Rows:
        same = chosen
        for name in ("body", "territory"):
            if name in rows.columns:
                same = same ^ _hashed(rows[name].cast(pl.String))
        number = np.full(rows.height, _NO_NUMBER, np.uint64)
        if self._number in rows.columns:
            given = rows[self._number].is_not_null().to_numpy()
            number[given] = _hashed(rows[self._number])[given]
        return _Rows(chosen, same, day, number)

    def found(self, heights: list[int]) -> dict[int, list[int]]:
        """File -> the files that hold most of its rows of the days that both have, too.

        Of two such files only the one with fewer rows is told of; `heights` are the rows of each.
        """
        elsewhere: dict[int, list[int]] = defaultdict(list)
        for one, other in self._alike():
            smaller, larger = sorted((one, other), key=lambda file: (heights[file], -file))
            elsewhere[smaller].append(larger)
        return dict(elsewhere)

    def _alike(self) -> Iterator[tuple[int, int]]:
        """Two files each that have more in common than chance would have it."""
        filled = {n: s.rows() for n, s in enumerate(self._samples) if s.days is not None}
        if len(filled) < 2:
            return
        rows = _joined([*filled.values()])
        file = np.repeat([*filled], [len(each.same) for each in filled.values()])
        order = np.lexsort((rows.number, file, rows.same))
        rows, file = rows.at(order), file[order]
        # Of rows that stand in many files each is compared with the next: all are told.
        twice = (rows.same[1:] == rows.same[:-1]) & (file[1:] != file[:-1])
        twice &= (rows.number[1:] != rows.number[:-1]) | (rows.number[1:] == _NO_NUMBER)
        at = np.flatnonzero(twice)
        limits = np.array([sample.limit for sample in self._samples])
        limit = np.minimum(limits[file[at]], limits[file[at + 1]])
        both = pl.DataFrame({"one": file[at], "other": file[at + 1], "limit": limit})
        both = both.filter(pl.Series(rows.chosen[at] < limit))
        pairs = both.group_by("one", "other", "limit").len()
        enough = pl.col("len") >= pl.col("limit") / int(_NONE) * _FEWEST
        pairs = pairs.filter(enough & (pl.col("len") >= _FEWEST_SEEN))
        for one, other, below, common in pairs.sort("one", "other").iter_rows():
            least = min(
                self._different(filled[a], self._samples[b].days, below)
                for a, b in ((one, other), (other, one))
            )
            if common >= _MOST_OF * least:
                yield one, other

    @staticmethod
    def _different(rows: _Rows, days: tuple[int, int] | None, limit: int) -> int:
        """How many different rows there are below a limit, on the days of another file."""
        first, last = days or (0, 0)
        here = (rows.chosen < np.uint64(limit)) & (rows.day >= first) & (rows.day <= last)
        return len(np.unique(rows.same[here]))


def _hashed(texts: pl.Series) -> _Hashes:
    """A hash of each text (String, or Categorical with categories of its own)."""
    if isinstance(texts.dtype, pl.Categorical):
        known, rows = coded(texts)
        return known.hash(_SEED).extend_constant(0, 1).gather(rows.fill_null(len(known))).to_numpy()
    return texts.hash(_SEED).to_numpy()
