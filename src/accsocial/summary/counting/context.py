"""Workers, costs and households -> staffing, spending, households, need: small tables."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from accsocial.rules import CountingRules
from accsocial.summary.codes.groups import GROUP_DTYPES


def _grouped(rows: pl.DataFrame, groups: Sequence[str], *values: pl.Expr) -> pl.DataFrame:
    keys = [pl.col(name).cast(GROUP_DTYPES[name]) for name in groups]
    return rows.group_by(keys).agg(*values).sort(groups, nulls_last=True)


def _if_any(values: pl.Expr, total: pl.Expr) -> pl.Expr:
    # The sum of nothing is 0 for Polars: what nobody recorded must stay unknown.
    return pl.when(values.count() > 0).then(total)


def mark_counted(workers: pl.DataFrame, rules: CountingRules) -> pl.DataFrame:
    """Adds `counted`: whether the rules count the worker; all if nobody says who is qualified."""
    if rules.workers_counted == "all" or "qualified" not in workers.columns:
        return workers.with_columns(counted=pl.lit(value=True))
    return workers.with_columns(counted=pl.col("qualified").fill_null(value=False))


def mark_first(workers: pl.DataFrame, groups: Sequence[str], rules: CountingRules) -> pl.DataFrame:
    """Adds `first`: whether a counted row is the first, by groups, of a worker in body and year.

    First rows add up to the workers of a body, also where one worker is in several of its groups.
    """
    scope = ("body",) if rules.id_scope == "national" else ("body", "territory")
    known = pl.col("counted") & pl.col("worker_id").is_not_null()
    first = pl.struct(*scope, "year", "worker_id", "counted").is_first_distinct()
    had = [name for name in groups if name in workers.columns]
    in_order = workers.sort(had, nulls_last=True, maintain_order=True)
    return in_order.with_columns(first=known & first)


def staffing(rows: pl.DataFrame, groups: Sequence[str]) -> pl.DataFrame:
    """Columns workers (distinct), workers_of_body, fte, unknown_workers (no id), unknown_fte.

    `workers_of_body` are those that no group before has: over groups they add up to the different
    workers of the body in the year. Only rows that are `counted` count, but each row makes its
    group. `workers`, `workers_of_body` and `fte` are null where no row of the group has one, and
    0 where those that have one are told to be of workers who do not count.
    """
    counted = pl.col("counted")
    told = counted | pl.col("qualified").is_not_null() if "qualified" in rows.columns else counted
    values: list[pl.Expr] = []
    if "worker_id" in rows.columns:
        worker, listed = (pl.col("worker_id").filter(of) for of in (counted, told))
        values += [
            _if_any(listed, worker.drop_nulls().n_unique().cast(pl.Int64)).alias("workers"),
            _if_any(listed, pl.col("first").sum().cast(pl.Int64)).alias("workers_of_body"),
            worker.is_null().sum().cast(pl.Int64).alias("unknown_workers"),
        ]
    if "fte" in rows.columns:
        fte, recorded = (pl.col("fte").filter(of) for of in (counted, told))
        values += [
            _if_any(recorded, fte.sum()).alias("fte"),
            fte.is_null().sum().cast(pl.Int64).alias("unknown_fte"),
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
    return _grouped(rows, groups, *(_if_any(pl.col(c), pl.col(c).sum()).alias(c) for c in columns))


def need(staffing: pl.DataFrame, households: pl.DataFrame, groups: Sequence[str]) -> pl.DataFrame:
    """Columns workers and poor_households of each group of either table; null if unknown."""
    return (
        staffing.select(*groups, "workers")
        .join(
            households.select(*groups, "poor_households"),
            on=list(groups),
            how="full",
            coalesce=True,
            nulls_equal=True,
        )
        .sort(groups, nulls_last=True)
    )
