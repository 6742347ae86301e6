"""Where a definition comes from, and the published figures beside it, in words."""

from __future__ import annotations

from accsocial.indicators.sources import DEFINITION
from accsocial.model import Indicator, PublishedFigure
from accsocial.output.catalogue.words import OWN
from accsocial.output.notes import kind_text, perimeter_text
from accsocial.output.references import value_text
from accsocial.output.words import colon
from accsocial.parameters.published import figures, note_of


def source_text(indicator: Indicator, lang: str) -> str:
    """Title, publisher, date and page of the definition."""
    source = indicator.source
    if source.id == DEFINITION.id:
        return OWN[lang]
    return f"{source.title} ({source.publisher}, {source.date}), {place_text(source.page, lang)}"


def place_text(page: str, lang: str) -> str:
    """The place in a source: "p. 9 and 10", in French "p. 9 et 10"."""
    if lang == "en":
        return page
    return page.replace(" and ", " et ").replace("recommendation", "recommandation")


def figure_text(figure_id: str, lang: str) -> str:
    """A published figure: value, perimeter, kind, exact French wording, place and caveat."""
    figure = figures()[figure_id]
    about = f"{perimeter_text(figure, lang)}, {kind_text(figure, lang)}"
    text = f"{value_text(figure, lang)} ({about}){colon(lang)}{quoted(figure)}"
    return " ".join(filter(None, (text, note_of(figure, lang))))


def quoted(figure: PublishedFigure) -> str:
    """The exact French wording and its place: « 3,9 par an en moyenne », S1, p. 9."""
    place = figure.source.id + (f", {figure.source.page}" if figure.source.page else "")
    return f"« {figure.wording_fr} », {place}."
