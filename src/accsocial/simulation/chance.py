"""Seeded randomness: each part of an extract draws from a generator of its own.

Only the raw words of the bit generator are used, which numpy promises never to change,
and only arithmetic that every machine rounds alike: the same seed gives the same bytes.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Codes = npt.NDArray[np.unsignedinteger]
Integers = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

RESOLUTION = 1 << 16
"""Entries of a table that weighted draws look up: shares are met to one in 65,536."""

_UNIT = 2.0**-53
_FINE = 1 << 53
_HALF_WORD = 32


class Chance:
    """The draws of one part of an extract, such as one body, territory, year and table.

    Parts do not share a stream, so that neither their order nor threads change what is drawn.
    """

    def __init__(self, seed: int, *parts: object) -> None:
        text = "|".join(map(str, ("accsocial simulation", seed, *parts)))
        key = hashlib.blake2b(text.encode(), digest_size=16).digest()
        self._bits = np.random.PCG64(int.from_bytes(key, "little"))

    def words(self, size: int) -> npt.NDArray[np.uint64]:
        """That many numbers of 64 random bits."""
        return self._bits.random_raw(size)

    def pick(self, table: Codes, size: int) -> Codes:
        """That many codes out of a `lookup` table, as often as their weights say."""
        return table[self._quarters(size)]

    def hits(self, share: float, size: int) -> npt.NDArray[np.bool_]:
        """True for that share of the places."""
        return self._quarters(size) < round(share * RESOLUTION)

    def below(self, limit: int, size: int) -> Integers:
        """Whole numbers from 0 to `limit` - 1 (at most 2**31), all as likely."""
        half = self.words(size) >> np.uint64(_HALF_WORD)
        return ((half * np.uint64(limit)) >> np.uint64(_HALF_WORD)).astype(np.int64)

    def between(self, low: int, high: int, size: int) -> Integers:
        """Whole numbers from `low` to `high`, both included."""
        return self.below(high - low + 1, size) + low

    def unit(self, size: int) -> Floats:
        """Numbers from 0 to 1, 1 excluded."""
        return (self.words(size) >> np.uint64(11)).astype(np.float64) * _UNIT

    def rounded(self, number: float) -> int:
        """A neighbouring whole number, drawn so that many of them add up to their sum."""
        return int(number + float(self.unit(1)[0]))

    def order(self, size: int) -> Integers:
        """The numbers below `size`, shuffled."""
        return np.argsort(self.words(size), kind="stable")

    def _quarters(self, size: int) -> npt.NDArray[np.uint16]:
        words = self.words(-(-size // 4)).astype("<u8", copy=False)
        return words.view("<u2")[:size]


def lookup(weights: Sequence[float]) -> Codes:
    """A table for `Chance.pick`: the position of each weight, as often as the weight asks."""
    dtype = np.uint8 if len(weights) <= 256 else np.uint16
    return np.repeat(np.arange(len(weights), dtype=dtype), apportion(RESOLUTION, weights))


def apportion(total: int, weights: Sequence[float], *, at_least: int = 0) -> list[int]:
    """Whole parts in proportion to the weights, which add up to `total` exactly (largest rest).

    Parts below `at_least` are raised to it at the cost of the largest.
    """
    largest_weight = max(weights)
    shares = [int(weight / largest_weight * _FINE) for weight in weights]
    whole = sum(shares)
    quotas = [divmod(share * total, whole) for share in shares]
    parts = [part for part, _ in quotas]
    by_rest = sorted(range(len(parts)), key=lambda i: (-quotas[i][1], i))
    for i in by_rest[: total - sum(parts)]:
        parts[i] += 1
    for i, part in enumerate(parts):
        for _ in range(at_least - part):
            largest = max(range(len(parts)), key=lambda j: (parts[j], -j))
            parts[largest] -= 1
            parts[i] += 1
    return parts
