"""What INSEE's label of a series says: base, area, items, and whether it is a price level."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from accsocial.errors import DataRefused
from accsocial.parameters.files import read_toml

NOT_SAID = "not said by the file"

_TRAPS = {
    "harmonised": (
        r"\bipch\b|\bharmonises?\b",
        "the harmonised index (IPCH), made for comparing countries, not the national one",
    ),
    "seasonally_adjusted": (
        r"\bcvs\b|\bdesaisonnalisee?s?\b|\bcorrigee?s? des variations saisonnieres\b",
        "a seasonally adjusted series: its annual means are not those of the published index",
    ),
    "rate": (
        r"\bglissements?\b|\bevolutions?\b|\bvariations?\b|\btaux\b",
        "a rate of change, not a level",
    ),
    "weights": (
        r"\bponderations?\b",
        "weights, not a price level",
    ),
}
_WANTED = (
    "Take a consumer price index in level, not seasonally adjusted, such as INSEE's "
    "001764363 (annual) or 001759970 (monthly)."
)
_BASE = re.compile(r"\bbase (?:100 )?(?:en )?(?:moyenne )?(?:annuelle )?(?:en )?(\d{4})\b")


@dataclass(frozen=True)
class SeriesLabel:
    """`base` is the year that is 100, None if not said; area and items may be `NOT_SAID`."""

    base: str | None
    area: str
    items: str


def plain_words(text: str) -> str:
    """Lower case, without accents, words separated by one space: for comparing labels."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(re.findall(r"\w+", letters))


def read_label(label: str, number: str, file: str) -> SeriesLabel:
    """What a label says; its parts are separated by " - ", the area begins with "France".

    Raises DataRefused if label or number say that the series is a harmonised or
    seasonally adjusted index, a rate, weights, or no consumer price at all.
    """
    words = plain_words(label)
    by_number = read_toml("series.toml")["traps"].get(number)
    for trap, (pattern, reason) in _TRAPS.items():
        if trap == by_number or re.search(pattern, words):
            raise DataRefused(f"{file}: the series is {reason}. {_WANTED}")
    if words and not re.search(r"\bprix a la consommation\b|\bipc\b", words):
        raise DataRefused(f"{file}: the label is not that of a consumer price index. {_WANTED}")
    base = _BASE.search(words)
    area, items = _area_and_items(label)
    return SeriesLabel(base.group(1) if base else None, area, items)


def _area_and_items(label: str) -> tuple[str, str]:
    parts = [part.strip() for part in re.split(r"\s[-–]\s", label)]
    parts = [part for part in parts if not _BASE.search(plain_words(part))]
    position = next(
        (i for i, part in enumerate(parts) if plain_words(part).startswith("france")), None
    )
    if position is None:
        return NOT_SAID, NOT_SAID
    area = "metropolitan France" if "metropolitaine" in plain_words(parts[position]) else "France"
    items = " - ".join(parts[position + 1 :])
    households = [
        part
        for part in parts[:position]
        if "menages" in plain_words(part) and plain_words(part) != "ensemble des menages"
    ]
    return area, ", ".join([_items(items), *households])


def _items(text: str) -> str:
    """The words of the series that ship, or the label's own."""
    if not text:
        return NOT_SAID
    words = re.sub(r"^nomenclature coicop (00 )?", "", plain_words(text))
    return {"ensemble": "all items", "ensemble hors tabac": "excluding tobacco"}.get(words, text)
