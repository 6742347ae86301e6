"""What support costs, and how costs change against prices."""

from __future__ import annotations

from accsocial.indicators.quantities import appointments, context, people, workers
from accsocial.indicators.sources import COUR, DEFINITION
from accsocial.model import Form, Indicator, Text, Unit

THEME = "cost"

cost_per_beneficiary = Indicator(
    id="cost_per_beneficiary",
    theme=THEME,
    label=Text("Cost per beneficiary", "Coût par bénéficiaire"),
    unit=Unit.EUROS,
    meaning=Text(
        "Spending of the year by beneficiary with a counted appointment in the year.",
        "Dépenses de l'année rapportées aux bénéficiaires ayant eu un rendez-vous compté dans "
        "l'année.",
    ),
    numerator=context.amount,
    denominator=people.beneficiaries,
    unknown=people.unknown_beneficiaries,
    source=COUR.at("p. 11"),
    references=("P07", "P08"),
)

cost_per_appointment = Indicator(
    id="cost_per_appointment",
    theme=THEME,
    label=Text("Cost per appointment", "Coût par rendez-vous"),
    unit=Unit.EUROS,
    meaning=Text(
        "Spending of the year by counted appointment, each appointment once.",
        "Dépenses de l'année rapportées aux rendez-vous comptés, chacun une fois.",
    ),
    numerator=context.amount,
    denominator=appointments.counted_appointments,
    source=DEFINITION,
)

cost_per_fte = Indicator(
    id="cost_per_fte",
    theme=THEME,
    label=Text("Cost per full-time equivalent", "Coût par ETPT"),
    unit=Unit.EUROS,
    meaning=Text(
        "Spending of the year by full-time equivalent of the staff list.",
        "Dépenses de l'année rapportées aux équivalents temps plein travaillés.",
    ),
    numerator=context.amount,
    denominator=workers.fte,
    unknown=workers.staff_without_fte,
    source=DEFINITION,
)

cost_growth = Indicator(
    id="cost_growth",
    theme=THEME,
    label=Text("Growth of costs", "Évolution des coûts"),
    unit=Unit.SHARE,
    meaning=Text(
        "Spending of the year against that of the base year, in current euros.",
        "Dépenses de l'année par rapport à l'année de base, en euros courants.",
    ),
    form=Form.GROWTH,
    numerator=context.amount,
    denominator=context.amount.at_base_year,
    source=COUR.at("p. 11"),
    references=("P09", "P10", "P11"),
)

inflation = Indicator(
    id="inflation",
    theme=THEME,
    label=Text("Inflation", "Inflation"),
    unit=Unit.SHARE,
    meaning=Text(
        "Growth of the consumer price index from the base year to the year. With the convention "
        "published-rates the annual rates of the base year and of every later year are "
        "compounded, as the Cour's 10.6 % does for 2018-2022.",
        "Évolution de l'indice des prix entre l'année de base et l'année. Avec la convention "
        "published-rates, les taux annuels de l'année de base et de chaque année suivante sont "
        "composés, comme dans les 10,6 % de la Cour pour 2018-2022.",
    ),
    form=Form.GROWTH,
    numerator=context.price_index,
    denominator=context.price_index.at_base_year,
    source=COUR.at("p. 11"),
    references=("P12",),
)

real_cost_growth = Indicator(
    id="real_cost_growth",
    theme=THEME,
    label=Text("Growth of costs net of inflation", "Évolution des coûts hors inflation"),
    unit=Unit.SHARE,
    meaning=Text(
        "The factor that costs rose by since the base year, divided by that of prices, less 1: "
        "costs × 1.085 and prices × 1.0865 make −0.1 %.",
        "Coefficient d'évolution des coûts depuis l'année de base, divisé par celui des prix, "
        "moins 1 : des coûts × 1,085 et des prix × 1,0865 font −0,1 %.",
    ),
    form=Form.GROWTH,
    numerator=context.amount * context.price_index.at_base_year,
    denominator=context.amount.at_base_year * context.price_index,
    source=COUR.at("p. 11"),
    basis=("P09", "P10", "P11", "P12"),
)
