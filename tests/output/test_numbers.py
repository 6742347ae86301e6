from __future__ import annotations

from decimal import Decimal

import pytest

from accsocial.model import Unit
from accsocial.output.numbers import STYLES, format_count, format_gap, format_range, format_value

N = "\u202f"


@pytest.mark.parametrize(
    ("value", "unit", "en", "fr"),
    [
        (3.7, Unit.PER_YEAR, "3.7", "3,7"),
        (1234.5, Unit.PER_YEAR, "1,234.5", f"1{N}234,5"),
        (1.479, Unit.PER_DAY, "1.48", "1,48"),
        (0.123, Unit.SHARE, "12.3%", f"12,3{N}%"),
        (1.1419, Unit.RATIO, "1.14", "1,14"),
        (-0.0551, Unit.SHARE, "−5.5%", f"−5,5{N}%"),
        (1398.2, Unit.EUROS, "€1,398", f"1{N}398{N}€"),
        (-1234567.0, Unit.EUROS, "−€1,234,567", f"−1{N}234{N}567{N}€"),
        (2.345, Unit.WORKERS_PER_1000, "2.35", "2,35"),
        (Decimal("2.10"), Unit.PER_DAY, "2.10", "2,10"),
        (0, Unit.WORKERS, "0.0", "0,0"),
        (-0.0, Unit.PER_YEAR, "0.0", "0,0"),
        (1e-9, Unit.PER_YEAR, "0.0", "0,0"),
        (None, Unit.SHARE, "–", "–"),
    ],
)
def test_a_value_has_the_decimals_of_its_unit(
    value: float | Decimal | None, unit: Unit, en: str, fr: str
) -> None:
    assert format_value(value, unit, "en") == en
    assert format_value(value, unit, "fr") == fr


@pytest.mark.parametrize(
    ("value", "shown"), [(0.25, "0.3"), (0.35, "0.4"), (2.65, "2.7"), (-0.25, "−0.3")]
)
def test_halves_are_rounded_up_as_they_are_written(value: float, shown: str) -> None:
    assert format_value(value, Unit.PER_YEAR, "en") == shown


@pytest.mark.parametrize(("value", "shown"), [(0.085, "+8.5%"), (0.0001, "0.0%"), (-0.1, "−10.0%")])
def test_a_growth_has_its_sign_unless_it_rounds_to_zero(value: float, shown: str) -> None:
    assert format_value(value, Unit.SHARE, "en", signed=True) == shown


def test_without_symbol_euros_are_bare_and_shares_keep_their_percent() -> None:
    assert format_value(1398.2, Unit.EUROS, "en", symbol=False) == "1,398"
    assert format_value(0.5, Unit.SHARE, "en", symbol=False) == "50.0%"


def test_the_gap_of_shares_is_in_points() -> None:
    assert format_gap(0.0045, Unit.SHARE, "fr", symbol=False) == f"+0,5{N}pt"
    assert format_gap(-155.75, Unit.PER_YEAR, "en") == "−155.8"
    assert format_gap(198.2, Unit.EUROS, "en") == "+€198"


@pytest.mark.parametrize(
    ("low", "high", "unit", "en", "fr"),
    [
        (416.0, 416.0, Unit.PER_YEAR, "416", "416"),
        (8.0, 10.0, Unit.PER_YEAR, "8–10", "8–10"),
        (1.1, 1.6, Unit.PER_DAY, "1.1–1.6", "1,1–1,6"),
        (Decimal("2.10"), Decimal("2.10"), Unit.PER_DAY, "2.1", "2,1"),
        (0.116, 0.136, Unit.SHARE, "11.6–13.6%", f"11,6–13,6{N}%"),
        (-0.1, 0.02, Unit.SHARE, "−10 to 2%", f"−10 à 2{N}%"),
        (1200.0, 1200.0, Unit.EUROS, "€1,200", f"1{N}200{N}€"),
    ],
)
def test_a_published_range_has_the_decimals_it_was_published_with(
    low: float | Decimal, high: float | Decimal, unit: Unit, en: str, fr: str
) -> None:
    assert format_range(low, high, unit, "en") == en
    assert format_range(low, high, unit, "fr") == fr


def test_every_unit_has_a_style() -> None:
    assert set(STYLES) == set(Unit)


def test_counts_have_their_thousands_apart() -> None:
    assert format_count(5012, "en") == "5,012"
    assert format_count(5012, "fr") == f"5{N}012"
