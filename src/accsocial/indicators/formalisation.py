"""Whether supports are written down: diagnosis, contract, review (recommendation 4)."""

from __future__ import annotations

from accsocial.indicators.quantities import supports
from accsocial.indicators.sources import COUR
from accsocial.model import Indicator, Quantity, Text, Unit

THEME = "formalisation"


def _share_with(step: str, fr: str, numerator: Quantity) -> Indicator:
    """The supports opened in the year that have the date of a step."""
    return Indicator(
        id=f"share_with_{step}",
        theme=THEME,
        label=Text(f"Supports with a {step}", f"Accompagnements avec {fr}"),
        unit=Unit.SHARE,
        meaning=Text(
            f"Supports that have a date of {step} among those opened in the year. The date counts "
            "on any day, also before the opening; recent openings have had less time for it.",
            f"Accompagnements ayant une date de {fr} parmi ceux ouverts dans l'année. La date "
            "compte quel qu'en soit le jour, même avant l'ouverture ; les ouvertures récentes ont "
            "eu moins de temps.",
        ),
        numerator=numerator,
        denominator=supports.opened,
        source=COUR.at("recommendation 4"),
    )


share_with_diagnosis = _share_with("diagnosis", "diagnostic", supports.opened_with_diagnosis)
share_with_contract = _share_with("contract", "contrat", supports.opened_with_contract)
share_with_review = _share_with("review", "bilan", supports.opened_with_review)
