"""Every indicator recomputed in plain Python from the words of the specification.

A second opinion: dictionaries, sets and fractions, row by row, nothing of accsocial and
nothing of its shortcuts. It is slow, and can be read beside the definitions.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import NamedTuple

from plain_appointments import OF_APPOINTMENTS
from plain_book import Book, Group, Rules, Table, read_prices
from plain_definitions import DEFINITIONS, Definition
from plain_supports import OF_SUPPORTS
from plain_territories import OF_TERRITORIES

ALL: dict[str, Definition] = {
    **DEFINITIONS,
    **OF_SUPPORTS,
    **OF_APPOINTMENTS,
    **OF_TERRITORIES,
}


class Figure(NamedTuple):
    """One row of results, without its words."""

    value: float | None
    numerator: float | None
    denominator: float | None
    unknown: int | None
    status: str


def recompute(
    extract: Mapping[str, Table],
    by: Sequence[str] = (),
    rules: Rules | None = None,
    base_year: int | None = None,
) -> dict[tuple[str, Group], Figure]:
    """(indicator, group) -> figure, for the groups that any table of the extract has."""
    book = Book(extract, by, rules or Rules(), base_year)
    return {
        (name, group): figure_of(definition, book, group)
        for name, definition in ALL.items()
        for group in book.groups
    }


def figure_of(definition: Definition, book: Book, group: Group) -> Figure:
    """One division at the end; no value if something is missing or the denominator not above 0."""
    if not all(is_there(need, book, definition, group) for need in definition.needs):
        return Figure(None, None, None, None, "not_computable")
    numerator, denominator = definition.numerator(book, group), definition.denominator(book, group)
    unknown = definition.unknown(book, group)
    above = None if numerator is None or definition.form == "median" else float(numerator)
    below = None if denominator is None else float(denominator)
    if numerator is None or denominator is None or denominator <= 0:
        return Figure(None, above, below, unknown, "empty")
    ratio = Fraction(numerator) / Fraction(denominator)
    values = {"ratio": ratio, "growth": ratio - 1, "median": Fraction(numerator)}
    value = root(ratio) if definition.form == "root" else values[definition.form]
    counts_appointments = any("appointments" in need for need in definition.needs)
    counts_appointments = counts_appointments and "appointments" in book.columns
    partial = counts_appointments and len(book.months.get(book.place(group), ())) < 12
    return Figure(float(value), above, below, unknown, "partial" if partial else "ok")


def root(ratio: Fraction) -> Decimal:
    """The square root to fifty digits: far more than a float has."""
    with localcontext(prec=50):
        return (Decimal(ratio.numerator) / ratio.denominator).sqrt()


def is_there(need: str, book: Book, definition: Definition, group: Group) -> bool:
    """Whether the extract has a table, a column, a group or a price that a definition needs."""
    if need == "by territory":
        return "territory" in book.by
    if need == "territories apart":
        return "territory" not in book.by and book.rules.id_scope == "territory"
    if need == "prices":
        years = {book.base_year(str(definition.base_table)), book.year_of(group)}
        return years <= set(read_prices())
    if need.startswith("anywhere "):
        table, _, column = need.removeprefix("anywhere ").partition(".")
        return column in book.columns.get(table, set())
    table, _, column = need.partition(".")
    if not book.has_groups(table) or (column and column not in book.columns[table]):
        return False
    if book.rules.workers_counted == "qualified" and need in {"appointments.worker_id", "workers"}:
        wanted = {"qualified"} | ({"worker_id"} if table == "appointments" else set())
        return wanted <= book.columns.get("workers", set())
    return True
