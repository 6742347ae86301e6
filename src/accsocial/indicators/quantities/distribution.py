"""Beneficiaries by how often (`intensity`) and in how many months (`months_seen`) they are seen."""

from __future__ import annotations

import polars as pl

from accsocial.indicators.quantities import making
from accsocial.model import Quantity, Text

_WHO = "beneficiaries"
_n = pl.col("appointments")


def _with(name: str, where: pl.Expr, how_many: Text) -> Quantity:
    return making.units(
        f"beneficiaries_with_{name}",
        "intensity",
        _WHO,
        Text(
            f"beneficiaries with {how_many.en} counted in the year",
            f"bénéficiaires ayant eu {how_many.fr} dans l'année",
        ),
        where,
    )


with_1 = _with("1_appointment", _n == 1, Text("1 appointment", "1 rendez-vous compté"))
with_2 = _with("2_appointments", _n == 2, Text("2 appointments", "2 rendez-vous comptés"))
with_3_to_4 = _with(
    "3_to_4_appointments",
    _n.is_between(3, 4),
    Text("3 or 4 appointments", "3 ou 4 rendez-vous comptés"),
)
with_5_to_7 = _with(
    "5_to_7_appointments",
    _n.is_between(5, 7),
    Text("5 to 7 appointments", "5 à 7 rendez-vous comptés"),
)
with_8_to_10 = _with(
    "8_to_10_appointments",
    _n.is_between(8, 10),
    Text("8 to 10 appointments", "8 à 10 rendez-vous comptés"),
)
with_11_or_more = _with(
    "11_or_more_appointments",
    _n >= 11,
    Text("11 appointments or more", "11 rendez-vous comptés ou plus"),
)
seen_in_6_months = making.units(
    "beneficiaries_seen_in_6_months",
    "months_seen",
    _WHO,
    Text(
        "beneficiaries with counted appointments in 6 different months of the year or more",
        "bénéficiaires ayant eu des rendez-vous comptés dans au moins 6 mois différents de l'année",
    ),
    pl.col("months") >= 6,
)
beneficiaries_by_months = making.units(
    "beneficiaries_by_months_seen",
    "months_seen",
    _WHO,
    Text(
        "beneficiaries with a counted appointment", "bénéficiaires ayant eu un rendez-vous compté"
    ),
)
