"""Who acts in the samples, and how much: every number here is invented.

They are chosen so that the figures of 2022 come out near those that the Cour
des comptes published in January 2025 for the six territories it audited.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

YEARS = (2018, 2019, 2020, 2021, 2022)
FIRST, LAST = YEARS[0], YEARS[-1]


@dataclass(frozen=True)
class Organisation:
    """One Caf or one département.

    `workers` is the headcount of each year; `intensity` the appointments per
    beneficiary in 2022; `pace` the counted appointments per worker against the
    year's; `unit_cost` the euros per beneficiary against the body's mean;
    `cost_growth` that of 2018 to 2022; `coverage` beneficiaries / eligible
    households in 2022; `poor_households` those of 2022.
    """

    body: str
    territory: str
    sites: tuple[str, ...]
    workers: tuple[int, int, int, int, int]
    intensity: float
    pace: float
    unit_cost: float
    cost_growth: float
    coverage: float
    poor_households: int

    def headcount(self, year: int) -> int:
        """Workers in a year of `YEARS`."""
        return self.workers[year - FIRST]


CAF, DEP = "caf", "departement"

#                                                   intensity  pace  cost growth  cover  poor
ORGANISATIONS = (
    Organisation(CAF, "34", ("Sud", "Mer"), (2, 2, 2, 2, 2), 4.15, 1.03, 0.97, 0.086, 0.033, 4210),
    Organisation(CAF, "46", ("Vallée",), (1, 1, 1, 1, 1), 3.60, 0.96, 1.08, 0.084, 0.024, 610),
    Organisation(CAF, "54", ("Forêt",), (2, 2, 2, 1, 1), 3.75, 1.02, 1.02, 0.0845, 0.029, 2180),
    Organisation(CAF, "80", ("Côte",), (1, 1, 1, 1, 1), 4.05, 1.06, 0.95, 0.0855, 0.032, 2040),
    Organisation(CAF, "94", ("Nord", "Sud"), (2, 2, 2, 2, 2), 3.9, 1.0, 1.03, 0.085, 0.030, 2930),
    Organisation(CAF, "95", ("Est", "Val"), (2, 2, 2, 2, 2), 3.8, 0.98, 1.0, 0.0848, 0.031, 3120),
    Organisation(DEP, "34", ("Sud", "Mer"), (1, 1, 2, 2, 2), 3.85, 1.02, 0.98, 0.119, 0.041, 4210),
    Organisation(DEP, "46", ("Vallée",), (1, 1, 1, 1, 1), 3.50, 0.97, 1.06, 0.122, 0.052, 610),
    Organisation(DEP, "54", ("Forêt",), (1, 1, 1, 1, 1), 3.60, 1.01, 1.01, 0.133, 0.046, 2180),
    Organisation(DEP, "80", ("Côte",), (1, 1, 1, 1, 1), 3.95, 1.05, 0.94, 0.128, 0.043, 2040),
    Organisation(DEP, "94", ("Nord",), (2, 2, 1, 1, 1), 3.45, 1.04, 1.05, -0.055, 0.038, 2930),
    Organisation(DEP, "95", ("Est",), (1, 1, 1, 1, 1), 3.70, 0.99, 0.99, 0.125, 0.044, 3120),
)

COUNTED_PER_WORKER = {2018: 226, 2019: 228, 2020: 196, 2021: 218, 2022: 234}
INTENSITY_AGAINST_2022 = {2018: 1.05, 2019: 1.04, 2020: 0.91, 2021: 0.97, 2022: 1.0}

COST_PER_BENEFICIARY_2022 = {"caf": Decimal("1400.37"), "departement": Decimal("1199.64")}
CAF_COST_GROWTH = Decimal("0.085")
CAF_COVERAGE_2022 = Decimal("0.03")

COST_SHARES = {
    "Personnel": Decimal("0.79"),
    "Fonctionnement": Decimal("0.12"),
    "Actions collectives": Decimal("0.05"),
    "Frais de déplacement": Decimal("0.04"),
}
COST_PATH = {2018: 0.0, 2019: 0.22, 2020: 0.31, 2021: 0.62, 2022: 1.0}
"""How much of the growth of 2018 to 2022 is reached in each year."""
