"""Identifiers as numbers of one run: exact, and small enough to hold forty million of them."""

from __future__ import annotations

import polars as pl

_PACKED_BYTES = 8
_LISTED = 0xFF << 56
"""Marks a number that is a place in the dictionary: no ASCII text has a byte FF."""

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
        size = texts.str.len_bytes()
        unlike = (
            (size > _PACKED_BYTES)
            # Texts are padded by characters: only where each is one byte is the sum eight.
            | (size != texts.str.len_chars())
            | texts.str.contains(_PADDING, literal=True)
        )
        if not unlike.any():
            return _packed(texts)
        listed = texts.set(~unlike, None).cast(self._dtype).to_physical().cast(pl.UInt64)
        return _packed(texts.set(unlike, None)).zip_with(~unlike, listed + _LISTED)


def _packed(texts: pl.Series) -> pl.Series:
    padded = texts.str.pad_end(_PACKED_BYTES, _PADDING).cast(pl.Binary)
    return padded.bin.reinterpret(dtype=pl.UInt64, endianness="little")
