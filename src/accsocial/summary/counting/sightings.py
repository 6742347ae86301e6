"""The rows of a slice, each of a kind that says what it counts for."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from accsocial.rules import CountingRules
from accsocial.summary.codes.calendar import in_calendar
from accsocial.summary.codes.filled import has_field
from accsocial.summary.codes.groups import GroupCodes
from accsocial.summary.codes.packed import Whole, numbered, short_codes
from accsocial.summary.counting.marks import MARKS, first_in_time, marked, marked_alone
from accsocial.summary.counting.pairs import Pairs
from accsocial.summary.rows.activity import Slice
from accsocial.summary.rows.shelves import ROW

UNIT_BITS = 42
"""Bits of a person among those of a slice: beside them there is room for group and day."""

_FIRST = "first"
_OWN = [*MARKS, _FIRST]


@dataclass(frozen=True)
class Sightings:
    """The rows of a slice, and what each kind of them says and counts for.

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
    found: Slice, alone: pl.DataFrame, rules: CountingRules, groups: GroupCodes
) -> Sightings:
    """The rows of a slice under some counting rules; `alone` are all `marked_kinds`."""
    several = marked(found.several, rules)
    first = first_in_time(several.filter("counted"), groups)[ROW]
    several = several.with_columns(pl.col(ROW).is_in(first.implode()).alias(_FIRST))
    # What a row says and how it is marked, as one number.
    marks = pl.sum_horizontal(
        pl.col(mark).cast(pl.Int64) * 2**place for place, mark in enumerate(_OWN)
    )
    number = several.select(marks + pl.col("kind").cast(pl.Int64) * 2 ** len(_OWN)).to_series()
    found_kinds, _, own = numbered(number.to_numpy(), alone.height << len(_OWN))
    one_of = np.zeros(len(found_kinds), np.int64)
    one_of[own] = np.arange(len(own))
    said = ["status", "channel", "event", "filled", *_OWN]
    kind = found.rows["kind"].to_numpy().astype(np.int64)
    kind[several["place"].to_numpy()] = alone.height + own
    return Sightings(
        found.rows,
        pl.concat([alone.select(said), several[pl.Series(one_of)].select(said)]),
        Pairs(found.rows["group"].to_numpy(), kind, found.repeats),
        *in_calendar(found.rows["date"]),
    )
