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
    """One row per counted row of a slice.

    Columns: group, date, beneficiary, worker (NOBODY if unknown), `further_beneficiary` and
    `further_worker` (the appointment counts for them by another row of the group), and `first`:
    whether the row is the first in time of its appointment and beneficiary.
    """

    rows: pl.DataFrame

    def of(self, who: str) -> pl.DataFrame:
        """The rows with a beneficiary, or a worker: group, date, unit, further, first.

        Units are numbers of this call.
        """
        is_known = self.rows[who] != NOBODY
        known = self.rows if is_known.all() else self.rows.filter(is_known)
        codes, _ = short_codes(known[who].to_numpy(), UNIT_BITS)
        return known.select(
            "group", "date", "first", pl.Series("unit", codes), further=f"further_{who}"
        )

    def without_beneficiary(self) -> pl.DataFrame:
        """Columns group, appointments: counted appointments that nobody is known of."""
        nobody = self.rows.filter("first", pl.col("beneficiary") == NOBODY)
        return nobody.group_by("group").agg(pl.len().cast(pl.Int64).alias("appointments"))


def sightings(
    alone: pl.DataFrame, kinds: pl.DataFrame, several: pl.DataFrame, groups: GroupCodes
) -> Sightings:
    """The counted rows of a slice: those alone with their appointment, and several that share.

    `kinds`, which those alone are of, and `several` are marked.
    """
    alone = alone.filter(kinds["counted"].gather(alone["kind"]))
    people = ["group", "date", "beneficiary", "worker"]
    counted = several.filter("counted")
    first = first_in_time(counted, groups)[ROW]
    return Sightings(
        pl.concat(
            [
                alone.select(
                    *people,
                    further_beneficiary=pl.lit(value=False),
                    further_worker=pl.lit(value=False),
                    first=pl.lit(value=True),
                ),
                counted.select(
                    "group",
                    "date",
                    pl.col("beneficiary", "worker").fill_null(NOBODY),
                    further_beneficiary=~pl.col("of_beneficiary"),
                    further_worker=~pl.col("of_worker"),
                    first=pl.col(ROW).is_in(first.implode()),
                ),
            ],
            how="vertical_relaxed",
            rechunk=True,
        )
    )
