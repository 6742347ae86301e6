"""Whom the body reaches, and who agrees."""

from __future__ import annotations

from accsocial.indicators.quantities import supports
from accsocial.indicators.sources import DEFINITION
from accsocial.model import Indicator, Text, Unit

THEME = "support"

contact_rate = Indicator(
    id="contact_rate",
    theme=THEME,
    label=Text("Detected situations contacted", "Situations repérées contactées"),
    unit=Unit.SHARE,
    meaning=Text(
        "Supports with a date of contact among those detected in the year. A contact on any day "
        "counts, also one dated before the detection. Situations detected late in the extract "
        "may be contacted after it; reminders are often set to fit capacity, so that the rate is "
        "a choice as much as an outcome.",
        "Accompagnements ayant une date de contact, parmi ceux repérés dans l'année. Un contact "
        "compte quel qu'en soit le jour, même daté d'avant le repérage. Une situation repérée à la "
        "fin de l'extraction peut être contactée après ; les relances sont souvent réglées sur les "
        "moyens : le taux est un choix autant qu'un résultat.",
    ),
    numerator=supports.detected_and_contacted,
    denominator=supports.detected,
    source=DEFINITION,
)

acceptance_rate = Indicator(
    id="acceptance_rate",
    theme=THEME,
    label=Text("Contacts accepted", "Contacts suivis d'une acceptation"),
    unit=Unit.SHARE,
    meaning=Text(
        "Supports whose response is accepted among those contacted in the year. A refusal, no "
        "answer and a response that is not recorded all count as not accepted.",
        "Accompagnements acceptés parmi ceux contactés dans l'année. Un refus, une absence de "
        "réponse et une réponse non renseignée comptent comme non acceptés.",
    ),
    numerator=supports.accepted,
    denominator=supports.contacted,
    source=DEFINITION,
)
