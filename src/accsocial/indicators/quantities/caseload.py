"""The quantities of `caseload`: what is said month by month, added up over a year."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

import polars as pl

from accsocial.model import Quantity, Text

_MONTHS = pl.struct("month", "beneficiaries", "workers")

Month = dict[str, int]


def _by_month(rows: Sequence[Month]) -> list[tuple[int, int]]:
    """(beneficiaries, workers) of each month that has a worker, territories added up."""
    found: dict[int, tuple[int, int]] = {}
    for row in rows:
        beneficiaries, workers = found.get(row["month"], (0, 0))
        found[row["month"]] = beneficiaries + row["beneficiaries"], workers + row["workers"]
    return [pair for pair in found.values() if pair[1]]


def _sum_of_ratios(rows: Sequence[Month]) -> Fraction:
    return sum((Fraction(*pair) for pair in _by_month(rows)), Fraction())


def _months(rows: Sequence[Month]) -> int:
    return len(_by_month(rows))


caseloads = Quantity(
    "caseloads",
    Text(
        "beneficiaries per worker seen in six months, added up over the months of the year",
        "bénéficiaires par travailleur social vus en six mois, additionnés sur les mois de l'année",
    ),
    "caseload",
    _MONTHS,
    when_absent=0,
    sum_up=_sum_of_ratios,
)
months = Quantity(
    "months_with_caseload",
    Text(
        "months of the year with six months of history and a worker",
        "mois de l'année ayant six mois d'historique et un travailleur social",
    ),
    "caseload",
    _MONTHS,
    when_absent=0,
    sum_up=_months,
)
