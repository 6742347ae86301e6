"""How many counted appointments each beneficiary has in a year: a distribution with given targets.

Three numbers are given: the mean, the share of those with fewer than 3, and with 8 or
more. The rest follows: one in these shares, the slope between 3 and 7 in the mean.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, repeat
from operator import mul

import numpy as np

from accsocial.simulation.chance import Chance, Integers

_ONES = 0.6
"""Of those with fewer than 3, the share that have 1."""

_MIDDLE = range(3, 8)
_TAIL = range(8, 25)
_TAIL_RATIO = 0.75
"""From one number to the next above 8, how many are left."""

_STEPS = 32
_NEAR = 0.01
"""How near to its ends the mean of the middle may come: there the slope has no limit."""


def middle_mean(mean: float, below_3: float, from_8: float) -> float:
    """The mean that those with 3 to 7 must have; nothing fits unless it is within `LIMITS`."""
    tail = _mean(_TAIL, _powers(_TAIL_RATIO, len(_TAIL)))
    low = below_3 * (_ONES + 2 * (1 - _ONES))
    return (mean - low - from_8 * tail) / (1 - below_3 - from_8)


LIMITS = (_MIDDLE[0] + _NEAR, _MIDDLE[-1] - _NEAR)


def shares(mean: float, below_3: float, from_8: float) -> list[float]:
    """The share of beneficiaries with 1, 2, 3 ... appointments."""
    wanted = middle_mean(mean, below_3, from_8)
    low, high = 0.0, 1.0
    for _ in range(_STEPS):
        # The ratio of one number to the one before is x / (1 - x): every slope has its x.
        x = (low + high) / 2
        size = len(_MIDDLE)
        middle = [a * b for a, b in zip(_powers(1 - x, size)[::-1], _powers(x, size), strict=True)]
        low, high = (x, high) if _mean(_MIDDLE, middle) < wanted else (low, x)
    tail = _powers(_TAIL_RATIO, len(_TAIL))
    return [
        below_3 * _ONES,
        below_3 * (1 - _ONES),
        *((1 - below_3 - from_8) * weight / sum(middle) for weight in middle),
        *(from_8 * weight / sum(tail) for weight in tail),
    ]


def numbers(chance: Chance, beneficiaries: int, distribution: list[float]) -> Integers:
    """The number of appointments of each beneficiary, in random order.

    Drawn at equal distances along the distribution: each number comes as often as its
    share asks, to one more or less.
    """
    bounds = np.array(list(accumulate(distribution)))
    bounds[-1] = 2.0  # No rounding leaves the last place without a number.
    places = (np.arange(beneficiaries) + chance.unit(1)[0]) / beneficiaries
    drawn: Integers = np.searchsorted(bounds, places, side="right") + 1
    return drawn[chance.order(beneficiaries)]


def _powers(base: float, size: int) -> list[float]:
    # By products: the power function is not rounded alike everywhere.
    return list(accumulate(repeat(base, size - 1), mul, initial=1.0))


def _mean(values: Sequence[int], weights: Sequence[float]) -> float:
    return sum(v * w for v, w in zip(values, weights, strict=True)) / sum(weights)
