"""Columns that a figure takes where the extract has them are named with it."""

from __future__ import annotations

from pathlib import Path

import pytest

from accsocial import compute, read, summarise
from accsocial.indicators import CATALOGUE
from accsocial.indicators.depends import extract_columns_if_there

FIELDS = {
    "site",
    "worker_id",
    "beneficiary_id",
    "channel",
    "event",
    "collective",
    "duration_min",
    "entered_on",
}

KEY = {"appointment_id", "beneficiary_id", "worker_id"}


@pytest.mark.parametrize(
    ("indicator", "expected"),
    [
        ("documentation_rate_of_optional_fields", FIELDS | {"appointment_id"}),
        ("documentation_rate_of_required_fields", KEY),
        ("median_days_to_entry", {*KEY, "channel", "collective"}),
    ],
)
def test_the_columns_that_a_figure_takes_if_they_are_there(
    indicator: str, expected: set[str]
) -> None:
    (found,) = (each for each in CATALOGUE if each.id == indicator)
    assert set(extract_columns_if_there(found)["appointments"]) == expected


@pytest.mark.parametrize(
    ("indicator", "table", "column", "rows", "values"),
    [
        # Two posts of one amount, or one post that was delivered twice.
        (
            "cost_per_fte",
            "costs",
            "category",
            ["body,territory,year,amount,category", "caf,94,2022,10,pay", "caf,94,2022,10,rent"],
            (20, 10),
        ),
        # A worker of two sites, or one row that was delivered twice.
        (
            "cost_per_fte",
            "workers",
            "site",
            ["body,territory,year,worker_id,fte,site", "caf,94,2022,W1,1,A", "caf,94,2022,W1,3,B"],
            (5, 20),
        ),
    ],
)
def test_a_column_of_the_key_is_named_because_rows_are_told_apart_by_it(
    tmp_path: Path,
    indicator: str,
    table: str,
    column: str,
    rows: list[str],
    values: tuple[int, int],
) -> None:
    (found,) = (each for each in CATALOGUE if each.id == indicator)
    assert column in extract_columns_if_there(found)[table]
    tables = {
        "costs": ["body,territory,year,amount", "caf,94,2022,20"],
        "workers": ["body,territory,year,worker_id,fte", "caf,94,2022,W1,1"],
    }
    for value, kept in zip(values, (rows, [row.rpartition(",")[0] for row in rows]), strict=True):
        for name, lines in {**tables, table: kept}.items():
            (tmp_path / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
        results = compute(summarise(read(tmp_path, max_rejected=1)), only=[indicator])
        assert results.frame["value"].to_list() == [value]
