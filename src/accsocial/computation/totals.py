"""The totals that formulas read: each quantity by some group columns, made once, from its table."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

import polars as pl

from accsocial.model import Key, Number, Quantity
from accsocial.parameters.constants import constant
from accsocial.rules import CountingRules

RULE_PARAMETERS = ("support_threshold", "working_days")
"""The counting rules that stand in formulas and change no summary table."""

_CONSTANTS = (
    "expected_appointments",
    "standard_appointments_per_worker",
    "lowest_observed_per_working_day",
    "highest_observed_per_working_day",
)

Wanted = tuple[Quantity, tuple[str, ...]]
"""A quantity, and the group columns that it is totalled by."""


class Totals:
    """Totals over summary tables: one query for all that a table is asked for at a time."""

    def __init__(
        self, tables: Mapping[str, pl.DataFrame], parameters: Mapping[str, Number]
    ) -> None:
        self._tables = tables
        self._parameters = parameters
        self._made: dict[tuple[str, tuple[str, ...]], dict[Key, Number | None]] = {}

    def of(self, quantity: Quantity, columns: tuple[str, ...]) -> Mapping[Key, Number | None]:
        """The total of every group that has rows in the table of the quantity."""
        if (quantity.id, columns) not in self._made:
            self.make([(quantity, columns)])
        return self._made[quantity.id, columns]

    def make(self, wanted: Iterable[Wanted]) -> None:
        """Makes all these totals: `of` finds them."""
        alike: dict[tuple[str, str, tuple[str, ...]], dict[str, Quantity]] = {}
        for quantity, columns in wanted:
            place = (quantity.table, quantity.across, columns)
            alike.setdefault(place, {})[quantity.id] = quantity
        queries = [
            self._query(table, across, columns, [*quantities.values()])
            for (table, across, columns), quantities in alike.items()
        ]
        # For tables as small as these the streaming engine takes longer to start than to work.
        made_at_once = pl.collect_all(queries, engine="in-memory")
        for ((_, _, columns), quantities), totals in zip(alike.items(), made_at_once, strict=True):
            keys = totals.select(columns).rows()
            for quantity in quantities.values():
                made: Sequence[Any] = totals[quantity.id].to_list()
                if quantity.sum_up is not None:
                    made = [quantity.sum_up(total) for total in made]
                self._made[quantity.id, columns] = dict(zip(keys, made, strict=True))

    def _query(
        self, table: str, across: str, columns: tuple[str, ...], quantities: Sequence[Quantity]
    ) -> pl.LazyFrame:
        """One row per group, one column per quantity."""
        totals = (
            with_parameters(self._tables[table].lazy(), self._parameters)
            .group_by((*columns, across) if across else columns)
            .agg(q.total.alias(q.id) for q in quantities if q.total is not None)
        )
        return totals.group_by(columns).agg(q.id for q in quantities) if across else totals


Frame = TypeVar("Frame", pl.DataFrame, pl.LazyFrame)


def with_parameters(frame: Frame, parameters: Mapping[str, Number]) -> Frame:
    """A frame with the columns that `quantities.making.parameter` names."""
    return frame.with_columns(
        pl.lit(value).alias(f"parameter.{name}") for name, value in parameters.items()
    )


def parameter_values(rules: CountingRules) -> dict[str, Number]:
    """Parameters by name: those of the counting rules, and the dated constants."""
    ruled = {name: getattr(rules, name) for name in RULE_PARAMETERS}
    constants: dict[str, Number] = {}
    for name in _CONSTANTS:
        value = constant(name).value
        constants[name] = int(value) if value == value.to_integral_value() else value
    return {**ruled, **constants}
