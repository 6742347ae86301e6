"""What a row says in labels, as one number: rows that say the same are counted together."""

from __future__ import annotations

from functools import reduce

import numpy as np
import numpy.typing as npt
import polars as pl

from accsocial.records.schema import CHANNELS, EVENTS, STATUSES
from accsocial.summary.documentation import FIELDS

_SIZES = {
    "status": len(STATUSES),
    "channel": len(CHANNELS),
    "event": len(EVENTS),
    "collective": 3,
    "has_id": 2,
    "filled": 1 << len(FIELDS),
}
"""What a row says, and how many values each may have."""

_NOBODY_KNOWS = 2
"""Stands for a collective that is not said."""

_UNSEEN = 0
"""In the table of all combinations: has no number yet. The others have theirs plus one."""


class Kinds:
    """Numbers the combinations of labels (and of filled fields) as they turn up."""

    def __init__(self) -> None:
        self._places: list[int] = []
        self._numbers = np.full(int(np.prod([*_SIZES.values()])), _UNSEEN, np.uint32)

    def encode(self, rows: pl.DataFrame) -> pl.Series:
        """The number (UInt32) of each row; the columns are those of `_SIZES`, as whole numbers.

        Labels are their places among all labels of the column.
        """
        said = [rows[name].fill_null(_NOBODY_KNOWS).to_numpy() for name in _SIZES]
        place = reduce(
            lambda before, column: before * np.uint32(column[1]) + column[0],
            zip(said[1:], [*_SIZES.values()][1:], strict=True),
            said[0].astype(np.uint32),
        )
        numbers = self._numbers[place]
        if not numbers.all():
            for new in np.unique(place[numbers == _UNSEEN]).tolist():
                self._places.append(new)
                self._numbers[new] = len(self._places)
            numbers = self._numbers[place]
        return pl.Series("kind", numbers - np.uint32(1))

    def table(self) -> pl.DataFrame:
        """What each number says: kind, status, channel, event (places among the labels),
        collective (null if it is not said), has_id, filled (see `documentation`)."""
        rest: npt.NDArray[np.int64] = np.array(self._places, np.int64)
        said: dict[str, npt.NDArray[np.int64]] = {}
        for name, size in reversed(_SIZES.items()):
            rest, said[name] = np.divmod(rest, size)
        collective = pl.col("collective")
        return pl.DataFrame({name: said[name] for name in _SIZES}).select(
            pl.int_range(pl.len(), dtype=pl.UInt32).alias("kind"),
            pl.col("status", "channel", "event").cast(pl.UInt8),
            pl.when(collective != _NOBODY_KNOWS).then(collective == 1).alias("collective"),
            pl.col("has_id") == 1,
            pl.col("filled").cast(pl.UInt16),
        )
