"""Identifiers of one table that differ by zeros in front, or by capitals, alone: told, not changed.

A spreadsheet that takes 0012 for a number writes 12: in the next file, or the next row, the same
person is another one.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from accsocial.records.schema import TableSchema

_PERSONS = ("worker_id", "beneficiary_id")

_SAMPLES = 1 << 19
_LARGEST_SAMPLE = 1 << 12
_SMALLEST_SAMPLE = 1 << 6
"""Rows that are looked at: of all files, and at most and at least the first of each."""

_SEEDS = 0x5EED_0004, 0x5EED_0005
"""Of what an identifier says, and of the place in which it means somebody."""


def note_on(columns: list[str]) -> str:
    """What is told of a file with such identifiers in some columns."""
    return (
        f"some of {', '.join(columns)} differ from others of the table by zeros in front, or by "
        "capitals, alone: they count as other people. If a program dropped zeros, have them "
        "written as text"
    )


class Lookalikes:
    """Compares the first identifiers of each of some files, as hashes."""

    def __init__(self, schema: TableSchema, files: int) -> None:
        size = min(max(_SAMPLES // max(files, 1), _SMALLEST_SAMPLE), _LARGEST_SAMPLE)
        self._columns = [name for name in _PERSONS if name in schema.names]
        self._left = [size] * files
        self._parts: list[pl.DataFrame] = []

    def add(self, file: int, rows: pl.DataFrame) -> None:
        """Takes accepted rows of a file. Identifiers may be Categorical."""
        columns = [name for name in self._columns if name in rows.columns]
        if not columns or not self._left[file]:
            return
        # How many rows a batch has depends on memory: what is found must not.
        few = rows.head(self._left[file])
        self._left[file] -= few.height
        place = [pl.col(name).cast(pl.String) for name in ("body", "territory")]
        for name in columns:
            text = pl.col(name).cast(pl.String)
            bare = text.str.to_lowercase().str.strip_chars_start("0")
            hashes = few.filter(pl.col(name).is_not_null()).select(
                pl.lit(file, pl.UInt32).alias("file"),
                pl.lit(name).alias("column"),
                pl.struct(*place, bare.alias("who")).hash(_SEEDS[1]).alias("alike"),
                text.hash(_SEEDS[0]).alias("exact"),
            )
            self._parts.append(hashes.unique(maintain_order=True))

    def found(self) -> Mapping[int, list[str]]:
        """File -> the columns in which some identifiers look like an earlier one, and are not."""
        if not self._parts:
            return {}
        seen = pl.concat(self._parts)
        first = pl.col("exact").first().over("column", "alike")
        others = seen.filter(pl.col("exact") != first).unique(["file", "column"])
        by_file = others.sort("file", "column").group_by("file", maintain_order=True)
        return dict(by_file.agg("column").iter_rows())
