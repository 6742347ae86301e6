"""Days that stand for none: databases write them where nothing has happened, or ended, yet."""

from __future__ import annotations

import polars as pl

from accsocial.records.schema import Column, Kind

NO_DAYS = ("31/12/9999", "31/12/2999", "00/00/0000")
"""The last day of a calendar (Oracle, SAP, administrations), and the zero of MySQL."""

_LAST_YEARS = (2999, 9999)
_TEXT = (
    r"^(?:31[/.-]12[/.-][29]999|[29]999[/.-]?12[/.-]?31|00[/.-]00[/.-]0000|0000[/.-]?00[/.-]?00)"
    r"(?:[ T].*)?$"
)


def may_be_no_day(column: Column) -> bool:
    """Whether a row may lack the day: of one that must have it, such a day is a wrong one."""
    return column.kind is Kind.DATE and not column.required


def without_no_days(cells: pl.Series) -> tuple[pl.Series, pl.Series]:
    """Days (texts, Date or Datetime) with null in the place of those for none, and where these are.

    Cells of other types are left as they are.
    """
    if cells.dtype == pl.String:
        none = cells.str.contains(_TEXT)
    elif cells.dtype in (pl.Date, pl.Datetime):
        last = (cells.dt.month() == 12) & (cells.dt.day() == 31)
        none = cells.dt.year().is_in(_LAST_YEARS) & last
    else:
        none = pl.repeat(value=False, n=len(cells), eager=True, dtype=pl.Boolean)
    none = none.fill_null(value=False)
    nothing = pl.Series(cells.name, [None], dtype=cells.dtype)
    return nothing.zip_with(none, cells) if none.any() else cells, none
