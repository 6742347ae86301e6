"""Where rows come from: their files and lines, kept as runs of lines that follow each other."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import polars as pl

from accsocial.records.table import ORIGIN

Rows = npt.NDArray[np.uint32]
"""Places of rows among all accepted rows of a table, in the order of reading."""


class Origins:
    """The file and line of each row, by its place; most rows stand below the one before."""

    def __init__(self) -> None:
        self._height = 0
        self._starts: list[npt.NDArray[np.int64]] = []
        self._files: list[npt.NDArray[np.int64]] = []
        self._lines: list[npt.NDArray[np.int64]] = []

    def add(self, batch: pl.DataFrame) -> pl.Series:
        """Takes rows with the columns of ORIGIN; returns their places (UInt32)."""
        file, line = (batch[name].to_numpy().astype(np.int64) for name in ORIGIN)
        breaks = np.ones(len(line), bool)
        breaks[1:] = (np.diff(line) != 1) | (np.diff(file) != 0)
        starts = np.flatnonzero(breaks)
        self._starts.append(starts + self._height)
        self._files.append(file[starts])
        self._lines.append(line[starts])
        first, self._height = self._height, self._height + len(line)
        return pl.int_range(first, self._height, dtype=pl.UInt32, eager=True).alias("row")

    def of(self, rows: pl.Series) -> pl.DataFrame:
        """Columns file and line of some places."""
        wanted = rows.to_numpy().astype(np.int64)
        starts, files, lines = (
            np.concatenate(parts or [np.zeros(0, np.int64)])
            for parts in (self._starts, self._files, self._lines)
        )
        run = np.searchsorted(starts, wanted, side="right") - 1
        found = {"file": files[run], "line": lines[run] + wanted - starts[run]}
        return pl.DataFrame(found).cast({name: dtype() for name, dtype in ORIGIN.items()})
