"""Workers, costs and households -> staffing, spending, households. These tables are small."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from accsocial.summary.groups import GROUP_DTYPES


def _grouped(rows: pl.DataFrame, groups: Sequence[str], *values: pl.Expr) -> pl.DataFrame:
    keys = [pl.col(name).cast(GROUP_DTYPES[name]) for name in groups]
    return rows.group_by(keys).agg(*values).sort(groups, nulls_last=True)


def staffing(rows: pl.DataFrame, groups: Sequence[str]) -> pl.DataFrame:
    """Columns workers (distinct), fte, unknown_workers (rows without id) and unknown_fte.

    A worker is one in each (body, territory), whatever the groups.
    """
    values: list[pl.Expr] = []
    if "worker_id" in rows.columns:
        worker = pl.struct("worker_id", *_scope(groups)).filter(pl.col("worker_id").is_not_null())
        values += [
            worker.n_unique().cast(pl.Int64).alias("workers"),
            pl.col("worker_id").is_null().sum().cast(pl.Int64).alias("unknown_workers"),
        ]
    if "fte" in rows.columns:
        values += [
            pl.col("fte").sum(),
            pl.col("fte").is_null().sum().cast(pl.Int64).alias("unknown_fte"),
        ]
    return _grouped(rows, groups, *values)


def _scope(groups: Sequence[str]) -> list[pl.Expr]:
    return [pl.col("territory")] if "territory" in groups else []


def spending(rows: pl.DataFrame, groups: Sequence[str]) -> pl.DataFrame:
    """Columns category and amount (exact sum)."""
    if "category" not in rows.columns:
        rows = rows.with_columns(category=pl.lit(None, pl.String))
    keys = [pl.col(name).cast(GROUP_DTYPES[name]) for name in groups]
    return (
        rows.group_by(*keys, "category")
        .agg(pl.col("amount").sum())
        .sort(*groups, "category", nulls_last=True)
    )


def households(rows: pl.DataFrame, groups: Sequence[str]) -> pl.DataFrame:
    """Columns eligible_households, poor_households: those the extract has; null if unknown."""
    columns = [c for c in ("eligible_households", "poor_households") if c in rows.columns]
    # The sum of nothing is 0 for Polars: what nobody recorded must stay unknown.
    sums = [pl.when(pl.col(c).count() > 0).then(pl.col(c).sum()).alias(c) for c in columns]
    return _grouped(rows, groups, *sums)
