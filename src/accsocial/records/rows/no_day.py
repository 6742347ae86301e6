"""Days that stand for none: databases write them where nothing has happened, or ended, yet."""

from __future__ import annotations

import datetime as dt

import polars as pl

from accsocial.records.schema import Column, Kind

NO_DAYS = (
    *("31/12/9999", "31/12/2999", "99/99/9999", "00/00/0000", "0"),
    *("01/01/1900", "01/01/1753", "01/01/0001", "00/01/1900", "31/12/1899", "30/12/1899"),
    "00:00:00",
)
"""The last day of a calendar (Oracle, SAP, administrations), and the zeros of MySQL and mainframes;
the first days of SQL Server, Dynamics and .NET; and what spreadsheets show where a formula repeats
an empty cell: the day before their first one, or the time of their day 0.
"""

_EPOCH = dt.date(1970, 1, 1)
_STORED = [
    (day - _EPOCH).days
    for day in (
        *(dt.date(year, 12, 31) for year in (2999, 9999)),
        *(dt.date(year, 1, 1) for year in (1, 1753, 1900)),
        *(dt.date(1899, 12, day) for day in (30, 31)),
    )
]
"""As Polars keeps them."""

_LAST_OLD, _FIRST_LATE = (dt.date(1900, 1, 1) - _EPOCH).days, (dt.date(2999, 12, 31) - _EPOCH).days

_NUMBERS = (0.0, 29991231.0, 99991231.0, 99999999.0)
"""In columns of days that are stored as numbers, yyyymmdd."""

_TEXT = (
    r"^(?:0(?:\.0)?|00:00(?::00)?|(?:31[/.-]12[/.-][29]999|12[/.-]31[/.-][29]999|[29]999[/.-]?12[/.-]?31"
    r"|99[/.-]?99[/.-]?9999|9999[/.-]?99[/.-]?99|00[/.-]00[/.-]0000|0000[/.-]?00[/.-]?00"
    r"|0?[01][/.-]0?[01][/.-]1900|1900[/.-]?0[01][/.-]?0[01]"
    r"|0?1[/.-]0?1[/.-](?:0001|1753)|(?:0001|1753)[/.-]?01[/.-]?01"
    r"|3[01][/.-]12[/.-]1899|12[/.-]3[01][/.-]1899|1899[/.-]?12[/.-]?3[01]"
    r"|(?i:jan) +1 1900"
    r")(?:[ T].*|[0-9]{6}|-[0-9.]+)?)$"
)


def may_be_no_day(column: Column) -> bool:
    """Whether a row may lack the day: of one that must have it, such a day is a wrong one."""
    return column.kind is Kind.DATE and not column.required


def without_no_days(cells: pl.Series) -> tuple[pl.Series, pl.Series]:
    """Days (texts, Date, Datetime or numbers), null where they stand for none, and where that is.

    Cells of other types are left as they are.
    """
    none: pl.Series | None = None
    if cells.dtype == pl.String:
        none = cells.str.contains(_TEXT)
    elif cells.dtype in (pl.Date, pl.Datetime):
        # Numbers: of the days of a damaged file not all have a year.
        numbers = (cells if cells.dtype == pl.Date else cells.dt.date()).to_physical()
        first: int | None = numbers.min()  # type: ignore[assignment]  # days are integers
        last: int | None = numbers.max()  # type: ignore[assignment]  # as above
        if first is not None and last is not None and (first <= _LAST_OLD or last >= _FIRST_LATE):
            none = numbers.is_in(_STORED)
    elif cells.dtype.is_numeric():
        none = cells.cast(pl.Float64).is_in(_NUMBERS)
    if none is None or not none.any():
        return cells, pl.Series(dtype=pl.UInt32)
    none = none.fill_null(value=False)
    nothing = pl.Series(cells.name, [None], dtype=cells.dtype)
    return nothing.zip_with(none, cells), none.arg_true()
