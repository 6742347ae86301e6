"""Identifiers of one table that differ by zeros in front, or by capitals, alone: told, not changed.

A spreadsheet that takes 0012 for a number writes 12: in the next file, or the next row, the same
person is another one.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import polars as pl

from accsocial.records.schema import PERSONS, TableSchema

_PLACE = ("body", "territory")
"""Where an identifier means somebody."""

_SAMPLES = 1 << 18
_LARGEST_SAMPLE = 1 << 12
_SMALLEST_SAMPLE = 1 << 6
"""Rows that are looked at: of all files, and at most and at least the first of each."""


def note_on(columns: list[str]) -> str:
    """What is told of a file with such identifiers in some columns."""
    return (
        f"some of {', '.join(columns)} differ from others of the table by zeros in front, or by "
        "capitals, alone: they count as other people. If a program dropped zeros, have them "
        "written as text"
    )


class Lookalikes:
    """Compares the first identifiers of each of some files of a table."""

    def __init__(self, schema: TableSchema, files: int) -> None:
        size = min(max(_SAMPLES // max(files, 1), _SMALLEST_SAMPLE), _LARGEST_SAMPLE)
        self._persons = [name for name in PERSONS if name in schema.names]
        self._left = [size if self._persons else 0] * files
        self._parts: list[pl.DataFrame] = []
        self._numbers: list[int] = []

    def add(self, file: int, rows: pl.DataFrame) -> None:
        """Takes accepted rows of a file. Texts may be Categorical."""
        # How many rows a batch has depends on memory: what is found must not.
        few = rows.head(self._left[file])
        self._left[file] -= few.height
        if few.height:
            # Nothing is worked out yet: of thousands of small files each step would take its time.
            columns = [few[name] for name in (*_PLACE, *self._persons) if name in few.columns]
            self._parts.append(
                pl.DataFrame([c if c.dtype == pl.String else c.cast(pl.String) for c in columns])
            )
            self._numbers.append(file)

    def found(self) -> Mapping[int, list[str]]:
        """File -> the columns in which some identifiers look like an earlier one, and are not."""
        found: dict[int, list[str]] = {}
        if not self._parts:
            return found
        rows = pl.concat(self._parts, how="diagonal")
        files = np.repeat(self._numbers, [part.height for part in self._parts])
        for name in (name for name in self._persons if name in rows.columns):
            folded = pl.col(name).str.to_lowercase().str.strip_chars_start("0")
            alike = rows.select(folded).to_series()
            if alike.n_unique() == rows[name].n_unique():
                # As a rule: no two look alike, wherever they are.
                continue
            others = (
                rows.lazy()
                .select(*_PLACE, name, file=pl.lit(pl.Series(files)), alike=pl.lit(alike))
                .drop_nulls(name)
                .unique(maintain_order=True)
                .filter(pl.col(name) != pl.col(name).first().over(*_PLACE, "alike"))
                .select(pl.col("file").unique().sort())
                .collect()
            )
            for file in others.to_series():
                found.setdefault(file, []).append(name)
        return found
