"""How quantities are made: the total over a summary table, and the rows behind it, said once.

A count of things that were seen is 0 for a group without rows; what somebody
has to record (money, staff, households) is unknown there, never 0.
"""

from __future__ import annotations

import polars as pl

from accsocial.model import Measure, Quantity, Text

PARAMETERS = "parameters"
PRICES = "prices"
"""Tables of dated values, beside the summary tables that a quantity can be read from."""


def parameter(name: str) -> pl.Expr:
    """A parameter inside a total: the counting rules and the dated constants, by name."""
    return pl.col(f"parameter.{name}")


def _where(values: pl.Expr, where: pl.Expr | None) -> pl.Expr:
    return values if where is None else values.filter(where)


def sum_if_any(column: str) -> pl.Expr:
    """The sum of a column; null if no row has a value."""
    # The sum of nothing is 0 for Polars; here it is unknown.
    return pl.when(pl.col(column).count() > 0).then(pl.col(column).sum())


def units(
    id: str,  # noqa: A002 - the field's name
    table: str,
    who: str,
    label: Text,
    where: pl.Expr | None = None,
) -> Quantity:
    """Different beneficiaries or workers of a table that counts `who` by what they have."""
    total = _where(pl.col(who), where).sum()
    return Quantity(id, label, table, total, 0, measure=Measure.UNITS, where=where)


def rows_of_units(
    id: str,  # noqa: A002 - the field's name
    table: str,
    who: str,
    label: Text,
    where: pl.Expr | None = None,
) -> Quantity:
    """The appointments of the units of such a table: n times those who have n."""
    total = _where(pl.col("appointments") * pl.col(who), where).sum()
    return Quantity(id, label, table, total, 0, measure=Measure.ROWS, where=where)


def rows(
    id: str,  # noqa: A002 - the field's name
    table: str,
    number: str,
    label: Text,
    where: pl.Expr | None = None,
) -> Quantity:
    """What a table counts in its column `number`, by labels or days."""
    total = _where(pl.col(number), where).sum()
    return Quantity(id, label, table, total, 0, measure=Measure.ROWS, where=where)


def column(
    id: str,  # noqa: A002 - the field's name
    table: str,
    name: str,
    label: Text,
    measure: Measure = Measure.ROWS,
) -> Quantity:
    """One count of a table that has several, each in a column."""
    return Quantity(id, label, table, pl.col(name).sum(), 0, column=name, measure=measure)


def recorded(
    id: str,  # noqa: A002 - the field's name
    table: str,
    name: str,
    label: Text,
    measure: Measure = Measure.SUM,
) -> Quantity:
    """What somebody has to record, in a column: unknown where nobody did."""
    return Quantity(id, label, table, sum_if_any(name), column=name, measure=measure)


def middle_two(
    id: str,  # noqa: A002 - the field's name
    table: str,
    value: str,
    units: str,
    label: Text,
) -> Quantity:
    """The sum of the two middle values of a table that counts `units` by `value`; 0 of none.

    Units without a value are left out.
    """
    known = pl.col(value).is_not_null()
    values = pl.col(value).filter(known).sort()
    counts = pl.col(units).filter(known).sort_by(pl.col(value).filter(known))
    reached, all_units = counts.cum_sum(), counts.sum()
    lower = values.filter(reached >= (all_units + 1) // 2).first()
    upper = values.filter(reached >= all_units // 2 + 1).first()
    return Quantity(id, label, table, (lower + upper).fill_null(0), 0)
