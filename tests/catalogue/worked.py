"""The examples of the sheets as files, and what the program finds in them."""

from __future__ import annotations

import csv
from fractions import Fraction
from pathlib import Path
from typing import Any

from accsocial import compute, read, summarise
from accsocial.indicators.sheet import BODY, TERRITORY, Example


def found(indicator: str, example: Example, folder: Path) -> dict[str, Any]:
    """The only row of results of an indicator for the group of its example."""
    for name, table in example.tables.items():
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows([table.header, *table.rows])
    records = read(folder, body=BODY, territory=TERRITORY, max_rejected=1.0)
    summary = summarise(records, example.rules, by=example.by)
    frame = compute(summary, only=[indicator], base_year=example.base_year).frame
    (row,) = [
        row
        for row in frame.iter_rows(named=True)
        if all(row[column] == value for column, value in example.expect.group.items())
    ]
    return row


def nearest_float(exact: str | None) -> float | None:
    return None if exact is None else float(Fraction(exact))
