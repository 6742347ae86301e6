"""The words of validate: rules and headings, for who has not read the docs."""

from __future__ import annotations

from accsocial.language import unbroken
from accsocial.model import Text
from accsocial.output.inspection.words import COMMON
from accsocial.records.rows import rejections, warnings

WORDS = {
    **COMMON,
    "read": Text("Rows read", "Lignes lues"),
    "rejected": Text("Rejected", "Rejetées"),
    "blank": Text("Blank", "Vides"),
    "all": Text("all files", "ensemble"),
    "appointments": Text("Appointments", "Rendez-vous"),
    "beneficiaries": Text("Beneficiaries", "Bénéficiaires"),
    "workers": Text("Workers", "Agents"),
    "amount": Text("Amount (€)", "Montant (€)"),
    "place": Text("In", "Dans"),
    "what": Text("What", "Quoi"),
    "expected": Text("Slip", "Bordereau"),
    "found": Text("Found", "Trouvé"),
    "difference": Text("Difference", "Écart"),
    "days": Text(" days", " jours"),
    "rejected_by_rule": Text("Rejected rows:", "Lignes rejetées\u00a0:"),
    "warned": Text(
        "Accepted, but to be looked at (rows):", "Acceptées, mais à regarder (lignes)\u00a0:"
    ),
    "to_know": Text("To know, of how files were read:", "À savoir sur la lecture\u00a0:"),
    "slip": Text("Producer's slip", "Bordereau du producteur"),
    "compared": Text(
        "{checks} compared, {differ} differ",
        "Comparaisons\u00a0: {checks}\u00a0; écarts\u00a0: {differ}",
    ),
    "not_there": Text(
        "Not among what was read: {names}.", "Ne sont pas dans ce qui a été lu\u00a0: {names}."
    ),
    "valid": Text(
        "Valid: every row is accounted for.", "Valide\u00a0: chaque ligne est justifiée."
    ),
    "differs": Text(
        "Not valid: the extract is not what the slip says.",
        "Non valide\u00a0: l'extraction n'est pas ce que dit le bordereau.",
    ),
    "refused": Text("Not valid: {why}", "Non valide\u00a0: {why}"),
}


_MEANINGS = {**rejections.MEANINGS, **warnings.MEANINGS}


def rule_text(rule: str, lang: str) -> str:
    """What the rows under a rule of rejection or a warning have in common, with its name."""
    return f"{unbroken(_MEANINGS[rule][lang])} ({rule})" if rule in _MEANINGS else rule
