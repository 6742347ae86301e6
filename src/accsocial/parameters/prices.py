"""INSEE's consumer price index, and the two ways to read inflation from it.

All arithmetic is exact (Decimal and Fraction): no float comes in or goes out.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any, Literal, get_args

from accsocial.errors import UsageError
from accsocial.parameters.files import read_rows, read_toml

Index = Decimal | Fraction
"""A price index: as published, or exact after chaining."""

Convention = Literal["mean-to-mean", "published-rates"]
CONVENTIONS: tuple[Convention, ...] = get_args(Convention)

DECIMALS = 2
"""INSEE publishes its indices with two decimals."""


@dataclass(frozen=True)
class Link:
    """How a series on a new base was chained: means of one year on both bases."""

    year: int
    number: str
    old_mean: Index
    new_mean: Index

    @property
    def factor(self) -> Fraction:
        """What an index on the new base is multiplied by."""
        return Fraction(self.old_mean) / Fraction(self.new_mean)


@dataclass(frozen=True)
class PriceSeries:
    """A consumer price index: annual means by year.

    `base` is the year that is 100. `vintage` is the month or day of the values
    (the copy that ships, or INSEE's last update), "" if the file does not say.
    `link` is None unless two bases were chained.
    """

    number: str
    area: str
    items: str
    base: str
    vintage: str
    annual: Mapping[int, Index]
    publisher: str = "Insee"
    link: Link | None = None

    def describe(self) -> str:
        """One line that says where the prices come from, for a list of parameters."""
        last = f"last year {max(self.annual)}" if self.annual else "no complete year"
        parts = [
            f"{self.publisher}, series {self.number}",
            f"{self.area}, {self.items}",
            f"base {self.base}",
            f"vintage {self.vintage or 'not stated'}, {last}",
        ]
        return "; ".join(parts)


@cache
def _about_series() -> dict[str, Any]:
    return read_toml("series.toml")


@cache
def shipped_series() -> dict[str, PriceSeries]:
    """The annual series that ship, by number; the default one first."""
    about = _about_series()
    annual: dict[str, dict[int, Index]] = defaultdict(dict)
    for row in read_rows("cpi_annual_base2015.csv"):
        annual[row["idbank"]][int(row["year"])] = Decimal(row["index_base_2015"])
    return {
        number: PriceSeries(
            number=number,
            area=entry["area"],
            items=entry["items"],
            base=about["base"],
            vintage=about["vintage"],
            annual=annual[number],
            publisher=about["publisher"],
        )
        for number, entry in about["series"].items()
        if entry["frequency"] == "annual"
    }


@cache
def shipped_months() -> dict[str, Mapping[str, Decimal]]:
    """The months ("2022-12") of each annual series that ships, by its number."""
    monthly: dict[str, dict[str, Decimal]] = defaultdict(dict)
    for row in read_rows("cpi_monthly_base2015.csv"):
        monthly[row["idbank"]][row["month"]] = Decimal(row["index_base_2015"])
    series = _about_series()["series"]
    return {number: monthly[series[number]["monthly"]] for number in shipped_series()}


def default_series() -> PriceSeries:
    """All households, France, all items: INSEE's 001764363."""
    return shipped_series()[_about_series()["default"]]


def round_half_up(value: Index, decimals: int) -> Decimal:
    """Rounded exactly, halves away from zero."""
    scaled = math.floor(abs(Fraction(value)) * 10**decimals + Fraction(1, 2))
    return Decimal(scaled if value >= 0 else -scaled).scaleb(-decimals)


def annual_means(monthly: Mapping[str, Decimal]) -> dict[int, Index]:
    """Years -> mean of the twelve months at two decimals; incomplete years are left out."""
    months: dict[int, list[Decimal]] = defaultdict(list)
    for month, index in monthly.items():
        months[int(month[:4])].append(round_half_up(index, DECIMALS))
    return {
        year: round_half_up(Fraction(sum(values)) / 12, DECIMALS)
        for year, values in sorted(months.items())
        if len(values) == 12
    }


def annual_rate(series: PriceSeries, year: int) -> Decimal | None:
    """Growth of the annual mean over the year before, in percent with one decimal.

    This is how INSEE publishes it. None if one of the two means is missing.
    """
    before, mean = series.annual.get(year - 1), series.annual.get(year)
    if before is None or mean is None:
        return None
    return round_half_up(100 * (Fraction(mean) / Fraction(before) - 1), 1)


def inflation_factors(
    series: PriceSeries, convention: Convention, base_year: int, year: int
) -> tuple[Index, Index] | None:
    """Numerator and denominator whose quotient, minus 1, is the growth of prices.

    `mean-to-mean`: the two annual means. `published-rates`: the product of
    1 + rate over the published annual rates of the base year and of every later
    year, over 1; with year == base_year that is the base year's own rate, and
    before the base year it is not defined. None if a mean is missing.

    Raises UsageError for a convention that does not exist.
    """
    if convention not in CONVENTIONS:
        raise UsageError(f"no inflation convention {convention!r}; known: {', '.join(CONVENTIONS)}")
    if convention == "mean-to-mean":
        base, mean = series.annual.get(base_year), series.annual.get(year)
        return None if base is None or mean is None else (mean, base)
    product = Fraction(1)
    for each in range(base_year, year + 1):
        rate = annual_rate(series, each)
        if rate is None:
            return None
        product *= 1 + Fraction(rate) / 100
    return (product, Decimal(1)) if year >= base_year else None
