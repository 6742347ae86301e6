"""Texts told by a hash each: exact, because it is checked that no two texts share one."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from threading import Lock
from typing import TypeVar

import numpy as np
import polars as pl

from accsocial.errors import DataRefused
from accsocial.summary.codes.packed import Numbers

MARK = 1 << 63
"""The highest bit, which all hashes have: smaller numbers may stand beside them."""

_PLACE_BITS = 22
"""Bits of a place in the table of hashes given out lately.

With two million different texts, two of three find theirs there.
"""

_AT_ONCE = 1 << 21
"""New hashes that are sorted at a time, if no more are known already."""

ATTEMPTS = 3
"""Seeds that are tried before the last: each fails by a chance of one in a million."""

T = TypeVar("T")


class SharedHash(DataRefused):
    """Two texts have the same hash. Those of another seed tell them apart."""

    def __init__(self) -> None:
        super().__init__(
            "two identifiers of persons cannot be told apart, by a chance of one in a million. "
            "Give fewer years at a time"
        )


def told_apart(make: Callable[[int], T]) -> T:
    """What `make` makes with the first seed of which no two texts share a hash.

    Raises SharedHash if none of a few seeds is one.
    """
    for seed in range(ATTEMPTS):
        try:
            return make(seed)
        except SharedHash:
            continue
    return make(ATTEMPTS)


class Hashes:
    """Hashes of texts, of one seed, and a check of all that were given out.

    Each text has a second hash. As long as there are as many pairs of both as there are first
    ones, each of these stands for one text. With five million different texts the odds that two
    share a hash are one in a million. A dictionary needs no check, and ten times the time.
    """

    def __init__(self, seed: int) -> None:
        self._seed = seed
        self._firsts = _Different()
        self._pairs = _Different()
        self._lock = Lock()

    @cached_property
    def _lately(self) -> Numbers:
        """Pairs that were given out before, each in a place that its first hash tells."""
        return np.zeros(1 << _PLACE_BITS, np.uint64)

    def of(self, texts: pl.Series) -> Numbers:
        """The hash of each text (String); null has one, too."""
        first, second = (_hash(texts, 2 * self._seed + each) for each in (0, 1))
        numbers: Numbers = first | np.uint64(MARK)
        # Of one first hash with two second ones come two numbers.
        pairs = numbers ^ second
        places = first & np.uint64((1 << _PLACE_BITS) - 1)
        with self._lock:
            new = np.flatnonzero(self._lately.take(places) != pairs)
            self._lately[places.take(new)] = pairs.take(new)
            self._firsts.add(numbers.take(new))
            self._pairs.add(pairs.take(new))
        return numbers

    def check(self) -> None:
        """Raises SharedHash if two of all texts so far have the same hash."""
        with self._lock:
            if self._firsts.count() != self._pairs.count():
                raise SharedHash


def _hash(texts: pl.Series, seed: int) -> Numbers:
    return texts.hash(seed).to_numpy()


class _Different:
    """Different numbers, ascending, and others that were not looked at yet."""

    def __init__(self) -> None:
        self._known = np.zeros(0, np.uint64)
        self._new: list[Numbers] = []

    def add(self, numbers: Numbers) -> None:
        self._new.append(numbers)
        if sum(map(len, self._new)) > max(_AT_ONCE, len(self._known)):
            self.count()

    def count(self) -> int:
        """How many different numbers there are."""
        if self._new:
            ordered = np.concatenate((self._known, *self._new))
            ordered.sort()
            is_new = np.ones(len(ordered), bool)
            is_new[1:] = ordered[1:] != ordered[:-1]
            self._known, self._new = ordered[is_new], []
        return len(self._known)
