"""The words of a definition, and where its figures were published."""

from __future__ import annotations

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum


class Incomplete(TypeError):
    """A definition lacks a unit, a label, a meaning or a source."""


def require_text(owner: object, *names: str) -> None:
    """Raises Incomplete if one of the named texts of an object is blank."""
    for name in names:
        if not str(getattr(owner, name) or "").strip():
            raise Incomplete(f"{type(owner).__name__} needs a {name}")


@dataclass(frozen=True)
class Text:
    """The same words in both languages."""

    en: str
    fr: str

    def __post_init__(self) -> None:
        require_text(self, "en", "fr")

    def __getitem__(self, lang: str) -> str:
        return self.fr if lang == "fr" else self.en

    def as_plain(self) -> dict[str, str]:
        """JSON-ready: the words by language, "en" and "fr"."""
        return {"en": self.en, "fr": self.fr}


class Unit(StrEnum):
    """Units of results; the text is what stands in the `unit` column."""

    PER_YEAR = "per year"
    PER_DAY = "per day"
    DAYS = "days"
    SHARE = "share"
    RATIO = "ratio"
    EUROS = "euros"
    WORKERS = "workers"
    BENEFICIARIES_PER_WORKER = "beneficiaries per worker"
    WORKERS_PER_1000 = "workers per 1000 poor households"


@dataclass(frozen=True)
class Source:
    """A publication; `at` gives the place in it."""

    id: str
    title: str
    publisher: str
    date: str
    page: str = ""

    def __post_init__(self) -> None:
        require_text(self, "id", "title", "publisher", "date")

    def at(self, page: str) -> Source:
        return replace(self, page=page)


@dataclass(frozen=True)
class PublishedFigure:
    """A figure somebody published, with its perimeter and exact wording.

    `None` in `body`, `territory`, `base_year` or `year` means that the figure
    leaves it open. `low` and `high` are equal unless a range was published.
    """

    id: str
    indicator: str
    body: str | None
    territory: str | None
    base_year: int | None
    year: int | None
    low: Decimal
    high: Decimal
    unit: str
    kind: str
    wording_fr: str
    source: Source
    page: str
    note: str

    def __post_init__(self) -> None:
        require_text(self, "id", "indicator", "unit", "kind", "wording_fr")
