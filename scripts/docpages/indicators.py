"""docs/indicators.md and docs/fr/indicateurs.md, from the catalogue."""

from __future__ import annotations

from accsocial.indicators import CATALOGUE
from accsocial.indicators.sources import DEFINITION
from accsocial.model import Indicator, PublishedFigure, Text
from accsocial.output.notes import perimeter_text
from accsocial.output.references import value_text
from accsocial.output.words import NOT_A_PASS_MARK, colon, theme
from accsocial.parameters.published import figures, note_of
from docpages.formulas import extract_tables, formula, rules_of, summary_tables
from docpages.markdown import codes, page, table

_TITLE = Text("Indicators", "Indicateurs")
_INTRO = Text(
    "Every indicator, in the order of the output. A share is 0 to 1 in every export; only "
    "printed tables write it in per cent. Counted appointments are those that meet the "
    "[counting rules](rules.md). Units that cannot be placed are in neither numerator nor "
    "denominator: they are counted in the column `unknown`.",
    "Tous les indicateurs, dans l'ordre de la sortie. Une part va de 0 à 1 dans les exports ; "
    "seuls les tableaux affichés l'écrivent en pourcentage. Les rendez-vous comptés sont ceux "
    "qui satisfont aux [règles de comptage](../rules.md) (en anglais). Ce qui ne peut être "
    "rattaché n'est ni au numérateur ni au dénominateur, mais dans la colonne `unknown`.",
)
_HEADINGS = {
    "en": ("Identifier", "Label", "Unit", "Published figures"),
    "fr": ("Identifiant", "Libellé", "Unité", "Chiffres publiés"),
}
_UNITS_FR = {
    "per year": "par an",
    "per day": "par jour",
    "days": "jours",
    "share": "part",
    "euros": "euros",
    "workers": "travailleurs sociaux",
    "beneficiaries per worker": "bénéficiaires par travailleur social",
    "workers per 1000 poor households": "travailleurs pour 1 000 foyers pauvres",
}
_LABEL = Text("Label", "Libellé")
_VALUE = Text("Value", "Valeur")
_UNIT = Text("Unit", "Unité")
_UNKNOWN = Text("Not placed (`unknown`)", "Non placés (`unknown`)")
_TABLES = Text("Read from", "Lu dans")
_NEEDS = Text("Needs in the extract", "Nécessaire dans l'extraction")
_GROUPS = Text("Only by", "Seulement par")
_RULES = Text("Moved by the rules", "Dépend des règles")
_SOURCE = Text("Source", "Source")
_OWN = Text(
    "Definition of accsocial; no published reference",
    "Définition propre à accsocial, sans référence publiée",
)
_COMPARED = Text("Compared with", "Comparé à")
_BASIS = Text("See also", "Voir aussi")


def indicators_page(lang: str) -> str:
    """The page in "en" or "fr": an overview, then one table per indicator."""
    parts = [_INTRO[lang], NOT_A_PASS_MARK[lang], _overview(lang)]
    for name in dict.fromkeys(indicator.theme for indicator in CATALOGUE):
        parts.append(f"## {theme(name, lang)}")
        for indicator in CATALOGUE:
            if indicator.theme == name:
                parts += [f"### {indicator.id}", indicator.meaning[lang], _facts(indicator, lang)]
    return page(_TITLE[lang], *parts)


def _overview(lang: str) -> str:
    return table(
        _HEADINGS[lang],
        (
            (
                f"[{indicator.id}](#{indicator.id})",
                indicator.label[lang],
                _unit(indicator, lang),
                ", ".join((*indicator.references, *indicator.basis)) or "–",
            )
            for indicator in CATALOGUE
        ),
    )


def _facts(indicator: Indicator, lang: str) -> str:
    rows = [
        (_VALUE[lang], formula(indicator, lang)),
        (_UNIT[lang], _unit(indicator, lang)),
        (_TABLES[lang], codes(summary_tables(indicator))),
        (_NEEDS[lang], codes(extract_tables(indicator))),
        (_RULES[lang], codes(rules_of(indicator))),
        (_SOURCE[lang], _source(indicator, lang)),
    ]
    if indicator.needs_groups:
        rows.insert(4, (_GROUPS[lang], codes(indicator.needs_groups)))
    if indicator.unknown is not None:
        rows.insert(1, (_UNKNOWN[lang], indicator.unknown.label[lang]))
    rows += [(f"{_COMPARED[lang]} {id_}", _figure(id_, lang)) for id_ in indicator.references]
    rows += [(f"{_BASIS[lang]} {id_}", _figure(id_, lang)) for id_ in indicator.basis]
    return table((_LABEL[lang], indicator.label[lang]), rows)


def _unit(indicator: Indicator, lang: str) -> str:
    return _UNITS_FR[indicator.unit] if lang == "fr" else str(indicator.unit)


def _source(indicator: Indicator, lang: str) -> str:
    source = indicator.source
    if source.id == DEFINITION.id:
        return _OWN[lang]
    page_of = source.page if lang == "en" else _in_french(source.page)
    return f"{source.title} ({source.publisher}, {source.date}), {page_of}"


def _in_french(place: str) -> str:
    return place.replace(" and ", " et ").replace("recommendation", "recommandation")


def _figure(figure_id: str, lang: str) -> str:
    figure = figures()[figure_id]
    note = note_of(figure, lang)
    perimeter = f"{value_text(figure, lang)} ({perimeter_text(figure, lang)})"
    return " ".join(filter(None, (f"{perimeter}{colon(lang)}{quoted(figure)}", note)))


def quoted(figure: PublishedFigure) -> str:
    """The exact French wording and its place: « 3,9 par an en moyenne », S1, p. 9."""
    place = figure.source.id + (f", {figure.source.page}" if figure.source.page else "")
    return f"« {figure.wording_fr} », {place}."
