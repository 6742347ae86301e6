"""The way from the rows of an extract to one value, as a ledger in which every step adds up."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from accsocial.model import Indicator, Number, Reading, Text
from accsocial.results import Parameter
from accsocial.tracing.walk import Chosen


class Sign(StrEnum):
    """What a step does to the number of rows."""

    START = ""
    LESS = "-"
    MORE = "+"
    EQUALS = "="


@dataclass(frozen=True)
class Step:
    """One line of the ledger. `details` tell the rows of a step apart, by label."""

    sign: Sign
    label: Text
    rows: int
    details: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Trail:
    """From all rows of a table to those that a quantity may count, for one group."""

    table: str
    group: Mapping[str, object]
    steps: Sequence[Step]


class Role(StrEnum):
    """What a quantity is in the formula."""

    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class Part:
    """One reading of the formula: its number, and the rows behind it, by trail.

    `trails` are places among the trails of the explanation, `chosen` the rows of each.
    """

    role: Role
    reading: Reading
    group: Mapping[str, object]
    number: Number | None
    trails: Sequence[int]
    chosen: Sequence[Chosen]


@dataclass(frozen=True)
class Explanation:
    """A value and how it came about. `result` is its row of the results, by column.

    `months` are (month, beneficiaries, workers) for an indicator that is a mean over months.
    """

    indicator: Indicator
    group: Mapping[str, object]
    result: Mapping[str, object]
    trails: Sequence[Trail]
    parts: Sequence[Part]
    parameters: Sequence[Parameter]
    months: Sequence[tuple[int, int, int]] = ()
