"""Where rows come from: their files and lines, kept as runs of lines that follow each other."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import polars as pl

from accsocial.records.table import ORIGIN


class Origins:
    """The file and line of each row, by its place; most rows stand below the one before."""

    def __init__(self) -> None:
        self._height = 0
        self._starts: list[npt.NDArray[np.int64]] = []
        self._files: list[npt.NDArray[np.int64]] = []
        self._lines: list[npt.NDArray[np.int64]] = []

    def add(self, batch: pl.DataFrame) -> None:
        """Takes rows with the columns of ORIGIN: those of the next places."""
        file, line = (batch[name].to_numpy() for name in ORIGIN)
        breaks = np.ones(len(line), bool)
        breaks[1:] = (line[1:] - line[:-1] != 1) | (file[1:] != file[:-1])
        starts = np.flatnonzero(breaks)
        self._starts.append(starts + self._height)
        self._files.append(file[starts].astype(np.int64))
        self._lines.append(line[starts].astype(np.int64))
        self._height += len(line)

    def of(self, rows: pl.Series) -> pl.DataFrame:
        """Columns file and line of some places."""
        wanted = rows.to_numpy().astype(np.int64)
        starts, files, lines = (
            _in_one(parts) for parts in (self._starts, self._files, self._lines)
        )
        run = np.searchsorted(starts, wanted, side="right") - 1
        found = {"file": files[run], "line": lines[run] + wanted - starts[run]}
        return pl.DataFrame(found).cast({name: dtype() for name, dtype in ORIGIN.items()})


def _in_one(parts: list[npt.NDArray[np.int64]]) -> npt.NDArray[np.int64]:
    """All parts put together, which are kept as one from now on."""
    if len(parts) != 1:
        parts[:] = [np.concatenate([np.zeros(0, np.int64), *parts])]
    return parts[0]
