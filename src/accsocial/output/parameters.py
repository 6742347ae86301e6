"""The numbers behind results, in the reader's language; results hold them in English."""

from __future__ import annotations

import re
from dataclasses import replace

from accsocial.output.said import in_french
from accsocial.results import Parameter

UNITS_FR = {
    "": "",
    "appointments": "rendez-vous",
    "appointments per beneficiary per year": "rendez-vous par bénéficiaire et par an",
    "appointments per worker per day": "rendez-vous par travailleur social et par jour",
    "appointments per worker per working day": (
        "rendez-vous par travailleur social et par jour travaillé"
    ),
    "appointments per worker per year": "rendez-vous par travailleur social et par an",
    "appointments per year": "rendez-vous par an",
    "days per year": "jours par an",
    "euros per beneficiary per year": "euros par bénéficiaire et par an",
    "euros per year": "euros par an",
    "households": "foyers",
    "index": "indice",
    "persons": "personnes",
    "questionnaires": "questionnaires",
    "share": "part",
    "workers": "travailleurs sociaux",
    "year": "année",
}
"""The units of parameters and of published figures, in French."""

_NO_MEASURES = frozenset({"base_year", "price_series"})
"""Parameters that name a thing: "2018 year" is no measure."""

_SOURCES = (
    (r"set for this run", r"fixé pour ce calcul"),
    (r"see accsocial prices", r"voir accsocial prices"),
    (r"option, or first year of the table", r"option, ou première année de la table"),
    (
        r"(.+), series (.+); (.+), all items; base (.+); vintage (.+), last year (\d+)",
        r"\1, série \2 ; \3, ensemble ; base \4 ; millésime \5, dernière année \6",
    ),
)


def in_words(used: Parameter, lang: str) -> Parameter:
    """A parameter with its value, unit and source as `lang` writes them."""
    if lang != "fr":
        return used
    value = used.value
    if re.fullmatch(r"\d+\.\d+", value):
        value = value.replace(".", ",")
    unit = UNITS_FR.get(used.unit, used.unit)
    return replace(used, value=value, unit=unit, source=_source(used.source))


def recorded(text: str, lang: str) -> str:
    """Values as manifests record them, "2018 (option, or first year of the table)", in `lang`."""
    if lang != "fr":
        return text
    return re.sub(r"\(([^()]+)\)", lambda source: f"({_source(source[1])})", text)


def _source(source: str) -> str:
    return in_french(source, _SOURCES) or source


def with_source(used: Parameter) -> str:
    """Value, unit if it has one, and source: "198 days per year (S1, p. 10)"."""
    unit = "" if used.name in _NO_MEASURES else used.unit
    return " ".join(filter(None, (used.value, unit, f"({used.source})")))
