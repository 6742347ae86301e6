"""Rows of one cell that names several persons stay one appointment."""

from __future__ import annotations

import polars as pl

from accsocial.records.table import ORIGIN

MADE_UP = "accsocial-row-"
"""How the numbers begin that are given to appointments without one."""


def number_split_rows(batch: pl.DataFrame) -> pl.DataFrame:
    """Gives the rows that one cell was split into a number, so that they stay one appointment.

    A row without a number is otherwise an appointment of its own. The number is
    made of the file and line of the row, which no other row has.
    """
    # A batch may hold several files, which all have a second line.
    several = pl.len().over(*ORIGIN) > 1
    place = pl.concat_str(pl.lit(MADE_UP), pl.col("file") + 1, pl.lit("-"), "line")
    made_up: pl.Expr = pl.when(several).then(place)
    if "appointment_id" in batch.columns:
        made_up = pl.coalesce("appointment_id", made_up)
    return batch.with_columns(made_up.alias("appointment_id"))
