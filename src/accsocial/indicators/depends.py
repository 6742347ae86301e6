"""What the value of an indicator depends on, read from its quantities: nothing is said twice."""

from __future__ import annotations

from collections.abc import Iterable

from accsocial.indicators.quantities.making import PARAMETERS, PRICES
from accsocial.model import Indicator, Place, Quantity
from accsocial.parameters.constants import DatedValue, constant
from accsocial.records.schema import TABLES
from accsocial.rules import CountingRules
from accsocial.summary.needs import MADE_OF, NEEDS
from accsocial.summary.needs import extract_tables as tables_behind
from accsocial.summary.rules_of import rules_of as rules_of_table

_PARAMETER = "parameter."
_LOOKED_AT = {"counted_channels": "channel", "count_collective": "collective"}
"""Counting rules that look at a column of the appointments that an extract need not have."""


def summary_tables(indicator: Indicator) -> list[str]:
    """The summary tables that the value is read from, in the order of the formula."""
    tables = dict.fromkeys(reading.quantity.table for reading in indicator.reads())
    return [table for table in tables if table not in (PARAMETERS, PRICES)]


def extract_tables(indicator: Indicator) -> list[str]:
    """The tables of an extract without which the value is not computable."""
    made = summary_tables(indicator)
    return list(dict.fromkeys(table for name in made for table in tables_behind(name)))


def extract_columns(indicator: Indicator) -> dict[str, list[str]]:
    """Table -> the columns without which the value is not computable, in the order of the schema.

    Those that a table must have anyway are among them.
    """
    needed = {table: set(TABLES[table].required) for table in extract_tables(indicator)}
    for quantity in _read(indicator):
        made = [quantity.table, *(f"{quantity.table}.{column}" for column in _columns(quantity))]
        for need in (need for name in made for need in NEEDS.get(name, ())):
            table, _, column = need.partition(".")
            needed[table] |= {column} - {""}
    return {
        table: [name for name in TABLES[table].names if name in columns]
        for table, columns in needed.items()
    }


def extract_columns_if_there(indicator: Indicator) -> dict[str, list[str]]:
    """Table -> the columns that can change the value where the extract has them."""
    found = {}
    for table, needed in extract_columns(indicator).items():
        # Rows of one key are one thing twice: without one of its columns more rows are.
        also = {*TABLES[table].key}
        if table == "appointments":
            also |= {_LOOKED_AT[rule] for rule in rules_of(indicator) if rule in _LOOKED_AT}
            also |= {
                column
                for quantity in _read(indicator)
                for name in _columns(quantity)
                for column in MADE_OF.get(f"{quantity.table}.{name}", ())
            }
        found[table] = [name for name in TABLES[table].names if name in also - set(needed)]
    return found


def rules_of(indicator: Indicator) -> list[str]:
    """The counting rules that can move the value, its parts or its unknown units."""
    found: set[str] = set()
    for quantity in (*_read(indicator), *_unknown(indicator)):
        found.update(_parameters(quantity))
        if quantity.table not in (PARAMETERS, PRICES):
            found.update(rules_of_table(quantity.table, _columns(quantity)))
    return [rule for rule in CountingRules.model_fields if rule in found]


def settings_of(indicator: Indicator) -> list[str]:
    """The settings beside the counting rules that can move the value."""
    found = []
    if any(reading.place is Place.BASE_YEAR for reading in indicator.reads()):
        found.append("base_year")
    if any(quantity.table == PRICES for quantity in _read(indicator)):
        found += ["prices", "inflation_convention"]
    return found


def constants_of(indicator: Indicator) -> list[DatedValue]:
    """The dated numbers that stand in the formula, also as defaults of counting rules."""
    names = dict.fromkeys(name for quantity in _read(indicator) for name in _parameters(quantity))
    return [constant(name) for name in names]


def _read(indicator: Indicator) -> list[Quantity]:
    return [reading.quantity for reading in indicator.reads()]


def _unknown(indicator: Indicator) -> Iterable[Quantity]:
    return () if indicator.unknown is None else (indicator.unknown,)


def _names(quantity: Quantity) -> list[str]:
    return [] if quantity.total is None else quantity.total.meta.root_names()


def _columns(quantity: Quantity) -> list[str]:
    return [name for name in _names(quantity) if not name.startswith(_PARAMETER)]


def _parameters(quantity: Quantity) -> list[str]:
    if quantity.table == PARAMETERS:
        return [quantity.id]
    return [n.removeprefix(_PARAMETER) for n in _names(quantity) if n.startswith(_PARAMETER)]
