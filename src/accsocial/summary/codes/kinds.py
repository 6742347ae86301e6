"""What a row says in labels, as one number: rows that say the same are counted together."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import polars as pl

from accsocial.records.schema import CHANNELS, EVENTS, STATUSES
from accsocial.summary.codes.filled import FIELDS, UNKNOWN
from accsocial.summary.codes.numbering import Numbering, SmallNumbers

_LABELS = {"status": STATUSES, "channel": CHANNELS, "event": EVENTS}
_COLLECTIVE = "collective"
_ID = "appointment_id"
_OTHERS = tuple(name for name in FIELDS if name not in (*_LABELS, _COLLECTIVE))
"""Fields of which a kind tells no more than whether they are filled."""

_SIZES = {
    **{name: len(labels) for name, labels in _LABELS.items()},
    _COLLECTIVE: 3,
    _ID: 2,
    **dict.fromkeys(_OTHERS, 2),
}
"""What a row says, and how many values each may have."""

_NOBODY_KNOWS = 2
"""Stands for a collective that is not said."""


class Kinds:
    """Numbers the combinations of labels (and of filled fields) as they turn up."""

    def __init__(self) -> None:
        self._places: list[int] = []
        self._numbering = Numbering(math.prod(_SIZES.values()))
        self._table: pl.DataFrame | None = None

    def encode(self, rows: pl.DataFrame) -> SmallNumbers:
        """The number of each row of appointments; a column that is not there says nothing."""
        place = np.zeros(rows.height, np.uint32)
        weight = 1
        for name, size in reversed(_SIZES.items()):
            said = _said(rows, name)
            # Most columns are filled in all rows: what they say is added once.
            place += said * weight if isinstance(said, int) else _times(said, weight)
            weight *= size
        return self._numbering.of(place, self._new)

    def _new(self, places: npt.NDArray[np.int64]) -> Sequence[int]:
        first = len(self._places)
        self._places += places.tolist()
        return range(first, len(self._places))

    def table(self) -> pl.DataFrame:
        """What each number says, one row for each.

        Columns kind, status, channel and event (places among the labels), collective (null if it
        is not said), has_id, filled (see `filled`).
        """
        if self._table is None or self._table.height < len(self._places):
            self._table = self._said_by_places()
        return self._table

    def _said_by_places(self) -> pl.DataFrame:
        rest: npt.NDArray[np.int64] = np.array(self._places, np.int64)
        said: dict[str, npt.NDArray[np.int64]] = {}
        for name, size in reversed(_SIZES.items()):
            rest, said[name] = np.divmod(rest, size)
        filled = sum(
            _is_filled(name, said[name]) * (1 << place) for place, name in enumerate(FIELDS)
        )
        collective = pl.col(_COLLECTIVE)
        return pl.DataFrame({**said, "filled": filled}).select(
            pl.int_range(pl.len(), dtype=pl.UInt32).alias("kind"),
            pl.col(*_LABELS).cast(pl.UInt8),
            pl.when(collective != _NOBODY_KNOWS).then(collective == 1).alias(_COLLECTIVE),
            (pl.col(_ID) == 1).alias("has_id"),
            pl.col("filled").cast(pl.UInt16),
        )


def _said(rows: pl.DataFrame, name: str) -> npt.NDArray[np.generic] | int:
    """What each row says in a column, as its place among the values; a number if all say it."""
    if name in _LABELS:
        if name not in rows.columns:
            return _LABELS[name].index(UNKNOWN)
        return rows[name].to_physical().to_numpy()
    nothing = rows[name].null_count() if name in rows.columns else rows.height
    if name == _COLLECTIVE:
        if nothing == rows.height:
            return _NOBODY_KNOWS
        if not nothing:
            return rows[name].to_numpy()
        return rows[name].cast(pl.UInt8).fill_null(_NOBODY_KNOWS).to_numpy()
    if nothing in (0, rows.height):
        return int(not nothing)
    return rows[name].is_not_null().to_numpy()


def _times(said: npt.NDArray[np.generic], weight: int) -> npt.NDArray[np.uint32]:
    products: npt.NDArray[np.uint32] = np.multiply(said, np.uint32(weight), dtype=np.uint32)
    return products


def _is_filled(name: str, said: npt.NDArray[np.int64]) -> npt.NDArray[np.bool_]:
    """Whether a field is filled, by what is said in it; a label that is unknown is not."""
    nothing = 0
    if name in _LABELS:
        nothing = _LABELS[name].index(UNKNOWN)
    elif name == _COLLECTIVE:
        nothing = _NOBODY_KNOWS
    filled: npt.NDArray[np.bool_] = said != nothing
    return filled
