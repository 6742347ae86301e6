"""Why a value is missing, partial or not computable, in the reader's language.

Results carry reasons in English, whatever the language, so that the same input gives
the same bytes; here they are said in French.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from accsocial.indicators import CATALOGUE
from accsocial.model import Quantity
from accsocial.output.said import in_french

_FRENCH = (
    (
        r"the extract has no table (\w+), which says who is qualified",
        r"l'extraction n'a pas de table \1, qui dit qui est diplômé",
    ),
    (r"the extract has no table (\w+)", r"l'extraction n'a pas de table \1"),
    (r"(\w+) has no column (\w+)", r"la table \1 n'a pas de colonne \2"),
    (
        r"only for results by (\w+) \((.+)\)",
        r"seulement pour des résultats par territoire (\2)",
    ),
    (
        r"compares one territory with another: leave territory out of --by",
        r"compare les territoires entre eux : retirer territory de --by",
    ),
    (
        r"compares one territory with another: id_scope national does not tell them apart",
        r"compare les territoires entre eux : id_scope national ne les distingue pas",
    ),
    (
        r"only one territory, or none: nothing to compare",
        r"un seul territoire, ou aucun : rien à comparer",
    ),
    (r"no price for (.+) in series (\w+)", r"pas d'indice de prix pour \1 (série \2)"),
    (r"no base year", r"pas d'année de base"),
    (r"no calendar of working days for (\d+)", r"pas de calendrier des jours ouvrés pour \1"),
    (
        r"published rates are not compounded backwards: .+",
        r"les taux publiés ne se composent pas à rebours : l'année précède l'année de base",
    ),
    (r"the denominator is 0", r"le dénominateur est nul"),
    (r"the denominator is below 0", r"le dénominateur est négatif"),
    (
        r"rows in (\d+) of 12 months; none in month (\d+)",
        r"des lignes pour \1 mois sur 12 ; aucune pour le mois \2",
    ),
    (
        r"rows in (\d+) of 12 months; none in month (.+)",
        r"des lignes pour \1 mois sur 12 ; aucune pour les mois \2",
    ),
    (r"the extract has no row", r"l'extraction n'a aucune ligne"),
)


def reason_text(reason: str, lang: str) -> str:
    """A reason of the results in `lang`; one that has no French words stays as it is."""
    if lang != "fr":
        return reason
    if french := in_french(reason, _FRENCH):
        return french
    match = re.fullmatch(r"no (.+?)(?: in the base year (\d+))?", reason)
    if match and (label := _labels().get(match[1])):
        year = f" pour l'année de base {match[2]}" if match[2] else ""
        return f"aucune donnée{year} ({label})"
    return reason


@cache
def _labels() -> dict[str, str]:
    """English label of each quantity that a formula reads -> its French label."""
    return {quantity.label.en: quantity.label.fr for quantity in _quantities()}


def _quantities() -> Iterator[Quantity]:
    for indicator in CATALOGUE:
        for reading in indicator.reads():
            yield reading.quantity
