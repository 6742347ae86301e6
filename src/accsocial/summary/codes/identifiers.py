"""Identifiers as numbers of one run: exact, and small enough to hold forty million of them."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import polars as pl

from accsocial.records.rows.distinct import coded
from accsocial.records.rows.short_texts import WORD_BYTES, ShortTexts, short_texts
from accsocial.summary.codes.hashes import Hashes, told_apart

NOBODY = 0
"""Stands for an unknown beneficiary or worker: no identifier has this number."""

_NOT_ASCII = 0x8080_8080_8080_8080
_PADDING = "\0"


class Identifiers:
    """The same identifier has the same number in every batch of a run, and no other has it.

    An ASCII text of up to eight characters is its own number: its bytes. Any other has a hash,
    of a `seed`; whoever uses the numbers must `check` them.
    """

    def __init__(self, seed: int = 0) -> None:
        self._hashes = Hashes(seed)

    def numbers(self, texts: pl.Series) -> pl.Series:
        """The number (UInt64) of each identifier; null stays null. They are checked."""
        numbers = pl.Series(texts.name, self.numbers_or_nobody(texts))
        self.check()
        return numbers.set(texts.is_null(), None) if texts.null_count() else numbers

    def check(self) -> None:
        """Raises SharedHash if two of all identifiers so far have the same number."""
        self._hashes.check()

    def numbers_or_nobody(self, texts: pl.Series) -> npt.NDArray[np.uint64]:
        """The number of each identifier (String, or Categorical); NOBODY for null."""
        if isinstance(texts.dtype, pl.Categorical):
            known, places = texts_and_places(texts)
            return self.numbers_or_nobody(known).take(places)
        short = short_texts(texts)
        if short is not None:
            return self._of_short(texts, short)
        unlike = _unlike(texts)
        if not unlike.any():
            return _packed(texts)
        if unlike.all():
            # Null is unlike any, and has a hash, too.
            return np.where(texts.is_null(), np.uint64(NOBODY), self._hashes.of(texts))
        unlike &= texts.is_not_null()
        numbers = _packed(texts.set(unlike, None)).copy()
        numbers[unlike.to_numpy()] = self._hashes.of(texts.filter(unlike))
        return numbers

    def _of_short(self, texts: pl.Series, short: ShortTexts) -> npt.NDArray[np.uint64]:
        numbers = short.words
        are_ascii = not np.bitwise_or.reduce(numbers) & np.uint64(_NOT_ASCII)
        if not (short.longest <= WORD_BYTES and are_ascii and short.last_bytes().all()):
            unlike = short.lengths > WORD_BYTES
            unlike |= numbers & np.uint64(_NOT_ASCII) != 0
            unlike |= short.last_bytes() == 0
            numbers = np.where(unlike, self._hashes.of(texts), numbers)
        numbers[short.missing] = NOBODY
        return numbers


def identifiers_of(texts: pl.Series) -> Identifiers:
    """Identifiers that tell these apart. Raises SharedHash if no seed does."""

    def made(seed: int) -> Identifiers:
        found = Identifiers(seed)
        found.numbers(texts)
        return found

    return told_apart(made)


def texts_and_places(texts: pl.Series) -> tuple[pl.Series, npt.NDArray[np.uint32]]:
    """The texts of a Categorical, null after them, and the place among these of each row's."""
    known, rows = coded(texts)
    return known.extend_constant(None, 1), rows.fill_null(len(known)).to_numpy()


def _unlike(texts: pl.Series) -> pl.Series:
    """Which texts are no numbers themselves; null where none is given."""
    size = texts.str.len_bytes()
    unlike = size > WORD_BYTES
    if unlike.all():
        return unlike
    # Texts are padded by characters: only where each is one byte is the sum eight.
    return unlike | (size != texts.str.len_chars()) | texts.str.ends_with(_PADDING)


def _packed(texts: pl.Series) -> npt.NDArray[np.uint64]:
    padded = pl.col(texts.name).str.pad_end(WORD_BYTES, _PADDING).cast(pl.Binary)
    numbers = padded.bin.reinterpret(dtype=pl.UInt64, endianness="little")
    return texts.to_frame().select(numbers.fill_null(NOBODY)).to_series().to_numpy()
