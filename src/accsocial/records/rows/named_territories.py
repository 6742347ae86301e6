"""Territories that are told by name, beside their code or without: `94 - Val-de-Marne`.

Also behind the word for a body: `Caf du Val-de-Marne`.
"""

from __future__ import annotations

import re
from functools import cache

from accsocial.records.names import fold
from accsocial.records.schema import TERRITORIES

_NAMES = (
    "Ain, Aisne, Allier, Alpes-de-Haute-Provence, Hautes-Alpes, Alpes-Maritimes, Ardèche, "
    "Ardennes, Ariège, Aube, Aude, Aveyron, Bouches-du-Rhône, Calvados, Cantal, Charente, "
    "Charente-Maritime, Cher, Corrèze, Corse-du-Sud, Haute-Corse, Côte-d'Or, Côtes-d'Armor, "
    "Creuse, Dordogne, Doubs, Drôme, Eure, Eure-et-Loir, Finistère, Gard, Haute-Garonne, Gers, "
    "Gironde, Hérault, Ille-et-Vilaine, Indre, Indre-et-Loire, Isère, Jura, Landes, Loir-et-Cher, "
    "Loire, Haute-Loire, Loire-Atlantique, Loiret, Lot, Lot-et-Garonne, Lozère, Maine-et-Loire, "
    "Manche, Marne, Haute-Marne, Mayenne, Meurthe-et-Moselle, Meuse, Morbihan, Moselle, Nièvre, "
    "Nord, Oise, Orne, Pas-de-Calais, Puy-de-Dôme, Pyrénées-Atlantiques, Hautes-Pyrénées, "
    "Pyrénées-Orientales, Bas-Rhin, Haut-Rhin, Rhône, Haute-Saône, Saône-et-Loire, Sarthe, Savoie, "
    "Haute-Savoie, Paris, Seine-Maritime, Seine-et-Marne, Yvelines, Deux-Sèvres, Somme, Tarn, "
    "Tarn-et-Garonne, Var, Vaucluse, Vendée, Vienne, Haute-Vienne, Vosges, Yonne, "
    "Territoire de Belfort, Essonne, Hauts-de-Seine, Seine-Saint-Denis, Val-de-Marne, Val-d'Oise, "
    "Guadeloupe, Martinique, Guyane, La Réunion, Saint-Pierre-et-Miquelon, Mayotte"
)
"""Those of the official geographic code (INSEE, code officiel géographique), in its order."""

_NO_NAMES = ("nord",)
"""Folded names that a part of any territory may have: they need a code, or a word before them."""

_OF = r"(?:de |du |des |d['’])?"

_ANNOUNCED = (
    r"(?i)\s*(?:d[ée]p(?:artement|t|\.)?|dpt|conseil d[ée]partemental|cd|caf)(?![^\W\d_])"
    rf"\s*{_OF}(.+)"
)
"""`Caf du`, `Département de`, `CD` ... before a name or a code."""

_FOLLOWS = rf"(?i)(?<=[^\W\d_])(?=[\W\d_])[\W_]*{_OF}"
"""What may stand between the word for a body and its territory: ` du `, ` - `, nothing (`CD94`)."""

_ARTICLE = r"(?i)^\s*(?:la |les? |l['’])"


def territory_named(text: str) -> str | None:
    """The code of the département that a text names, with or without its code beside the name.

    None if it names none, if name and code are those of two, and for a code alone.
    """
    announced = re.fullmatch(_ANNOUNCED, text)
    name = fold(re.sub(_ARTICLE, "", announced[1] if announced else text))
    if announced and name.upper() in TERRITORIES:
        return name.upper()
    return None if not announced and name in _NO_NAMES else _codes().get(name)


def before_territory(text: str) -> str | None:
    """What stands before the name or code of a département: `Caf` of `Caf du Lot`, `CD` of `CD46`.

    None if no text ends with one. A body is not in doubt where its territory is: `Caf Nord` is one.
    """
    for between in re.finditer(_FOLLOWS, text):
        name = fold(re.sub(_ARTICLE, "", text[between.end() :]))
        if name.upper() in TERRITORIES or name in _codes():
            return text[: between.start()]
    return None


@cache
def _codes() -> dict[str, str]:
    """Folded name, alone or beside its code -> code."""
    codes: dict[str, str] = {}
    for code, name in zip(TERRITORIES, _NAMES.split(", "), strict=True):
        for folded in (fold(name), fold(re.sub(_ARTICLE, "", name))):
            codes[folded] = code
            for number in (fold(code), fold(code.removeprefix("0"))):
                codes |= {number + folded: code, folded + number: code}
    return codes
