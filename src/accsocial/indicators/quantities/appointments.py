"""Appointments by status (`attendance`), channel (`channels`) and event (`events`), each once."""

from __future__ import annotations

import polars as pl

from accsocial.indicators.quantities import making
from accsocial.model import Quantity, Text

_status, _channel, _event = pl.col("status"), pl.col("channel"), pl.col("event")
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


def _by_channel(channel: str, en: str, fr: str) -> Quantity:
    label = Text(f"counted appointments {en}", f"rendez-vous comptés {fr}")
    return making.rows(
        f"appointments_{channel}", "channels", "appointments", label, _channel == channel
    )


at_office = _by_channel("office", "in the office", "au bureau")
outside = _by_channel("outside", "outside", "hors les murs")
by_phone = _by_channel("phone", "by phone", "par téléphone")
by_video = _by_channel("video", "by video", "en visioconférence")


def _by_event(event: str, en: str, fr: str) -> Quantity:
    label = Text(f"counted appointments {en}", f"rendez-vous comptés {fr}")
    return making.rows(
        f"appointments_for_{event}", "events", "appointments", label, _event == event
    )


for_separation = _by_event("separation", "for a separation", "pour une séparation")
for_child_death = _by_event("child_death", "for the death of a child", "pour le décès d'un enfant")
for_partner_death = _by_event(
    "partner_death",
    "for the death of a partner or parent",
    "pour le décès du conjoint ou d'un parent",
)
for_rent_arrears = _by_event("rent_arrears", "for rent arrears", "pour des impayés de loyer")
for_single_parent = _by_event(
    "single_parent", "for single parenthood", "pour une situation de monoparentalité"
)
for_other_events = _by_event("other", "for another event", "pour un autre fait générateur")
appointments_of_known_event = making.rows(
    "appointments_of_known_event",
    "events",
    "appointments",
    Text(
        "counted appointments of known event",
        "rendez-vous comptés dont le fait générateur est connu",
    ),
    _event != "unknown",
)
unknown_events = making.rows(
    "appointments_of_unknown_event",
    "events",
    "appointments",
    Text(
        "counted appointments of unknown event",
        "rendez-vous comptés dont le fait générateur est inconnu",
    ),
    _event == "unknown",
)
