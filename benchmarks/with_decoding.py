"""The floor: the columns that the figures need are decoded, and nothing is done with them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import polars as pl

from benchmarks.question import ALL_COLUMNS, COLUMNS, Answers


def figures(folder: Path, by: Sequence[str]) -> Answers:  # noqa: ARG001 - as the other ways
    """No figures: decodes the columns that the ten need."""
    return _decoded(folder, COLUMNS)


def all_figures(folder: Path, by: Sequence[str]) -> Answers:  # noqa: ARG001 - as the other ways
    """No figures: decodes the columns that all of them need."""
    return _decoded(folder, ALL_COLUMNS)


def figures_held(folder: Path, by: Sequence[str]) -> Answers:  # noqa: ARG001 - as the other ways
    """No figures: holds the columns that the ten need in memory, all rows of them."""
    return _held(folder, COLUMNS)


def all_figures_held(folder: Path, by: Sequence[str]) -> Answers:  # noqa: ARG001 - as the other ways
    """No figures: holds the columns that all of them need in memory, all rows of them."""
    return _held(folder, ALL_COLUMNS)


def _decoded(folder: Path, columns: Sequence[str]) -> Answers:
    """Decodes columns with the streaming engine, some rows at a time."""
    query = pl.scan_parquet(folder / "appointments_*.parquet").select(columns)
    for _ in query.collect_batches(engine="streaming", maintain_order=False):
        pass
    return []


def _held(folder: Path, columns: Sequence[str]) -> Answers:
    """Decodes columns into memory: what whoever loads the files has before a figure is computed."""
    pl.read_parquet(folder / "appointments_*.parquet", columns=[*columns])
    return []
