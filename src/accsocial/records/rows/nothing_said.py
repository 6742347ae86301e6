"""Words that programs and people write where there is nothing: nobody is called so."""

from __future__ import annotations

import string
import unicodedata

import numpy as np
import numpy.typing as npt
import polars as pl

from accsocial.records.rows.short_texts import WORD_BYTES, ShortTexts, short_texts

WORDS = (
    *("null", "(null)", "<null>", "[null]", "\\n", "nil", "none", "nan", "na", "n/a"),
    *("#n/a", "#n/d", "#ref!", "#value!", "#valeur!", "#name?", "#nom?", "#div/0!", "#null!"),
    *("#nul!", "#num!", "#nombre!", "-", "--", "?", "."),
)
"""In lower case; databases, SAS (`.`) and spreadsheets in French and English write them."""

NOBODY = (
    *("nc", "n.c", "n.c.", "nd", "n.d", "n.d.", "nr", "n.r", "n.r.", "s.o", "s.o.", "s/o"),
    *("(vide)", "néant", "inconnu", "inconnue", "sans objet", "non renseigné", "non renseignée"),
    *("non communiqué", "non connu", "non identifié", "non identifiée", "non affecté"),
    *("non affectée", "non attribué", "non précisé", "indéterminé", "à renseigner", "à compléter"),
    *("à définir", "anonyme", "aucun", "aucune"),
)
"""What people write in the place of a person or a site. A day or an amount cannot be read of it.

Old systems write it in capitals without accents.
"""

NOBODY_UNACCENTED = tuple(
    plain
    for word in NOBODY
    if (plain := unicodedata.normalize("NFKD", word).encode("ascii", "ignore").decode()) != word
)
"""The words of NOBODY that have accents, written without them."""

SIGNS = string.punctuation + "–—…"
"""Nor are these alone anybody: `.` (SAS), `/`, `####` (a column that was too narrow)."""

_LONGEST = max(len(word.encode()) for word in (*WORDS, *NOBODY, *NOBODY_UNACCENTED))
"""Bytes of a text that is looked at."""

_FEW = 5_000
"""Texts up to which Python has looked at each before a query has begun."""

_LOWER = np.uint64(0x2020_2020_2020_2020)
"""The bit of each byte by which lower-case letters differ from upper-case ones."""

_NUMBERS = [
    (len(word), np.uint64(int.from_bytes(word[:WORD_BYTES], "little")) | _LOWER)
    for word in map(str.encode, (*WORDS, *NOBODY, *NOBODY_UNACCENTED))
]
"""Of each word the bytes, and the first eight of them as a number."""

_WORDS, _ALL_WORDS = frozenset(WORDS), frozenset((*WORDS, *NOBODY, *NOBODY_UNACCENTED))


def _flags(characters: str) -> npt.NDArray[np.bool_]:
    """For each byte, whether one of some characters begins with it."""
    flags = np.zeros(256, bool)
    flags[[character.encode()[0] for character in characters]] = True
    return flags


_BEGIN_SIGNS = _flags(SIGNS)
_BEGIN = _BEGIN_SIGNS | _flags("".join(word[0] + word[0].upper() for word in _ALL_WORDS))


def says_nothing(
    texts: pl.Series, short: ShortTexts | None = None, *, of_people: bool = True
) -> npt.NDArray[np.int64]:
    """The places of those of some texts (String, stripped) that are one of WORDS.

    Of identifiers and names (`of_people`), also those that are one of NOBODY, with or without its
    accents, or SIGNS alone. `short` are these texts, if they are known to be short.
    """
    if len(texts) <= _FEW:
        is_nothing = _is_nobody if of_people else _is_word
        return np.flatnonzero([text is not None and is_nothing(text) for text in texts.to_list()])
    short = short_texts(texts) if short is None else short
    candidates = _alike(texts) if short is None else _alike_short(short)
    if not len(candidates):
        return candidates
    text = pl.col("text")
    found = is_nobody(text) if of_people else text.str.to_lowercase().is_in(_WORDS)
    alike = texts.gather(pl.Series(candidates)).to_frame("text")
    nothing = alike.select(found.fill_null(value=False)).to_series()
    return candidates.compress(nothing.to_numpy())


def emptied(
    texts: pl.Series, short: ShortTexts | None = None, *, of_people: bool = True
) -> tuple[pl.Series, npt.NDArray[np.int64]]:
    """Texts with null where they say nothing, and where they do. See `says_nothing`."""
    places = says_nothing(texts, short, of_people=of_people)
    if not len(places):
        return texts, places
    nothing = np.zeros(len(texts), bool)
    nothing[places] = True
    return texts.set(pl.Series(nothing), None), places


def is_nobody(text: pl.Expr) -> pl.Expr:
    """Whether a text (stripped, not empty) is one of all words, or SIGNS alone."""
    return text.str.to_lowercase().is_in(_ALL_WORDS) | (text.str.strip_chars(SIGNS) == "")


def _is_word(text: str) -> bool:
    return text.lower() in _WORDS


def _is_nobody(text: str) -> bool:
    signs_alone = not text.strip(SIGNS) and len(text.encode()) <= _LONGEST
    return text.lower() in _ALL_WORDS or signs_alone


def _alike(texts: pl.Series) -> npt.NDArray[np.int64]:
    """The places of texts that may say nothing, told from their length and first byte."""
    text = pl.col("text")
    first = text.cast(pl.Binary).bin.get(0, null_on_oob=True).alias("first")
    looked_at = texts.to_frame("text").select(first, short=text.str.len_bytes() <= _LONGEST)
    begin = pl.Series(_BEGIN.take(looked_at["first"].fill_null(0).to_numpy()))
    return np.flatnonzero((begin & looked_at["short"]).fill_null(value=False).to_numpy())


def _alike_short(texts: ShortTexts) -> npt.NDArray[np.int64]:
    """The places of short texts that may say nothing, told from their first eight bytes.

    In most columns there are none.
    """
    firsts = texts.words.astype(np.uint8)
    places = np.flatnonzero(_BEGIN.take(firsts))
    if not len(places):
        return places
    lower = texts.words[places] | _LOWER
    found = _BEGIN_SIGNS.take(firsts[places])
    for length, number in _NUMBERS:
        if texts.shortest <= length <= texts.longest:
            found |= lower == number
    return places[found]
