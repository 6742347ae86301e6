"""What an identity is: two sides that should fit together."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from accsocial.model import Indicator, Quantity, Text

Factor = Quantity | Indicator


class Relation(StrEnum):
    """How the two sides should stand to each other."""

    EQUAL = "="
    AT_MOST = "<="


class Counted(StrEnum):
    """What both sides count: decides how they are written."""

    APPOINTMENTS = "appointments"
    BENEFICIARIES = "beneficiaries"
    WORKERS = "workers"
    HOUSEHOLDS = "households"
    FTE = "fte"
    EUROS = "euros"


@dataclass(frozen=True)
class Side:
    """One side: a sum of products. A factor that is an indicator is the exact figure."""

    label: Text
    products: tuple[tuple[Factor, ...], ...]


@dataclass(frozen=True, kw_only=True)
class Identity:
    """Two sides, how they should stand to each other, and what usually explains a gap.

    `parts` lead from the left to the right: numbers to take away or to add, with their sign.
    `explanation` says what usually stands behind them.
    """

    id: str
    label: Text
    counted: Counted
    left: Side
    right: Side
    explanation: Text
    relation: Relation = Relation.EQUAL
    parts: tuple[tuple[int, Quantity], ...] = ()
