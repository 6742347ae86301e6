"""Workers by their number of counted appointments (`workload`), and those on the staff list."""

from __future__ import annotations

import polars as pl

from accsocial.indicators.quantities import making
from accsocial.indicators.quantities.making import PARAMETERS, parameter
from accsocial.model import Measure, Quantity, Text

_TABLE, _WHO = "workload", "workers"

workers_seen = making.units(
    "workers_seen",
    _TABLE,
    _WHO,
    Text(
        "workers with a counted appointment", "travailleurs sociaux ayant eu un rendez-vous compté"
    ),
)
workers_below_standard = making.units(
    "workers_below_416",
    _TABLE,
    _WHO,
    Text("workers below the standard of 416", "travailleurs sociaux sous la norme de 416"),
    pl.col("appointments") < parameter("standard_appointments_per_worker"),
)
_EXACT = pl.Decimal(38, 18)
"""A product keeps as many decimals as its longer factor: with eighteen none is rounded off."""


def _per_working_day(bound: str) -> pl.Expr:
    return parameter(bound).cast(_EXACT) * parameter("working_days")


workers_in_observed_range = making.units(
    "workers_within_1_1_to_1_6_per_day",
    _TABLE,
    _WHO,
    Text(
        "workers with 1.1 to 1.6 counted appointments per working day",
        "travailleurs sociaux ayant tenu de 1,1 à 1,6 rendez-vous par jour travaillé",
    ),
    pl.col("appointments")
    .cast(_EXACT)
    .is_between(
        _per_working_day("lowest_observed_per_working_day"),
        _per_working_day("highest_observed_per_working_day"),
    ),
)
appointments_of_workers = making.rows_of_units(
    "appointments_of_workers",
    _TABLE,
    _WHO,
    Text("appointments, once per worker", "rendez-vous, une fois par travailleur social"),
)
twice_median_of_workers = making.middle_two(
    "twice_median_of_workers",
    _TABLE,
    "appointments",
    _WHO,
    Text("the two middle numbers of appointments", "les deux nombres médians de rendez-vous"),
)
unknown_workers = making.column(
    "appointments_without_worker",
    "coverage",
    "unknown_workers",
    Text("counted appointments without worker", "rendez-vous comptés sans travailleur social"),
)

staff = making.recorded(
    "workers",
    "staffing",
    "workers",
    Text("workers on the staff list", "travailleurs sociaux du tableau des effectifs"),
    Measure.UNITS,
)
staff_of_body = making.recorded(
    "workers_of_body",
    "staffing",
    "workers_of_body",
    staff.label,
    Measure.UNITS,
)
fte = making.recorded(
    "fte",
    "staffing",
    "fte",
    Text("full-time equivalents", "équivalents temps plein travaillés"),
)
staff_without_number = making.column(
    "staff_rows_without_worker",
    "staffing",
    "unknown_workers",
    Text("staff rows without worker", "lignes d'effectifs sans agent"),
)
staff_without_fte = making.column(
    "staff_rows_without_fte",
    "staffing",
    "unknown_fte",
    Text("staff rows without fte", "lignes d'effectifs sans ETPT"),
)

working_days = Quantity(
    "working_days", Text("working days a year", "jours travaillés par an"), PARAMETERS
)
standard = Quantity(
    "standard_appointments_per_worker",
    Text("the standard of 416 appointments", "la norme de 416 rendez-vous"),
    PARAMETERS,
)
