"""docs/indicators.md and docs/fr/indicateurs.md, from the catalogue and its sheets."""

from __future__ import annotations

from accsocial.indicators import CATALOGUE
from accsocial.model import Indicator, Text
from accsocial.output.catalogue.markdown import blocks_of
from accsocial.output.catalogue.page import page_of
from accsocial.output.catalogue.words import TITLES, unit_text
from accsocial.output.words import NOT_A_PASS_MARK, theme
from docpages.markdown import page, table

_INTRO = Text(
    "Every indicator, in the order of the output. A share is 0 to 1 in every export; only "
    "printed tables write it in per cent. Counted appointments are those that meet the "
    "[counting rules](rules.md). Units that cannot be placed are in neither numerator nor "
    "denominator: they are counted in the column `unknown`. An appointment in several rows is "
    "there too if one of them names nobody, whomever the others name. A year is `partial` if "
    "appointments have rows in fewer than 12 months; by event or channel these are the months of "
    "the body (and territory and site), for a rare event is no missing month. Indicators of "
    "supports, costs, households and staff alone are never `partial`, however much of the year is "
    "in the extract. A value is empty if there is nothing to divide by: 0, or spending below 0. "
    "`accsocial catalogue ID` "
    "shows the same in a terminal; its worked examples are run by the tests.",
    "Tous les indicateurs, dans l'ordre de la sortie. Une part va de 0 à 1 dans les exports ; "
    "seuls les tableaux affichés l'écrivent en pourcentage. Les rendez-vous comptés sont ceux qui "
    "satisfont aux [règles de comptage](regles.md). Ce qui ne peut être rattaché "
    "n'est ni au numérateur ni au dénominateur, mais dans la colonne `unknown`. Un rendez-vous de "
    "plusieurs lignes y est aussi si l'une d'elles ne nomme personne, qui que nomment les autres. "
    "Une année est `partial` si les rendez-vous ont des lignes dans moins de 12 mois ; par fait "
    "générateur ou par mode, ces mois sont ceux de l'organisme (et du territoire et du site), car "
    "un fait générateur rare n'est pas un mois manquant. Les indicateurs faits des seuls "
    "accompagnements, dépenses, foyers ou effectifs ne le sont jamais, quelle que soit la part de "
    "l'année dans l'extraction. Une valeur est vide s'il n'y a rien par quoi diviser : 0, ou des "
    "dépenses inférieures à 0. `accsocial catalogue ID` montre la même chose dans un terminal ; "
    "les tests exécutent les exemples.",
)
_FIGURES = Text("Published figures", "Chiffres publiés")


def indicators_page(lang: str) -> str:
    """The page in "en" or "fr": an overview, then everything about each indicator."""
    parts = [_INTRO[lang], NOT_A_PASS_MARK[lang], _overview(lang)]
    for name in dict.fromkeys(indicator.theme for indicator in CATALOGUE):
        parts.append(f"## {theme(name, lang)}")
        for indicator in CATALOGUE:
            if indicator.theme == name:
                parts += [f"### {indicator.id}", *_explained(indicator, lang)]
    return page(TITLES["indicators"][lang], *parts)


def _overview(lang: str) -> str:
    return table(
        (*(TITLES[name][lang] for name in ("id", "label", "unit")), _FIGURES[lang]),
        (
            (
                f"[{indicator.id}](#{indicator.id})",
                indicator.label[lang],
                unit_text(indicator.unit, lang),
                ", ".join((*indicator.references, *indicator.basis)) or "–",
            )
            for indicator in CATALOGUE
        ),
    )


def _explained(indicator: Indicator, lang: str) -> list[str]:
    return [
        block if isinstance(block, str) else table(block.header, block.rows)
        for block in blocks_of(page_of(indicator, lang, brief=True), lang)
    ]
