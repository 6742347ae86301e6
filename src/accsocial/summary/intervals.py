"""Days between appointments of a beneficiary, and from an appointment to its entry."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import polars as pl

from accsocial.rules import CountingRules
from accsocial.summary.activity import DAYS_TO_ENTRY, ROW
from accsocial.summary.groups import GroupCodes
from accsocial.summary.once import APPOINTMENT
from accsocial.summary.packed import WORD, Numbers, bits_for, short_codes, tally


def gap_counts(
    seen: pl.DataFrame, unplaced: pl.DataFrame, groups: GroupCodes, rules: CountingRules
) -> pl.DataFrame:
    """Columns group, days, appointments: how many came exactly so long after the one before.

    `seen` are sightings of beneficiaries who are known, `unplaced` has the appointments of those
    who are not (columns group, appointments). Before means of the same beneficiary, in any
    group; of two on one day, the one whose group comes first. `days` is null for the first that
    is known of a beneficiary, and for appointments without one. An appointment of a beneficiary
    in several rows is on the first of their days.
    """
    visits = seen if seen["first"].all() else seen.filter("first")
    found = _gaps(visits, groups, national=rules.id_scope == "national")
    none = unplaced.select(
        pl.col("group").cast(pl.UInt32), pl.lit(None, pl.Int64).alias("days"), "appointments"
    )
    counts = pl.concat([found, none])
    return counts.group_by("group", "days").agg(pl.col("appointments").sum())


def first_in_time(rows: pl.DataFrame, groups: GroupCodes) -> pl.DataFrame:
    """One row per appointment and beneficiary, the first in time, with `place`.

    That is the place of its group in the order of results: the order of the rows of an
    extract means nothing, and must not decide on one day either.
    """
    in_order = groups.in_order()
    place = pl.Series("place", np.argsort(in_order).astype(np.uint32))
    columns = [ROW, "group", "scope", "beneficiary", "date", "place"]
    alone, several = rows.filter(~pl.col("shared")), rows.filter("shared")
    alone = alone.with_columns(place.gather(alone["group"])).select(columns)
    if several.is_empty():
        return alone
    several = several.with_columns(place.gather(several["group"])).sort("date", "place", ROW)
    several = several.unique([APPOINTMENT, "beneficiary"], keep="first")
    return pl.concat([alone, several.select(columns)])


def _gaps(visits: pl.DataFrame, groups: GroupCodes, *, national: bool) -> pl.DataFrame:
    """The gaps of known beneficiaries, from one sort of (scope, beneficiary, day, place)."""
    if visits.is_empty():
        dtypes = {"group": pl.UInt32, "days": pl.Int64, "appointments": pl.Int64}
        return pl.DataFrame(schema=dtypes)
    group = visits["group"].to_numpy()
    here = np.flatnonzero(np.bincount(group))
    # Numbers of the groups of these rows, in the order of results, and of their scopes.
    in_order = groups.in_order()
    ordered_here = in_order[np.isin(in_order, here)]
    place = np.zeros(int(here[-1]) + 1, np.uint64)
    place[ordered_here] = np.arange(len(ordered_here))
    scopes, scope_here = np.unique(groups.scopes()[here], return_inverse=True)
    scope = np.zeros(len(place), np.uint64)
    scope[here] = 0 if national else scope_here
    dates = visits["date"].to_physical().to_numpy()
    first = int(dates.min())
    days = np.flatnonzero(np.bincount(dates - first))
    day = np.zeros(int(days[-1]) + 1, np.uint64)
    day[days] = np.arange(len(days))
    day_bits, place_bits = bits_for(len(days) - 1), bits_for(len(ordered_here) - 1)
    scope_bits = bits_for(len(scopes) - 1)
    person, person_bits = short_codes(
        visits["unit"].to_numpy(), WORD - scope_bits - day_bits - place_bits
    )
    # What is told by group, and by day, is put together once for each and not for every row.
    of_group = scope << np.uint64(person_bits + day_bits + place_bits) | place
    ordered: Numbers = of_group[group]
    ordered |= person.astype(np.uint64) << np.uint64(day_bits + place_bits)
    ordered |= (day << np.uint64(place_bits))[dates - first]
    ordered.sort()
    return _differences(ordered, days, day_bits, place_bits, ordered_here)


def _differences(
    ordered: Numbers,
    days: npt.NDArray[np.int64],
    day_bits: int,
    place_bits: int,
    in_order: npt.NDArray[np.uint32],
) -> pl.DataFrame:
    place = ordered & np.uint64((1 << place_bits) - 1)
    day = days[ordered >> np.uint64(place_bits) & np.uint64((1 << day_bits) - 1)]
    person = ordered >> np.uint64(day_bits + place_bits)
    # One more than the gap; 0 is for the first appointment of a person.
    gap = np.zeros(len(ordered), np.uint32)
    gap[1:] = np.where(person[1:] == person[:-1], day[1:] - day[:-1] + 1, 0)
    at, gaps, appointments = tally(place.astype(np.uint32), gap)
    known = pl.Series(gaps) - 1
    return pl.DataFrame(
        {
            "group": in_order[at],
            "days": known.set(known < 0, None),
            "appointments": appointments,
        }
    )


def entry_counts(alone: pl.DataFrame, of_entry: pl.Series, several: pl.DataFrame) -> pl.DataFrame:
    """Columns group, days, appointments: how many were entered exactly so many days later.

    `of_entry` marks kinds of rows, of those `alone` with their appointment; `several` are marked.
    `days` is null if it is not known.
    """
    entered = alone.filter(of_entry.gather(alone["kind"])), several.filter("of_entry")
    every = pl.concat([_entries(rows["group"], rows[DAYS_TO_ENTRY]) for rows in entered])
    return every.group_by("group", "days").agg(pl.col("appointments").sum())


def _entries(group: pl.Series, days: pl.Series) -> pl.DataFrame:
    # One more, so that 0 is for what is not known.
    at, found, appointments = tally(group.to_numpy(), days.fill_null(-1).to_numpy() + 1)
    known = pl.Series(found) - 1
    return pl.DataFrame(
        {
            "group": at.astype(np.uint32),
            "days": known.set(known < 0, None),
            "appointments": appointments,
        }
    )
