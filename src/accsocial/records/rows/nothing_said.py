"""Words that programs write where there is nothing: nobody is called so."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import polars as pl

from accsocial.records.rows.short_texts import WORD_BYTES, ShortTexts, short_texts

WORDS = (
    *("null", "(null)", "<null>", "[null]", "\\n", "nil", "none", "nan", "na", "n/a"),
    *("#n/a", "#n/d", "#ref!", "#value!", "#valeur!", "#name?", "#nom?", "#div/0!"),
    *("-", "--", "?"),
)
"""In lower case; databases, spreadsheets in French and English, and people write them."""

_LONGEST = WORD_BYTES
_FEW = 5_000
"""Texts up to which Python has looked at each before a query has begun."""

_LOWER = np.uint64(0x2020_2020_2020_2020)
"""The bit of each byte by which lower-case letters differ from upper-case ones."""

_NUMBERS = {word: np.uint64(int.from_bytes(word.encode(), "little")) | _LOWER for word in WORDS}
_FIRSTS = {word[0] for word in WORDS} | {word[0].upper() for word in WORDS}
_WORDS = frozenset(WORDS)


def says_nothing(texts: pl.Series, short: ShortTexts | None = None) -> npt.NDArray[np.int64]:
    """The places of those of some texts (String, stripped) that are one of the WORDS.

    `short` are these texts, if they are known to be short.
    """
    if len(texts) <= _FEW:
        said = [text is not None and text.lower() in _WORDS for text in texts.to_list()]
        return np.flatnonzero(said)
    short = short_texts(texts) if short is None else short
    candidates = _short_ones(texts) if short is None else _alike(short)
    if not len(candidates):
        return candidates
    found = texts.gather(pl.Series(candidates)).str.to_lowercase().is_in(WORDS)
    return candidates.compress(found.fill_null(value=False).to_numpy())


def emptied(
    texts: pl.Series, short: ShortTexts | None = None
) -> tuple[pl.Series, npt.NDArray[np.int64]]:
    """Texts with null where they say nothing, and where they do. See `says_nothing`."""
    places = says_nothing(texts, short)
    if not len(places):
        return texts, places
    nothing = np.zeros(len(texts), bool)
    nothing[places] = True
    return texts.set(pl.Series(nothing), None), places


def _short_ones(texts: pl.Series) -> npt.NDArray[np.int64]:
    is_short = texts.str.len_bytes() <= _LONGEST
    return np.flatnonzero(is_short.fill_null(value=False).to_numpy())


def _alike(texts: ShortTexts) -> npt.NDArray[np.int64]:
    """The places of texts that may be one of the words: for most columns, none."""
    firsts = texts.words.astype(np.uint8)
    if firsts.min() == firsts.max() and chr(firsts[0]) not in _FIRSTS:
        return np.zeros(0, np.int64)
    lower = texts.words | _LOWER
    found = np.zeros(len(lower), bool)
    for word, number in _NUMBERS.items():
        if texts.shortest <= len(word) <= texts.longest:
            found |= lower == number
    return np.flatnonzero(found)
