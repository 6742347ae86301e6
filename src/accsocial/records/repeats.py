"""Rows that repeat: numbers that stand in several rows, and whole keys that do."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl

_TABLE_BITS = 20
_LOWER = np.uint32(32 - _TABLE_BITS)
_HALF = np.uint64(32)
_PLACE = "_row"

FILLS = "fills"
"""Which of the columns that are delivered apart a row fills; see `fills`."""


def repeated(numbers: pl.Series) -> pl.Series:
    """Whether each number (UInt64, spread evenly, no null) stands in several rows.

    One sort of their upper halves shows those that may, and a table of fewer bits yet the few rows
    to look for them in: both take less time than a hash table of all numbers.
    """
    values = numbers.to_numpy()
    upper = (values >> _HALF).astype(np.uint32)
    ordered = np.sort(upper)
    several = ordered[1:][ordered[1:] == ordered[:-1]]
    found = np.zeros(len(values), bool)
    if len(several):
        may_be = np.zeros(1 << _TABLE_BITS, bool)
        may_be[several >> _LOWER] = True
        # Indices of the type that numpy works with are taken much faster.
        rows = np.flatnonzero(may_be.take((upper >> _LOWER).astype(np.int64)))
        found[rows] = pl.Series(values[rows]).is_duplicated().to_numpy()
    return pl.Series("repeated", found)


def first_of_key(frame: pl.DataFrame, key: Sequence[str], needs: Sequence[str]) -> pl.Series:
    """True for rows that are the first of their key, or have none (a column of `needs` is null)."""
    has_key = pl.all_horizontal(pl.lit(value=True), pl.col(needs).is_not_null())
    # Rows without a key must not stand in for those that have one.
    place = pl.int_range(pl.len(), dtype=pl.UInt32).alias(_PLACE)
    keyed = frame.select(place, *dict.fromkeys([*key, *needs])).filter(has_key)
    # Whole keys are compared where their hashes are equal: that is rare.
    may_repeat = repeated(keyed.select(pl.struct(key).hash()).to_series())
    first = np.ones(frame.height, bool)
    if may_repeat.any():
        alike = keyed.filter(may_repeat)
        later = alike.filter(~pl.struct(key).is_first_distinct())[_PLACE]
        first[later.to_numpy()] = False
    return pl.Series(first)


def fills(columns: Sequence[str]) -> pl.Expr:
    """Which of some columns a row fills, as one number: a bit for each."""
    bits = [pl.col(name).is_not_null().cast(pl.UInt8) * (1 << n) for n, name in enumerate(columns)]
    return pl.sum_horizontal(bits).alias(FILLS)


def or_completes(first: pl.Series, keyed: pl.DataFrame) -> pl.Series:
    """True where `first` is, and for later rows that fill what those of their key left empty.

    `keyed` has the columns of the key, and FILLS if its columns may be delivered apart. A row that
    fills anything for a second time completes nothing.
    """
    if FILLS not in keyed.columns or first.all():
        return first
    key = pl.struct(pl.exclude(FILLS))
    rows = keyed.select(pl.arg_where(key.is_duplicated())).to_series()
    counts = first.to_list()
    filled: dict[tuple[object, ...], int] = {}
    for row, (new, *of_key) in zip(
        rows, keyed.select(FILLS, pl.exclude(FILLS)).gather(rows).iter_rows(), strict=True
    ):
        known = filled.get(tuple(of_key), 0)
        counts[row] = counts[row] or bool(new and not known & new)
        if counts[row]:
            filled[tuple(of_key)] = known | new
    return pl.Series(counts, dtype=pl.Boolean)
