"""Who was seen how often, and in which months: all that is counted of beneficiaries and workers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from accsocial.summary.codes.calendar import months
from accsocial.summary.codes.groups import GroupCodes
from accsocial.summary.codes.packed import (
    WORD,
    Numbers,
    Whole,
    bits_for,
    local_codes,
    pack,
    runs,
    short_codes,
)
from accsocial.summary.counting.pairs import LEFT_OUT
from accsocial.summary.counting.sightings import Sightings

MONTHS = 12
WINDOW = 6
"""Months of a window of the caseload: the month itself and those before it."""

BEFORE = WINDOW - 1

_MONTH_BITS = 4
_FURTHER_BITS = 1
_LOWER = _MONTH_BITS + _FURTHER_BITS
"""A packed row is its place, unit, year, month, and whether it is a further one."""

_MONTH_OF_LOWER = np.uint32(1) << (np.arange(1 << _LOWER, dtype=np.uint32) >> _FURTHER_BITS)
"""The month as a bit, January the lowest, by the lower bits of a packed row."""


@dataclass(frozen=True)
class Seen:
    """One element per unit (a beneficiary or a worker) and group in which it was seen.

    `appointments` is how many were counted in the group, `months` its months as bits, January
    the lowest, `before` the last five months of the year before: the lowest bit is August.
    A unit that was seen at the end of a year and not in the next has an element there too,
    with no appointments and no months.
    """

    group: npt.NDArray[np.uint32]
    appointments: npt.NDArray[np.int64]
    months: npt.NDArray[np.uint32]
    before: npt.NDArray[np.uint32]

    def histogram(self, name: str) -> pl.DataFrame:
        """Columns group, appointments, `name`: how many units have exactly n."""
        return self._counted("appointments", self.appointments, name)

    def months_seen(self, name: str) -> pl.DataFrame:
        """Columns group, months, `name`: how many units were seen in exactly so many months."""
        return self._counted("months", np.bitwise_count(self.months), name)

    def windows(self, name: str) -> pl.DataFrame:
        """Columns group, month, `name`: how many units were seen in the window of each month."""
        masks = self.before | self.months << np.uint32(BEFORE)
        bits = MONTHS + BEFORE
        ordered = np.sort(pack([(self.group, 32), (masks, bits)]))
        starts, units = runs(ordered)
        found = ordered[starts]
        mask = found & np.uint64((1 << bits) - 1)
        of_group, _ = runs(found >> np.uint64(bits))
        group = (found[of_group] >> np.uint64(bits)).astype(np.uint32)
        window = np.uint64((1 << WINDOW) - 1)
        by_month = [
            np.add.reduceat(np.where(mask >> np.uint64(month) & window, units, 0), of_group)
            for month in range(MONTHS if len(group) else 0)
        ]
        months = np.arange(1, MONTHS + 1, dtype=np.int32)
        return pl.DataFrame(
            {
                "group": np.tile(group, MONTHS),
                "month": np.repeat(months, len(group)),
                name: np.concatenate([np.zeros(0, np.int64), *by_month]),
            }
        )

    def _counted(self, what: str, values: npt.NDArray[np.generic], name: str) -> pl.DataFrame:
        here = self.appointments > 0
        group, values = self.group[here], values[here]
        bits = bits_for(int(values.max(initial=0)))
        ordered = np.sort(pack([(group, 32), (values, bits)]))
        starts, units = runs(ordered)
        first = ordered[starts]
        return pl.DataFrame(
            {
                "group": (first >> np.uint64(bits)).astype(np.uint32),
                what: (first & np.uint64((1 << bits) - 1)).astype(np.int64),
                name: units,
            }
        )


def beneficiaries_seen(who: Sightings, people: pl.DataFrame, years: Years) -> Seen:
    """When each beneficiary was seen; `people` are those of `who`."""
    room = WORD - years.place_bits - years.year_bits - _LOWER
    unit, unit_bits = short_codes(people["unit"].to_numpy(), room)
    # What is told by pair, and by day, is put together once for each and not for every row.
    of_pair = _packed(who.pairs.group, who.is_further("beneficiary"), years, unit_bits)
    ordered: Numbers = of_pair.take(people["pair"].to_numpy())
    ordered |= unit.astype(np.uint64) << np.uint64(years.year_bits + _LOWER)
    ordered |= _month_numbers(who.calendar).take(people["day"].to_numpy())
    ordered.sort()
    return _read_off(ordered, None, years, unit_bits)


def worker_months(who: Sightings) -> pl.DataFrame:
    """In how many `rows` a worker has been seen in a month: group, further, worker, month, rows.

    Workers are few, and have many rows each: these are counted by month before they are sorted.
    The months are numbers from 0 on; `further` rows are those of `Sightings.is_further`.
    """
    workers, number = local_codes(who.rows["worker"].to_numpy())
    number *= MONTHS
    number += (months(who.calendar).astype(np.int64) - 1).take(who.days)
    label = who.pairs.group.astype(np.int64) * 2 + who.is_further("worker")
    found, number, rows = who.pairs.tally(np.where(who.is_seen("worker"), label, LEFT_OUT), number)
    unit, month = np.divmod(number, MONTHS)
    return pl.DataFrame(
        {
            "group": (found // 2).astype(np.uint32),
            "further": found % 2 == 1,
            "worker": workers[unit].astype(np.uint32),
            "month": month.astype(np.uint8),
            "rows": rows,
        }
    )


def workers_seen(counted: pl.DataFrame, years: Years, allowed: pl.DataFrame | None) -> Seen:
    """When each worker was seen; only those of `allowed` (group, worker) if it is given.

    `counted` are `worker_months`.
    """
    if allowed is not None:
        counted = counted.join(allowed, on=["group", "worker"], how="semi")
    workers, unit = local_codes(counted["worker"].to_numpy())
    unit_bits = bits_for(len(workers))
    packed = _packed(counted["group"].to_numpy(), counted["further"].to_numpy(), years, unit_bits)
    packed |= unit.astype(np.uint64) << np.uint64(years.year_bits + _LOWER)
    packed |= counted["month"].to_numpy().astype(np.uint64) << np.uint64(_FURTHER_BITS)
    order = np.argsort(packed)
    return _read_off(packed[order], counted["rows"].to_numpy()[order], years, unit_bits)


def _packed(
    group: npt.NDArray[np.uint32], further: npt.NDArray[np.bool_], years: Years, unit_bits: int
) -> Numbers:
    """Place, year and whether it is a further one in their bits of a packed row."""
    packed = years.place.astype(np.uint64) << np.uint64(unit_bits + years.year_bits + _LOWER)
    packed |= years.year.astype(np.uint64) << np.uint64(_LOWER)
    return packed.take(group) | further


def _month_numbers(days: pl.Series) -> Numbers:
    """Months, January 0, in their bits of a packed row."""
    return (months(days).astype(np.uint64) - np.uint64(1)) << np.uint64(_FURTHER_BITS)


class Years:
    """Groups as places (all columns but the year) and years, which stand beside each other.

    `place` and `year` are by group code; `codes` has the group codes by place and year, which
    take `place_bits` and `year_bits`. Groups must have codes for the years that follow theirs.
    """

    def __init__(self, groups: GroupCodes) -> None:
        table = groups.table()
        rest = [name for name in groups.columns if name != "year"]
        places: dict[tuple[object, ...], int] = {}
        of_row = [places.setdefault(row, len(places)) for row in table.select(rest).iter_rows()]
        self.place = np.array(of_row, np.uint32)
        self.year = (table["year"] - table["year"].min()).cast(pl.UInt32).to_numpy()
        # Of a table without rows, too, packed rows can be made: none.
        self.codes = np.zeros((max(len(places), 1), int(self.year.max(initial=0)) + 1), np.uint32)
        self.codes[self.place, self.year] = table["group"].to_numpy()
        self.place_bits, self.year_bits = (bits_for(size - 1) for size in self.codes.shape)


def _read_off(ordered: Numbers, rows: Whole | None, years: Years, unit_bits: int) -> Seen:
    """What sorted (place, unit, year, month, further) tell, of so many `rows` each (None: one).

    `ordered` is used up: its place is used again.
    """
    if not len(ordered):
        none = np.zeros(0, np.uint32)
        return Seen(none, np.zeros(0, np.int64), none, none)
    units, appointments, months = _by_year(ordered, rows)
    year = units & np.uint64((1 << years.year_bits) - 1)
    place = units >> np.uint64(unit_bits + years.year_bits)
    before, left = _of_the_year_before(units, year, months)
    gone = np.flatnonzero(left)
    none = np.zeros(len(gone), np.uint32)
    following = years.codes[place.take(gone), year.take(gone) + np.uint64(1)]
    return Seen(
        np.concatenate((years.codes[place, year], following)),
        np.concatenate((appointments, none.astype(np.int64))),
        np.concatenate((months, none)),
        np.concatenate((before, left.take(gone))),
    )


def _by_year(
    ordered: Numbers, rows: Whole | None
) -> tuple[Numbers, npt.NDArray[np.int64], npt.NDArray[np.uint32]]:
    """Each (place, unit, year), its appointments without further ones, and its months as bits."""
    lower = (ordered & np.uint64((1 << _LOWER) - 1)).view(np.int64)
    ordered >>= np.uint64(_LOWER)
    starts, appointments = runs(ordered)
    if rows is None:
        further = np.searchsorted(starts, np.flatnonzero(lower & 1), side="right") - 1
        appointments -= np.bincount(further, minlength=len(starts))
    else:
        appointments = np.add.reduceat(np.where(lower & 1, 0, rows), starts)
    months = np.bitwise_or.reduceat(_MONTH_OF_LOWER.take(lower), starts)
    return ordered[starts], appointments, months


def _of_the_year_before(
    units: Numbers, year: Numbers, months: npt.NDArray[np.uint32]
) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.uint32]]:
    """The last months of the year before; and those of this year, if the next has no such unit."""
    late = months >> np.uint32(MONTHS - BEFORE)
    # The same unit a year later is the next number, unless the year has begun anew.
    goes_on = np.flatnonzero((units[1:] == units[:-1] + np.uint64(1)) & (year[1:] > 0))
    before = np.zeros(len(units), np.uint32)
    before[goes_on + 1] = late.take(goes_on)
    late[goes_on] = 0
    return before, late
