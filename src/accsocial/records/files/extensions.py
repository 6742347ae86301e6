"""Extension types of Arrow: a plain type under another name, which says what the values mean."""

from __future__ import annotations

import polars as pl

_COUNTED = {"pandas.period": "periods of pandas; store the first day of each, `dt.to_timestamp()`"}
"""Types whose values count in a unit that only their program knows, and what to do."""


def storage(dtype: pl.DataType) -> pl.DataType:
    """The plain type under an extension type; any other as it is."""
    if not isinstance(dtype, pl.BaseExtension):
        return dtype
    stored = dtype.ext_storage()
    return stored if isinstance(stored, pl.DataType) else stored()


def as_stored(frame: pl.DataFrame) -> pl.DataFrame:
    """The same values under their plain types."""
    return frame.with_columns(
        pl.col(name).ext.storage()
        for name, dtype in frame.schema.items()
        if isinstance(dtype, pl.BaseExtension)
    )


def why_unread(dtype: pl.DataType) -> str | None:
    """Why the values of a column would be misread, and what to do; None if they would not."""
    return _COUNTED.get(dtype.ext_name()) if isinstance(dtype, pl.BaseExtension) else None
