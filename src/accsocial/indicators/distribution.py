"""How unevenly beneficiaries are seen: shares by number of appointments, months, days between."""

from __future__ import annotations

from accsocial.indicators.quantities import distribution, intervals, people
from accsocial.indicators.sources import COUR, DEFINITION
from accsocial.model import Form, Indicator, Quantity, Source, Text, Unit

THEME = "intensity"


def _share_with(
    how_many: str, who: Quantity, label: Text, source: Source = DEFINITION
) -> Indicator:
    """The beneficiaries with so many appointments; the shares of all of them add up to 1."""
    return Indicator(
        id=f"share_of_beneficiaries_with_{how_many}",
        theme=THEME,
        label=label,
        unit=Unit.SHARE,
        meaning=Text(
            f"{who.label.en.capitalize()}, among the beneficiaries with at least one. The shares "
            "with 1, 2, 3 or 4, 5 to 7, 8 to 10, and 11 or more add up to all beneficiaries. A "
            "year is cut on 31 December, whatever goes on in January.",
            f"{who.label.fr.capitalize()}, parmi les bénéficiaires en ayant eu au moins un. Les "
            "parts à 1, 2, 3 ou 4, 5 à 7, 8 à 10 et 11 ou plus couvrent tous les bénéficiaires. "
            "L'année est coupée au 31 décembre, même si le suivi continue en janvier.",
        ),
        numerator=who,
        denominator=people.beneficiaries,
        unknown=people.unknown_beneficiaries,
        source=source,
    )


share_of_beneficiaries_with_1_appointment = _share_with(
    "1_appointment",
    distribution.with_1,
    Text("Beneficiaries with 1 appointment", "Bénéficiaires ayant 1 rendez-vous"),
)
share_of_beneficiaries_with_2_appointments = _share_with(
    "2_appointments",
    distribution.with_2,
    Text("Beneficiaries with 2 appointments", "Bénéficiaires ayant 2 rendez-vous"),
)
share_of_beneficiaries_with_3_to_4_appointments = _share_with(
    "3_to_4_appointments",
    distribution.with_3_to_4,
    Text("Beneficiaries with 3 or 4 appointments", "Bénéficiaires ayant 3 ou 4 rendez-vous"),
)
share_of_beneficiaries_with_5_to_7_appointments = _share_with(
    "5_to_7_appointments",
    distribution.with_5_to_7,
    Text("Beneficiaries with 5 to 7 appointments", "Bénéficiaires ayant 5 à 7 rendez-vous"),
)
share_of_beneficiaries_with_8_to_10_appointments = _share_with(
    "8_to_10_appointments",
    distribution.with_8_to_10,
    Text("Beneficiaries with 8 to 10 appointments", "Bénéficiaires ayant 8 à 10 rendez-vous"),
    COUR.at("p. 9"),
)
share_of_beneficiaries_with_11_or_more_appointments = _share_with(
    "11_or_more_appointments",
    distribution.with_11_or_more,
    Text(
        "Beneficiaries with 11 appointments or more", "Bénéficiaires ayant 11 rendez-vous ou plus"
    ),
)

share_of_beneficiaries_seen_in_6_months = Indicator(
    id="share_of_beneficiaries_seen_in_6_months",
    theme=THEME,
    label=Text(
        "Beneficiaries seen in 6 or more months", "Bénéficiaires vus 6 mois distincts ou plus"
    ),
    unit=Unit.SHARE,
    meaning=Text(
        "Beneficiaries with counted appointments in at least 6 different months of the calendar "
        "year, in a row or not, among the beneficiaries with at least one. Who began in the second "
        "half of the year cannot be one of them, or only just: nobody is left out for that.",
        "Bénéficiaires ayant eu des rendez-vous comptés dans au moins 6 mois différents de l'année "
        "civile, consécutifs ou non, parmi ceux en ayant eu au moins un. Qui arrive au second "
        "semestre ne peut guère en être : personne n'est écarté pour cela.",
    ),
    numerator=distribution.seen_in_6_months,
    denominator=distribution.beneficiaries_by_months,
    unknown=people.unknown_beneficiaries,
    source=DEFINITION,
)

median_days_between_appointments = Indicator(
    id="median_days_between_appointments",
    theme=THEME,
    label=Text("Days between appointments, median", "Jours entre deux rendez-vous, médiane"),
    unit=Unit.DAYS,
    meaning=Text(
        "Median of the days from one counted appointment of a beneficiary to the next, whatever "
        "its worker, site or event; in the year, and the group, of the later one. The earlier may "
        "be of the year before. Two on one day are 0 days apart, in the order of their groups; "
        "one of several groups is in the first, on its first day. The first that the extract has "
        "of a beneficiary, and appointments without beneficiary, are unknown.",
        "Médiane des jours d'un rendez-vous compté d'un bénéficiaire au suivant, quels qu'en "
        "soient l'agent, le site ou le fait générateur ; dans l'année et le groupe du second. Le "
        "premier peut être de l'année d'avant. Deux le même jour ont 0 jour d'écart, dans l'ordre "
        "de leurs groupes ; celui de plusieurs groupes est dans le premier, à son premier jour. "
        "Le premier que l'extraction connaît d'un bénéficiaire, et ceux sans bénéficiaire, sont "
        "inconnus.",
    ),
    form=Form.MEDIAN,
    numerator=intervals.twice_median_gap,
    denominator=intervals.appointments_with_one_before,
    unknown=intervals.appointments_without_one_before,
    source=DEFINITION,
)
