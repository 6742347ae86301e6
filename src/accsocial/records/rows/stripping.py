"""Texts as a reader sees them: two cells that look the same on paper are the same."""

from __future__ import annotations

import polars as pl

from accsocial.records.rows.joined import may_hold
from accsocial.records.rows.short_texts import VISIBLE_ASCII, short_texts

_ONE_BY_ONE = 200
"""Texts up to which Python has looked at each before a query has begun."""

_SPACES = r"[\u{00A0}\u{1680}\u{2000}-\u{200A}\u{202F}\u{205F}\u{3000}]"
"""Spaces of other kinds: no-break, narrow, as wide as a digit."""

_SHOW_NOTHING = (
    r"[\u{00AD}\u{034F}\u{180E}\u{200B}-\u{200F}\u{202A}-\u{202E}\u{2060}-\u{206F}\u{FEFF}]"
)
"""Soft hyphens, zero-width characters, marks of direction, byte order marks."""

_COMBINING = r"[\u{0300}-\u{036F}]"
"""Accents that stand behind their letter, as a text that is copied from a PDF has them."""

_UNSEEN = f"{_SPACES}|{_SHOW_NOTHING}|{_COMBINING}"

_BEGINNINGS = (b"\xc2", b"\xcc", b"\xcd", b"\xe1", b"\xe2", b"\xe3", b"\xef")
"""The first bytes, in UTF-8, of all of them; few texts hold one, but for `’` and `–`."""

_CELL = pl.col("cell")
_ENDS = [_CELL.cast(pl.Binary).bin.get(at, null_on_oob=True) for at in (0, -1)]
# An empty text has no byte at its ends.
_ARE_PLAIN = pl.all_horizontal(
    end.is_between(*VISIBLE_ASCII).fill_null(value=False) for end in _ENDS
)
_ARE_ASCII = _CELL.str.len_bytes() == _CELL.str.len_chars()
_ALL_STRIPPED = (_ARE_PLAIN & _ARE_ASCII | _CELL.is_null()).all()


def strip(texts: pl.Series) -> pl.Series:
    """Text without white space around it, and without what cannot be seen in it.

    No-break spaces are spaces, a letter and its accent are one character, and characters that show
    nothing are gone; null where nothing is left.
    """
    if _is_stripped(texts):
        return texts
    stripped = _seen(texts).str.strip_chars()
    empty = stripped == ""
    return stripped.set(empty, None) if empty.any() else stripped


def _seen(texts: pl.Series) -> pl.Series:
    if not may_hold(texts, _BEGINNINGS):
        return texts
    unseen = texts.str.contains(_UNSEEN).fill_null(value=False)
    if not unseen.any():
        return texts
    seen = texts.filter(unseen).str.replace_all(_SPACES, " ").str.replace_all(_SHOW_NOTHING, "")
    return texts.scatter(unseen.arg_true(), seen.str.normalize("NFC"))


def _is_stripped(texts: pl.Series) -> bool:
    """Whether all texts are of ASCII, and begin and end with what is no white space.

    Looking at two bytes and two lengths takes half the time of stripping, or less, and most columns
    pass.
    """
    if len(texts) <= _ONE_BY_ONE:
        return all(text is None or _is_plain(text) for text in texts.to_list())
    short = short_texts(texts)
    if short is not None:
        return short.are_plain()
    return bool(texts.to_frame("cell").select(_ALL_STRIPPED).item())


def _is_plain(text: str) -> bool:
    first, last = VISIBLE_ASCII
    ends_plain = bool(text) and first <= ord(text[0]) <= last and first <= ord(text[-1]) <= last
    return ends_plain and text.isascii()
