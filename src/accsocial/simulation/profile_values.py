"""The kinds of values that a profile holds, and what is wrong with a value."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import Annotated, TypeVar

from pydantic import AfterValidator, Field

from accsocial.records.schema import CHANNELS, EVENTS

Share = Annotated[float, Field(ge=0, le=1, allow_inf_nan=False)]
Weight = Annotated[float, Field(ge=0, allow_inf_nan=False)]
Count = Annotated[int, Field(ge=1, le=50_000_000)]
Growth = Annotated[Decimal, Field(ge=Decimal("-0.99"), lt=10)]
Trend = Annotated[
    dict[int, Annotated[float, Field(gt=0, le=3, allow_inf_nan=False)]], Field(min_length=1)
]
"""Year -> the number of the year against that of the reference year."""

_Number = Annotated[int, Field(ge=0, le=2_000)]
Key = TypeVar("Key", str, int, Decimal)
V = TypeVar("V")


def _ascending(days: tuple[int, int]) -> tuple[int, int]:
    if days[0] > days[1]:
        raise ValueError("the first number of days must not be above the second")
    return days


def _some(weights: dict[Key, float]) -> dict[Key, float]:
    if not sum(weights.values()):
        raise ValueError("at least one weight must be above 0")
    return weights


def known(labels: Sequence[str], what: str) -> Callable[[dict[str, V]], dict[str, V]]:
    """A check that all keys are among the labels; its message calls them `what`."""

    def check(given: dict[str, V]) -> dict[str, V]:
        unknown = sorted(set(given) - set(labels))
        if unknown:
            raise ValueError(f"no {what} is called {', '.join(unknown)}")
        return given

    return check


Days = Annotated[tuple[_Number, _Number], AfterValidator(_ascending)]
"""Days, from the least to the most."""

_Few = Field(min_length=1, max_length=250)
Weights = Annotated[dict[str, Weight], _Few, AfterValidator(_some)]
WeightsOfDecimals = Annotated[dict[Decimal, Weight], _Few, AfterValidator(_some)]
WeightsOfNumbers = Annotated[dict[int, Weight], _Few, AfterValidator(_some)]
Channels = Annotated[Weights, AfterValidator(known(CHANNELS, "channel"))]
Events = Annotated[Weights, AfterValidator(known(EVENTS, "event"))]


def at(trend: Trend, year: int) -> float:
    """The factor of a year: that of the nearest year which the trend names."""
    return trend[min(trend, key=lambda known: (abs(known - year), known))]
