"""Days between appointments of a beneficiary, and from an appointment to its entry."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import polars as pl

from accsocial.rules import CountingRules
from accsocial.summary.activity import DAYS_TO_ENTRY, ROW
from accsocial.summary.groups import GroupCodes
from accsocial.summary.once import APPOINTMENT
from accsocial.summary.packed import WORD, Numbers, bits_for, pack, runs, short_codes


def gap_counts(rows: pl.DataFrame, groups: GroupCodes, rules: CountingRules) -> pl.DataFrame:
    """Columns group, days, appointments: how many came exactly so long after the one before.

    `rows` are marked. Before means of the same beneficiary, in any group; of two on one day,
    the one whose group comes first. `days` is null for the first that is known of a
    beneficiary, and for appointments without one. An appointment of a beneficiary in several
    rows is on the first of their days.
    """
    visits = first_in_time(rows.filter("counted"), groups)
    known = visits["beneficiary"].is_not_null()
    unplaced = visits.filter(~known)["group"].value_counts(name="appointments")
    found = _gaps(visits.filter(known), groups, national=rules.id_scope == "national")
    none = unplaced.select("group", pl.lit(None, pl.Int64).alias("days"), "appointments")
    counts = pl.concat([found, none.cast(found.schema)])
    return counts.group_by("group", "days").agg(pl.col("appointments").sum())


def first_in_time(rows: pl.DataFrame, groups: GroupCodes) -> pl.DataFrame:
    """One row per appointment and beneficiary, the first in time, with `place`.

    That is the place of its group in the order of results: the order of the rows of an
    extract means nothing, and must not decide on one day either.
    """
    table = groups.table().sort(groups.columns, nulls_last=True).with_row_index("place")
    place = table.sort("group")["place"]
    columns = [ROW, "group", "scope", "beneficiary", "date", "place"]
    alone, several = rows.filter(~pl.col("shared")), rows.filter("shared")
    alone = alone.with_columns(place.gather(alone["group"])).select(columns)
    if several.is_empty():
        return alone
    several = several.with_columns(place.gather(several["group"])).sort("date", "place", ROW)
    several = several.unique([*APPOINTMENT, "beneficiary"], keep="first")
    return pl.concat([alone, several.select(columns)])


def _gaps(visits: pl.DataFrame, groups: GroupCodes, *, national: bool) -> pl.DataFrame:
    """The gaps of known beneficiaries, from one sort of (scope, beneficiary, day, place)."""
    if visits.is_empty():
        dtypes = {"group": pl.UInt32, "days": pl.Int64, "appointments": pl.Int64}
        return pl.DataFrame(schema=dtypes)
    dates = visits["date"].to_physical().to_numpy()
    days = np.unique(dates)
    scopes = visits["scope"].to_numpy()
    scope = np.zeros(1 << 16, np.uint16)
    different = np.unique(scopes)
    scope[different] = 0 if national else np.arange(len(different))
    of_scope = bits_for(int(scope.max()))
    day = np.zeros(int(days[-1] - days[0]) + 1, np.uint32)
    day[days - days[0]] = np.arange(len(days))
    rest = [
        (day[dates - days[0]], bits_for(len(days) - 1)),
        (visits["place"].to_numpy(), bits_for(groups.table().height - 1)),
    ]
    room = WORD - of_scope - sum(bits for _, bits in rest)
    person = short_codes(visits["beneficiary"].to_numpy(), room)
    ordered = pack([(scope[scopes], of_scope), person, *rest])
    ordered.sort()
    return _differences(ordered, days, rest[0][1], rest[1][1], groups)


def _differences(
    ordered: Numbers,
    days: npt.NDArray[np.int32],
    day_bits: int,
    place_bits: int,
    groups: GroupCodes,
) -> pl.DataFrame:
    place = ordered & np.uint64((1 << place_bits) - 1)
    day = days[ordered >> np.uint64(place_bits) & np.uint64((1 << day_bits) - 1)]
    person = ordered >> np.uint64(day_bits + place_bits)
    # One more than the gap; 0 is for the first appointment of a person.
    gap = np.zeros(len(ordered), np.uint32)
    gap[1:] = np.where(person[1:] == person[:-1], day[1:] - day[:-1] + 1, 0)
    bits = bits_for(int(gap.max()))
    packed = np.sort(pack([(place, place_bits), (gap, bits)]))
    starts, appointments = runs(packed)
    first = packed[starts]
    in_order = groups.table().sort(groups.columns, nulls_last=True)["group"]
    gaps = pl.Series((first & np.uint64((1 << bits) - 1)).astype(np.int64)) - 1
    return pl.DataFrame(
        {
            "group": in_order.gather((first >> np.uint64(bits)).astype(np.uint32)),
            "days": gaps.set(gaps < 0, None),
            "appointments": appointments,
        }
    )


def entry_counts(rows: pl.DataFrame) -> pl.DataFrame:
    """Columns group, days, appointments: how many were entered exactly so many days later.

    `rows` are marked; `days` is null if it is not known.
    """
    entered = rows.lazy().filter("of_entry").group_by("group", pl.col(DAYS_TO_ENTRY).alias("days"))
    counts = entered.agg(pl.len().alias("appointments")).collect()
    return counts.with_columns(pl.col("days", "appointments").cast(pl.Int64))
