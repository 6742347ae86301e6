"""Where appointments take place, and which event of life they are for."""

from __future__ import annotations

from accsocial.indicators.quantities import appointments
from accsocial.indicators.sources import DEFINITION
from accsocial.model import Indicator, Quantity, Text, Unit

THEME = "channels_and_events"


def _by_channel(how: str, numerator: Quantity, label: Text) -> Indicator:
    return Indicator(
        id=f"share_of_appointments_{how}",
        theme=THEME,
        label=label,
        unit=Unit.SHARE,
        meaning=Text(
            f"{numerator.label.en.capitalize()}, among those whose channel is known. An "
            "appointment in several rows counts once, by the first of their channels in the order "
            "of the table's labels. Those of unknown channel are counted apart.",
            f"{numerator.label.fr.capitalize()}, parmi ceux dont le mode est connu. Un "
            "rendez-vous en plusieurs lignes compte une fois, par le premier de leurs modes dans "
            "l'ordre des libellés de la table. Ceux dont le mode est inconnu sont comptés à part.",
        ),
        numerator=numerator,
        denominator=appointments.appointments_of_known_channel,
        unknown=appointments.unknown_channels,
        source=DEFINITION,
    )


def _by_event(event: str, numerator: Quantity, label: Text) -> Indicator:
    return Indicator(
        id=f"share_of_appointments_for_{event}",
        theme=THEME,
        label=label,
        unit=Unit.SHARE,
        meaning=Text(
            f"{numerator.label.en.capitalize()}, among those whose triggering event is known. An "
            "appointment in several rows counts once, by the first of their events in the order "
            "of the table's labels. Those of unknown event are counted apart.",
            f"{numerator.label.fr.capitalize()}, parmi ceux dont le fait générateur est connu. Un "
            "rendez-vous en plusieurs lignes compte une fois, par le premier de leurs faits "
            "générateurs dans l'ordre des libellés de la table. Ceux dont le fait générateur est "
            "inconnu sont comptés à part.",
        ),
        numerator=numerator,
        denominator=appointments.appointments_of_known_event,
        unknown=appointments.unknown_events,
        source=DEFINITION,
    )


share_of_appointments_at_office = _by_channel(
    "at_office",
    appointments.at_office,
    Text("Appointments in the office", "Rendez-vous au bureau"),
)
share_of_appointments_outside = _by_channel(
    "outside",
    appointments.outside,
    Text("Appointments outside", "Rendez-vous hors les murs"),
)
share_of_appointments_by_phone = _by_channel(
    "by_phone",
    appointments.by_phone,
    Text("Appointments by phone", "Rendez-vous par téléphone"),
)
share_of_appointments_by_video = _by_channel(
    "by_video",
    appointments.by_video,
    Text("Appointments by video", "Rendez-vous en visioconférence"),
)
share_of_appointments_for_separation = _by_event(
    "separation",
    appointments.for_separation,
    Text("Appointments for a separation", "Rendez-vous pour séparation"),
)
share_of_appointments_for_child_death = _by_event(
    "child_death",
    appointments.for_child_death,
    Text("Appointments for a child's death", "Rendez-vous pour décès d'un enfant"),
)
share_of_appointments_for_partner_death = _by_event(
    "partner_death",
    appointments.for_partner_death,
    Text("Appointments for a partner's death", "Rendez-vous pour décès du conjoint"),
)
share_of_appointments_for_rent_arrears = _by_event(
    "rent_arrears",
    appointments.for_rent_arrears,
    Text("Appointments for rent arrears", "Rendez-vous pour impayés de loyer"),
)
share_of_appointments_for_single_parent = _by_event(
    "single_parent",
    appointments.for_single_parent,
    Text("Appointments for single parenthood", "Rendez-vous pour monoparentalité"),
)
share_of_appointments_for_other_events = _by_event(
    "other_events",
    appointments.for_other_events,
    Text("Appointments for other events", "Rendez-vous pour un autre fait générateur"),
)
