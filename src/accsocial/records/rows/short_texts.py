"""The bytes of short texts without a copy: Polars keeps up to twelve within the row itself.

A row of a text column is sixteen bytes: the length (four), then the text, padded with zeros, or,
if it is longer than twelve bytes, its first four and where the whole text is.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

WORTH = 50_000
"""Rows from which on this is worth the import of pyarrow (0.1 s), which alone shows the rows."""

_LONGEST = 12
_LENGTH_BYTES = 4
_ROW_BYTES = 16
WORD_BYTES = 8


@dataclass(frozen=True)
class ShortTexts:
    """The texts of all rows, each of 1 to 12 bytes.

    `given` tells which rows have a text; None if all have. The others show that of another row.
    `shortest` and `longest` are lengths in bytes.
    """

    _rows: npt.NDArray[np.uint64]
    given: npt.NDArray[np.bool_] | None
    shortest: int
    longest: int

    def first_bytes(self) -> npt.NDArray[np.uint8]:
        """The first byte of each text."""
        firsts: npt.NDArray[np.uint8] = self._rows.view(np.uint8)[:, _LENGTH_BYTES]
        return firsts

    def last_bytes(self) -> npt.NDArray[np.uint8]:
        """The last byte of each text."""
        every = self._rows.view(np.uint8)
        if self.shortest == self.longest:
            return every[:, _LENGTH_BYTES + self.longest - 1]
        places = np.arange(len(every)) * _ROW_BYTES + self.lengths + (_LENGTH_BYTES - 1)
        return every.reshape(-1).take(places)

    @property
    def lengths(self) -> npt.NDArray[np.uint32]:
        """How many bytes each text has."""
        return self._rows.view(np.uint32)[:, 0]

    def words(self) -> npt.NDArray[np.uint64]:
        """The first eight bytes of texts as numbers, the first in the lowest place.

        Zeros stand for what a shorter text does not have.
        """
        height = len(self._rows)
        return np.ndarray(
            (height,), np.dtype("<u8"), self._rows.data, offset=_LENGTH_BYTES, strides=(_ROW_BYTES,)
        ).copy()


def short_texts(texts: pl.Series) -> ShortTexts | None:
    """The texts of a String column, if there are many and all are short; None for others."""
    if len(texts) < WORTH or texts.null_count() == len(texts):
        return None
    views = texts.rechunk().to_arrow(compat_level=pl.CompatLevel.newest())
    start = views.offset * 2
    rows = np.frombuffer(views.buffers()[1], np.uint64)[start : start + 2 * len(texts)]
    rows = rows.reshape(-1, 2)
    given = texts.is_not_null().to_numpy() if texts.null_count() else None
    if given is not None:
        # What Polars keeps for a null is not told. Taking these rows out would take longer.
        rows = rows.copy()
        rows[~given] = rows[given.argmax()]
    lengths = rows.view(np.uint32)[:, 0]
    shortest, longest = int(lengths.min()), int(lengths.max())
    are_short = shortest > 0 and longest <= _LONGEST
    return ShortTexts(rows, given, shortest, longest) if are_short else None
