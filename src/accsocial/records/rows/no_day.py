"""Days that stand for none: databases write them where nothing has happened, or ended, yet."""

from __future__ import annotations

import datetime as dt

import polars as pl

from accsocial.records.schema import Column, Kind

NO_DAYS = ("31/12/9999", "31/12/2999", "00/00/0000")
"""The last day of a calendar (Oracle, SAP, administrations), and the zero of MySQL."""

_LAST_DAYS = [(dt.date(year, 12, 31) - dt.date(1970, 1, 1)).days for year in (2999, 9999)]
"""As Polars keeps them."""

_TEXT = (
    r"^(?:31[/.-]12[/.-][29]999|[29]999[/.-]?12[/.-]?31|00[/.-]00[/.-]0000|0000[/.-]?00[/.-]?00)"
    r"(?:[ T].*)?$"
)


def may_be_no_day(column: Column) -> bool:
    """Whether a row may lack the day: of one that must have it, such a day is a wrong one."""
    return column.kind is Kind.DATE and not column.required


def without_no_days(cells: pl.Series) -> tuple[pl.Series, pl.Series]:
    """Days (texts, Date or Datetime), null where they stand for none, and where that is.

    Cells of other types are left as they are.
    """
    none: pl.Series | None = None
    if cells.dtype == pl.String:
        none = cells.str.contains(_TEXT)
    elif cells.dtype in (pl.Date, pl.Datetime):
        # Numbers: of the days of a damaged file not all have a year.
        numbers = (cells if cells.dtype == pl.Date else cells.dt.date()).to_physical()
        last: int | None = numbers.max()  # type: ignore[assignment]  # days are integers
        if last is not None and last >= _LAST_DAYS[0]:
            none = numbers.is_in(_LAST_DAYS)
    if none is None or not none.any():
        return cells, pl.Series(dtype=pl.UInt32)
    none = none.fill_null(value=False)
    nothing = pl.Series(cells.name, [None], dtype=cells.dtype)
    return nothing.zip_with(none, cells), none.arg_true()
