"""Small extracts as folders, their summaries, and the figures of both."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import small

from accsocial import compute, read
from accsocial.exchange import Stored, load, save
from accsocial.output.structured import write_json
from accsocial.rules import CountingRules
from accsocial.summary import Part, count_part, gather, settle

SAMPLES = Path(__file__).resolve().parents[2] / "data" / "samples"


def extract(folder: Path, **tables: str) -> Path:
    """A folder with one CSV per table, written as in tests/figures: cells apart by spaces."""
    folder.mkdir(parents=True)
    for table, text in tables.items():
        small._write(text, folder / f"{table}.csv")
    return folder


def counted(
    *paths: Path, by: Sequence[str] = (), rules: Mapping[str, Any] | None = None, **given: Any
) -> Part:
    """The counts of an extract."""
    records = read(*paths, max_rejected=1.0, **given)
    return count_part(gather(records, by=by, alone=False), CountingRules(**rules or {}))


def stored(part: Part, folder: Path) -> Stored:
    """The counts, written and read again."""
    save(part, [], folder)
    return load(folder)


def figures(part: Part) -> bytes:
    """All results as JSON."""
    file = BytesIO()
    write_json(compute(settle(part)), "en", file)
    return file.getvalue()


def figure(part: Part, indicator: str, **where: Any) -> dict[str, Any]:
    """The only row of results for an indicator and a group."""
    rows = compute(settle(part), only=[indicator]).frame.iter_rows(named=True)
    (found,) = [row for row in rows if all(row[column] == value for column, value in where.items())]
    return found
