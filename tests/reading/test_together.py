"""Small batches are put together: the rows, and their order, are those of the batches."""

from __future__ import annotations

from itertools import accumulate, pairwise

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from accsocial.records.together import ENOUGH, together

SMALL, HALF, LARGE = 1, ENOUGH // 2, ENOUGH


def batches(heights: list[int]) -> list[pl.DataFrame]:
    """Batches of so many rows that are numbered through."""
    starts = accumulate([0, *heights])
    return [
        pl.DataFrame({"row": range(start, start + height)}, schema={"row": pl.Int64})
        for start, height in zip(starts, heights, strict=False)
    ]


@pytest.mark.parametrize(
    ("heights", "put_together"),
    [
        ([], []),
        ([0], [0]),
        ([SMALL] * 5, [5]),
        ([LARGE, LARGE], [LARGE, LARGE]),
        ([HALF, HALF, SMALL], [2 * HALF, SMALL]),
        ([SMALL, LARGE, SMALL, SMALL], [SMALL, LARGE, 2]),
        ([0, LARGE, 0], [0, LARGE, 0]),
    ],
)
def test_heights(heights: list[int], put_together: list[int]) -> None:
    assert [batch.height for batch in together(batches(heights))] == put_together


@given(st.lists(st.sampled_from([0, SMALL, 7, HALF, LARGE - 1, LARGE, LARGE + 1]), max_size=12))
def test_all_rows_stand_in_their_order(heights: list[int]) -> None:
    found = list(together(batches(heights)))
    rows = [row for batch in found for row in batch["row"].to_list()]
    assert rows == list(range(sum(heights)))
    # No two that follow each other were worth one step.
    assert all(max(one.height, other.height) >= ENOUGH for one, other in pairwise(found))


def test_categories_of_their_own_are_texts() -> None:
    names = [["Ada", None], ["Bo", "Ada"]]
    coded = [
        pl.DataFrame({"name": each}).cast(pl.Categorical(pl.Categories.random())) for each in names
    ]
    (found,) = together(coded)
    assert found["name"].dtype == pl.String
    assert found["name"].to_list() == ["Ada", None, "Bo", "Ada"]
    # One alone stays as it is.
    (alone,) = together(coded[:1])
    assert alone["name"].dtype == coded[0]["name"].dtype
