"""The figures with DuckDB: the SQL stands in figures.sql."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast

import duckdb

from benchmarks.question import Answers

_SQL = Path(__file__).with_name("figures.sql")


def figures(folder: Path, by: Sequence[str]) -> Answers:
    """The figures of an extract of canonical Parquet files, in groups of the columns `by`."""
    with (
        TemporaryDirectory() as scratch,
        duckdb.connect(config={"temp_directory": scratch}) as connection,
    ):
        connection.execute("SET VARIABLE folder = $1", [str(folder)])
        connection.execute("SET VARIABLE by_territory = $1", ["territory" in by])
        found = connection.execute(_SQL.read_text(encoding="utf-8"))
        names = [column[0] for column in found.description or ()]
        return cast("Answers", [dict(zip(names, row, strict=True)) for row in found.fetchall()])
