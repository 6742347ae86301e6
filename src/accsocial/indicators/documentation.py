"""How well the activity is recorded, and how soon: what recommendation 6 asks for."""

from __future__ import annotations

from accsocial.indicators.quantities import documentation, intervals
from accsocial.indicators.sources import COUR
from accsocial.model import Form, Indicator, Text, Unit

THEME = "documentation"
_SOURCE = COUR.at("recommendation 6")


def _rate_of(field: str, name: Text) -> Indicator:
    return Indicator(
        id=f"documentation_rate_of_{field}",
        theme=THEME,
        label=Text(f"Filled in: {name.en}", f"Renseigné : {name.fr}"),
        unit=Unit.SHARE,
        meaning=Text(
            f"Rows of the table appointments whose {field} is filled, among those dated in the "
            "year: rows, not appointments, whatever their status and the counting rules. A label "
            "that is unknown is not filled. Rejected rows are in neither.",
            f"Lignes de la table appointments dont {field} est renseigné, parmi celles datées de "
            "l'année : des lignes, non des rendez-vous, quels que soient leur statut et les règles "
            "de comptage. Un libellé inconnu n'est pas renseigné. Les lignes rejetées ne sont "
            "d'aucun côté.",
        ),
        numerator=documentation.rows_with(field),
        denominator=documentation.rows,
        source=_SOURCE,
    )


documentation_rate_of_status = _rate_of("status", Text("status", "statut"))
documentation_rate_of_site = _rate_of("site", Text("site", "site"))
documentation_rate_of_worker_id = _rate_of("worker_id", Text("worker", "travailleur social"))
documentation_rate_of_beneficiary_id = _rate_of(
    "beneficiary_id", Text("beneficiary", "bénéficiaire")
)
documentation_rate_of_channel = _rate_of("channel", Text("channel", "mode de rendez-vous"))
documentation_rate_of_event = _rate_of("event", Text("triggering event", "fait générateur"))
documentation_rate_of_collective = _rate_of(
    "collective", Text("group session or not", "séance collective ou non")
)
documentation_rate_of_duration_min = _rate_of("duration_min", Text("duration", "durée"))
documentation_rate_of_entered_on = _rate_of("entered_on", Text("day of entry", "jour de saisie"))

documentation_rate_of_required_fields = Indicator(
    id="documentation_rate_of_required_fields",
    theme=THEME,
    label=Text("Filled in: required fields", "Renseigné : champs obligatoires"),
    unit=Unit.SHARE,
    meaning=Text(
        "Filled cells among those of body, territory, date and status, over the rows of the table "
        "appointments dated in the year. The first three are filled in every accepted row: rows "
        "without them are rejected, and counted in the ledger. So it is status alone that can "
        "lower the rate, to 75 % at least: look at the rejected rows too.",
        "Cellules renseignées parmi celles de body, territory, date et status, sur les lignes de "
        "la table appointments datées de l'année. Les trois premières le sont dans toute ligne "
        "acceptée : sans elles une ligne est rejetée et comptée au compte rendu de lecture. Seul "
        "le statut peut donc abaisser le taux, à 75 % au moins : voir aussi les lignes rejetées.",
    ),
    numerator=documentation.required_filled,
    denominator=documentation.required_cells,
    source=_SOURCE,
)

documentation_rate_of_optional_fields = Indicator(
    id="documentation_rate_of_optional_fields",
    theme=THEME,
    label=Text("Filled in: optional fields", "Renseigné : champs facultatifs"),
    unit=Unit.SHARE,
    meaning=Text(
        "Filled cells among those of the optional columns that the extract has, over the rows of "
        "the table appointments dated in the year. Cells of columns that it lacks are unknown: "
        "whether the software has them cannot be told from an extract that leaves them out. An "
        "extract with few columns can so have a high rate: read the unknown too. The number of the "
        "appointment, which software gives, is no such field.",
        "Cellules renseignées parmi celles des colonnes facultatives de l'extraction, sur les "
        "lignes de la table appointments datées de l'année. Les cellules des colonnes absentes "
        "sont inconnues : une extraction qui les omet ne dit pas si le logiciel les contient. Une "
        "extraction pauvre en colonnes peut ainsi avoir un taux élevé : lisez aussi les inconnus. "
        "Le numéro du rendez-vous, que le logiciel attribue, n'en est pas.",
    ),
    numerator=documentation.optional_filled,
    denominator=documentation.optional_cells,
    unknown=documentation.optional_not_delivered,
    source=_SOURCE,
)

median_days_to_entry = Indicator(
    id="median_days_to_entry",
    theme=THEME,
    label=Text("Days to entry, median", "Délai de saisie, médiane"),
    unit=Unit.DAYS,
    meaning=Text(
        "Median of the days from a counted appointment to the day on which it was entered into "
        "the software; 0 if that is its own day. One entered earlier was booked in advance: when "
        "its outcome was entered is unknown, as it is without a day of entry. An appointment in "
        "several rows counts once, by its earliest entry on its day or later.",
        "Médiane des jours entre un rendez-vous compté et sa saisie dans le logiciel ; 0 si elle "
        "est du jour même. Saisi plus tôt, il avait été programmé : le jour où son issue a été "
        "saisie est inconnu, comme sans jour de saisie. Un rendez-vous en plusieurs lignes compte "
        "une fois, par sa première saisie le jour même ou après.",
    ),
    form=Form.MEDIAN,
    numerator=intervals.twice_median_entry,
    denominator=intervals.appointments_entered_since,
    unknown=intervals.appointments_of_unknown_entry,
    source=_SOURCE,
)
