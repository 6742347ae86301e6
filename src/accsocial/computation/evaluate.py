"""Reads the quantities of formulas from a summary, group by group, and says what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

import polars as pl

from accsocial.computation.coverage import Coverage
from accsocial.computation.totals import Totals, parameter_values, with_parameters
from accsocial.indicators.quantities.making import PARAMETERS, PRICES
from accsocial.model import Indicator, Key, Number, Place, Quantity, Read, Reading, Term
from accsocial.parameters.constants import constant
from accsocial.parameters.prices import Convention, PriceSeries, inflation_factors
from accsocial.results import Parameter
from accsocial.summary import Summary
from accsocial.summary.needs import extract_tables

BODY_COLUMNS = ("body", "year")
"""The groups that a quantity `of_body` is totalled by."""


class Evaluator:
    """Evaluates terms for the groups of a summary. Every total is made once."""

    def __init__(
        self,
        summary: Summary,
        base_year: int | None,
        prices: PriceSeries,
        convention: Convention,
    ) -> None:
        self._summary = summary
        self._given_base_year = base_year
        self._prices = prices
        self._convention = convention
        self._parameters = parameter_values(summary.rules)
        self._totals = Totals(summary.tables, self._parameters)
        self._coverage = Coverage(summary)
        self._base_years: dict[str, int | None] = {}
        self._reasons: dict[str, str | None] = {}
        self._year_at = summary.groups.index("year")

    # --- groups ---------------------------------------------------------------

    @property
    def columns(self) -> tuple[str, ...]:
        """The group columns of the results."""
        return self._summary.groups

    @cached_property
    def groups(self) -> list[Key]:
        """Every group that any table has, ascending; nulls last."""
        columns = list(self._summary.groups)
        keys = [table.select(columns) for table in self._summary.tables.values()]
        if not keys:
            return []
        return pl.concat(keys).unique().sort(columns, nulls_last=True).rows()

    def year(self, key: Key) -> int:
        """The year of a group."""
        year = key[self._year_at]
        assert isinstance(year, int)  # noqa: S101 - the type of the column
        return year

    def named(self, key: Key) -> dict[str, object]:
        """The values of a group by column."""
        return dict(zip(self._summary.groups, key, strict=True))

    # --- base years -----------------------------------------------------------

    def base_year(self, indicator: Indicator) -> int | None:
        """The year growths of this indicator are measured from; None if it is no growth.

        It is the given one, or the first year of its table in the whole extract.
        For a growth of prices alone that table is the costs, which it is compared with;
        without costs, the one that begins first.
        """
        if indicator.id not in self._base_years:
            self._base_years[indicator.id] = self._find_base_year(indicator)
        return self._base_years[indicator.id]

    def _find_base_year(self, indicator: Indicator) -> int | None:
        based = [r.quantity for r in indicator.reads() if r.place is Place.BASE_YEAR]
        if not based:
            return None
        if self._given_base_year is not None:
            return self._given_base_year
        tables = [q.table for q in based if q.table != PRICES] or ["spending"]
        firsts = self._summary.first_years
        return firsts.get(tables[0]) or min(firsts.values(), default=None)

    # --- values ---------------------------------------------------------------

    def value(self, term: Term, indicator: Indicator, key: Key) -> Number | None:
        """The exact value of a term for a group, None if something in it is unknown."""
        return self.reader(term, indicator)(key)

    def reader(self, term: Term, indicator: Indicator) -> Read:
        """What reads the exact value of a term for one group after the other."""
        return term.reader(lambda reading: self._reader(reading, indicator))

    def unknown_reader(self, indicator: Indicator) -> Read:
        """What reads the units that could not be placed; None where there are none to count."""
        unplaced = self._unplaced(indicator)
        return (lambda _: None) if unplaced is None else self.reader(unplaced, indicator)

    def _unplaced(self, indicator: Indicator) -> Quantity | None:
        """The units that could not be placed, if the indicator and the extract have any."""
        unknown = indicator.unknown
        return unknown if unknown is not None and self.why_absent(unknown) is None else None

    def _reader(self, reading: Reading, indicator: Indicator) -> Read:
        quantity = reading.quantity
        if quantity.table == PARAMETERS:
            return lambda _: self._parameters[quantity.id]
        if quantity.table == PRICES:
            return lambda key: self._price(reading, indicator, key)
        totals = self._totals.of(quantity, self._columns_read(reading))
        absent = quantity.when_absent
        if reading.place is Place.GROUP:
            return lambda key: totals.get(key, absent)
        return lambda key: totals.get(
            tuple(self.group_read(reading, indicator, key).values()), absent
        )

    def group_read(self, reading: Reading, indicator: Indicator, key: Key) -> dict[str, object]:
        """The group columns and values that a reading is of, seen from the group of a result."""
        group = self.named(key)
        if reading.place is Place.BODY:
            return {column: value for column, value in group.items() if column in BODY_COLUMNS}
        if reading.place is Place.BASE_YEAR:
            group["year"] = self.base_year(indicator)
        return group

    def _price(self, reading: Reading, indicator: Indicator, key: Key) -> Number | None:
        base = self.base_year(indicator)
        if base is None:
            return None
        factors = inflation_factors(self._prices, self._convention, base, self.year(key))
        if factors is None:
            return None
        return factors[1] if reading.place is Place.BASE_YEAR else factors[0]

    def with_parameters(self, frame: pl.DataFrame) -> pl.DataFrame:
        """A frame with the columns that `quantities.making.parameter` names."""
        return with_parameters(frame, self._parameters)

    def prepare(self, indicators: Sequence[Indicator]) -> None:
        """Makes the totals that some indicators need, together: it takes a fraction of the time."""
        computable = [i for i in indicators if self.why_lacking(i) is None]
        readings = [reading for indicator in computable for reading in indicator.reads()]
        for indicator in computable:
            if (unplaced := self._unplaced(indicator)) is not None:
                readings += unplaced.reads()
        self._totals.make(
            (reading.quantity, self._columns_read(reading))
            for reading in readings
            if reading.quantity.table not in (PARAMETERS, PRICES)
        )

    def _columns_read(self, reading: Reading) -> tuple[str, ...]:
        """The group columns that a reading is totalled by."""
        of_body = reading.place is Place.BODY
        return tuple(c for c in self._summary.groups if not of_body or c in BODY_COLUMNS)

    # --- what is missing ------------------------------------------------------

    def not_computable(self, indicator: Indicator, key: Key) -> str | None:
        """Why a value cannot be had at all: a table, column, group or price is missing."""
        reason = self.why_lacking(indicator)
        if reason is None and self.reads_prices(indicator):
            return self.why_no_price(indicator, key)
        return reason

    def why_lacking(self, indicator: Indicator) -> str | None:
        """Why the indicator can be had in no group."""
        if indicator.id not in self._reasons:
            self._reasons[indicator.id] = self._what_lacks(indicator)
        return self._reasons[indicator.id]

    def _what_lacks(self, indicator: Indicator) -> str | None:
        """The group, table or column that an indicator lacks in every group of the results."""
        lacking = [g for g in indicator.needs_groups if g not in self._summary.groups]
        if lacking:
            return f"only for results by {lacking[0]} (--by {lacking[0]})"
        reasons = (self.why_absent(reading.quantity) for reading in indicator.reads())
        return next((reason for reason in reasons if reason is not None), None)

    def why_absent(self, quantity: Quantity) -> str | None:
        """Why a quantity is in no summary table of the extract; None if it is in one."""
        absent = self._summary.absent
        if quantity.table in absent:
            return absent[quantity.table]
        if quantity.total is not None:
            for column in quantity.total.meta.root_names():
                if f"{quantity.table}.{column}" in absent:
                    return absent[f"{quantity.table}.{column}"]
        return self._why_not_compared(quantity.across) if quantity.across else None

    def _why_not_compared(self, across: str) -> str | None:
        """Why the values of a group column are not there to be compared with each other."""
        if across in self._summary.groups:
            return f"compares one {across} with another: leave {across} out of --by"
        if across not in self._summary.columns:
            return f"compares one {across} with another: id_scope national does not tell them apart"
        return None

    def why_no_price(self, indicator: Indicator, key: Key) -> str | None:
        """Which price is missing of those that an indicator of prices needs in a group."""
        base, year = self.base_year(indicator), self.year(key)
        if base is None:
            return "no base year"
        if inflation_factors(self._prices, self._convention, base, year) is not None:
            return None
        if self._convention == "published-rates" and year < base:
            return "published rates are not compounded backwards: the year is before the base year"
        needed = (
            range(base - 1, year + 1) if self._convention == "published-rates" else {base, year}
        )
        gone = [str(y) for y in sorted(needed) if y not in self._prices.annual]
        return f"no price for {', '.join(gone)} in series {self._prices.number}"

    def reads_prices(self, indicator: Indicator) -> bool:
        """Whether the price index stands in the formula."""
        return any(reading.quantity.table == PRICES for reading in indicator.reads())

    def why_empty(self, indicator: Indicator, key: Key) -> str:
        """Which reading leaves the value empty: the first that is unknown, else the denominator."""
        readings = indicator.reads()
        for reading in readings:
            if self.value(reading, indicator, key) is None:
                if reading.quantity.across:
                    return f"only one {reading.quantity.across}, or none: nothing to compare"
                return self._no(reading, indicator)
        for reading in indicator.denominator.reads():
            if self.value(reading, indicator, key) == 0:
                return self._no(reading, indicator)
        below = any((self.value(r, indicator, key) or 0) < 0 for r in indicator.denominator.reads())
        return "the denominator is below 0" if below else "the denominator is 0"

    def _no(self, reading: Reading, indicator: Indicator) -> str:
        label = reading.quantity.label.en
        if reading.place is Place.BASE_YEAR:
            return f"no {label} in the base year {self.base_year(indicator)}"
        return f"no {label}"

    def depends_on_months(self, indicator: Indicator) -> bool:
        """Whether the indicator counts appointments, and it is known when there are some."""
        tables = {t for r in indicator.reads() for t in extract_tables(r.quantity.table)}
        return self._coverage.is_known and "appointments" in tables

    def why_partial(self, key: Key) -> str | None:
        """The months of its year in which a group has no appointments."""
        return self._coverage.lacking(key)

    # --- parameters -----------------------------------------------------------

    def parameters_used(self, indicators: Sequence[Indicator]) -> list[Parameter]:
        """The numbers behind the results, with their source: constants, rules, prices."""
        used = []
        for name, value in self._parameters.items():
            dated = constant(name)
            default = value == dated.value
            source = f"{dated.source.id}, {dated.source.page}" if default else "set for this run"
            used.append(Parameter(name, str(value), dated.unit, source))
        if any(map(self.reads_prices, indicators)):
            used.append(
                Parameter("inflation_convention", self._convention, "", "see accsocial prices")
            )
            used.append(
                Parameter("price_series", self._prices.number, "index", self._prices.describe())
            )
        years = {self.base_year(i) for i in indicators} - {None}
        used += [
            Parameter("base_year", str(y), "year", "option, or first year of the table")
            for y in sorted(years, key=str)
        ]
        return used
