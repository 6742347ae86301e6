"""One extract in several: random rows apart in body and territory, each part with its own gaps."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import test_against_plain as random_extracts
from hypothesis import assume
from hypothesis import strategies as st
from plain_book import Row, Table

Extract = dict[str, Table]
Place = tuple[Any, Any]


@st.composite
def split_extracts(draw: st.DrawFn) -> list[Extract]:
    """Two or three extracts that share no territory of a body; each may lack tables and columns."""
    whole = random_extracts.limited(draw(random_extracts.extracts()))
    places = sorted({place(row) for table in whole.values() for row in table.rows})
    assume(len(places) > 1)
    count = draw(st.integers(2, min(3, len(places))))
    # Each part has one place at least; the others fall anywhere.
    parts = [{each} for each in places[:count]]
    for each in places[count:]:
        draw(st.sampled_from(parts)).add(each)
    return [
        {
            name: kept
            for name, table in whole.items()
            if (kept := draw(_kept(name, table, [row for row in table.rows if place(row) in part])))
        }
        for part in parts
    ]


@st.composite
def _kept(draw: st.DrawFn, name: str, table: Table, rows: Sequence[Row]) -> Table | None:
    """The rows, in one table of three without a column or two; None for no table at all."""
    if not rows or not draw(st.integers(0, 9)):
        return None
    lost: set[str] = set()
    optional = [column for column in random_extracts.OPTIONAL[name] if column in table.columns]
    if optional and not draw(st.integers(0, 2)):
        lost = draw(st.sets(st.sampled_from(optional), min_size=1, max_size=2))
    columns = [column for column in table.columns if column not in lost]
    return Table(columns, [{column: row[column] for column in columns} for row in rows])


def place(row: Row) -> Place:
    return row["body"], row["territory"]


def write_all(parts: Sequence[Extract], root: Path, kind: str) -> tuple[list[Path], Path]:
    """A folder for each part, and one that holds the files of all."""
    pooled = root / "pooled"
    pooled.mkdir()
    folders = []
    for number, part in enumerate(parts):
        folder = root / f"part{number}"
        folder.mkdir()
        random_extracts.write_extract(part, folder, kind)
        for file in folder.iterdir():
            (pooled / f"{file.stem}_{number}{file.suffix}").write_bytes(file.read_bytes())
        folders.append(folder)
    return folders, pooled
