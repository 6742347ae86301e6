"""Days between appointments of a beneficiary, and from an appointment to its entry."""

from __future__ import annotations

import numpy as np
import polars as pl

from accsocial.summary.codes.filled import has_field
from accsocial.summary.codes.groups import GroupCodes
from accsocial.summary.codes.packed import WORD, Numbers, Whole, bits_for, cells, short_codes
from accsocial.summary.counting.pairs import LEFT_OUT
from accsocial.summary.counting.sightings import Sightings
from accsocial.summary.rows.activity import DAYS_TO_ENTRY


def gap_counts(
    who: Sightings, people: pl.DataFrame, groups: GroupCodes, *, national: bool
) -> pl.DataFrame:
    """Columns group, days, appointments: how many came exactly so long after the one before.

    `people` are those of `who`. Before means of the same beneficiary, in any group; of two on one
    day, the one whose group comes first. `days` is null for the first that is known of a
    beneficiary. An appointment of a beneficiary in several rows is on the first of their days.
    Found by one sort of (scope, beneficiary, day, place).
    """
    if people.is_empty():
        dtypes = {"group": pl.UInt32, "days": pl.Int64, "appointments": pl.Int64}
        return pl.DataFrame(schema=dtypes)
    group = who.pairs.group
    # Places of the groups of these rows, in the order of results, and of their scopes.
    in_order = groups.in_order()
    here = in_order[np.isin(in_order, group)]
    place = np.zeros(len(in_order), np.uint64)
    place[here] = np.arange(len(here))
    scopes, scope = np.unique(groups.scopes()[group], return_inverse=True)
    if national:
        scope = np.zeros_like(scope)
    day_bits, place_bits = bits_for(len(who.calendar) - 1), bits_for(len(here) - 1)
    scope_bits = bits_for(len(scopes) - 1)
    person, person_bits = short_codes(
        people["unit"].to_numpy(), WORD - scope_bits - day_bits - place_bits
    )
    # What is told by pair is put together once for each and not for every row.
    of_pair = scope.astype(np.uint64) << np.uint64(person_bits + day_bits + place_bits)
    of_pair |= place[group]
    pair = people["pair"].to_numpy()
    ordered: Numbers = of_pair.take(pair)
    ordered |= person.astype(np.uint64) << np.uint64(day_bits + place_bits)
    ordered |= people["day"].to_numpy().astype(np.uint64) << np.uint64(place_bits)
    is_first = who.of_kind(pl.col("first"))
    if not is_first.all():
        ordered = ordered.compress(is_first.take(pair))
    ordered.sort()
    gaps = _differences(ordered, day_bits, place_bits)
    wide = int(gaps.max()) + 1
    place_and_gap = (ordered & np.uint64((1 << place_bits) - 1)).view(np.int64)
    place_and_gap *= wide
    place_and_gap += gaps
    found, appointments = cells(place_and_gap, len(here) * wide)
    at, gap = np.divmod(found, wide)
    return pl.DataFrame({"group": here[at], "days": _known(gap), "appointments": appointments})


def _differences(ordered: Numbers, day_bits: int, place_bits: int) -> Whole:
    """One more than the gap before each of sorted visits; 0 for the first of a person."""
    day = (ordered >> np.uint64(place_bits) & np.uint64((1 << day_bits) - 1)).view(np.int64)
    same_person = (ordered[1:] ^ ordered[:-1]) < np.uint64(1 << day_bits + place_bits)
    gaps = np.zeros(len(ordered), np.int64)
    np.subtract(day[1:], day[:-1], out=gaps[1:])
    gaps[1:] += 1
    gaps[1:] *= same_person
    return gaps


def without_gap(rows: pl.LazyFrame) -> pl.LazyFrame:
    """Counts like those of `gap_counts`, of appointments without a beneficiary: `days` is null.

    `rows` are those of `Sightings.tallied`.
    """
    nobody = pl.col("first") & pl.col("counted") & ~has_field("beneficiary_id")
    days = pl.lit(None, pl.Int64).alias("days")
    return rows.filter(nobody).select("group", days, appointments="rows")


def entry_counts(who: Sightings) -> pl.DataFrame:
    """Columns group, days, appointments: how many were entered exactly so many days later.

    `days` is null if it is not known.
    """
    # One more, so that 0 is for what is not known.
    days = who.rows[DAYS_TO_ENTRY].cast(pl.Int64).fill_null(-1).to_numpy() + 1
    group = np.where(who.of_kind(pl.col("of_entry")), who.pairs.group.astype(np.int64), LEFT_OUT)
    at, found, appointments = who.pairs.tally(group, days)
    return pl.DataFrame(
        {"group": at.astype(np.uint32), "days": _known(found), "appointments": appointments}
    )


def _known(one_more: Whole) -> pl.Series:
    """The days of which each number is one more; null for 0."""
    days = pl.Series(one_more) - 1
    return days.set(days < 0, None)
