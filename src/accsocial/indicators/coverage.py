"""What part of the households concerned is supported."""

from __future__ import annotations

from accsocial.indicators.quantities import context, people
from accsocial.indicators.sources import COUR
from accsocial.model import Indicator, Text, Unit

THEME = "coverage"

share_of_households_supported = Indicator(
    id="share_of_households_supported",
    theme=THEME,
    label=Text("Households supported", "Foyers accompagnés"),
    unit=Unit.SHARE,
    meaning=Text(
        "Beneficiaries with a counted appointment in the year among the eligible households. The "
        "Cour's 3 % is about the families that draw allocations familiales.",
        "Bénéficiaires ayant eu un rendez-vous compté dans l'année, parmi les foyers éligibles. "
        "Les 3 % de la Cour portent sur les familles percevant les allocations familiales.",
    ),
    numerator=people.beneficiaries,
    denominator=context.eligible_households,
    unknown=people.unknown_beneficiaries,
    source=COUR.at("p. 8"),
    references=("P19",),
)
