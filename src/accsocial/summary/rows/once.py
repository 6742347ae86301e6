"""Every appointment once: rows that repeat another, and rows that share their appointment."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import polars as pl

from accsocial.records.repeats import repeated
from accsocial.summary.codes.alike import Alike, alike_in_both
from accsocial.summary.rows.shelves import ROW

IDENTITY = ("appointment_1", "appointment_2")
"""Two numbers made of scope and identifier of an appointment (64 and 16 bits), which tell it.

Among two hundred million appointments the odds that two share both are one in fifty million.
"""

APPOINTMENT = "appointment"
"""The column that tells the appointment of a row: the `row` of the first that has it."""


@dataclass(frozen=True)
class Twice:
    """The rows of a portion that another row has to do with, by their places in it (UInt32).

    `shared` has the rows that may share their appointment, with its number (columns place, row,
    appointment); a few of them are alone with it after all. `repeats` are the rows that repeat
    an earlier one: they are in the former no more. `later` are those of `shared` whose appointment
    is on an earlier day, too.
    """

    shared: pl.DataFrame
    repeats: pl.Series
    later: pl.Series


def nobody_twice() -> Twice:
    """For rows of which each is known to be an appointment of its own."""
    none = pl.DataFrame(schema=dict.fromkeys(("place", ROW, APPOINTMENT), pl.UInt32))
    return Twice(none, none["place"], none["place"])


def once(rows: pl.DataFrame, kinds: pl.DataFrame) -> Twice:
    """Which rows share their appointment, and which repeat an earlier one.

    `rows` are all those of some bodies and territories: row, kind, date, beneficiary, worker, and
    IDENTITY. `kinds` tells by kind whether the appointment has a number (`has_id`): a row
    without one is nobody's duplicate.
    """
    candidates = pl.arg_where(repeated(rows["appointment_1"]), eager=True)
    several = rows[candidates]
    row = several[ROW].cast(pl.Int64).to_numpy()
    first, second = (several[name].cast(pl.UInt64).to_numpy() for name in IDENTITY)
    same = alike_in_both(Alike(first).numbers, second)
    of_one = alike_in_both(same.numbers, several["beneficiary"].to_numpy())
    of_both = alike_in_both(of_one.numbers, several["worker"].cast(pl.UInt64).to_numpy())
    has_id = kinds["has_id"].gather(several["kind"]).to_numpy()
    repeats = has_id & ~of_both.stands(row, has_id)
    appointment = pl.Series(APPOINTMENT, same.least(row), dtype=pl.UInt32)
    shared = pl.DataFrame([candidates.alias("place"), several[ROW], appointment])
    date = several["date"].cast(pl.Int64).to_numpy()
    # The day of a row that repeats another one is none of its appointment.
    counted = np.where(repeats, np.iinfo(date.dtype).max, date)
    later = (same.least(counted) < date) & ~repeats
    return Twice(
        shared.filter(pl.Series(~repeats)),
        candidates.filter(pl.Series(repeats)),
        candidates.filter(pl.Series(later)),
    )
