"""What becomes of appointments, and where they take place."""

from __future__ import annotations

from accsocial.indicators.quantities import appointments
from accsocial.indicators.sources import DEFINITION
from accsocial.model import Indicator, Text, Unit

THEME = "attendance"

no_show_rate = Indicator(
    id="no_show_rate",
    theme=THEME,
    label=Text("No-shows", "Absences non excusées"),
    unit=Unit.SHARE,
    meaning=Text(
        "Absences without excuse among the appointments held, not honoured or cancelled. Planned "
        "appointments and those of unknown status are in neither.",
        "Absences non excusées parmi les rendez-vous honorés, manqués ou annulés. Les rendez-vous "
        "à venir ou au statut inconnu ne sont dans aucun des deux.",
    ),
    numerator=appointments.no_shows,
    denominator=appointments.settled_appointments,
    unknown=appointments.unknown_statuses,
    source=DEFINITION,
)

cancellation_rate = Indicator(
    id="cancellation_rate",
    theme=THEME,
    label=Text("Appointments cancelled", "Rendez-vous annulés"),
    unit=Unit.SHARE,
    meaning=Text(
        "Appointments cancelled by the beneficiary or by the service, among those held, not "
        "honoured or cancelled.",
        "Rendez-vous annulés par le bénéficiaire ou par le service, parmi les rendez-vous honorés, "
        "manqués ou annulés.",
    ),
    numerator=appointments.cancellations,
    denominator=appointments.settled_appointments,
    unknown=appointments.unknown_statuses,
    source=DEFINITION,
)

home_visit_share = Indicator(
    id="home_visit_share",
    theme=THEME,
    label=Text("Appointments at home", "Rendez-vous à domicile"),
    unit=Unit.SHARE,
    meaning=Text(
        "Home visits among the counted appointments whose channel is known.",
        "Visites à domicile parmi les rendez-vous comptés dont le mode est connu.",
    ),
    numerator=appointments.home_visits,
    denominator=appointments.appointments_of_known_channel,
    unknown=appointments.unknown_channels,
    source=DEFINITION,
)
