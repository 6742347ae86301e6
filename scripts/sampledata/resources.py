"""Workers, costs and households that go with the activity of the profile."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from sampledata.activity import beneficiary_count
from sampledata.chance import generator
from sampledata.profile import (
    CAF_COST_GROWTH,
    CAF_COVERAGE_2022,
    COST_PATH,
    COST_PER_BENEFICIARY_2022,
    COST_SHARES,
    FIRST,
    LAST,
    ORGANISATIONS,
    YEARS,
    Organisation,
)

CENT = Decimal("0.01")


@dataclass(frozen=True)
class WorkerRow:
    """One row of the canonical table `workers`."""

    worker_id: str
    body: str
    territory: str
    site: str
    year: int
    fte: Decimal
    qualified: bool


@dataclass(frozen=True)
class CostRow:
    """One row of the canonical table `costs`, in euros."""

    body: str
    territory: str
    year: int
    category: str
    amount: Decimal


@dataclass(frozen=True)
class HouseholdRow:
    """One row of the canonical table `households`."""

    body: str
    territory: str
    year: int
    eligible_households: int
    poor_households: int


def workers() -> list[WorkerRow]:
    """One row per worker and year; about 0.94 full-time equivalents each."""
    rows = []
    for organisation in ORGANISATIONS:
        sites = organisation.sites
        for year in YEARS:
            rng = generator("workers", organisation.body, organisation.territory, year)
            for n in range(organisation.headcount(year)):
                fte = rng.choices(("1.00", "0.90", "0.80"), (60, 25, 15))[0]
                rows.append(
                    WorkerRow(
                        worker_id=f"M{n + 1:02d}",
                        body=organisation.body,
                        territory=organisation.territory,
                        site=sites[n % len(sites)],
                        year=year,
                        fte=Decimal(fte),
                        # The first worker is always qualified: no group falls empty when
                        # qualified workers alone are counted.
                        qualified=n == 0 or organisation.territory != "34",
                    )
                )
    return rows


def costs() -> list[CostRow]:
    """Amounts in cents; totals per organisation and year are set first, then split."""
    last = {body: _last_year(body) for body in COST_PER_BENEFICIARY_2022}
    first = {body: _first_year(body, amounts) for body, amounts in last.items()}
    return [
        row
        for organisation in ORGANISATIONS
        for row in _costs_of(
            organisation,
            first[organisation.body][organisation.territory],
            last[organisation.body][organisation.territory],
        )
    ]


def _of_body(body: str) -> list[Organisation]:
    return [organisation for organisation in ORGANISATIONS if organisation.body == body]


def _last_year(body: str) -> dict[str, Decimal]:
    """Spending of 2022 by territory: the total is the body's cost per beneficiary exactly."""
    weights = {
        organisation.territory: Decimal(str(organisation.unit_cost))
        * beneficiary_count(organisation, LAST)
        for organisation in _of_body(body)
    }
    beneficiaries = sum(beneficiary_count(organisation, LAST) for organisation in _of_body(body))
    total = COST_PER_BENEFICIARY_2022[body] * beneficiaries
    return {
        territory: _cents(total * weight / sum(weights.values()))
        for territory, weight in weights.items()
    }


def _first_year(body: str, last: dict[str, Decimal]) -> dict[str, Decimal]:
    """Spending of 2018: each grows as its profile says; the Caf together by 8.5 %."""
    first = {
        organisation.territory: _cents(
            last[organisation.territory] / (1 + Decimal(str(organisation.cost_growth)))
        )
        for organisation in _of_body(body)
    }
    if body == "caf":
        wanted = _cents(sum(last.values(), Decimal()) / (1 + CAF_COST_GROWTH))
        largest = max(first, key=lambda territory: first[territory])
        first[largest] += wanted - sum(first.values(), Decimal())
    return first


def _costs_of(organisation: Organisation, first: Decimal, last: Decimal) -> list[CostRow]:
    rows: list[CostRow] = []
    for year in YEARS:
        total = _cents(first + (last - first) * Decimal(str(COST_PATH[year])))
        amounts = {category: _cents(total * share) for category, share in COST_SHARES.items()}
        amounts["Personnel"] += total - sum(amounts.values(), Decimal())
        rows.extend(
            CostRow(organisation.body, organisation.territory, year, category, amount)
            for category, amount in amounts.items()
        )
    return rows


def households() -> list[HouseholdRow]:
    """Households that could be followed, and poor ones, growing a little every year."""
    eligible = {
        (organisation.body, organisation.territory): round(
            beneficiary_count(organisation, LAST) / organisation.coverage
        )
        for organisation in ORGANISATIONS
    }
    caf = [key for key in eligible if key[0] == "caf"]
    beneficiaries = sum(beneficiary_count(organisation, LAST) for organisation in _of_body("caf"))
    eligible[caf[0]] += round(beneficiaries / CAF_COVERAGE_2022) - sum(eligible[k] for k in caf)
    return [
        HouseholdRow(
            organisation.body,
            organisation.territory,
            year,
            round(eligible[organisation.body, organisation.territory] * (1 - (LAST - year) / 100)),
            round(organisation.poor_households * (1 - (LAST - year) / 80)),
        )
        for organisation in ORGANISATIONS
        for year in range(FIRST, LAST + 1)
    ]


def _cents(amount: Decimal) -> Decimal:
    return amount.quantize(CENT, ROUND_HALF_UP)
