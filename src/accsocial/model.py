"""What an indicator is: frozen objects that cannot exist incomplete.

Nothing here reads or computes. `indicators/` writes these objects down,
`compute` evaluates them, `output/` and the docs print them.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields, replace
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import polars as pl


class Incomplete(TypeError):
    """A definition lacks a unit, a label, a meaning or a source."""


def _require_text(owner: object, *names: str) -> None:
    for name in names:
        if not str(getattr(owner, name) or "").strip():
            raise Incomplete(f"{type(owner).__name__} needs a {name}")


@dataclass(frozen=True)
class Text:
    """The same words in both languages."""

    en: str
    fr: str

    def __post_init__(self) -> None:
        _require_text(self, "en", "fr")

    def __getitem__(self, lang: str) -> str:
        return self.fr if lang == "fr" else self.en


class Unit(StrEnum):
    """Units of results; the text is what stands in the `unit` column."""

    PER_YEAR = "per year"
    PER_DAY = "per day"
    DAYS = "days"
    SHARE = "share"
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
        _require_text(self, "id", "title", "publisher", "date")

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
        _require_text(self, "id", "indicator", "unit", "kind", "wording_fr")


# --- formulas ---------------------------------------------------------------

Number = int | Decimal | Fraction
"""Exact numbers only: a float may appear once, as the result of the last division."""


class Place(StrEnum):
    """Which row a quantity is read from, seen from the group being computed."""

    GROUP = "group"
    BASE_YEAR = "base year"
    BODY = "whole body"


class Term(ABC):
    """Part of a formula. Terms combine with `*` and `-` and evaluate exactly."""

    @abstractmethod
    def reads(self) -> Iterator[Reading]:
        """All the readings of quantities in this term."""

    @abstractmethod
    def value(self, lookup: Callable[[Reading], Number | None]) -> Number | None:
        """The exact value, or None if a reading is missing."""

    def __mul__(self, other: Term | int) -> Term:
        return _Product(self, other if isinstance(other, Term) else Constant(other))

    def __sub__(self, other: Term) -> Term:
        return _Difference(self, other)


@dataclass(frozen=True)
class Constant(Term):
    """A plain whole number of a formula, such as the 1000 of a rate."""

    number: int

    def reads(self) -> Iterator[Reading]:
        return iter(())

    def value(
        self,
        lookup: Callable[[Reading], Number | None],  # noqa: ARG002 - a constant reads nothing
    ) -> Number | None:
        return self.number

    def __str__(self) -> str:
        return str(self.number)


@dataclass(frozen=True)
class Reading(Term):
    """A quantity read at a place."""

    quantity: Quantity
    place: Place

    def reads(self) -> Iterator[Reading]:
        yield self

    def value(self, lookup: Callable[[Reading], Number | None]) -> Number | None:
        return lookup(self)

    def __str__(self) -> str:
        suffix = "" if self.place is Place.GROUP else f" ({self.place})"
        return self.quantity.id.replace("_", " ") + suffix


@dataclass(frozen=True)
class _Product(Term):
    left: Term
    right: Term

    def reads(self) -> Iterator[Reading]:
        yield from self.left.reads()
        yield from self.right.reads()

    def value(self, lookup: Callable[[Reading], Number | None]) -> Number | None:
        left, right = self.left.value(lookup), self.right.value(lookup)
        return None if left is None or right is None else Fraction(left) * Fraction(right)

    def __str__(self) -> str:
        return f"{self.left} x {self.right}"


@dataclass(frozen=True)
class _Difference(Term):
    left: Term
    right: Term

    def reads(self) -> Iterator[Reading]:
        yield from self.left.reads()
        yield from self.right.reads()

    def value(self, lookup: Callable[[Reading], Number | None]) -> Number | None:
        left, right = self.left.value(lookup), self.right.value(lookup)
        return None if left is None or right is None else Fraction(left) - Fraction(right)

    def __str__(self) -> str:
        return f"({self.left} - {self.right})"


@dataclass(frozen=True, eq=False)
class Quantity(Term):
    """A total over one summary table: the building block of indicators.

    `total` is an aggregation over the rows of `table` that fall in a group. It
    may use the columns of the table and the parameters (see `parameter`).
    `table` is a summary table, or one of the two tables of dated values,
    "prices" and "parameters".
    `when_absent` is the value for a group without rows in the table: 0 for
    counts of things that were seen, None for what nobody recorded.
    `sum_up` makes the number where no expression can, exactly: from what `total` gathered.
    """

    id: str
    label: Text
    table: str
    total: pl.Expr | None = None
    when_absent: int | None = None
    sum_up: Callable[[Any], Number | None] | None = None

    def __post_init__(self) -> None:
        _require_text(self, "id", "table")

    def reads(self) -> Iterator[Reading]:
        yield Reading(self, Place.GROUP)

    def value(self, lookup: Callable[[Reading], Number | None]) -> Number | None:
        return lookup(Reading(self, Place.GROUP))

    @property
    def at_base_year(self) -> Reading:
        return Reading(self, Place.BASE_YEAR)

    @property
    def of_body(self) -> Reading:
        return Reading(self, Place.BODY)

    def __str__(self) -> str:
        return self.id.replace("_", " ")


class Form(StrEnum):
    """How the value comes out of numerator and denominator."""

    RATIO = "numerator / denominator"
    GROWTH = "numerator / denominator - 1"
    MEDIAN = "median"


@dataclass(frozen=True, kw_only=True)
class Indicator:
    """One figure: complete, or refused at import.

    With `Form.MEDIAN` the numerator is twice the median (the sum of the two
    middle values, so that it stays whole) and is not shown in results.
    `references` are published figures of the same quantity, printed with a gap;
    `basis` are published figures that define a parameter of the formula.
    """

    id: str
    theme: str
    label: Text
    unit: Unit
    meaning: Text
    numerator: Term
    denominator: Term
    source: Source
    form: Form = Form.RATIO
    unknown: Quantity | None = None
    references: tuple[str, ...] = ()
    basis: tuple[str, ...] = ()
    needs_groups: tuple[str, ...] = field(default=())

    def __post_init__(self) -> None:
        _require_text(self, *(f.name for f in fields(self) if f.name in _INDICATOR_TEXTS))
        for name, kind in _INDICATOR_PARTS.items():
            if not isinstance(getattr(self, name), kind):
                raise Incomplete(f"indicator {self.id} needs a {name} of type {kind.__name__}")

    def reads(self) -> list[Reading]:
        """Every reading of the formula, numerator first."""
        return [*self.numerator.reads(), *self.denominator.reads()]


_INDICATOR_TEXTS = {"id", "theme"}
_INDICATOR_PARTS: dict[str, type] = {
    "label": Text,
    "unit": Unit,
    "meaning": Text,
    "numerator": Term,
    "denominator": Term,
    "source": Source,
}
