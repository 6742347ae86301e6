"""Rows that have a key in common: which stands for them, as plain Python tells."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from accsocial.summary.codes.alike import Alike, alike_in_both

KEYS = st.sampled_from([0, 1, 7, 2**32, 2**64 - 1])
ROWS = st.lists(st.tuples(KEYS, st.integers(0, 3), st.booleans()), max_size=30)


@given(ROWS, st.randoms())
def test_one_row_of_each_key_stands_for_it(
    rows: list[tuple[int, int, bool]], chance: object
) -> None:
    keys = np.array([key for key, _, _ in rows], np.uint64)
    values = np.arange(len(rows), dtype=np.int64)
    chance.shuffle(values)  # type: ignore[attr-defined]  # hypothesis gives it as an object
    among = np.array([is_among for _, _, is_among in rows], bool)
    first: dict[int, int] = {}
    for key, value, is_among in zip(keys.tolist(), values.tolist(), among.tolist(), strict=True):
        if is_among:
            first[key] = min(value, first.get(key, value))
    expected = [
        bool(is_among) and first[key] == value
        for key, value, is_among in zip(keys.tolist(), values.tolist(), among.tolist(), strict=True)
    ]
    assert Alike(keys).stands(values, among).tolist() == expected


@given(ROWS)
def test_rows_that_have_two_numbers_in_common(rows: list[tuple[int, int, bool]]) -> None:
    keys = np.array([key for key, _, _ in rows], np.uint64)
    small = np.array([number for _, number, _ in rows], np.int64)
    found = alike_in_both(small, keys).numbers.tolist()
    both = [*zip(small.tolist(), keys.tolist(), strict=True)]
    assert len({*zip(found, both, strict=True)}) == len({*found}) == len({*both})
    assert sorted({*found}) == list(range(len({*both})))


@pytest.mark.parametrize(
    ("keys", "values", "least"),
    [([5, 5, 9], [3, 1, 2], [1, 1, 2]), ([9, 5, 9], [3, 1, 2], [2, 1, 2])],
)
def test_the_least_value_of_a_key(keys: list[int], values: list[int], least: list[int]) -> None:
    alike = Alike(np.array(keys, np.uint64))
    assert alike.least(np.array(values)).tolist() == least
