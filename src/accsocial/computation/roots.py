"""Square roots of exact fractions, without a float on the way."""

from __future__ import annotations

from fractions import Fraction
from math import isqrt

_BITS = 64
"""Bits of the whole part of the scaled root: more than a float and its rounding have."""


def nearest_root(square: Fraction) -> float:
    """The float nearest to the square root of a fraction. Raises ValueError below 0."""
    above, below = square.numerator, square.denominator
    shift = max(0, _BITS - (above.bit_length() - below.bit_length()) // 2)
    scaled = (above << 2 * shift) // below
    root = isqrt(scaled)
    # Nothing between two whole steps is where rounding turns: half a step stands for all of it.
    beyond = root * root * below != above << 2 * shift
    return float(Fraction(2 * root + beyond, 2 << shift))
