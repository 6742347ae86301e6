"""Identifiers as numbers of one run: exact, and small enough to hold forty million of them."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import polars as pl

_PACKED_BYTES = 8
_LISTED = 0xFF << 56
"""Marks a number that is a place in the dictionary: no ASCII text has a byte FF."""

_NOT_ASCII = 0x8080_8080_8080_8080
_PADDING = "\0"


class Identifiers:
    """The same identifier has the same number in every batch of a run, and no other has it.

    An ASCII text of up to eight characters is its own number: its bytes. Any other gets
    the next number of a dictionary.
    """

    def __init__(self) -> None:
        self._dtype = pl.Categorical(pl.Categories.random())
        # Polars forgets the numbers of a dictionary as soon as no series uses it.
        self._kept = pl.Series([], dtype=self._dtype)

    def numbers(self, texts: pl.Series) -> pl.Series:
        """The number (UInt64) of each identifier; null stays null."""
        alike = _packed_alike(texts)
        if alike is not None:
            return alike
        size = texts.str.len_bytes()
        unlike = (
            (size > _PACKED_BYTES)
            # Texts are padded by characters: only where each is one byte is the sum eight.
            | (size != texts.str.len_chars())
            | texts.str.ends_with(_PADDING)
        )
        if not unlike.any():
            return _packed(texts)
        listed = texts.set(~unlike, None).cast(self._dtype).to_physical().cast(pl.UInt64)
        return _packed(texts.set(unlike, None)).zip_with(~unlike, listed + _LISTED)


def _packed(texts: pl.Series) -> pl.Series:
    padded = texts.str.pad_end(_PACKED_BYTES, _PADDING).cast(pl.Binary)
    return padded.bin.reinterpret(dtype=pl.UInt64, endianness="little")


def _packed_alike(texts: pl.Series) -> pl.Series | None:
    """The same numbers in a quarter of the time, if all texts are of one length, up to eight.

    None for other texts, and for those that belong in the dictionary.
    """
    given = texts.is_not_null()
    size = len(texts[given.arg_max() or 0].encode()) if given.any() else 0
    if not 0 < size <= _PACKED_BYTES:
        return None
    # A text of another size becomes null.
    cells = texts.cast(pl.Binary).bin.reinterpret(dtype=pl.Array(pl.UInt8, size))
    if cells.null_count() != texts.null_count():
        return None
    numbers = _words(cells.drop_nulls().to_numpy())
    ends_with_padding = numbers.min() < 1 << 8 * (size - 1)
    if ends_with_padding or np.bitwise_or.reduce(numbers) & np.uint64(_NOT_ASCII):
        return None
    if len(numbers) == len(texts):
        return pl.Series(texts.name, numbers)
    spread = np.zeros(len(texts), np.uint64)
    spread[given.to_numpy()] = numbers
    return pl.Series(texts.name, spread).set(~given, None)


def _words(cells: npt.NDArray[np.uint8]) -> npt.NDArray[np.uint64]:
    """Rows of up to eight bytes as numbers, the first byte in the lowest place."""
    rows, size = cells.shape
    # Each number is eight bytes read where a row begins, less those of the rows after it.
    every = np.concatenate((cells.ravel(), np.zeros(_PACKED_BYTES, np.uint8)))
    windows = np.ndarray((rows,), "<u8", every.data, strides=(size,))
    return windows & np.uint64((1 << 8 * size) - 1)
