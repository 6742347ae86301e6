"""The square root of a fraction is the float nearest to it, and nothing else."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accsocial.computation.roots import nearest_root

POSITIVE = st.integers(1, 10**40)


@pytest.mark.parametrize(
    ("square", "root"),
    [
        (Fraction(0), 0.0),
        (Fraction(1), 1.0),
        (Fraction(1, 144), 1 / 12),
        (Fraction(2), math.sqrt(2)),
        (Fraction(10**60), 1e30),
        (Fraction(1, 10**60), 1e-30),
        # Halfway between 1 and the next float: the even one; a hair above it: the upper one.
        (Fraction(2**53 + 1, 2**53) ** 2, 1.0),
        (Fraction(2**53 + 1, 2**53) ** 2 + Fraction(1, 10**90), 1 + 2**-52),
    ],
)
def test_roots_that_are_known(square: Fraction, root: float) -> None:
    assert nearest_root(square) == root


@given(POSITIVE, POSITIVE)
def test_no_float_is_nearer(above: int, below: int) -> None:
    square = Fraction(above, below)
    root = nearest_root(square)
    lower = (Fraction(root) + Fraction(math.nextafter(root, 0))) / 2
    upper = (Fraction(root) + Fraction(math.nextafter(root, math.inf))) / 2
    assert lower**2 <= square <= upper**2


@given(st.fractions(0, 10**12))
def test_the_root_of_a_square_is_the_number_itself(number: Fraction) -> None:
    assert nearest_root(number**2) == float(number)


def test_below_zero_there_is_none() -> None:
    with pytest.raises(ValueError, match="nonnegative"):
        nearest_root(Fraction(-1, 4))
