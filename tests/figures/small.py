"""Small tables in, one figure out: extracts written as text, cells apart by spaces."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from accsocial import compute, read, summarise
from accsocial.records.ledger import Ledger
from accsocial.results import Results
from accsocial.rules import CountingRules

NOTHING = "-"
"""A cell without a value."""


def results(
    *,
    by: Sequence[str] = (),
    rules: Mapping[str, Any] | None = None,
    options: Mapping[str, Any] | None = None,
    **tables: str | Sequence[str],
) -> Results:
    """The results of an extract of the tables given; the Caf of 94, where they do not say.

    Several texts for a table are several files.
    """
    with TemporaryDirectory() as name:
        for table, texts in tables.items():
            for number, text in enumerate([texts] if isinstance(texts, str) else texts):
                _write(text, Path(name) / f"{table}_{number}.csv")
        records = read(name, body="caf", territory="94", max_rejected=1.0)
        return compute(summarise(records, CountingRules(**rules or {}), by=by), **options or {})


def figure(
    indicator: str, *, where: Mapping[str, Any] | None = None, **extract: Any
) -> dict[str, Any]:
    """The only row of results for an indicator and the group `where`."""
    found = [
        row
        for row in results(**extract).frame.iter_rows(named=True)
        if row["indicator"] == indicator
        and all(row[column] == value for column, value in (where or {}).items())
    ]
    assert len(found) == 1, found
    return found[0]


def value(indicator: str, **extract: Any) -> float | None:
    """The value alone."""
    found: float | None = figure(indicator, **extract)["value"]
    return found


def ledger(**extract: Any) -> Ledger:
    """The account of what was read."""
    return results(**extract).ledger


def every_month(year: int, **cells: str) -> str:
    """One held appointment in each month of a year, each row with the cells given."""
    header = " ".join(["date", "status", *cells])
    days = [f"{year}-{month:02d}-15 held {' '.join(cells.values())}" for month in range(1, 13)]
    return "\n".join([header, *days])


def _write(text: str, path: Path) -> None:
    lines = [line.split() for line in text.strip().splitlines()]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(
            ["" if cell == NOTHING else cell for cell in line] for line in lines
        )
