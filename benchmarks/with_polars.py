"""The figures with Polars, as most people would write them: one lazy query per figure."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import cast

import polars as pl

from benchmarks.question import COUNTED_CHANNELS, LAST_SETTLED, STATUS_RANKS, Answers

_SCOPE = ("body", "territory", "year")
"""What an identifier means something in, and the year."""

_N = pl.col("n")


def figures(folder: Path, by: Sequence[str]) -> Answers:
    """The figures of an extract of canonical Parquet files, in groups of the columns `by`."""
    asked = [
        query.select(
            pl.lit(indicator).alias("indicator"),
            *by,
            pl.col("value").cast(pl.Float64),
            pl.col("numerator").cast(pl.Float64),
            pl.col("denominator").cast(pl.Float64),
        )
        for indicator, query in _queries(folder, by).items()
    ]
    return cast("Answers", pl.concat(pl.collect_all(asked)).drop_nulls("value").to_dicts())


def _queries(folder: Path, by: Sequence[str]) -> dict[str, pl.LazyFrame]:
    """By indicator: columns `by`, value, numerator, denominator."""
    rows = pl.scan_parquet(folder / "appointments_*.parquet").with_columns(
        year=pl.col("date").dt.year()
    )
    beneficiaries, workers = _seen(rows, "beneficiary_id"), _seen(rows, "worker_id")
    rank = pl.col("rank")
    return {
        "appointments_per_beneficiary": _ratio(beneficiaries, by, _N.sum(), pl.len()),
        "median_appointments_per_beneficiary": _median(beneficiaries, by),
        "share_of_beneficiaries_advice_only": _ratio(beneficiaries, by, (_N < 3).sum(), pl.len()),
        "share_of_beneficiaries_8_or_more": _ratio(beneficiaries, by, (_N >= 8).sum(), pl.len()),
        "appointments_per_worker": _ratio(workers, by, _N.sum(), pl.len()),
        "median_appointments_per_worker": _median(workers, by),
        "share_of_workers_below_416": _ratio(workers, by, (_N < 416).sum(), pl.len()),
        "no_show_rate": _ratio(
            _attended(rows),
            by,
            (rank == STATUS_RANKS["no_show"]).sum(),
            (rank <= LAST_SETTLED).sum(),
        ),
        **_of_money(folder, by, beneficiaries),
    }


def _seen(rows: pl.LazyFrame, who: str) -> pl.LazyFrame:
    """Who was seen in a year, and `n`: in how many counted appointments."""
    number = pl.col("appointment_id")
    # A row without a number is an appointment of its own.
    n = number.n_unique() + number.null_count() - (number.null_count() > 0)
    return (
        rows.filter(
            pl.col("status") == "held",
            pl.col("channel").fill_null("unknown").is_in(COUNTED_CHANNELS),
            ~pl.col("collective").fill_null(value=False),
            pl.col(who).is_not_null(),
        )
        .group_by(*_SCOPE, who)
        .agg(n.alias("n"))
    )


def _attended(rows: pl.LazyFrame) -> pl.LazyFrame:
    """Appointments, each once, with the `rank` of their status."""
    ranked = rows.with_columns(
        rank=pl.col("status").fill_null("unknown").replace_strict(STATUS_RANKS)
    )
    numbered = pl.col("appointment_id").is_not_null()
    several = ranked.filter(numbered).group_by(*_SCOPE, "appointment_id").agg(pl.col("rank").min())
    columns = [*_SCOPE, "rank"]
    return pl.concat([several.select(columns), ranked.filter(~numbered).select(columns)])


def _ratio(
    units: pl.LazyFrame, by: Sequence[str], numerator: pl.Expr, denominator: pl.Expr
) -> pl.LazyFrame:
    return _divided(
        units.group_by(by).agg(numerator=numerator, denominator=denominator),
        pl.col("numerator") / pl.col("denominator"),
    )


def _median(units: pl.LazyFrame, by: Sequence[str]) -> pl.LazyFrame:
    return units.group_by(by).agg(value=_N.median(), numerator=pl.lit(None), denominator=pl.len())


def _of_money(
    folder: Path, by: Sequence[str], beneficiaries: pl.LazyFrame
) -> dict[str, pl.LazyFrame]:
    costs = pl.scan_parquet(folder / "costs_*.parquet")
    spent = costs.group_by(by).agg(numerator=pl.col("amount").sum().cast(pl.Float64))
    place = [name for name in by if name != "year"]
    base = (
        costs.filter(pl.col("year") == pl.col("year").min())
        .group_by(place)
        .agg(denominator=pl.col("amount").sum().cast(pl.Float64))
    )
    seen = beneficiaries.group_by(by).agg(denominator=pl.len())
    ratio = pl.col("numerator") / pl.col("denominator")
    return {
        "cost_per_beneficiary": _divided(spent.join(seen, on=by), ratio),
        "cost_growth": _divided(spent.join(base, on=place), ratio - 1),
    }


def _divided(parts: pl.LazyFrame, value: pl.Expr) -> pl.LazyFrame:
    return parts.filter(pl.col("denominator") != 0).with_columns(value=value)
