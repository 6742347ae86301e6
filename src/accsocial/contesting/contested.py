"""The shapes of a sensitivity: figures, what flips make of them, and where they then lie."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from typing import Any

from accsocial.contesting.flip import Flip, Settings
from accsocial.model import Indicator, PublishedFigure
from accsocial.parameters.prices import Convention, round_half_up
from accsocial.results import Results

Row = Mapping[str, Any]
"""A row of results: its values by column."""


class Side(StrEnum):
    """Where a value lies, seen from a published figure or range."""

    BELOW = "below"
    INSIDE = "inside"
    ABOVE = "above"


@dataclass(frozen=True)
class Flipped:
    """A figure under one flip.

    `settings` are the rules that the flip sets. `value` is None if `reason` says why there is
    none; `status` is that of the results. `change` is the value less that of the run, and
    `relative` the change by the size of the value of the run: None without two values, if that
    of the run is 0, or for a growth. `crosses`: the value lies on another side of the published
    figure.
    """

    flip: Flip
    settings: Settings
    value: float | None
    status: str
    reason: str | None
    change: float | None
    relative: float | None
    side: Side | None
    crosses: bool


@dataclass(frozen=True)
class Contested:
    """A figure of the run (`row` of the results) and what moves it.

    `figure` is the published figure of the same quantity that applies, `side` where the value
    lies seen from it. `moved` are the flips that change the value, the largest change first;
    `unanswered` those that leave no value; `unmoved` all others.
    """

    indicator: Indicator
    row: Row
    figure: PublishedFigure | None
    side: Side | None
    moved: tuple[Flipped, ...]
    unanswered: tuple[Flipped, ...]
    unmoved: tuple[Flipped, ...]


@dataclass(frozen=True)
class Sensitivity:
    """The figures asked for, in the order of the results; `results` are all those of the run."""

    results: Results
    convention: Convention
    figures: tuple[Contested, ...]


def side_of(value: float | None, figure: PublishedFigure | None) -> Side | None:
    """The side of a published figure on which a value lies, with the decimals of the figure.

    3.86 is the 3.9 that was published, and not below it.
    """
    if value is None or figure is None:
        return None
    decimals = max(_decimals(figure.low), _decimals(figure.high))
    shown = round_half_up(Decimal(repr(value)), decimals)
    if shown < figure.low:
        return Side.BELOW
    return Side.ABOVE if shown > figure.high else Side.INSIDE


def _decimals(number: Decimal) -> int:
    exponent = number.as_tuple().exponent
    return -exponent if isinstance(exponent, int) else 0
