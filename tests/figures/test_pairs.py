"""What is told by group and kind is counted as if it were told row by row."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from accsocial.summary.codes import packed
from accsocial.summary.counting.pairs import LEFT_OUT, Pairs

Row = tuple[int, int, int, bool]

ROWS = st.lists(
    st.tuples(st.integers(0, 300), st.integers(0, 9), st.integers(0, 70_000), st.booleans()),
    max_size=60,
)
"""Group, kind, some number, and whether the row is left out."""


def pairs_of(rows: list[Row]) -> Pairs:
    group, kind = (np.array([row[at] for row in rows], np.uint16) for at in (0, 1))
    return Pairs(group, kind, np.flatnonzero([row[3] for row in rows]))


def label(group: int, kind: int) -> int:
    """Several pairs have one label, and those of some kinds are not counted."""
    return LEFT_OUT if kind == 3 else group // 2 + kind % 2


@pytest.mark.parametrize("table", [0, 1 << 22], ids=["sorted", "in a table"])
@given(rows=ROWS)
def test_pairs_are_counted_but_for_rows_left_out(rows: list[Row], table: int) -> None:
    counted = [row for row in rows if not row[3]]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(packed, "_TABLE", table)
        pairs = pairs_of(rows)
        told = [*zip(pairs.group.tolist(), pairs.kind.tolist(), strict=True)]
        labels = np.array([label(*pair) for pair in told], np.int64)
        tallied = pairs.tally(labels, np.array([row[2] for row in rows], np.int32))
    assert dict(zip(told, pairs.rows.tolist(), strict=True)) == Counter(row[:2] for row in counted)
    assert [told[at] if at < len(told) else None for at in pairs.of_row] == [
        None if left_out else (group, kind) for group, kind, _, left_out in rows
    ]
    expected = Counter(
        (label(group, kind), number) for group, kind, number, _ in counted if kind != 3
    )
    found = [[int(number) for number in each] for each in zip(*tallied, strict=True)]
    assert found == [[*pair, times] for pair, times in sorted(expected.items())]


@given(ROWS)
def test_what_is_so_of_a_pair_is_so_of_its_rows(rows: list[Row]) -> None:
    pairs = pairs_of(rows)
    assert pairs.marks(pairs.kind % 2 == 1).tolist() == [
        kind % 2 == 1 and not left_out for _, kind, _, left_out in rows
    ]
