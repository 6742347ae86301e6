"""Workers, costs and households -> staffing, spending, households. These tables are small."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from accsocial.summary.groups import GROUP_DTYPES


def _grouped(rows: pl.DataFrame, groups: Sequence[str], *values: pl.Expr) -> pl.DataFrame:
    keys = [pl.col(name).cast(GROUP_DTYPES[name]) for name in groups]
    return rows.group_by(keys).agg(*values).sort(groups, nulls_last=True)


def _if_any(column: str, total: pl.Expr) -> pl.Expr:
    # The sum of nothing is 0 for Polars: what nobody recorded must stay unknown.
    return pl.when(pl.col(column).count() > 0).then(total).alias(column)


def staffing(rows: pl.DataFrame, groups: Sequence[str]) -> pl.DataFrame:
    """Columns workers (distinct), fte, unknown_workers (rows without id) and unknown_fte.

    `workers` and `fte` are null where no row of the group has one.
    """
    values: list[pl.Expr] = []
    if "worker_id" in rows.columns:
        heads = pl.col("worker_id").drop_nulls().n_unique().cast(pl.Int64)
        values += [
            _if_any("worker_id", heads).alias("workers"),
            pl.col("worker_id").is_null().sum().cast(pl.Int64).alias("unknown_workers"),
        ]
    if "fte" in rows.columns:
        values += [
            _if_any("fte", pl.col("fte").sum()),
            pl.col("fte").is_null().sum().cast(pl.Int64).alias("unknown_fte"),
        ]
    return _grouped(rows, groups, *values)


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
    return _grouped(rows, groups, *(_if_any(c, pl.col(c).sum()) for c in columns))
