"""The price series that ship, and inflation under both conventions."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

import pytest

from accsocial.errors import UsageError
from accsocial.parameters.files import read_toml
from accsocial.parameters.prices import (
    Convention,
    Index,
    PriceSeries,
    annual_means,
    annual_rate,
    default_series,
    inflation_factors,
    round_half_up,
    shipped_months,
    shipped_series,
)


def growth(
    convention: Convention, base_year: int, year: int, series: PriceSeries | None = None
) -> Fraction | None:
    factors = inflation_factors(series or default_series(), convention, base_year, year)
    return None if factors is None else Fraction(factors[0]) / Fraction(factors[1]) - 1


def series_of(annual: Mapping[int, Index]) -> PriceSeries:
    return PriceSeries("1", "France", "all items", "2015", "2026-11", annual)


def test_2018_to_2022_is_8_65_percent_like_for_like() -> None:
    assert inflation_factors(default_series(), "mean-to-mean", 2018, 2022) == (
        Decimal("112.01"),
        Decimal("103.09"),
    )
    assert round_half_up(100 * (growth("mean-to-mean", 2018, 2022) or Fraction()), 2) == Decimal(
        "8.65"
    )


def test_2018_to_2022_is_10_6_percent_by_the_published_rates() -> None:
    rates = [annual_rate(default_series(), year) for year in range(2018, 2023)]
    assert rates == [Decimal(rate) for rate in ("1.8", "1.1", "0.5", "1.6", "5.2")]
    product = Decimal("1.018") * Decimal("1.011") * Decimal("1.005")
    product *= Decimal("1.016") * Decimal("1.052")
    assert inflation_factors(default_series(), "published-rates", 2018, 2022) == (
        Fraction(product),
        Decimal(1),
    )
    compounded = 100 * (growth("published-rates", 2018, 2022) or Fraction())
    assert [round_half_up(compounded, n) for n in (2, 1)] == [Decimal("10.55"), Decimal("10.6")]


@pytest.mark.parametrize(
    ("convention", "base_year", "year", "expected"),
    [
        ("mean-to-mean", 2018, 2018, Fraction(0)),
        ("mean-to-mean", 2015, 2014, Fraction(-4, 10000)),
        ("mean-to-mean", 2018, 2026, None),
        ("mean-to-mean", 2009, 2018, None),
        # the base year's own rate
        ("published-rates", 2018, 2018, Fraction(18, 1000)),
        ("published-rates", 2022, 2018, None),
        ("published-rates", 2018, 2026, None),
        # the rate of 2010 needs the mean of 2009
        ("published-rates", 2010, 2018, None),
        ("published-rates", 2011, 2011, Fraction(21, 1000)),
    ],
)
def test_growth(
    convention: Convention, base_year: int, year: int, expected: Fraction | None
) -> None:
    assert growth(convention, base_year, year) == expected


def test_a_gap_between_the_years_stops_published_rates_only() -> None:
    series = series_of({2017: Decimal(100), 2018: Decimal(101), 2020: Decimal(103)})
    assert growth("mean-to-mean", 2018, 2020, series) == Fraction(2, 101)
    assert growth("published-rates", 2018, 2020, series) is None


def test_a_convention_that_does_not_exist_is_refused() -> None:
    with pytest.raises(UsageError, match="mean-to-mean, published-rates"):
        inflation_factors(default_series(), "glissement", 2018, 2022)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("value", "decimals", "rounded"),
    [
        (Decimal("0.05"), 1, "0.1"),
        (Decimal("-0.05"), 1, "-0.1"),
        (Decimal("2.345"), 2, "2.35"),
        (Fraction(1, 3), 2, "0.33"),
        (Decimal("-0.04"), 1, "0.0"),
    ],
)
def test_halves_are_rounded_away_from_zero(value: Index, decimals: int, rounded: str) -> None:
    assert str(round_half_up(value, decimals)) == rounded


def test_falling_prices_have_a_negative_rate() -> None:
    # 99.95 / 100 - 1 is exactly -0.05 %.
    assert annual_rate(series_of({2020: Decimal(100), 2021: Decimal("99.95")}), 2021) == Decimal(
        "-0.1"
    )


def test_an_annual_mean_needs_twelve_months() -> None:
    months = {f"2022-{month:02}": Decimal(month) for month in range(1, 13)}
    months |= {f"2023-{month:02}": Decimal(1) for month in range(1, 12)}
    assert annual_means(months) == {2022: Decimal("6.50")}


def test_our_annual_means_are_the_means_of_our_months() -> None:
    # INSEE rounds from months it does not print: an exact half may fall either way, and of
    # the other series two means in 56 are off by another hundredth.
    off = {
        (number, year): abs(Fraction(series.annual[year]) - Fraction(mean))
        for number, series in shipped_series().items()
        for year, mean in annual_means(shipped_months()[number]).items()
        if 2010 <= year <= 2023 and series.annual[year] != mean
    }
    assert {year for number, year in off if number == default_series().number} == {
        2010,
        2011,
        2012,
    }
    assert len(off) == 7
    assert set(off.values()) == {Fraction(1, 100)}


def test_the_default_series_is_within_half_a_hundredth_of_the_exact_mean() -> None:
    series = default_series()
    by_month = shipped_months()[series.number]
    for year in range(2010, 2024):
        months = [by_month[f"{year}-{month:02}"] for month in range(1, 13)]
        exact = Fraction(sum(months)) / 12
        assert abs(Fraction(series.annual[year]) - exact) <= Fraction(5, 1000), year


def test_the_description_of_each_series_fits_its_data() -> None:
    about = read_toml("series.toml")
    for number, series in shipped_series().items():
        entry = about["series"][number]
        assert str(max(series.annual)) == entry["last_period"]
        months = about["series"][entry["monthly"]]
        assert max(shipped_months()[number]) == months["last_period"]
        assert (months["area"], months["items"]) == (series.area, series.items)


def test_a_series_describes_itself() -> None:
    assert default_series().describe() == (
        "Insee, series 001764363; France, all items; base 2015; vintage 2026-11, last year 2025"
    )
