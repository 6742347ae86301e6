"""The rows that are counted together, each of a kind that says what it counts for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from accsocial.rules import CountingRules
from accsocial.summary.codes.calendar import in_calendar
from accsocial.summary.codes.filled import has_field
from accsocial.summary.codes.groups import GroupCodes
from accsocial.summary.codes.packed import Whole, numbered, short_codes
from accsocial.summary.codes.shares import Share
from accsocial.summary.counting.marks import MARKS, first_in_time, marked, marked_alone
from accsocial.summary.counting.pairs import Pairs
from accsocial.summary.rows.activity import Slice
from accsocial.summary.rows.shelves import ROW

UNIT_BITS = 42
"""Bits of a person among those of a slice: beside them there is room for group and day."""

_FIRST = "first"
_OWN = [*MARKS, _FIRST]
_SAID = ["status", "channel", "event", "filled", *_OWN]
"""What a kind of rows says, and what it counts for."""


@dataclass(frozen=True)
class Sightings:
    """Rows that are counted together, and what each kind of them says and counts for.

    `kinds` has status, channel, event, filled, the MARKS of the counting rules and `first`:
    whether a row is the first in time of its appointment and beneficiary. Rows that may share
    their appointment are of kinds that say the same and are marked the same. `pairs` are those
    of group and kind; rows that repeat another are left out of them. `days` are the dates of the
    rows, as places in the `calendar` (Date): it has each day from the first to the last of them.
    """

    rows: pl.DataFrame
    kinds: pl.DataFrame
    pairs: Pairs
    days: Whole
    calendar: pl.Series

    def of_kind(self, what: pl.Expr) -> npt.NDArray[np.bool_]:
        """By pair, what is so of its kind."""
        found: npt.NDArray[np.bool_] = self.kinds.select(what).to_series().to_numpy()
        return found.take(self.pairs.kind)

    def tallied(self) -> pl.DataFrame:
        """Columns group, those of kinds, and `rows`: in how many rows the group says the same."""
        pairs = self.pairs
        same = pl.DataFrame({"group": pairs.group, "rows": pairs.rows})
        return same.hstack(self.kinds[pl.Series(pairs.kind)])

    def people(self) -> pl.DataFrame:
        """The counted rows with a beneficiary: group, beneficiary, pair, day and unit.

        Units are codes of this slice, pairs and days places in `pairs` and `calendar`.
        """
        seen = self.pairs.marks(self.is_seen("beneficiary"))
        of_row = pl.Series("pair", self.pairs.of_row), pl.Series("day", self.days)
        every = self.rows.select("group", "beneficiary", *of_row)
        rows = every.filter(pl.Series(seen))
        codes, _ = short_codes(rows["beneficiary"].to_numpy(), UNIT_BITS)
        return rows.with_columns(pl.Series("unit", codes))

    def is_seen(self, who: str) -> npt.NDArray[np.bool_]:
        """By pair, whether its rows are counted, and have a beneficiary, or a worker."""
        return self.of_kind(pl.col("counted") & has_field(f"{who}_id"))

    def is_further(self, who: str) -> npt.NDArray[np.bool_]:
        """By pair, whether the appointment counts for them by another row of the group."""
        return self.of_kind(~pl.col(f"of_{who}"))


def marked_kinds(kinds: pl.DataFrame, rules: CountingRules) -> pl.DataFrame:
    """Kinds (see `Kinds.table`) as those of rows that are alone with their appointment."""
    return marked_alone(kinds, rules).with_columns(pl.lit(value=True).alias(_FIRST))


def sightings(
    slices: Iterable[Slice],
    alone: pl.DataFrame,
    rules: CountingRules,
    groups: GroupCodes,
    share: Share,
) -> Sightings:
    """The rows of slices under some counting rules, of them those of a share of beneficiaries.

    `alone` are all `marked_kinds`.
    """
    frames, kinds, left_out, height = [], [], [], 0
    for found in slices:
        rows, kind, repeats = found.rows, _kinds_of(found, alone, rules, groups), found.repeats
        if share.of > 1:
            kept = share.has(rows["beneficiary"].to_numpy(), np.arange(rows.height))
            kept[repeats] = False
            rows, kind, repeats = rows.filter(pl.Series(kept)), kind[kept], repeats[:0]
        frames.append(rows)
        kinds.append(kind)
        left_out.append(repeats + np.int64(height))
        height += rows.height
    rows, kind = pl.concat(frames, how="vertical_relaxed"), np.concatenate(kinds)
    own = np.flatnonzero(kind >= alone.height)
    found_kinds, _, number = numbered(kind[own] - alone.height, alone.height << len(_OWN))
    kind[own] = alone.height + number
    return Sightings(
        rows,
        pl.concat([alone.select(_SAID), _told(found_kinds, alone)]),
        Pairs(rows["group"].to_numpy(), kind, np.concatenate(left_out)),
        *in_calendar(rows["date"]),
    )


def _kinds_of(found: Slice, alone: pl.DataFrame, rules: CountingRules, groups: GroupCodes) -> Whole:
    """The kind of each row: as it is kept, or what `_told` reads of a row that is not alone.

    Such a row is of a kind of its own, which says how it is marked: a number after all others.
    """
    several = marked(found.several, rules)
    first = first_in_time(several.filter("counted"), groups)[ROW]
    several = several.with_columns(pl.col(ROW).is_in(first.implode()).alias(_FIRST))
    marks = pl.sum_horizontal(
        pl.col(mark).cast(pl.Int64) * 2**place for place, mark in enumerate(_OWN)
    )
    number = several.select(marks + pl.col("kind").cast(pl.Int64) * 2 ** len(_OWN)).to_series()
    kind = found.rows["kind"].to_numpy().astype(np.int64)
    kind[several["place"].to_numpy()] = alone.height + number.to_numpy()
    return kind


def _told(numbers: Whole, alone: pl.DataFrame) -> pl.DataFrame:
    """What the numbers of `_kinds_of` tell, less the number of kinds that are alone: _SAID."""
    said = alone.select(_SAID)[pl.Series(numbers >> len(_OWN))]
    return said.with_columns(
        pl.Series(mark, numbers >> place & 1 == 1) for place, mark in enumerate(_OWN)
    )
