"""Days that a sheet shows as numbers: a spreadsheet counts them, and these cells lost their format.

Saved as text, or copied as values, 5 January 2022 is 44566.
"""

from __future__ import annotations

import datetime as dt

import polars as pl

_COUNTED = r"^[2-7][0-9]{4}(\.[0-9]+)?$"
"""From 1954 to 2119; what stands after the point is the time."""

_FROM_1900, _FROM_1904 = dt.date(1899, 12, 30), dt.date(1904, 1, 1)
"""The days numbered 0. Spreadsheets take 1900 for a leap year: counted back from now, their first
day is the last but one of 1899."""


def are_counted(cells: pl.Series) -> pl.Series:
    """Which texts (String) are such numbers; null where a text is."""
    return cells.str.contains(_COUNTED)


def with_days(cells: pl.Series, *, from_1904: bool) -> pl.Series:
    """The texts with the days, as yyyy-mm-dd, in the place of such numbers."""
    number = cells.str.extract(r"^([0-9]{5})").cast(pl.Int32, strict=False)
    first = _FROM_1904 if from_1904 else _FROM_1900
    days = (number + (first - dt.date(1970, 1, 1)).days).cast(pl.Date).cast(pl.String)
    return days.zip_with(are_counted(cells).fill_null(value=False), cells)
