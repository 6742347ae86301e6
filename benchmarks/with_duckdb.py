"""The figures with DuckDB: the SQL stands in figures.sql and all_figures.sql.

What they ask for the tables of an extract is in from_parquet.sql and from_csv.sql.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import cast

import duckdb

from benchmarks.question import Answers


def figures(folder: Path, by: Sequence[str]) -> Answers:
    """The ten figures of an extract of canonical Parquet files, in groups of the columns `by`."""
    return _answers("from_parquet", "figures", folder, by)


def all_figures(folder: Path, by: Sequence[str]) -> Answers:
    """The same for all figures."""
    return _answers("from_parquet", "all_figures", folder, by)


def all_figures_of_text(folder: Path, by: Sequence[str]) -> Answers:
    """All figures of an extract of canonical CSV files, in UTF-8."""
    return _answers("from_csv", "all_figures", folder, by)


def _answers(tables: str, figures: str, folder: Path, by: Sequence[str]) -> Answers:
    with (
        TemporaryDirectory() as scratch,
        duckdb.connect(config={"temp_directory": scratch}) as connection,
    ):
        connection.execute("SET VARIABLE folder = $1", [str(folder)])
        connection.execute("SET VARIABLE by_territory = $1", ["territory" in by])
        connection.execute(_sql(tables))
        found = connection.execute(_sql(figures))
        names = [column[0] for column in found.description or ()]
        return cast("Answers", [dict(zip(names, row, strict=True)) for row in found.fetchall()])


def _sql(name: str) -> str:
    return Path(__file__).with_name(f"{name}.sql").read_text(encoding="utf-8")
