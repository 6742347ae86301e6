"""The quantities that indicators of supports are made of: counts by the year of a step."""

from __future__ import annotations

import polars as pl

from accsocial.indicators.quantities import count, twice_median
from accsocial.model import Quantity, Text

_SUPPORTS, _DURATIONS, _DELAYS = "supports", "support_durations", "first_appointment_delays"


def _of(column: str, en: str, fr: str) -> Quantity:
    return count(f"supports_{column}", _SUPPORTS, pl.col(column).sum(), Text(en, fr))


def _days(id: str, table: str, total: pl.Expr, en: str, fr: str) -> Quantity:  # noqa: A002 - the field's name
    return count(id, table, total, Text(en, fr))


_known = pl.col("supports").filter(pl.col("days").is_not_null())
_unknown = pl.col("supports").filter(pl.col("days").is_null())

detected = _of("detected", "supports detected in the year", "accompagnements repérés dans l'année")
detected_and_contacted = _of(
    "detected_and_contacted",
    "those of them that were contacted",
    "ceux d'entre eux qui ont donné lieu à un contact",
)
contacted = _of(
    "contacted", "supports contacted in the year", "accompagnements contactés dans l'année"
)
accepted = _of("accepted", "those of them that were accepted", "ceux d'entre eux qui sont acceptés")
opened = _of("opened", "supports opened in the year", "accompagnements ouverts dans l'année")
opened_with_diagnosis = _of(
    "opened_with_diagnosis",
    "supports opened in the year that have a diagnosis",
    "accompagnements ouverts dans l'année ayant un diagnostic",
)
opened_with_contract = _of(
    "opened_with_contract",
    "supports opened in the year that have a contract",
    "accompagnements ouverts dans l'année ayant un contrat",
)
opened_with_review = _of(
    "opened_with_review",
    "supports opened in the year that have a review",
    "accompagnements ouverts dans l'année ayant un bilan",
)
closed = _of("closed", "supports closed in the year", "accompagnements clos dans l'année")
closed_with_review = _of(
    "closed_with_review",
    "those of them with a review on or before the closing",
    "ceux d'entre eux ayant un bilan au plus tard à la clôture",
)
closed_with_reason = _of(
    "closed_with_reason",
    "those of them with a reason for the exit",
    "ceux d'entre eux ayant un motif de sortie",
)
reentered = _of(
    "reentered",
    "those of them whose beneficiary opens another within 365 days",
    "ceux d'entre eux dont le bénéficiaire en ouvre un autre sous 365 jours",
)
followed_up = _of(
    "followed_up",
    "supports closed in the year and seen for 365 days after",
    "accompagnements clos dans l'année et observés 365 jours ensuite",
)
not_followed_up = _of(
    "not_followed_up",
    "supports closed too late, or without beneficiary",
    "accompagnements clos trop tard, ou sans bénéficiaire",
)

twice_median_days = _days(
    "twice_median_of_support_days",
    _DURATIONS,
    twice_median("days", "supports"),
    "the two middle numbers of days from opening to closing",
    "les deux nombres médians de jours entre l'ouverture et la clôture",
)
closed_of_known_days = _days(
    "supports_closed_of_known_days",
    _DURATIONS,
    _known.sum(),
    "supports closed in the year of known duration",
    "accompagnements clos dans l'année, de durée connue",
)
closed_of_unknown_days = _days(
    "supports_closed_of_unknown_days",
    _DURATIONS,
    _unknown.sum(),
    "supports closed without opening, or before it",
    "accompagnements clos sans date d'ouverture, ou avant elle",
)
twice_median_delay = _days(
    "twice_median_of_first_appointment_delays",
    _DELAYS,
    twice_median("days", "supports"),
    "the two middle numbers of days from opening to first appointment",
    "les deux nombres médians de jours entre l'ouverture et le premier rendez-vous",
)
opened_with_appointment = _days(
    "supports_opened_with_appointment",
    _DELAYS,
    _known.sum(),
    "supports opened in the year with an appointment since",
    "accompagnements ouverts dans l'année, avec un rendez-vous depuis",
)
opened_without_appointment = _days(
    "supports_opened_without_appointment",
    _DELAYS,
    _unknown.sum(),
    "supports opened in the year without appointment since",
    "accompagnements ouverts dans l'année, sans rendez-vous depuis",
)
