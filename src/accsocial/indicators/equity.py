"""Whether workers stand where the need is (recommendation 7)."""

from __future__ import annotations

from accsocial.indicators.quantities import context, workers
from accsocial.indicators.sources import COUR
from accsocial.model import Indicator, Text, Unit

THEME = "equity"

workers_per_1000_poor_households = Indicator(
    id="workers_per_1000_poor_households",
    theme=THEME,
    label=Text("Workers per 1,000 poor households", "Travailleurs pour 1\u202f000 foyers pauvres"),
    unit=Unit.WORKERS_PER_1000,
    meaning=Text(
        "Workers on the staff list for every 1,000 poor households.",
        "Travailleurs sociaux du tableau des effectifs pour 1\u202f000 foyers pauvres.",
    ),
    numerator=workers.staff * 1000,
    denominator=context.poor_households,
    unknown=workers.staff_without_number,
    source=COUR.at("recommendation 7"),
)

staffing_gap = Indicator(
    id="staffing_gap",
    theme=THEME,
    label=Text("Workers above or below need", "Écart d'effectif au besoin"),
    unit=Unit.WORKERS,
    meaning=Text(
        "Workers of a territory less those it would have if the body's workers were spread like "
        "poor households. Only by territory: for a whole body there is nothing to compare.",
        "Travailleurs sociaux du territoire, moins ceux qu'il aurait si les effectifs de "
        "l'organisme étaient répartis comme les foyers pauvres. Par territoire seulement.",
    ),
    numerator=workers.staff * context.poor_households.of_body
    - workers.staff.of_body * context.poor_households,
    denominator=context.poor_households.of_body,
    unknown=workers.staff_without_number,
    source=COUR.at("recommendation 7"),
    needs_groups=("territory",),
)
