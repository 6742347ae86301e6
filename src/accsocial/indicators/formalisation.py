"""Whether supports are written down: diagnosis, contract, review (recommendation 4)."""

from __future__ import annotations

from accsocial.indicators.quantities import supports
from accsocial.indicators.sources import COUR
from accsocial.model import Indicator, Text, Unit

THEME = "formalisation"

share_with_diagnosis = Indicator(
    id="share_with_diagnosis",
    theme=THEME,
    label=Text("Supports with a diagnosis", "Accompagnements avec diagnostic"),
    unit=Unit.SHARE,
    meaning=Text(
        "Supports that have a date of diagnosis among those opened in the year. The date counts "
        "on any day, also before the opening; recent openings have had less time for it.",
        "Accompagnements ayant une date de diagnostic parmi ceux ouverts dans l'année. La date "
        "compte quel qu'en soit le jour, même avant l'ouverture ; les ouvertures récentes ont eu "
        "moins de temps.",
    ),
    numerator=supports.opened_with_diagnosis,
    denominator=supports.opened,
    source=COUR.at("recommendation 4"),
)

share_with_contract = Indicator(
    id="share_with_contract",
    theme=THEME,
    label=Text("Supports with a contract", "Accompagnements avec contrat"),
    unit=Unit.SHARE,
    meaning=Text(
        "Supports that have a date of contract among those opened in the year. The date counts "
        "on any day, also before the opening; recent openings have had less time for it.",
        "Accompagnements ayant une date de contrat parmi ceux ouverts dans l'année. La date compte "
        "quel qu'en soit le jour, même avant l'ouverture ; les ouvertures récentes ont eu moins de "
        "temps.",
    ),
    numerator=supports.opened_with_contract,
    denominator=supports.opened,
    source=COUR.at("recommendation 4"),
)

share_with_review = Indicator(
    id="share_with_review",
    theme=THEME,
    label=Text("Supports with a review", "Accompagnements avec bilan"),
    unit=Unit.SHARE,
    meaning=Text(
        "Supports that have a date of review among those opened in the year. The date counts on "
        "any day, also before the opening; recent openings have had less time for it.",
        "Accompagnements ayant une date de bilan parmi ceux ouverts dans l'année. La date compte "
        "quel qu'en soit le jour, même avant l'ouverture ; les ouvertures récentes ont eu moins de "
        "temps.",
    ),
    numerator=supports.opened_with_review,
    denominator=supports.opened,
    source=COUR.at("recommendation 4"),
)
