"""The quantities that indicators are made of: totals over the summary tables.

A count of things that were seen is 0 for a group without rows; what somebody
has to record (money, staff, households) is unknown there, never 0.
"""

from __future__ import annotations

import polars as pl

from accsocial.model import Quantity, Text

PARAMETERS = "parameters"
PRICES = "prices"
"""Tables of dated values, beside the summary tables that a quantity can be read from."""


def parameter(name: str) -> pl.Expr:
    """A parameter inside a total: the counting rules and the dated constants, by name."""
    return pl.col(f"parameter.{name}")


def count(id: str, table: str, total: pl.Expr, label: Text) -> Quantity:  # noqa: A002 - the field's name
    """A number of things seen: 0 where there are none."""
    return Quantity(id, label, table, total, when_absent=0)


def recorded(id: str, table: str, total: pl.Expr, label: Text) -> Quantity:  # noqa: A002 - the field's name
    """What somebody has to record: unknown where nobody did."""
    return Quantity(id, label, table, total)


def _sum(column: str) -> pl.Expr:
    # The sum of nothing is 0 for Polars; here it is unknown.
    return pl.when(pl.col(column).count() > 0).then(pl.col(column).sum())


def twice_median(value: str, units: str) -> pl.Expr:
    """The sum of the two middle values, from the numbers of units that have each; 0 of none.

    Units without a value are left out.
    """
    known = pl.col(value).is_not_null()
    values = pl.col(value).filter(known).sort()
    counts = pl.col(units).filter(known).sort_by(pl.col(value).filter(known))
    reached, total = counts.cum_sum(), counts.sum()
    lower = values.filter(reached >= (total + 1) // 2).first()
    upper = values.filter(reached >= total // 2 + 1).first()
    return (lower + upper).fill_null(0)


_n, _beneficiaries, _workers = pl.col("appointments"), pl.col("beneficiaries"), pl.col("workers")
_supported = _n >= parameter("support_threshold")

beneficiaries = count(
    "beneficiaries",
    "intensity",
    _beneficiaries.sum(),
    Text(
        "beneficiaries with a counted appointment", "bénéficiaires ayant eu un rendez-vous compté"
    ),
)
appointments_of_beneficiaries = count(
    "appointments_of_beneficiaries",
    "intensity",
    (_n * _beneficiaries).sum(),
    Text("appointments, once per beneficiary", "rendez-vous, une fois par bénéficiaire"),
)
twice_median_of_beneficiaries = count(
    "twice_median_of_beneficiaries",
    "intensity",
    twice_median("appointments", "beneficiaries"),
    Text("the two middle numbers of appointments", "les deux nombres médians de rendez-vous"),
)
advice_only_beneficiaries = count(
    "advice_only_beneficiaries",
    "intensity",
    _beneficiaries.filter(~_supported).sum(),
    Text(
        "beneficiaries below the threshold of support",
        "bénéficiaires sous le seuil de l'accompagnement",
    ),
)
supported_beneficiaries = count(
    "supported_beneficiaries",
    "intensity",
    _beneficiaries.filter(_supported).sum(),
    Text(
        "beneficiaries at or above the threshold of support",
        "bénéficiaires au seuil de l'accompagnement ou au-dessus",
    ),
)
appointments_of_supported = count(
    "appointments_of_supported_beneficiaries",
    "intensity",
    (_n * _beneficiaries).filter(_supported).sum(),
    Text(
        "appointments of beneficiaries at or above the threshold of support",
        "rendez-vous des bénéficiaires au seuil de l'accompagnement ou au-dessus",
    ),
)
beneficiaries_as_expected = count(
    "beneficiaries_with_8_or_more",
    "intensity",
    _beneficiaries.filter(_n >= parameter("expected_appointments")).sum(),
    Text(
        "beneficiaries with 8 appointments or more", "bénéficiaires ayant eu 8 rendez-vous ou plus"
    ),
)
unknown_beneficiaries = count(
    "appointments_without_beneficiary",
    "coverage",
    pl.col("unknown_beneficiaries").sum(),
    Text("counted appointments without beneficiary", "rendez-vous comptés sans bénéficiaire"),
)

workers_seen = count(
    "workers_seen",
    "workload",
    _workers.sum(),
    Text(
        "workers with a counted appointment", "travailleurs sociaux ayant eu un rendez-vous compté"
    ),
)
appointments_of_workers = count(
    "appointments_of_workers",
    "workload",
    (_n * _workers).sum(),
    Text("appointments, once per worker", "rendez-vous, une fois par travailleur social"),
)
twice_median_of_workers = count(
    "twice_median_of_workers",
    "workload",
    twice_median("appointments", "workers"),
    Text("the two middle numbers of appointments", "les deux nombres médians de rendez-vous"),
)
workers_below_standard = count(
    "workers_below_416",
    "workload",
    _workers.filter(_n < parameter("standard_appointments_per_worker")).sum(),
    Text("workers below the standard of 416", "travailleurs sociaux sous la norme de 416"),
)
unknown_workers = count(
    "appointments_without_worker",
    "coverage",
    pl.col("unknown_workers").sum(),
    Text("counted appointments without worker", "rendez-vous comptés sans travailleur social"),
)

_status, _channel = pl.col("status"), pl.col("channel")
_cancelled = _status.is_in(["cancelled_by_beneficiary", "cancelled_by_service"])
no_shows = count(
    "no_shows",
    "attendance",
    _n.filter(_status == "no_show").sum(),
    Text("appointments not honoured without excuse", "absences non excusées"),
)
cancellations = count(
    "cancellations",
    "attendance",
    _n.filter(_cancelled).sum(),
    Text("appointments cancelled by either side", "rendez-vous annulés de part ou d'autre"),
)
settled_appointments = count(
    "settled_appointments",
    "attendance",
    _n.filter(_cancelled | _status.is_in(["held", "no_show"])).sum(),
    Text(
        "appointments held, not honoured or cancelled",
        "rendez-vous honorés, manqués ou annulés",
    ),
)
unknown_statuses = count(
    "appointments_of_unknown_status",
    "coverage",
    pl.col("unknown_statuses").sum(),
    Text("appointments of unknown status", "rendez-vous au statut inconnu"),
)
counted_appointments = count(
    "counted_appointments",
    "channels",
    _n.sum(),
    Text("counted appointments, each once", "rendez-vous comptés, chacun une fois"),
)
home_visits = count(
    "home_visits",
    "channels",
    _n.filter(_channel == "home").sum(),
    Text("counted appointments at home", "rendez-vous comptés à domicile"),
)
appointments_of_known_channel = count(
    "appointments_of_known_channel",
    "channels",
    _n.filter(_channel != "unknown").sum(),
    Text("counted appointments of known channel", "rendez-vous comptés dont le mode est connu"),
)
unknown_channels = count(
    "appointments_of_unknown_channel",
    "channels",
    _n.filter(_channel == "unknown").sum(),
    Text("counted appointments of unknown channel", "rendez-vous comptés dont le mode est inconnu"),
)

amount = recorded(
    "amount", "spending", _sum("amount"), Text("spending in euros", "dépenses en euros")
)
staff = recorded(
    "workers",
    "staffing",
    _sum("workers"),
    Text("workers on the staff list", "travailleurs sociaux du tableau des effectifs"),
)
fte = recorded(
    "fte",
    "staffing",
    _sum("fte"),
    Text("full-time equivalents", "équivalents temps plein travaillés"),
)
staff_without_number = count(
    "staff_rows_without_worker",
    "staffing",
    pl.col("unknown_workers").sum(),
    Text("staff rows without worker", "lignes d'effectifs sans agent"),
)
staff_without_fte = count(
    "staff_rows_without_fte",
    "staffing",
    pl.col("unknown_fte").sum(),
    Text("staff rows without fte", "lignes d'effectifs sans ETPT"),
)
eligible_households = recorded(
    "eligible_households",
    "households",
    _sum("eligible_households"),
    Text("eligible households", "foyers éligibles"),
)
poor_households = recorded(
    "poor_households",
    "households",
    _sum("poor_households"),
    Text("poor households", "foyers pauvres"),
)

price_index = Quantity("price_index", Text("price index", "indice des prix"), PRICES)
working_days = Quantity(
    "working_days", Text("working days a year", "jours travaillés par an"), PARAMETERS
)
standard = Quantity(
    "standard_appointments_per_worker",
    Text("the standard of 416 appointments", "la norme de 416 rendez-vous"),
    PARAMETERS,
)
