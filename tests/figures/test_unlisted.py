"""Workers without a row in their table are found whatever their scope, and nobody else is."""

from __future__ import annotations

import numpy as np
import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from accsocial.summary.codes.identifiers import NOBODY
from accsocial.summary.rows.unlisted import unlisted

SCOPES = np.array([7, 300, 7, 12], np.uint16)
"""By group: two groups are of one scope."""

WORKERS = st.sampled_from([NOBODY, 1, 2, 70_000])
PAIRS = st.tuples(st.sampled_from(sorted({*SCOPES.tolist()})), WORKERS)


@given(
    rows=st.lists(st.tuples(st.integers(0, len(SCOPES) - 1), WORKERS), max_size=12),
    listed=st.lists(PAIRS, max_size=8),
)
def test_a_worker_is_looked_for_in_the_scope_of_the_row(
    rows: list[tuple[int, int]], listed: list[tuple[int, int]]
) -> None:
    frame = pl.DataFrame(rows, schema={"group": pl.UInt16, "worker": pl.UInt32}, orient="row")
    staff = pl.DataFrame(listed, schema={"scope": pl.UInt16, "worker": pl.UInt32}, orient="row")
    expected = [
        place
        for place, (group, worker) in enumerate(rows)
        if worker != NOBODY and (int(SCOPES[group]), worker) not in listed
    ]
    assert unlisted(frame, SCOPES, staff).tolist() == expected
