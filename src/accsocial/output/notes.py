"""What stands under the tables in words: references, sources, counting rules, parameters."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from accsocial.indicators.sources import DEFINITION
from accsocial.model import Text
from accsocial.output.catalogue.words import OWN
from accsocial.output.words import colon, setting

if TYPE_CHECKING:
    from accsocial.model import PublishedFigure, Source
    from accsocial.results import Results

_BODIES = {"caf": Text("Caf", "Caf"), "departement": Text("départements", "départements")}
_EVERYONE = Text("Caf and départements", "Caf et départements")
_KINDS = {
    "observed": Text("observed", "constaté"),
    "expectation": Text("expectation", "attente"),
    "standard": Text("standard", "norme"),
    "definition": Text("definition", "définition"),
}


def figure_text(figure: PublishedFigure, lang: str) -> str:
    """Whom a figure is about, its exact French wording, its kind and its place in the source."""
    kind = kind_text(figure, lang)
    place = figure.source.id + (f", p.\u00a0{figure.page}" if figure.page else "")
    wording = f"«\u00a0{figure.wording_fr}\u00a0» ({kind}, {place})"
    return f"{perimeter_text(figure, lang)}{colon(lang)}{wording}"


def kind_text(figure: PublishedFigure, lang: str) -> str:
    """What kind of figure it is: observed, a standard, an expectation, a definition."""
    return _KINDS[figure.kind][lang] if figure.kind in _KINDS else figure.kind


def perimeter_text(figure: PublishedFigure, lang: str) -> str:
    """Whom and when a figure is about: "Caf, 94, 2018–2022"; open years are left out."""
    body = _EVERYONE[lang] if figure.body is None else _BODIES[figure.body][lang]
    parts = [body]
    if figure.territory is not None:
        parts.append(Text("territory {}", "territoire {}")[lang].format(figure.territory))
    if figure.year is not None:
        first = "" if figure.base_year is None else f"{figure.base_year}–"
        parts.append(f"{first}{figure.year}")
    return ", ".join(parts)


def source_text(source: Source, lang: str) -> str:
    """Publisher, title and date."""
    return f"{source.publisher}, {title_text(source, lang)}, {source.date}"


def title_text(source: Source, lang: str) -> str:
    """The title of a publication as it is; what is no publication is said in `lang`."""
    return OWN[lang] if source.id == DEFINITION.id else source.title


def sources_of(figures: Iterable[PublishedFigure]) -> list[Source]:
    """The sources of figures, each once, by id."""
    by_id = {figure.source.id: figure.source for figure in figures}
    return [by_id[id_] for id_ in sorted(by_id)]


def rule_texts(results: Results, lang: str) -> list[str]:
    """Each counting rule with its setting, under the name that sets it."""
    return [f"{name}{colon(lang)}{setting(value)}" for name, value in results.rules.items()]
