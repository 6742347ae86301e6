"""Rows packed into one integer each: a sort then tells who was seen when.

Sorting integers is several times faster than grouping rows, and what is counted
from their run lengths does not depend on the order of the rows or on threads.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.uint64]
Whole = npt.NDArray[np.int64]
"""Numpy takes elements by numbers of this type twice as fast as by any other."""

WORD = 64
"""Bits of a packed row."""

SPREAD = np.uint64(0x9E3779B97F4A7C15)
"""An odd number: products with it spread over the upper bits."""

_MULTIPLIERS = (SPREAD, np.uint64(0xC2B2AE3D27D4EB4F))

_TABLE = 1 << 22
"""Places that may be counted in a table, however few rows there are."""

_LOWER_HALVES = np.uint64(0x0F0F_0F0F_0F0F_0F0F)
_TOGETHER = tuple(
    (np.uint64(shift), np.uint64(mask))
    for shift, mask in (
        (4, 0x00FF_00FF_00FF_00FF),
        (8, 0x0000_FFFF_0000_FFFF),
        (16, 0x0000_0000_FFFF_FFFF),
    )
)
"""How far the lower halves move towards each other, step by step, and which bits are left."""

_ROOMY = 24
"""Bits from which on an attempt at short codes by multiplication is worth making."""


def bits_for(largest: int) -> int:
    """How many bits hold the whole numbers from 0 to `largest`."""
    return max(largest.bit_length(), 1)


def pack(parts: Sequence[tuple[npt.NDArray[np.generic], int]]) -> Numbers:
    """One number per row: the parts, each with its bits, the first in the highest place.

    Raises OverflowError if they do not fit in a word.
    """
    if sum(bits for _, bits in parts) > WORD:
        raise OverflowError
    packed = parts[0][0].astype(np.uint64)
    for values, bits in parts[1:]:
        packed <<= np.uint64(bits)
        packed |= values.astype(np.uint64, copy=False)
    return packed


def runs(ordered: Numbers | Whole) -> tuple[Whole, Whole]:
    """Where each run of equal numbers begins among sorted ones, and how long it is."""
    if not len(ordered):
        return np.zeros(0, np.int64), np.zeros(0, np.int64)
    starts = np.flatnonzero(np.concatenate(([True], ordered[1:] != ordered[:-1])))
    return starts, np.diff(np.append(starts, len(ordered)))


def cells(places: Whole, size: int) -> tuple[Whole, Whole]:
    """The different places, ascending, all below `size`, and how often each is there.

    Where there are few, they are counted in a table; else they are sorted.
    """
    if size <= max(_TABLE, len(places)):
        table = np.bincount(places)
        found = np.flatnonzero(table)
        return found, table[found]
    ordered = np.sort(places)
    starts, counts = runs(ordered)
    return ordered[starts], counts


def numbered(places: Whole, size: int) -> tuple[Whole, Whole, Whole]:
    """The different places and their counts, as `cells`; and for each place which of them it is.

    Raises OverflowError if `size`, and the number of places, are too large for a word.
    """
    if size <= max(_TABLE, len(places)):
        found, counts = cells(places, size)
        number = np.zeros(size, np.int64)
        number[found] = np.arange(len(found))
        return found, counts, number.take(places)
    bits = bits_for(len(places))
    if bits_for(size) + bits >= WORD:
        raise OverflowError
    ordered = np.sort(places << bits | np.arange(len(places)))
    value = ordered >> bits
    starts, counts = runs(value)
    of_place = np.zeros(len(places), np.int64)
    of_place[ordered & ((1 << bits) - 1)] = np.repeat(np.arange(len(starts)), counts)
    return value[starts], counts, of_place


def short_codes(numbers: Numbers, room: int) -> tuple[npt.NDArray[np.generic], int]:
    """Numbers -> codes of at most `room` bits, and their bits; equal only if the numbers are.

    The order of the codes means nothing. Raises OverflowError if there are too many numbers.
    """
    if not len(numbers):
        return numbers, 1
    needed = bits_for(int(numbers.max()))
    if needed <= room:
        return numbers, needed
    squeezed = _squeezed(numbers)
    if squeezed is not None and (needed := bits_for(int(squeezed.max()))) <= room:
        return squeezed, needed
    if room >= _ROOMY:
        different = _different(numbers)
        for multiplier in _MULTIPLIERS:
            codes = (numbers * multiplier) >> np.uint64(WORD - room)
            # Two numbers may share a code: then there are fewer codes than numbers.
            if _different(codes) == different:
                return codes, room
    values, places = np.unique(numbers, return_inverse=True)
    needed = bits_for(len(values) - 1)
    if needed > room:
        raise OverflowError
    return places, needed


def among(
    ascending: npt.NDArray[np.integer], wanted: npt.NDArray[np.integer]
) -> tuple[Whole, npt.NDArray[np.bool_]]:
    """Where numbers stand, or would stand, among ascending ones, and whether they are there."""
    place = np.searchsorted(ascending, wanted)
    if not len(ascending):
        return place, np.zeros(len(wanted), bool)
    return place, ascending.take(place, mode="clip") == wanted


def local_codes(codes: npt.NDArray[np.integer]) -> tuple[Whole, Whole]:
    """The different ones of some codes, ascending, and the place of each code among them.

    Codes are small: a table holds all that there may be.
    """
    places = codes.astype(np.int64)
    met = np.zeros(int(codes.max(initial=0)) + 1, bool)
    met[places] = True
    values = np.flatnonzero(met)
    place = np.zeros(len(met), np.int64)
    place[values] = np.arange(len(values))
    return values, place.take(places)


def _squeezed(numbers: Numbers) -> Numbers | None:
    """The lower halves of all bytes side by side; None if numbers differ in other bits too.

    Texts of one length that differ in their digits alone are such numbers (see `Identifiers`).
    """
    differing = np.bitwise_or.reduce(numbers) ^ np.bitwise_and.reduce(numbers)
    if differing & ~_LOWER_HALVES:
        return None
    codes: Numbers = numbers & differing
    for shift, halves in _TOGETHER:
        codes |= codes >> shift
        codes &= halves
    return codes


def _different(numbers: Numbers) -> int:
    ordered = np.sort(numbers)
    return 1 + int(np.count_nonzero(ordered[1:] != ordered[:-1]))
