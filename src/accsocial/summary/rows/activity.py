"""Appointments as integers, without duplicates, ready to be counted under any counting rules."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt
import polars as pl

from accsocial.summary.codes.calendar import dates
from accsocial.summary.codes.filled import has_field
from accsocial.summary.codes.groups import GroupCodes
from accsocial.summary.codes.identifiers import Identifiers
from accsocial.summary.codes.kinds import Kinds
from accsocial.summary.codes.packed import Whole
from accsocial.summary.codes.shares import Share, shares
from accsocial.summary.codes.worker_codes import WorkerCodes
from accsocial.summary.rows.memory import COUNTED, READ, TRACED, Memory
from accsocial.summary.rows.once import APPOINTMENT, Twice
from accsocial.summary.rows.shelves import ROW, Shelves

DAYS_TO_ENTRY = "days_to_entry"
"""Days from an appointment to its entry; null if it is not known, or was entered before."""

KEPT = ("group", "kind", "date", "beneficiary", "worker")
"""What is kept of each row, beside DAYS_TO_ENTRY: whole numbers (of dates, see `calendar.days`)."""


@dataclass(frozen=True)
class Codes:
    """The dictionaries of one gathering: groups, kinds of rows and identifiers as numbers."""

    groups: GroupCodes
    kinds: Kinds
    beneficiaries: Identifiers
    workers: WorkerCodes


@dataclass(frozen=True)
class Portion:
    """Shelves whose rows can be counted apart from all others, and which of them are told twice."""

    shelves: Sequence[int]
    twice: Twice


@dataclass(frozen=True)
class Slice:
    """The rows of a portion.

    `rows` are all of them, as they are KEPT (NOBODY for an unknown person). `several` are those
    that may share their appointment, with the columns of `Activity.rows`, their kind, and their
    `place` among all. `repeats` are the places of those that repeat an earlier row.
    """

    rows: pl.DataFrame
    several: pl.DataFrame
    repeats: Whole


@dataclass(frozen=True)
class Activity:
    """The accepted rows of the appointments, without duplicates, whatever the counting rules.

    `delivered` are the columns of the table that the extract has. `regrouped`, if groups were
    made coarser, has the code of the group of each code on the shelves.
    """

    shelves: Shelves
    portions: Sequence[Portion]
    codes: Codes
    delivered: Sequence[str]
    last_day: dt.date | None
    memory: Memory
    regrouped: pl.Series | None = None

    @property
    def height(self) -> int:
        """How many rows there are."""
        return self.shelves.height - sum(len(each.twice.repeats) for each in self.portions)

    def rows(self, groups: npt.NDArray[np.integer] | None = None) -> Iterator[pl.DataFrame]:
        """The rows of some groups, told by their codes (default: all), one portion after the other.

        One frame at least, be it empty. Columns: row, group, scope, appointment (the row of the
        first that has it), beneficiary, worker (null if unknown), status, channel, event (their
        place among the labels), collective, has_id, filled (see `filled`), date, days_to_entry (if
        the extract has the day of entry), and `shared`: whether other rows may have the same
        appointment. Raises DataRefused if a portion takes more memory than is allowed.
        """
        wanted, heights = self._wanted(groups)
        self.memory.make_room(self.shelves, max(heights), TRACED)
        for portion, height in zip(self.portions, heights, strict=True):
            if height or portion is self.portions[0]:
                yield self._of_portion(portion, wanted)

    def shares_of(self, groups: npt.NDArray[np.integer]) -> list[Share]:
        """The shares in which the rows of some groups, of all portions, are to be looked at."""
        _, heights = self._wanted(groups)
        found = self.memory.shares(heights, TRACED, TRACED)
        self.memory.make_room(self.shelves, math.ceil(sum(heights) / found), TRACED)
        return shares(found)

    def _wanted(
        self, groups: npt.NDArray[np.integer] | None
    ) -> tuple[npt.NDArray[np.bool_], list[int]]:
        """By code whether a group is wanted, and by portion how many rows are of such groups."""
        wanted = np.full(len(self.codes.groups.scopes()), groups is None)
        if groups is not None:
            wanted[groups] = True
        return wanted, [int(rows[wanted[group]].sum()) for group, rows in self._rows_by_group]

    @cached_property
    def _rows_by_group(self) -> list[tuple[Whole, Whole]]:
        """By portion the codes of the groups that it has, and how many rows of each."""
        found = []
        for portion in self.portions:
            of_row = self._regrouped(self.shelves.read(portion.shelves, ["group"]))["group"]
            rows = np.bincount(of_row.to_numpy())
            group = np.flatnonzero(rows)
            found.append((group, rows[group]))
        return found

    def _of_portion(self, portion: Portion, wanted: npt.NDArray[np.bool_]) -> pl.DataFrame:
        """What `rows` says of one portion; `wanted` tells by code whether a group is."""
        found = self.slice(portion)
        numbers = self.shelves.read(portion.shelves, [ROW])[ROW]
        alone = wanted[found.rows["group"].to_numpy()]
        alone[found.several["place"].to_numpy()] = False
        alone[found.repeats] = False
        rows = found.rows.with_columns(
            numbers, numbers.alias(APPOINTMENT), shared=pl.lit(value=False)
        ).filter(pl.Series(alone))
        several = found.several.drop("place", "kind")
        several = several.filter(pl.Series(wanted[several["group"].to_numpy()]))
        return pl.concat([self._with_kinds(rows).select(several.columns), several])

    def at_once(self, slices: Sequence[Sequence[Portion]]) -> int:
        """How many slices can be worked on side by side; see `Memory.at_once`."""
        heights = [
            math.ceil(sum(map(self._height_of, each)) / len(self.shares(each))) for each in slices
        ]
        return self.memory.at_once(self.shelves, heights, COUNTED)

    def shares(self, portions: Sequence[Portion]) -> list[Share]:
        """The shares in which a slice is to be counted; see `Memory.shares`."""
        return shares(self.memory.shares([*map(self._height_of, portions)], READ, COUNTED))

    def _height_of(self, portion: Portion) -> int:
        return sum(self.shelves.heights[shelf] for shelf in portion.shelves)

    def slices(self, *, national: bool) -> list[Sequence[Portion]]:
        """The portions that are counted together: all of them if identifiers are national."""
        return [self.portions] if national else [[portion] for portion in self.portions]

    def slice(self, portion: Portion) -> Slice:
        """The rows of a portion."""
        entry = [DAYS_TO_ENTRY] if "entered_on" in self.delivered else []
        rows = self._regrouped(self.shelves.read(portion.shelves, [*KEPT, *entry]))
        shared = portion.twice.shared
        several = rows[shared["place"]].hstack(shared).with_columns(shared=pl.lit(value=True))
        return Slice(rows, self._with_kinds(several), portion.twice.repeats.to_numpy())

    def _regrouped(self, rows: pl.DataFrame) -> pl.DataFrame:
        if self.regrouped is None:
            return rows
        return rows.with_columns(self.regrouped.gather(rows["group"]).alias("group"))

    def _with_kinds(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Rows with what their kinds say, and null for nobody."""
        kinds = self.codes.kinds.table()
        said = kinds.drop("kind")[rows["kind"]]
        scopes = pl.Series("scope", self.codes.groups.scopes())
        return rows.hstack([*said, scopes.gather(rows["group"])]).with_columns(
            pl.col(ROW, "group", APPOINTMENT).cast(pl.UInt32),
            dates(rows["date"]),
            *(pl.col(name).cast(pl.Int32) for name in rows.columns if name == DAYS_TO_ENTRY),
            *(
                pl.when(has_field(f"{who}_id")).then(pl.col(who).cast(dtype)).alias(who)
                for who, dtype in (("beneficiary", pl.UInt64), ("worker", pl.UInt32))
            ),
        )


def grouped_as(activity: Activity, columns: Sequence[str]) -> Activity:
    """The same rows by fewer group columns."""
    if list(columns) == activity.codes.groups.columns:
        return activity
    coarser, coded = activity.codes.groups.coarser(columns)
    return replace(activity, codes=replace(activity.codes, groups=coarser), regrouped=coded)
