"""Identifiers as numbers of one run: exact, and small enough to hold forty million of them."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import polars as pl

from accsocial.records.rows.short_texts import WORD_BYTES, short_texts

NOBODY = 0
"""Stands for an unknown beneficiary or worker: no identifier has this number."""

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
        numbers = pl.Series(texts.name, self.numbers_or_nobody(texts))
        return numbers.set(texts.is_null(), None) if texts.null_count() else numbers

    def numbers_or_nobody(self, texts: pl.Series) -> npt.NDArray[np.uint64]:
        """The number of each identifier; NOBODY for null."""
        short = short_texts(texts)
        if short is not None and short.longest <= WORD_BYTES and short.last_bytes().all():
            words = short.words()
            if not np.bitwise_or.reduce(words) & np.uint64(_NOT_ASCII):
                if short.given is not None:
                    words[~short.given] = NOBODY
                return words
        size = texts.str.len_bytes()
        unlike = (
            (size > WORD_BYTES)
            # Texts are padded by characters: only where each is one byte is the sum eight.
            | (size != texts.str.len_chars())
            | texts.str.ends_with(_PADDING)
        )
        numbers = _packed(texts)
        if unlike.any():
            listed = texts.set(~unlike, None).cast(self._dtype).to_physical().cast(pl.UInt64)
            numbers = _packed(texts.set(unlike, None)).zip_with(~unlike, listed + _LISTED)
        return numbers.fill_null(NOBODY).to_numpy()


def _packed(texts: pl.Series) -> pl.Series:
    padded = texts.str.pad_end(WORD_BYTES, _PADDING).cast(pl.Binary)
    return padded.bin.reinterpret(dtype=pl.UInt64, endianness="little")
