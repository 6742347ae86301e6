"""Who was seen when by the counted rows of a slice: what is told of people is read off them."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from accsocial.summary.activity import ROW
from accsocial.summary.groups import GroupCodes
from accsocial.summary.identifiers import NOBODY
from accsocial.summary.intervals import first_in_time
from accsocial.summary.packed import short_codes

UNIT_BITS = 42
"""Bits of a person among those of a slice: beside them there is room for group and day."""


@dataclass(frozen=True)
class Sightings:
    """The rows of a slice: those alone with their appointment, and the counted ones that share.

    `kinds`, which those alone are of, are marked. `several` has columns group, date, beneficiary,
    worker (NOBODY if unknown), `further_beneficiary` and `further_worker` (the appointment counts
    for them by another row of the group), and `first`: whether the row is the first in time of
    its appointment and beneficiary.
    """

    alone: pl.DataFrame
    kinds: pl.DataFrame
    several: pl.DataFrame

    def of(self, who: str) -> pl.DataFrame:
        """The counted rows with a beneficiary, or a worker: group, date, unit, further, first.

        Units are numbers of this call; a column named `who` has those of the extract.
        """
        is_seen = self.kinds[f"of_{who}"].gather(self.alone["kind"])
        alone = self.alone.select("group", "date", who).filter(is_seen)
        several = self.several.filter(pl.col(who) != NOBODY)
        rows = pl.concat(
            [
                alone.with_columns(further=pl.lit(value=False), first=pl.lit(value=True)),
                several.select(
                    "group", "date", who, pl.col(f"further_{who}").alias("further"), "first"
                ),
            ],
            how="vertical_relaxed",
            rechunk=True,
        )
        codes, _ = short_codes(rows[who].to_numpy(), UNIT_BITS)
        return rows.with_columns(pl.Series("unit", codes))

    def without_beneficiary(self, tallied: pl.DataFrame) -> pl.DataFrame:
        """Columns group, appointments: counted appointments that nobody is known of.

        `tallied` has in `rows` how many of those alone say the same.
        """
        alone = tallied.filter("without_beneficiary").select("group", appointments="rows")
        several = self.several.filter("first", pl.col("beneficiary") == NOBODY)
        one_each = several.select("group", appointments=pl.lit(1, pl.Int64))
        rows = pl.concat([alone, one_each], how="vertical_relaxed")
        return rows.group_by("group").agg(pl.col("appointments").sum())


def sightings(
    alone: pl.DataFrame, kinds: pl.DataFrame, several: pl.DataFrame, groups: GroupCodes
) -> Sightings:
    """The sightings of a slice; `kinds` and `several` are marked."""
    counted = several.filter("counted")
    first = first_in_time(counted, groups)[ROW]
    shared = counted.select(
        "group",
        "date",
        pl.col("beneficiary", "worker").fill_null(NOBODY),
        further_beneficiary=~pl.col("of_beneficiary"),
        further_worker=~pl.col("of_worker"),
        first=pl.col(ROW).is_in(first.implode()),
    )
    return Sightings(alone, kinds, shared)
