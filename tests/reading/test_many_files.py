"""An extract may have more files than two bytes can number."""

from __future__ import annotations

import polars as pl

from accsocial.records.table import ORIGIN
from accsocial.summary.rows.origins import Origins

MANY = 70_000


def test_rows_of_the_last_of_many_files_are_found_again() -> None:
    rows = pl.DataFrame({"file": [0, MANY, MANY], "line": [2, 2, 3]}, schema=ORIGIN)
    origins = Origins()
    origins.add(rows)
    assert origins.of(pl.Series([1, 2])).rows() == [(MANY, 2), (MANY, 3)]
