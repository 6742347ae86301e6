"""How often beneficiaries are seen."""

from __future__ import annotations

from accsocial.indicators.quantities import people
from accsocial.indicators.sources import COUR
from accsocial.model import Form, Indicator, Text, Unit

THEME = "intensity"

appointments_per_beneficiary = Indicator(
    id="appointments_per_beneficiary",
    theme=THEME,
    label=Text("Appointments per beneficiary", "Rendez-vous par bénéficiaire"),
    unit=Unit.PER_YEAR,
    meaning=Text(
        "How intensive the support is: counted appointments of one beneficiary in one year, on "
        "average over the beneficiaries who had at least one.",
        "L'intensité de l'accompagnement : nombre moyen de rendez-vous comptés dans l'année, par "
        "bénéficiaire en ayant eu au moins un.",
    ),
    numerator=people.appointments_of_beneficiaries,
    denominator=people.beneficiaries,
    unknown=people.unknown_beneficiaries,
    source=COUR.at("p. 9, 10 and 12"),
    references=("P01", "P02", "P03"),
)

median_appointments_per_beneficiary = Indicator(
    id="median_appointments_per_beneficiary",
    theme=THEME,
    label=Text("Median appointments per beneficiary", "Rendez-vous par bénéficiaire, médiane"),
    unit=Unit.PER_YEAR,
    meaning=Text(
        "Half of the beneficiaries have at most this number of counted appointments in the year; "
        "with an even number of beneficiaries, the mean of the two middle ones.",
        "La moitié des bénéficiaires a au plus ce nombre de rendez-vous comptés dans l'année ; "
        "pour un nombre pair, moyenne des deux valeurs centrales.",
    ),
    form=Form.MEDIAN,
    numerator=people.twice_median_of_beneficiaries,
    denominator=people.beneficiaries,
    unknown=people.unknown_beneficiaries,
    source=COUR.at("p. 9 and 10"),
)

share_of_beneficiaries_advice_only = Indicator(
    id="share_of_beneficiaries_advice_only",
    theme=THEME,
    label=Text("Beneficiaries with advice only", "Bénéficiaires en simple conseil"),
    unit=Unit.SHARE,
    meaning=Text(
        "Share of beneficiaries with fewer counted appointments in the year than the threshold of "
        "support (three unless the rules say otherwise): information or advice, not accompaniment.",
        "Part des bénéficiaires ayant moins de rendez-vous comptés dans l'année que le seuil de "
        "l'accompagnement (trois sauf règle contraire) : information ou conseil.",
    ),
    numerator=people.advice_only_beneficiaries,
    denominator=people.beneficiaries,
    unknown=people.unknown_beneficiaries,
    source=COUR.at("p. 7"),
    basis=("P21",),
)

appointments_per_supported_beneficiary = Indicator(
    id="appointments_per_supported_beneficiary",
    theme=THEME,
    label=Text("Appointments per supported beneficiary", "Rendez-vous par bénéficiaire accompagné"),
    unit=Unit.PER_YEAR,
    meaning=Text(
        "Counted appointments in the year of the beneficiaries at or above the threshold of "
        "support, on average. The Cour does not say whether its mean leaves out the others.",
        "Nombre moyen de rendez-vous comptés dans l'année des bénéficiaires au seuil de "
        "l'accompagnement ou au-dessus. La Cour ne dit pas si sa moyenne exclut les autres.",
    ),
    numerator=people.appointments_of_supported,
    denominator=people.supported_beneficiaries,
    unknown=people.unknown_beneficiaries,
    source=COUR.at("p. 7 and 9"),
    references=("P02", "P03"),
)

share_of_beneficiaries_8_or_more = Indicator(
    id="share_of_beneficiaries_8_or_more",
    theme=THEME,
    label=Text(
        "Beneficiaries with 8 appointments or more", "Bénéficiaires ayant 8 rendez-vous ou plus"
    ),
    unit=Unit.SHARE,
    meaning=Text(
        "Share of beneficiaries with at least the eight counted appointments a year that the Cnaf "
        "estimates a family may need.",
        "Part des bénéficiaires ayant au moins les huit rendez-vous comptés par an que la Cnaf "
        "estime parfois nécessaires à une famille.",
    ),
    numerator=people.beneficiaries_as_expected,
    denominator=people.beneficiaries,
    unknown=people.unknown_beneficiaries,
    source=COUR.at("p. 9"),
    basis=("P03",),
)
