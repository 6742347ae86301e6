"""Appointments by status (`attendance`) and by channel (`channels`), each counted once."""

from __future__ import annotations

import polars as pl

from accsocial.indicators.quantities import making
from accsocial.model import Text

_status, _channel = pl.col("status"), pl.col("channel")
_cancelled = _status.is_in(["cancelled_by_beneficiary", "cancelled_by_service"])

no_shows = making.rows(
    "no_shows",
    "attendance",
    "appointments",
    Text("appointments not honoured without excuse", "absences non excusées"),
    _status == "no_show",
)
cancellations = making.rows(
    "cancellations",
    "attendance",
    "appointments",
    Text("appointments cancelled by either side", "rendez-vous annulés de part ou d'autre"),
    _cancelled,
)
settled_appointments = making.rows(
    "settled_appointments",
    "attendance",
    "appointments",
    Text(
        "appointments held, not honoured or cancelled",
        "rendez-vous honorés, manqués ou annulés",
    ),
    _cancelled | _status.is_in(["held", "no_show"]),
)
unknown_statuses = making.column(
    "appointments_of_unknown_status",
    "coverage",
    "unknown_statuses",
    Text("appointments of unknown status", "rendez-vous au statut inconnu"),
)
counted_appointments = making.rows(
    "counted_appointments",
    "channels",
    "appointments",
    Text("counted appointments, each once", "rendez-vous comptés, chacun une fois"),
)
home_visits = making.rows(
    "home_visits",
    "channels",
    "appointments",
    Text("counted appointments at home", "rendez-vous comptés à domicile"),
    _channel == "home",
)
appointments_of_known_channel = making.rows(
    "appointments_of_known_channel",
    "channels",
    "appointments",
    Text("counted appointments of known channel", "rendez-vous comptés dont le mode est connu"),
    _channel != "unknown",
)
unknown_channels = making.rows(
    "appointments_of_unknown_channel",
    "channels",
    "appointments",
    Text("counted appointments of unknown channel", "rendez-vous comptés dont le mode est inconnu"),
    _channel == "unknown",
)
