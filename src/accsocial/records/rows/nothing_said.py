"""Words that programs and people write where there is nothing: nobody is called so."""

from __future__ import annotations

import string
import unicodedata
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import polars as pl

from accsocial.records.rows.short_texts import WORD_BYTES, ShortTexts, short_texts

WORDS = (
    *("null", "(null)", "<null>", "[null]", "\\n", "nil", "none", "nan", "na", "n/a"),
    *("#n/a", "#n/d", "#ref!", "#value!", "#valeur!", "#name?", "#nom?", "#div/0!", "#null!"),
    *("#nul!", "#num!", "#nombre!", "-", "--", "?", ".", "<na>", "undefined", "(blank)"),
)
"""In lower case; databases, SAS (`.`), pandas and R (`<NA>`), and spreadsheets in French and
English write them.
"""

NOBODY = (
    *("nc", "n.c", "n.c.", "nd", "n.d", "n.d.", "nr", "n.r", "n.r.", "s.o", "s.o.", "s/o"),
    *("(vide)", "néant", "inconnu", "inconnue", "sans objet", "non renseigné", "non renseignée"),
    *("non communiqué", "non connu", "non identifié", "non identifiée", "non affecté"),
    *("non affectée", "non attribué", "non précisé", "indéterminé", "à renseigner", "à compléter"),
    *("à définir", "anonyme", "aucun", "aucune", "non communiquée", "non connue", "non attribuée"),
    *("non précisée", "non saisi", "non saisie", "non défini", "non définie", "non indiqué"),
    *("non indiquée", "unknown"),
)
"""What people write in the place of a person or a site. A day or an amount cannot be read of it.

Old systems write it in capitals without accents.
"""

NO_SUCH_DAY = (
    *("en cours", "sans objet", "s.o", "s.o.", "s/o", "néant", "neant", "aucun", "aucune", "nat"),
)
"""What says of a day that there is none, or none yet: that on which a support ends, or an answer
comes; `NaT` is that of pandas. `nc` says that there may be one, which was not told.
"""

NOBODY_UNACCENTED = tuple(
    plain
    for word in NOBODY
    if (plain := unicodedata.normalize("NFKD", word).encode("ascii", "ignore").decode()) != word
)
"""The words of NOBODY that have accents, written without them."""

SIGNS = string.punctuation + "–—…"
"""Nor are these alone anybody: `.` (SAS), `/`, `####` (a column that was too narrow).

In the place of a day, `####` is one that was lost.
"""

_FEW = 5_000
"""Texts up to which Python has looked at each before a query has begun."""

_LOWER = np.uint64(0x2020_2020_2020_2020)
"""The bit of each byte by which lower-case letters differ from upper-case ones."""


def _flags(characters: str) -> npt.NDArray[np.bool_]:
    """For each byte, whether one of some characters begins with it."""
    flags = np.zeros(256, bool)
    flags[[character.encode()[0] for character in characters]] = True
    return flags


class Nothing:
    """What says nothing in a kind of column: `words` in lower case and, with `signs`, SIGNS alone.

    Texts of more than `longest` bytes are not looked at. `begin` and `begin_signs` say of each byte
    whether one of all these, or of the signs, begins with it, `numbers` of each word its bytes, and
    the first eight of them as a number.
    """

    def __init__(self, words: Sequence[str], *, signs: bool) -> None:
        self.words = frozenset(words)
        self.signs = signs
        self.longest = max(len(word.encode()) for word in words)
        self.begin_signs = _flags(SIGNS if signs else "")
        self.begin = self.begin_signs | _flags("".join(w[0] + w[0].upper() for w in words))
        self.numbers = [
            (len(word), np.uint64(int.from_bytes(word[:WORD_BYTES], "little")) | _LOWER)
            for word in map(str.encode, words)
        ]

    def is_text(self, text: str) -> bool:
        """Whether a text (stripped, not empty) says nothing."""
        signs_alone = self.signs and not text.strip(SIGNS) and len(text.encode()) <= self.longest
        return signs_alone or text.lower() in self.words

    def expr(self, text: pl.Expr) -> pl.Expr:
        """Whether texts (stripped, not empty) say nothing."""
        is_word = text.str.to_lowercase().is_in(self.words)
        return is_word | (text.str.strip_chars(SIGNS) == "") if self.signs else is_word


OF_ANYTHING = Nothing(WORDS, signs=False)
OF_PEOPLE = Nothing((*WORDS, *NOBODY, *NOBODY_UNACCENTED), signs=True)
"""Of identifiers, names and sites."""

OF_DAYS_THAT_MAY_LACK = Nothing((*WORDS, *NO_SUCH_DAY), signs=False)


def says_nothing(
    texts: pl.Series, short: ShortTexts | None = None, *, nothing: Nothing = OF_PEOPLE
) -> npt.NDArray[np.int64]:
    """The places of those of some texts (String, stripped) that say nothing.

    `short` are these texts, if they are known to be short.
    """
    if len(texts) <= _FEW:
        listed: list[str | None] = texts.to_list()
        words = {text for text in {*listed} if text is not None and nothing.is_text(text)}
        return np.flatnonzero([text in words for text in listed] if words else ())
    short = short_texts(texts) if short is None else short
    candidates = _alike(texts, nothing) if short is None else _alike_short(short, nothing)
    if not len(candidates):
        return candidates
    alike = texts.gather(pl.Series(candidates)).to_frame("text")
    found = alike.select(nothing.expr(pl.col("text")).fill_null(value=False)).to_series()
    return candidates.compress(found.to_numpy())


def emptied(
    texts: pl.Series, short: ShortTexts | None = None, *, nothing: Nothing = OF_PEOPLE
) -> tuple[pl.Series, npt.NDArray[np.int64]]:
    """Texts with null where they say nothing, and where they do. See `says_nothing`."""
    places = says_nothing(texts, short, nothing=nothing)
    if not len(places):
        return texts, places
    is_nothing = np.zeros(len(texts), bool)
    is_nothing[places] = True
    return texts.set(pl.Series(is_nothing), None), places


def _alike(texts: pl.Series, nothing: Nothing) -> npt.NDArray[np.int64]:
    """The places of texts that may say nothing, told from their length and first byte."""
    text = pl.col("text")
    first = text.cast(pl.Binary).bin.get(0, null_on_oob=True).alias("first")
    looked_at = texts.to_frame("text").select(first, short=text.str.len_bytes() <= nothing.longest)
    begin = pl.Series(nothing.begin.take(looked_at["first"].fill_null(0).to_numpy()))
    return np.flatnonzero((begin & looked_at["short"]).fill_null(value=False).to_numpy())


def _alike_short(texts: ShortTexts, nothing: Nothing) -> npt.NDArray[np.int64]:
    """The places of short texts that may say nothing, told from their first eight bytes.

    In most columns there are none.
    """
    firsts = texts.words.astype(np.uint8)
    places = np.flatnonzero(nothing.begin.take(firsts))
    if not len(places):
        return places
    lower = texts.words[places] | _LOWER
    found = nothing.begin_signs.take(firsts[places])
    for length, number in nothing.numbers:
        if texts.shortest <= length <= texts.longest:
            found |= lower == number
    return places[found]
