"""Numbers and keys that stand in several rows: the shortcuts find what the plain way finds."""

from __future__ import annotations

from collections import Counter

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from accsocial.records.repeats import first_of_key, repeated


@pytest.mark.parametrize(
    "numbers",
    [
        [],
        [7],
        [7, 7],
        [3, 1, 2],
        [3, 1, 3, 2, 1, 3],
        # Numbers that differ in their lower bits alone.
        [2**63, 2**63 + 1, 2**63, 2**63 + 2, 5, 6],
        [2**64 - 1, 2**64 - 1, 2**64 - 2, 0, 0],
    ],
)
def test_numbers_that_stand_in_several_rows(numbers: list[int]) -> None:
    counts = Counter(numbers)
    found = repeated(pl.Series(numbers, dtype=pl.UInt64))
    assert found.to_list() == [counts[number] > 1 for number in numbers]


def test_many_numbers_that_stand_in_several_rows() -> None:
    numbers = np.random.default_rng(1).integers(0, 3_000, 5_000, dtype=np.uint64) << np.uint64(3)
    found = repeated(pl.Series(numbers))
    assert found.to_list() == pl.Series(numbers).is_duplicated().to_list()


@given(
    st.lists(st.tuples(st.sampled_from([None, "a", "b"]), st.sampled_from([None, 1, 2]))),
    st.sampled_from([[], ["text"], ["text", "number"]]),
)
def test_the_first_of_each_key(rows: list[tuple[str | None, int | None]], needs: list[str]) -> None:
    frame = pl.DataFrame(rows, schema={"text": pl.String, "number": pl.Int64}, orient="row")
    columns = [("text", "number").index(name) for name in needs]
    seen: set[tuple[str | None, int | None]] = set()
    expected = []
    for row in rows:
        has_key = all(row[column] is not None for column in columns)
        expected.append(not has_key or row not in seen)
        if has_key:
            seen.add(row)
    assert first_of_key(frame, ["text", "number"], needs).to_list() == expected
