"""Every appointment once: rows that repeat another, and rows that share their appointment."""

from __future__ import annotations

import numpy as np
import polars as pl

from accsocial.records.table import Pass, first_of_key
from accsocial.summary.packed import bits_for

APPOINTMENT = ("scope", "appointment_1", "appointment_2")
"""The columns that tell an appointment."""


def once(rows: pl.DataFrame, current: Pass) -> pl.DataFrame:
    """Drops duplicates, and adds `shared`: whether another row has the appointment too.

    `rows` are those of an activity, in the order of reading, with `has_id`: whether the
    appointment has a number; a row without one is nobody's duplicate. What is dropped is
    rejected in the pass.
    """
    shared = repeated(rows["appointment_1"])
    rows = rows.with_columns(shared=shared)
    several = rows.filter(shared) if shared.any() else rows.clear()
    repeats = _repeats(several)
    if repeats.height:
        kept = several.join(repeats, on="row", how="anti")
        current.reject_duplicates(repeats, kept.select("file", "line"))
        rows = rows.join(repeats, on="row", how="anti", maintain_order="left")
    return rows.drop("has_id")


def _repeats(several: pl.DataFrame) -> pl.DataFrame:
    """Columns row, file, line of the rows whose key an earlier row has."""
    key = [*APPOINTMENT, "beneficiary", "worker"]
    numbered = several.filter("has_id")
    # Whole keys are compared where their hashes are equal: that is rare.
    alike = numbered.filter(repeated(numbered.select(pl.struct(key).hash()).to_series()))
    return alike.filter(~first_of_key(alike, key, [])).select("row", "file", "line")


def repeated(numbers: pl.Series) -> pl.Series:
    """Whether each number (UInt64, no null) stands in several rows.

    One sort of the upper bits of the numbers, with the rows in place of the lower ones,
    shows the candidates: a third of the time of a hash table of all numbers.
    """
    found = np.zeros(len(numbers), bool)
    bits = np.uint64(bits_for(len(numbers)))
    values = numbers.to_numpy()
    ordered = values >> bits << bits
    ordered |= np.arange(len(numbers), dtype=np.uint64)
    ordered.sort()
    upper = ordered >> bits
    like_next = np.zeros(len(numbers), bool)
    like_next[:-1] = upper[1:] == upper[:-1]
    like_next[1:] |= like_next[:-1]
    rows = ordered[like_next] & np.uint64((1 << int(bits)) - 1)
    found[rows[pl.Series(values[rows]).is_duplicated().to_numpy()]] = True
    return pl.Series("repeated", found)
