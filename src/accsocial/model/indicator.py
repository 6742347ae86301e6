"""An indicator: complete, or refused when it is made."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from enum import StrEnum

from accsocial.model.terms import Quantity, Reading, Term
from accsocial.model.texts import Incomplete, Source, Text, Unit, require_text


class Form(StrEnum):
    """How the value comes out of numerator and denominator."""

    RATIO = "numerator / denominator"
    GROWTH = "numerator / denominator - 1"
    MEDIAN = "median"
    ROOT = "square root of numerator / denominator"


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
        require_text(self, *(f.name for f in fields(self) if f.name in _INDICATOR_TEXTS))
        for name, kind in _INDICATOR_PARTS.items():
            if not isinstance(getattr(self, name), kind):
                raise Incomplete(f"indicator {self.id} needs a {name} of type {kind.__name__}")

    def reads(self) -> list[Reading]:
        """Every reading of the formula, numerator first."""
        return [*self.numerator.reads(), *self.denominator.reads()]

    @property
    def compares(self) -> tuple[str, ...]:
        """The group columns whose values are compared: results cannot be grouped by them."""
        across = (reading.quantity.across for reading in self.reads())
        return tuple(dict.fromkeys(column for column in across if column))


_INDICATOR_TEXTS = {"id", "theme"}
_INDICATOR_PARTS: dict[str, type] = {
    "label": Text,
    "unit": Unit,
    "meaning": Text,
    "numerator": Term,
    "denominator": Term,
    "source": Source,
}
