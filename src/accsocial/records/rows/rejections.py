"""The rules that reject a row, and what each says against it: written once, for docs and output."""

from __future__ import annotations

from collections.abc import Mapping

from accsocial.model import Text
from accsocial.records.rows.values import FIRST_YEAR, LAST_YEAR

MEANINGS: Mapping[str, Text] = {
    "malformed": Text(
        "damaged: the wrong number of fields, or a stray quote",
        "ligne abîmée, par son nombre de champs ou par un guillemet isolé",
    ),
    "date_missing": Text("no date", "pas de date"),
    "date_invalid": Text(
        f"a date that cannot be read, does not exist, or is not of {FIRST_YEAR} to {LAST_YEAR}",
        f"date illisible, qui n'existe pas, ou hors des années {FIRST_YEAR} à {LAST_YEAR}",
    ),
    "territory_invalid": Text(
        "a territory that is no code of a département",
        "territoire qui n'est pas un code de département",
    ),
    "body_invalid": Text(
        "a body that is neither Caf nor département", "organisme qui n'est ni Caf ni département"
    ),
    "duplicate": Text(
        "the same key as an earlier row, in this file or another",
        "même clé qu'une ligne précédente, de ce fichier ou d'un autre",
    ),
    "amount_invalid": Text(
        "an amount or number that cannot be read, that nobody can mean (a trillion euros, a "
        "billion households, or less than none), or that is missing where it is required",
        "montant ou nombre illisible, invraisemblable (mille milliards d'euros, un milliard de "
        "foyers, ou moins de zéro foyer), ou absent alors qu'il est requis",
    ),
    "year_invalid": Text(
        f"a year that cannot be read, or is not one of {FIRST_YEAR} to {LAST_YEAR}",
        f"année illisible, ou hors de {FIRST_YEAR} à {LAST_YEAR}",
    ),
    "fte_invalid": Text(
        "full-time equivalents that cannot be read, or are below 0",
        "ETPT illisible, ou inférieur à 0",
    ),
}
"""Rule -> what is wrong with the row."""

RULES = tuple(MEANINGS)
"""The rules in the order in which a row is held against them: the first that it breaks is its."""
