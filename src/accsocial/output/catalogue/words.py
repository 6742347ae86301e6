"""The words of the catalogue, for the command and for the pages of the documentation."""

from __future__ import annotations

from accsocial.model import Text, Unit

UNITS = {
    Unit.PER_YEAR: Text("per year", "par an"),
    Unit.PER_DAY: Text("per day", "par jour"),
    Unit.DAYS: Text("days", "jours"),
    Unit.SHARE: Text("share", "part"),
    Unit.RATIO: Text("ratio", "rapport"),
    Unit.EUROS: Text("euros", "euros"),
    Unit.WORKERS: Text("workers", "travailleurs sociaux"),
    Unit.BENEFICIARIES_PER_WORKER: Text(
        "beneficiaries per worker", "bénéficiaires par travailleur social"
    ),
    Unit.WORKERS_PER_1000: Text(
        "workers per 1000 poor households", "travailleurs sociaux pour 1\u202f000 foyers pauvres"
    ),
}

TITLES = {
    "indicators": Text("Indicators", "Indicateurs"),
    "theme": Text("Theme", "Thème"),
    "id": Text("Identifier", "Identifiant"),
    "label": Text("Label", "Libellé"),
    "unit": Text("Unit", "Unité"),
    "meaning": Text("Meaning", "Signification"),
    "value": Text("Value", "Valeur"),
    "unknown": Text("Not placed (`unknown`)", "Non placés (`unknown`)"),
    "partial": Text("Given as `partial`", "Donné comme `partial`"),
    "needs": Text("Needs in the extract", "Nécessaire dans l'extraction"),
    "if_there": Text("Takes into account", "Prend en compte"),
    "tables": Text("Read from", "Lu dans"),
    "groups": Text("Only by", "Seulement par"),
    "compares": Text("Compares", "Compare"),
    "rules": Text("Moved by the rules", "Dépend des règles"),
    "settings": Text("Moved by the settings", "Dépend des réglages"),
    "constants": Text("Numbers in it", "Nombres employés"),
    "source": Text("Source", "Source"),
    "compared": Text("Compared with {id}", "Comparé à {id}"),
    "basis": Text("See also {id}", "Voir aussi {id}"),
    "pitfalls": Text("Pitfalls", "Pièges"),
    "example": Text("Worked example", "Exemple chiffré"),
}

NO_UNKNOWN = Text(
    "nothing: no unit of the denominator is left out",
    "rien : aucune unité du dénominateur n'est écartée",
)
IN_NEITHER = Text(
    "{what}: in neither numerator nor denominator",
    "{what} : ni au numérateur ni au dénominateur",
)
PARTIAL = Text(
    "a year with appointments in fewer than 12 months",
    "une année ayant des rendez-vous dans moins de 12 mois",
)
COMPARES = Text(
    "`{across}`, one with another: not computable with `--by {across}`, nor with national "
    "identifiers (`id_scope`)",
    "`{across}`, l'un avec l'autre : non calculable avec `--by {across}`, ni avec des identifiants "
    "nationaux (`id_scope`)",
)
NO_RULES = Text("no counting rule", "d'aucune règle de comptage")
OWN = Text(
    "Definition of accsocial; no published reference",
    "Définition propre à accsocial, sans référence publiée",
)
MORE = Text(
    "accsocial catalogue ID explains one of them, with a worked example.",
    "accsocial catalogue ID en explique un, avec un exemple chiffré.",
)

ABOUT_ROWS = Text("The rows are of: {where}.", "Les lignes portent sur : {where}.")
WITH_RULES = Text("Counted with {rules}.", "Compté avec {rules}.")
BASE_YEAR = Text("The base year is {year}.", "L'année de base est {year}.")
FOUND = Text(
    "Result for {group}: value {value}, numerator {numerator}, denominator {denominator}, "
    "unknown {unknown}, status `{status}`.",
    "Résultat pour {group} : valeur {value}, numérateur {numerator}, dénominateur {denominator}, "
    "inconnus {unknown}, statut `{status}`.",
)

