"""Beneficiaries by their number of counted appointments (`intensity`)."""

from __future__ import annotations

import polars as pl

from accsocial.indicators.quantities import making
from accsocial.indicators.quantities.making import parameter
from accsocial.model import Quantity, Text

_TABLE, _WHO = "intensity", "beneficiaries"
_n = pl.col("appointments")
_supported = _n >= parameter("support_threshold")


def _beneficiaries(id: str, where: pl.Expr | None, en: str, fr: str) -> Quantity:  # noqa: A002
    return making.units(id, _TABLE, _WHO, Text(en, fr), where)


def _appointments(id: str, where: pl.Expr | None, en: str, fr: str) -> Quantity:  # noqa: A002
    return making.rows_of_units(id, _TABLE, _WHO, Text(en, fr), where)


beneficiaries = _beneficiaries(
    "beneficiaries",
    None,
    "beneficiaries with a counted appointment",
    "bénéficiaires ayant eu un rendez-vous compté",
)
advice_only_beneficiaries = _beneficiaries(
    "advice_only_beneficiaries",
    ~_supported,
    "beneficiaries below the threshold of support",
    "bénéficiaires sous le seuil de l'accompagnement",
)
supported_beneficiaries = _beneficiaries(
    "supported_beneficiaries",
    _supported,
    "beneficiaries at or above the threshold of support",
    "bénéficiaires au seuil de l'accompagnement ou au-dessus",
)
beneficiaries_as_expected = _beneficiaries(
    "beneficiaries_with_8_or_more",
    _n >= parameter("expected_appointments"),
    "beneficiaries with 8 appointments or more",
    "bénéficiaires ayant eu 8 rendez-vous ou plus",
)
appointments_of_beneficiaries = _appointments(
    "appointments_of_beneficiaries",
    None,
    "appointments, once per beneficiary",
    "rendez-vous, une fois par bénéficiaire",
)
appointments_of_supported = _appointments(
    "appointments_of_supported_beneficiaries",
    _supported,
    "appointments of beneficiaries at or above the threshold of support",
    "rendez-vous des bénéficiaires au seuil de l'accompagnement ou au-dessus",
)
twice_median_of_beneficiaries = making.middle_two(
    "twice_median_of_beneficiaries",
    _TABLE,
    "appointments",
    _WHO,
    Text("the two middle numbers of appointments", "les deux nombres médians de rendez-vous"),
)
unknown_beneficiaries = making.column(
    "appointments_without_beneficiary",
    "coverage",
    "unknown_beneficiaries",
    Text("counted appointments without beneficiary", "rendez-vous comptés sans bénéficiaire"),
)
