"""Appointments by days since the one before (`appointment_gaps`) and to entry (`entry_delays`)."""

from __future__ import annotations

import polars as pl

from accsocial.indicators.quantities import making
from accsocial.model import Text

_GAPS, _ENTRIES = "appointment_gaps", "entry_delays"
_known, _unknown = pl.col("days").is_not_null(), pl.col("days").is_null()

twice_median_gap = making.middle_two(
    "twice_median_of_days_between_appointments",
    _GAPS,
    "days",
    "appointments",
    Text(
        "the two middle numbers of days since the beneficiary's appointment before",
        "les deux nombres médians de jours depuis le rendez-vous précédent du bénéficiaire",
    ),
)
appointments_with_one_before = making.rows(
    "appointments_with_one_before",
    _GAPS,
    "appointments",
    Text(
        "counted appointments of a beneficiary who has one before",
        "rendez-vous comptés d'un bénéficiaire en ayant eu un auparavant",
    ),
    _known,
)
appointments_without_one_before = making.rows(
    "appointments_without_one_before",
    _GAPS,
    "appointments",
    Text(
        "first known appointments of a beneficiary, or those without beneficiary",
        "premiers rendez-vous connus d'un bénéficiaire, ou rendez-vous sans bénéficiaire",
    ),
    _unknown,
)
twice_median_entry = making.middle_two(
    "twice_median_of_days_to_entry",
    _ENTRIES,
    "days",
    "appointments",
    Text(
        "the two middle numbers of days from the appointment to its entry",
        "les deux nombres médians de jours entre le rendez-vous et sa saisie",
    ),
)
appointments_entered_since = making.rows(
    "appointments_entered_since",
    _ENTRIES,
    "appointments",
    Text(
        "counted appointments entered on their day or after it",
        "rendez-vous comptés saisis le jour même ou ensuite",
    ),
    _known,
)
appointments_of_unknown_entry = making.rows(
    "appointments_of_unknown_entry",
    _ENTRIES,
    "appointments",
    Text(
        "counted appointments without day of entry, or entered before their day",
        "rendez-vous comptés sans jour de saisie, ou saisis avant leur jour",
    ),
    _unknown,
)
