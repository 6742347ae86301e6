"""The bytes of short texts without a copy: Polars keeps up to twelve within the row itself.

A row of a text column is sixteen bytes: the length (four), then the text, padded with zeros, or,
if it is longer than twelve bytes, its first four and where the whole text is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

WORTH = 50_000
"""Rows from which on this is worth the import of pyarrow (0.1 s), which alone shows the rows."""

_LONGEST = 12
_LENGTH_BYTES = 4
_ROW_BYTES = 16
WORD_BYTES = 8


VISIBLE_ASCII = 0x21, 0x7E
"""The first and the last ASCII character that can be seen: neither white space nor a control."""

_ALL_NO_ASCII = 0x8080_8080_8080_8080
"""The bit of each byte that no ASCII character has."""

_OF_LETTERS, _OF_DIGITS = 0x40, 0x30
"""Bits of a byte. An ASCII character that has all of one of the two is no white space."""

_ONE, _ZERO, _SEMICOLON = np.uint8(1), np.uint8(ord("0")), np.uint8(ord(";"))
"""What fills up a text, less one, is no small number: bytes have no sign."""


@dataclass(frozen=True)
class ShortTexts:
    """The texts of all rows, each of 1 to 12 bytes.

    `missing` are the places of rows that have no text: they show that of another row.
    `lengths` are those in bytes, from `shortest` to `longest`. `words` are the first eight bytes of
    each text as a number, the first in the lowest place; zeros stand for what a text does not have.
    """

    _rows: npt.NDArray[np.uint64]
    missing: npt.NDArray[np.int64]
    lengths: npt.NDArray[np.uint32]
    words: npt.NDArray[np.uint64]
    shortest: int
    longest: int

    def last_bytes(self) -> npt.NDArray[np.uint8]:
        """The last byte of each text."""
        every = self._rows.view(np.uint8)
        if self.shortest == self.longest:
            return _filled(every[:, _LENGTH_BYTES + self.longest - 1], self.missing)
        places = np.arange(len(every)) * _ROW_BYTES + self.lengths + (_LENGTH_BYTES - 1)
        return _filled(every.reshape(-1).take(places), self.missing)

    def never_before_last(self, byte: int) -> bool:
        """Whether it is certain that no text has this byte as its last but one."""
        if not 1 < self.shortest == self.longest <= WORD_BYTES:
            return False
        common = int(np.bitwise_and.reduce(self.words)) >> 8 * (self.longest - 2)
        # What all texts have there, and this byte has not.
        return bool(common & ~byte & 0xFF)

    def have_no_signs(self) -> bool:
        """Whether it is certain that no text has a blank, a semicolon or a sign below `0`."""
        parts = [self.words]
        if self.longest > WORD_BYTES:
            # The second half of a row: the last eight of its twelve bytes.
            parts.append(np.ascontiguousarray(_filled(self._rows[:, 1], self.missing)))
        return not any(
            bool(((every - _ONE < _ZERO - _ONE) | (every == _SEMICOLON)).any())
            for every in (part.view(np.uint8) for part in parts)
        )

    def are_plain(self) -> bool:
        """Whether all texts are of ASCII, and begin and end with what is no white space."""
        # The lengths among the bytes are at most twelve: as bytes, they are of ASCII.
        if int(np.bitwise_or.reduce(self._rows, axis=None)) & _ALL_NO_ASCII:
            return False
        common = int(np.bitwise_and.reduce(self.words))

        def certain(at: int) -> bool:
            of_all = common >> 8 * at
            return bool(of_all & _OF_LETTERS) or of_all & _OF_DIGITS == _OF_DIGITS

        last = self.longest - 1
        in_words = self.shortest == self.longest <= WORD_BYTES
        return (certain(0) or _are_plain(self.words.astype(np.uint8))) and (
            (in_words and certain(last)) or _are_plain(self.last_bytes())
        )


def short_texts(texts: pl.Series) -> ShortTexts | None:
    """The texts of a String column, if there are many and all are short; None for others."""
    if len(texts) < WORTH or texts.null_count() == len(texts):
        return None
    views = texts.rechunk().to_arrow(compat_level=pl.CompatLevel.newest())
    start = views.offset * 2
    rows = np.frombuffer(views.buffers()[1], np.uint64)[start : start + 2 * len(texts)]
    rows = rows.reshape(-1, 2)
    # What Polars keeps for a null is not told.
    missing = np.zeros(0, np.int64)
    if texts.null_count():
        missing = pl.arg_where(texts.is_null(), eager=True).to_numpy().astype(np.int64)
    lengths = _filled(rows.view(np.uint32)[:, 0], missing)
    shortest, longest = int(lengths.min()), int(lengths.max())
    if not shortest or longest > _LONGEST:
        return None
    words = np.ndarray(
        (len(rows),), np.dtype("<u8"), rows.data, offset=_LENGTH_BYTES, strides=(_ROW_BYTES,)
    )
    words = np.ascontiguousarray(_filled(words, missing))
    return ShortTexts(rows, missing, lengths, words, shortest, longest)


def _are_plain(ends: npt.NDArray[np.uint8]) -> bool:
    return VISIBLE_ASCII[0] <= int(ends.min()) and int(ends.max()) <= VISIBLE_ASCII[1]


def _filled(values: npt.NDArray[Any], missing: npt.NDArray[np.int64]) -> npt.NDArray[Any]:
    """Values by row, with that of the first row with a text in the place of all `missing` ones."""
    if not len(missing):
        return values
    # Of these, those before the first row with a text are their own places.
    others = np.flatnonzero(missing != np.arange(len(missing)))
    filled = values.copy()
    filled[missing] = values[others[0] if len(others) else len(missing)]
    return filled