RULES = {
    "counted_statuses": Text(
        "An appointment counts if its status is one of these.",
        "Un rendez-vous compte si son statut est l'un de ceux-ci.",
    ),
    "counted_channels": Text(
        "An appointment counts if its channel is one of these. Mail, e-mail and contacts with "
        "third parties are follow-ups, not appointments.",
        "Un rendez-vous compte si son mode est l'un de ceux-ci. Courriers, courriels et contacts "
        "avec des tiers sont du suivi, non des rendez-vous.",
    ),
    "count_collective": Text(
        "Whether group sessions count. A row that does not say is no group session.",
        "Si les séances collectives comptent. Une ligne qui ne le dit pas n'en est pas une.",
    ),
    "support_threshold": Text(
        "From this number of counted appointments in the year on, it is support "
        "(accompagnement); fewer is advice (conseil).",
        "À partir de ce nombre de rendez-vous comptés dans l'année, c'est un accompagnement ; "
        "moins, c'est du conseil.",
    ),
    "working_days": Text(
        "Working days in the year of a worker. 198 is 416 / 2.10, the Cour's standards of a year "
        "and of a day.",
        "Jours travaillés d'un agent dans l'année. 198 est 416 / 2,10, les normes annuelle et "
        "quotidienne citées par la Cour.",
    ),
    "workers_counted": Text(
        "With `qualified`, state-qualified social workers alone count; the extract then needs the "
        "column `qualified` of the table `workers`, and its `worker_id` to tell whose "
        "appointments count: those of workers of whom one row of the year says so. Of the staff "
        "list, only the rows that say so count.",
        "Avec `qualified`, seuls les travailleurs sociaux diplômés d'État comptent ; l'extraction "
        "doit alors avoir la colonne `qualified` de la table `workers`, et `worker_id` pour savoir "
        "de qui les rendez-vous comptent : des agents dont une ligne de l'année le dit. Du "
        "tableau des effectifs, seules comptent les lignes qui le disent.",
    ),
    "id_scope": Text(
        "Where the identifier of a person is unique. With `territory`, the same number in two "
        "territories (or two bodies) is two people; with `national` it is one. Numbers of "
        "appointments stay those of one body and territory.",
        "Où l'identifiant d'une personne est unique. Avec `territory`, le même numéro dans deux "
        "territoires (ou deux organismes) désigne deux personnes ; avec `national`, une seule. Les "
        "numéros de rendez-vous restent ceux d'un organisme et d'un territoire.",
    ),
    "beneficiary_unit": Text(
        "What a beneficiary is, by body: a declaration that is printed with the results. It moves "
        "no number, but households and persons are two different figures.",
        "Ce qu'est un bénéficiaire, par organisme : une déclaration imprimée avec les résultats. "
        "Elle ne change aucun nombre, mais foyers et personnes font deux chiffres différents.",
    ),
}
"""What each counting rule says."""

SETTINGS = {
    "base_year": Text(
        "`--base-year`: the year that growths are measured from; without it, the first year of "
        "the table in the whole extract (for prices without costs, the first year of any table)",
        "`--base-year` : l'année dont partent les évolutions ; à défaut, la première année de la "
        "table dans toute l'extraction (pour les prix sans dépenses, celle de toutes les tables)",
    ),
    "prices": Text(
        "`--prices`: another price index than all households, France, all items",
        "`--prices` : un autre indice des prix que ménages, France, ensemble",
    ),
    "inflation_convention": Text(
        "`--inflation-convention`: `mean-to-mean`, from annual mean to annual mean, or "
        "`published-rates`, which compounds the published rates of the base year and after",
        "`--inflation-convention` : `mean-to-mean`, de moyenne annuelle à moyenne annuelle, ou "
        "`published-rates`, qui compose les taux publiés de l'année de base et des suivantes",
    ),
}
"""What each setting beside the counting rules changes."""


def unit_text(unit: Unit, lang: str) -> str:
    """A unit of results in words."""
    return UNITS[unit][lang]
