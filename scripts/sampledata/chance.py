"""Seeded randomness: each part of the samples draws from its own generator."""

from __future__ import annotations

import random
from collections.abc import Mapping
from typing import TypeVar

SEED = "accsocial samples 1"

T = TypeVar("T")


def generator(*parts: object) -> random.Random:
    """A generator that gives the same draws for the same parts, on every machine.

    One per part, so that a change in one organisation leaves the others as they were.
    """
    return random.Random("|".join([SEED, *map(str, parts)]))  # noqa: S311 - invented data, no secret


def draw(rng: random.Random, weights: Mapping[T, float]) -> T:
    """One of the keys, as often as its weight says."""
    return rng.choices(list(weights), list(weights.values()))[0]
