"""Texts of French extracts -> typed values, as Polars expressions; null where none can be read."""

from __future__ import annotations

import polars as pl

from accsocial.records.schema import DECIMAL_PLACES

DECIMAL = pl.Decimal(38, DECIMAL_PLACES)
_SPACES_AND_SIGNS = r"[\s\u00A0\u202F\u2009'’€]|EUR"
_FIRST_YEAR, _LAST_YEAR = 1900, 2155


def to_text(column: pl.Expr, dtype: pl.DataType) -> pl.Expr:
    """Codes and identifiers: stripped text; whole floats (Excel) lose their ".0"."""
    if dtype.is_float():
        whole = column.cast(pl.Int64, strict=False)
        column = (
            pl.when(whole.cast(dtype) == column)
            .then(whole.cast(pl.String))
            .otherwise(column.cast(pl.String))
        )
    elif dtype != pl.String:
        column = column.cast(pl.String)
    stripped = column.str.strip_chars(" \t\r\n\u00a0\u202f")
    return pl.when(stripped != "").then(stripped)


def to_date(column: pl.Expr, dtype: pl.DataType) -> pl.Expr:
    """`dd/mm/yyyy`, `dd/mm/yy`, `yyyy-mm-dd` (or with `.`, `-`, `/`), with or without a time."""
    if dtype == pl.Date:
        return column
    if dtype == pl.Datetime:
        return column.dt.date()
    text = to_text(column, dtype)
    day = text.str.extract(r"^(\S+)").str.split("T").list.first()
    slashed = day.str.replace_all(r"[.\-]", "/")
    return pl.coalesce(
        slashed.str.to_date("%d/%m/%Y", strict=False).pipe(_plausible),
        slashed.str.to_date("%Y/%m/%d", strict=False).pipe(_plausible),
        slashed.str.to_date("%d/%m/%y", strict=False).pipe(_plausible),
    )


def _plausible(date: pl.Expr) -> pl.Expr:
    # "%Y" reads "22" as the year 22: such a date is to be read by the next format.
    return pl.when(date.dt.year().is_between(_FIRST_YEAR, _LAST_YEAR)).then(date)


def to_decimal(column: pl.Expr, dtype: pl.DataType) -> pl.Expr:
    """Amounts and fte, exact: `1234.50`, `1 234,50 €`, `1.234,50`, `(1 234)` for a negative."""
    if dtype.is_integer() or dtype.is_decimal():
        return column.cast(DECIMAL, strict=False)
    if dtype.is_float():
        # Through the shortest text that gives the same float: what the producer had written.
        return column.cast(pl.String).cast(DECIMAL, strict=False)
    text = to_text(column, dtype).str.replace_all(_SPACES_AND_SIGNS, "")
    negative = text.str.contains(r"^\(.*\)$")
    digits = text.str.replace_all(r"[()]", "")
    commas, points = (
        digits.str.count_matches(",", literal=True),
        digits.str.count_matches(".", literal=True),
    )
    comma_is_decimal = digits.str.contains(r"^[^,]*,[^.,]*$")
    plain = (
        pl.when(comma_is_decimal)
        .then(digits.str.replace_all(".", "", literal=True).str.replace(",", ".", literal=True))
        .when(commas > 0)
        .then(digits.str.replace_all(",", "", literal=True))
        .when(points > 1)
        .then(digits.str.replace_all(".", "", literal=True))
        .otherwise(digits)
    )
    valid = plain.str.contains(r"^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$")
    value = pl.when(valid).then(plain.str.strip_prefix("+")).cast(DECIMAL, strict=False)
    return pl.when(negative).then(-value).otherwise(value)


def to_integer(column: pl.Expr, dtype: pl.DataType) -> pl.Expr:
    """Whole numbers, with or without spaces between thousands; `45,5` is none."""
    if dtype.is_integer():
        return column.cast(pl.Int64, strict=False)
    value = to_decimal(column, dtype)
    whole = value.cast(pl.Int64, strict=False)
    return pl.when(whole.cast(DECIMAL) == value).then(whole)


def to_year(column: pl.Expr, dtype: pl.DataType) -> pl.Expr:
    """A year of four digits, 1900 to 2155; of a date, its year."""
    if dtype in (pl.Date, pl.Datetime):
        return column.dt.year()
    text = to_text(column, dtype).str.extract(r"^(\d{4})(?:\.0+)?$")
    year = text.cast(pl.Int32, strict=False)
    return pl.when(year.is_between(_FIRST_YEAR, _LAST_YEAR)).then(year)
