"""Costs and households: exact totals of a body, shared out to territories and categories."""

from __future__ import annotations

from decimal import Decimal

import polars as pl

from accsocial.errors import UsageError
from accsocial.simulation.chance import Chance, apportion
from accsocial.simulation.organisations import Population

CENTS = 100
MOST_EUROS = 10**12
"""An amount that reading rejects: nobody can mean it."""

COST_TYPES = {
    "body": pl.String(),
    "territory": pl.String(),
    "year": pl.Int32(),
    "category": pl.String(),
    "amount": pl.Decimal(14, 2),
}
HOUSEHOLD_TYPES = {
    "body": pl.String(),
    "territory": pl.String(),
    "year": pl.Int32(),
    "eligible_households": pl.Int32(),
    "poor_households": pl.Int32(),
}


def costs(population: Population, year: int) -> pl.DataFrame:
    """Spending of a year, a row per organisation and category, with types `COST_TYPES`.

    In the reference year the amounts of a body are its cost per beneficiary times its
    beneficiaries, to the cent.
    """
    categories = population.profile.money.categories
    rows = []
    for body in population.bodies:
        amounts = _amounts(population, body, year)
        for territory, amount in zip(population.territories(body), amounts, strict=True):
            parts = apportion(amount, list(categories.values()))
            rows += [
                (body, territory, year, category, Decimal(part) / CENTS)
                for category, part in zip(categories, parts, strict=True)
            ]
    return pl.DataFrame(rows, schema=COST_TYPES, orient="row")


def _amounts(population: Population, body: str, year: int) -> list[int]:
    """Cents of each organisation of a body: those of the reference year, grown or shrunk."""
    profile, settings = population.profile, population.bodies[body]
    people = population.beneficiaries(body, profile.reference_year)
    factors = population.factors(body, "costs", profile.money.spread)
    weights = [n * factor for n, factor in zip(people, factors, strict=True)]
    total = round(settings.cost_per_beneficiary * CENTS * sum(people))
    elapsed = Decimal(year - profile.reference_year)
    span = Decimal(profile.reference_year - profile.money.base_year)
    grown = [
        amount * (1 + growth) ** (elapsed / span)
        for amount, growth in zip(
            apportion(total, weights), _growths(population, body), strict=True
        )
    ]
    together = settings.cost_growth_together
    if together is None:
        amounts = [round(amount) for amount in grown]
    else:
        whole = round(total * (1 + together) ** (elapsed / span))
        amounts = apportion(whole, list(map(float, grown)))
    if max(amounts) >= MOST_EUROS * CENTS:
        raise UsageError(
            f"--profile: a territory of bodies.{body} would cost a trillion euros or more in "
            f"{year}. Give lower costs or growths, or years nearer to {profile.reference_year}"
        )
    return amounts


def _growths(population: Population, body: str) -> list[Decimal]:
    """The growth of each organisation from the base year to the reference year."""
    settings = population.bodies[body]
    low, high = settings.cost_growth
    drawn = (
        low + (high - low) * Decimal(float(Chance(population.seed, "growth", body, t).unit(1)[0]))
        for t in population.territories(body)
    )
    return [
        settings.cost_growth_of.get(territory, growth)
        for territory, growth in zip(population.territories(body), drawn, strict=True)
    ]


def households(population: Population, year: int) -> pl.DataFrame:
    """Eligible and poor households, a row per organisation, with types `HOUSEHOLD_TYPES`.

    They are the same every year: what changes is who is supported.
    """
    profile = population.profile
    rows: list[tuple[object, ...]] = []
    for body, settings in population.bodies.items():
        territories = population.territories(body)
        people = population.beneficiaries(body, profile.reference_year)
        eligible = apportion(_scaled(population, settings.eligible_households), people)
        sizes = [profile.territories[territory] for territory in territories]
        # The poor of a territory are the same, whichever body counts them.
        poverty = [
            size * (1 + profile.money.poverty_spread * (2 * _draw(population, t) - 1))
            for size, t in zip(sizes, territories, strict=True)
        ]
        poor = apportion(_scaled(population, profile.money.poor_households), poverty)
        rows += [
            (body, territory, year, *numbers)
            for territory, *numbers in zip(territories, eligible, poor, strict=True)
        ]
    return pl.DataFrame(rows, schema=HOUSEHOLD_TYPES, orient="row")


def _scaled(population: Population, number: int) -> int:
    return max(1, round(number * population.scale))


def _draw(population: Population, territory: str) -> float:
    return float(Chance(population.seed, "poverty", territory).unit(1)[0])
