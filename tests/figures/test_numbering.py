"""Combinations get numbers as they turn up, in two bytes as long as these fit."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from accsocial.summary.codes.numbering import Numbering


@given(st.lists(st.lists(st.integers(0, 9), max_size=6), max_size=5))
def test_each_place_has_one_number_and_is_asked_for_once(batches: list[list[int]]) -> None:
    numbering = Numbering(10)
    numbers: dict[int, int] = {}

    def new(places: np.ndarray[tuple[int], np.dtype[np.int64]]) -> range:
        assert sorted({*places.tolist()}) == places.tolist()
        assert not numbers.keys() & {*places.tolist()}
        first = len(numbers)
        numbers.update(zip(places.tolist(), range(first, first + len(places)), strict=True))
        return range(first, len(numbers))

    for batch in batches:
        found = numbering.of(np.array(batch, np.uint32), new)
        assert found.dtype == np.uint16
        assert found.tolist() == [numbers[place] for place in batch]


def test_more_numbers_than_two_bytes_hold() -> None:
    size = 2**16 + 10
    numbering = Numbering(size)
    places = np.arange(size)
    given_out = iter(range(size))

    def new(fresh: np.ndarray[tuple[int], np.dtype[np.int64]]) -> list[int]:
        return [next(given_out) for _ in fresh]

    first = numbering.of(places[:100], new)
    assert first.dtype == np.uint16
    every = numbering.of(places, new)
    assert every.dtype == np.uint32
    assert every.tolist() == places.tolist()
    assert numbering.of(places[:100], new).tolist() == first.tolist()
    assert next(given_out, None) is None
