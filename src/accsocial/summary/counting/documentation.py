"""How well appointments are documented: which fields of their rows are filled."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from accsocial.records.schema import APPOINTMENTS
from accsocial.summary.codes.filled import FIELDS, OPTIONAL, UNKNOWN, has_field

_ALWAYS = sum(column.required and UNKNOWN not in column.labels for column in APPOINTMENTS.columns)
"""Required fields without which a row is rejected: each accepted row has them."""


def with_field(name: str) -> str:
    """The column of `documentation` that counts the rows with a field: `site` is a group too."""
    return f"with_{name}"


def documentation(rows: pl.LazyFrame, delivered: Sequence[str]) -> pl.LazyFrame:
    """Columns group, rows, with_<field> (rows that have it filled), and cells over fields.

    `rows` has group, filled, and in rows how many are so. `delivered` are the columns that the
    extract has. Every row has a cell of each required field. It has one of an optional field if
    that column is delivered; else the cell is counted in optional_not_delivered.
    """
    count = pl.col("rows")
    masks = rows.group_by("group", "filled").agg(count.sum())
    by_field = masks.group_by("group").agg(
        count.sum(),
        *(count.filter(has_field(name)).sum().alias(with_field(name)) for name in FIELDS),
    )
    return with_cells(by_field, delivered)


def with_cells(by_field: pl.LazyFrame, delivered: Sequence[str]) -> pl.LazyFrame:
    """The counts of rows by field, with their cells where the extract has those columns."""
    required = [with_field(name) for name in FIELDS if name not in OPTIONAL]
    optional = [with_field(name) for name in OPTIONAL if name in delivered]
    count = pl.col("rows")
    return by_field.with_columns(
        required_cells=count * (_ALWAYS + len(required)),
        required_filled=count * _ALWAYS + pl.sum_horizontal(required),
        optional_cells=count * len(optional),
        optional_filled=pl.sum_horizontal(pl.lit(0, pl.Int64), *optional),
        optional_not_delivered=count * (len(OPTIONAL) - len(optional)),
    )
