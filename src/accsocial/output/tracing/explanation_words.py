"""The words of an explanation in both languages."""

from __future__ import annotations

from accsocial.model import Place, Text
from accsocial.tracing.explanation import Role

ROLES = {
    Role.NUMERATOR: Text("Numerator", "Numérateur"),
    Role.DENOMINATOR: Text("Denominator", "Dénominateur"),
    Role.UNKNOWN: Text("Unknown", "Inconnus"),
}
PLACES = {
    Place.BASE_YEAR: Text("base year", "année de base"),
    Place.BODY: Text("whole body", "organisme entier"),
}
FORMULA = Text("Formula", "Formule")
TABLE = Text("Table {table}", "Table {table}")
BEHIND = Text("rows of {table}: {rows}", "lignes de la table {table}\u00a0: {rows}")
MONTHS = Text("Beneficiaries / workers of each month", "Bénéficiaires / agents de chaque mois")
MONTH = Text(
    "month {month}: {beneficiaries} / {workers}", "mois {month}\u00a0: {beneficiaries} / {workers}"
)
RULES = Text("Counting rules that move it", "Règles de comptage dont il dépend")
PARAMETERS = Text("Parameters", "Paramètres")
REFERENCE = Text("Published figure", "Chiffre publié")
GAP = Text("gap {gap}", "écart {gap}")
NO_REFERENCE = Text("none applies to this group", "aucun ne s'applique à ce groupe")
