"""Which rows repeat an earlier one, told from 128 bits of their key instead of its text."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from accsocial.records.repeats import FILLS, fills, or_completes
from accsocial.records.table import Table

KEY = ("key_1", "key_2")
"""Columns of two independent 64-bit hashes (UInt64) of a row's key; null without a key."""

OF_KEY = (*KEY, FILLS)
"""All columns that `key_hashes` may make."""

_SEEDS = (0x5EED_0003, 0x5EED_0004)


def hashed(values: Sequence[str], names: Sequence[str], *, where: pl.Expr) -> list[pl.Expr]:
    """Two hashes of the combination of some columns, under `names`; null unless `where` holds."""
    return [
        pl.when(where).then(pl.struct(values).hash(seed)).alias(name)
        for name, seed in zip(names, _SEEDS, strict=True)
    ]


def key_hashes(table: Table) -> list[pl.Expr]:
    """The columns KEY of the rows of a table; all null if the extract lacks part of the key.

    And FILLS, if the table has columns that may be delivered apart.
    """
    if not table.has_key:
        return [pl.lit(None, pl.UInt64).alias(name) for name in KEY]
    has_key = pl.all_horizontal(pl.lit(value=True), pl.col(table.schema.key_needs).is_not_null())
    beside = [fills(table.apart)] if table.apart else []
    return [*hashed(table.key, KEY, where=has_key), *beside]


def without_repeats(hashes: pl.DataFrame) -> pl.Series:
    """Which rows, of which `hashes` are those of `key_hashes`, count: true but for duplicates."""
    first = pl.struct(KEY).is_first_distinct() | pl.col(KEY[0]).is_null()
    return or_completes(hashes.select(first).to_series(), hashes)
