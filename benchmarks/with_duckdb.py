"""The figures with DuckDB: the SQL stands in figures.sql and all_figures.sql."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast

import duckdb

from benchmarks.question import Answers

_TEN, _ALL = (Path(__file__).with_name(name) for name in ("figures.sql", "all_figures.sql"))


def figures(folder: Path, by: Sequence[str]) -> Answers:
    """The ten figures of an extract of canonical Parquet files, in groups of the columns `by`."""
    return _answers(_TEN, folder, by)


def all_figures(folder: Path, by: Sequence[str]) -> Answers:
    """The same for all figures."""
    return _answers(_ALL, folder, by)


def _answers(sql: Path, folder: Path, by: Sequence[str]) -> Answers:
    with (
        TemporaryDirectory() as scratch,
        duckdb.connect(config={"temp_directory": scratch}) as connection,
    ):
        connection.execute("SET VARIABLE folder = $1", [str(folder)])
        connection.execute("SET VARIABLE by_territory = $1", ["territory" in by])
        found = connection.execute(sql.read_text(encoding="utf-8"))
        names = [column[0] for column in found.description or ()]
        return cast("Answers", [dict(zip(names, row, strict=True)) for row in found.fetchall()])
