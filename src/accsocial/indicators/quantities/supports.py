"""The quantities that indicators of supports are made of: counts by the year of a step."""

from __future__ import annotations

import polars as pl

from accsocial.indicators.quantities import making
from accsocial.model import Quantity, Text

_SUPPORTS, _DURATIONS, _DELAYS = "supports", "support_durations", "first_appointment_delays"


_known, _unknown = pl.col("days").is_not_null(), pl.col("days").is_null()


def _of(column: str, en: str, fr: str) -> Quantity:
    return making.column(f"supports_{column}", _SUPPORTS, column, Text(en, fr))


detected = _of("detected", "supports detected in the year", "accompagnements repérés dans l'année")
detected_and_contacted = _of(
    "detected_and_contacted",
    "supports detected in the year that were contacted",
    "accompagnements repérés dans l'année ayant donné lieu à un contact",
)
contacted = _of(
    "contacted", "supports contacted in the year", "accompagnements contactés dans l'année"
)
accepted = _of(
    "accepted",
    "supports contacted in the year that were accepted",
    "accompagnements contactés dans l'année et acceptés",
)
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
    "supports closed in the year with a review on or before the closing",
    "accompagnements clos dans l'année ayant un bilan au plus tard à la clôture",
)
closed_with_reason = _of(
    "closed_with_reason",
    "supports closed in the year with a reason for the exit",
    "accompagnements clos dans l'année ayant un motif de sortie",
)
reentered = _of(
    "reentered",
    "supports closed in the year whose beneficiary opens another within 365 days",
    "accompagnements clos dans l'année dont le bénéficiaire en ouvre un autre sous 365 jours",
)
followed_up = _of(
    "followed_up",
    "supports closed in the year and seen for 365 days after",
    "accompagnements clos dans l'année et observés 365 jours ensuite",
)
sustained = _of(
    "sustained",
    "supports closed in the year whose beneficiary opens no other within 365 days",
    "accompagnements clos dans l'année dont le bénéficiaire n'en ouvre pas d'autre sous 365 jours",
)
not_followed_up = _of(
    "not_followed_up",
    "supports closed less than 365 days before the end, or without beneficiary",
    "accompagnements clos depuis moins de 365 jours, ou sans bénéficiaire",
)


known_after_12_months = _of(
    "known_after_12_months",
    "supports opened in the year and seen for 12 months after",
    "accompagnements ouverts dans l'année et observés 12 mois ensuite",
)
open_after_12_months = _of(
    "open_after_12_months",
    "supports opened in the year and still open after 12 months",
    "accompagnements ouverts dans l'année et encore ouverts après 12 mois",
)
not_known_after_12_months = _of(
    "not_known_after_12_months",
    "supports opened less than 12 months before the end, or closed before the opening",
    "accompagnements ouverts depuis moins de 12 mois, ou clos avant leur ouverture",
)
known_after_24_months = _of(
    "known_after_24_months",
    "supports opened in the year and seen for 24 months after",
    "accompagnements ouverts dans l'année et observés 24 mois ensuite",
)
open_after_24_months = _of(
    "open_after_24_months",
    "supports opened in the year and still open after 24 months",
    "accompagnements ouverts dans l'année et encore ouverts après 24 mois",
)
not_known_after_24_months = _of(
    "not_known_after_24_months",
    "supports opened less than 24 months before the end, or closed before the opening",
    "accompagnements ouverts depuis moins de 24 mois, ou clos avant leur ouverture",
)

twice_median_days = making.middle_two(
    "twice_median_of_support_days",
    _DURATIONS,
    "days",
    "supports",
    Text(
        "the two middle numbers of days from opening to closing",
        "les deux nombres médians de jours entre l'ouverture et la clôture",
    ),
)
closed_of_known_days = making.rows(
    "supports_closed_of_known_days",
    _DURATIONS,
    "supports",
    Text(
        "supports closed in the year of known duration",
        "accompagnements clos dans l'année, de durée connue",
    ),
    _known,
)
closed_of_unknown_days = making.rows(
    "supports_closed_of_unknown_days",
    _DURATIONS,
    "supports",
    Text(
        "supports closed without a day of opening, or before it",
        "accompagnements clos sans date d'ouverture, ou avant elle",
    ),
    _unknown,
)
twice_median_delay = making.middle_two(
    "twice_median_of_first_appointment_delays",
    _DELAYS,
    "days",
    "supports",
    Text(
        "the two middle numbers of days from opening to first appointment",
        "les deux nombres médians de jours entre l'ouverture et le premier rendez-vous",
    ),
)
opened_with_appointment = making.rows(
    "supports_opened_with_appointment",
    _DELAYS,
    "supports",
    Text(
        "supports opened in the year with an appointment since",
        "accompagnements ouverts dans l'année, avec un rendez-vous depuis",
    ),
    _known,
)
opened_without_appointment = making.rows(
    "supports_opened_without_appointment",
    _DELAYS,
    "supports",
    Text(
        "supports opened in the year without appointment since",
        "accompagnements ouverts dans l'année, sans rendez-vous depuis",
    ),
    _unknown,
)
