"""docs/published-figures.md and docs/fr/chiffres-publies.md, from what is published as data."""

from __future__ import annotations

from collections.abc import Iterator

from accsocial.model import Text
from accsocial.output.catalogue.sources import place_text, quoted
from accsocial.output.notes import kind_text, perimeter_text
from accsocial.output.numbers import format_decimal
from accsocial.output.parameters import UNITS_FR
from accsocial.output.prices import series_word
from accsocial.output.references import value_text
from accsocial.output.words import NOT_A_PASS_MARK
from accsocial.parameters.constants import DatedValue, constants
from accsocial.parameters.prices import shipped_series
from accsocial.parameters.published import figures, note_of, sources
from docpages.markdown import code, codes, page, table

_TITLE = Text("Published figures, constants and prices", "Chiffres publiés, constantes et prix")
_INTRO = Text(
    "What other people published, as data: `accsocial references` lists the figures, "
    "`accsocial prices` shows the price index. Wordings are quoted in French, as printed.",
    "Ce que d'autres ont publié, sous forme de données : `accsocial references` liste les "
    "chiffres, `accsocial prices` montre l'indice des prix. Les libellés sont cités tels "
    "qu'imprimés.",
)
_FIGURES = Text("Figures", "Chiffres")
_FIGURE_HEADINGS = {
    "en": ("Id", "Figure", "About", "Kind", "Quantity", "Wording and page", "To know"),
    "fr": ("Id", "Chiffre", "Périmètre", "Nature", "Grandeur", "Libellé et page", "À savoir"),
}
_CONSTANTS = Text("Constants", "Constantes")
_OF_CONSTANTS = Text(
    "Numbers that stand in formulas or rules. Each holds from a day on. Formulas take "
    "the latest for every year of an extract, also for years before that day.",
    "Nombres qui figurent dans les formules ou les règles. Chacun vaut à partir d'un jour. Les "
    "formules prennent le plus récent pour toutes les années d'une extraction, aussi pour celles "
    "d'avant ce jour.",
)
_CONSTANT_HEADINGS = {
    "en": ("Name", "Value", "Unit", "From", "Until", "Source", "Figures", "To know"),
    "fr": ("Nom", "Valeur", "Unité", "Du", "Au", "Source", "Chiffres", "À savoir"),
}
_OPEN = Text("open", "sans fin")
_PRICES = Text("Prices", "Prix")
_OF_PRICES = Text(
    "INSEE's consumer price index, annual means. The first series is the default.",
    "L'indice des prix à la consommation de l'Insee, en moyennes annuelles. La première série est "
    "celle qui est prise par défaut.",
)
_PRICE_HEADINGS = {
    "en": ("Series", "Area", "Items", "Base", "Years", "Copied"),
    "fr": ("Série", "Champ", "Produits", "Base", "Années", "Copiée"),
}
_SOURCE_HEADINGS = {
    "en": ("Id", "Publisher", "Date", "Title"),
    "fr": ("Id", "Éditeur", "Date", "Titre"),
}


def published_page(lang: str) -> str:
    """Published figures with their caveat, then the dated constants, prices and sources."""
    return page(
        _TITLE[lang],
        _INTRO[lang],
        NOT_A_PASS_MARK[lang],
        f"## {_FIGURES[lang]}",
        table(_FIGURE_HEADINGS[lang], _figures(lang)),
        f"## {_CONSTANTS[lang]}",
        _OF_CONSTANTS[lang],
        table(
            _CONSTANT_HEADINGS[lang],
            (_constant(value, lang) for values in constants().values() for value in values),
        ),
        f"## {_PRICES[lang]}",
        _OF_PRICES[lang],
        table(_PRICE_HEADINGS[lang], _prices(lang)),
        "## Sources",
        table(
            _SOURCE_HEADINGS[lang],
            ((s.id, s.publisher, s.date, s.title) for s in sources().values()),
        ),
    )


def _figures(lang: str) -> Iterator[tuple[str, ...]]:
    return (
        (
            figure.id,
            value_text(figure, lang),
            perimeter_text(figure, lang),
            kind_text(figure, lang),
            code(figure.indicator),
            quoted(figure),
            note_of(figure, lang) or "–",
        )
        for figure in figures().values()
    )


def _constant(value: DatedValue, lang: str) -> tuple[str, ...]:
    exponent = value.value.as_tuple().exponent
    return (
        code(value.name),
        format_decimal(value.value, -int(exponent), lang),
        UNITS_FR[value.unit] if lang == "fr" else value.unit,
        value.valid_from.isoformat(),
        value.valid_to.isoformat() if value.valid_to else _OPEN[lang],
        f"{value.source.id}, {place_text(value.source.page, lang)}",
        codes(value.figures),
        value.note[lang] if value.note else "–",
    )


def _prices(lang: str) -> Iterator[tuple[str, ...]]:
    return (
        (
            series.number,
            series_word(series.area, lang),
            series_word(series.items, lang),
            series.base,
            f"{min(series.annual)}–{max(series.annual)}",
            series.vintage,
        )
        for series in shipped_series().values()
    )
