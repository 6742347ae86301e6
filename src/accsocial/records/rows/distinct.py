"""Work done once per distinct text: labels, codes, days and amounts repeat themselves."""

from __future__ import annotations

from typing import NamedTuple

import polars as pl

from accsocial.records.rows.short_texts import PLAIN, short_texts

_FEW = 6
"""Comparing all rows with each of so many texts is faster than looking each row up."""

_SAMPLE = 1_000
"""Rows whose texts are likely to be all that a column of few labels holds."""

_ONE_BY_ONE = 200
"""Texts up to which Python has looked at each before a query has begun."""

UNSEEN = (
    "\t\n\x0b\x0c\r \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009"
    "\u200a\u2028\u2029\u202f\u205f\u3000"
    "\xad\u200b\u200c\u200d\u200e\u200f"
    "\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064\ufeff"
)
"""White space, and what is as little to be seen: spaces of no width, marks of direction.

Copied from web pages and messages they stand around numbers, of which they would make others.
"""

_CELL = pl.col("cell")
_ENDS = [_CELL.cast(pl.Binary).bin.get(at, null_on_oob=True) for at in (0, -1)]
# An empty text has no byte at its ends.
_ARE_PLAIN = pl.all_horizontal(end.is_between(*PLAIN).fill_null(value=False) for end in _ENDS)
_ALL_STRIPPED = (_ARE_PLAIN | _CELL.is_null()).all()


class Coded(NamedTuple):
    """A column as some `texts` (String), and in `rows` the place (UInt32) of each row's text.

    Some texts may be in no row, or stand at two places.
    """

    texts: pl.Series
    rows: pl.Series


class Distinct:
    """The distinct texts of a column, and for each row which one it holds.

    The column is String, Boolean, Categorical or Coded. `texts` are stripped (String, null where
    nothing is left) and stand in the order in which they first occur, unless they were coded
    before. `rows` (UInt32) are the places of the rows' texts.
    """

    def __init__(self, column: pl.Series | Coded) -> None:
        texts, self.rows = column if isinstance(column, Coded) else _coded(column)
        self.texts = strip(texts)

    def spread(self, values: pl.Series) -> pl.Series:
        """One value per distinct text -> one value per row; null where the cell is empty."""
        return values.gather(self.rows)

    def of_categories(self) -> pl.Series:
        """The text of each row as a Categorical with categories of its own."""
        places = self.texts.cast(pl.Categorical(pl.Categories.random()))
        codes = places.to_physical()
        if codes.equals(pl.int_range(len(codes), dtype=pl.UInt32, eager=True)):
            return self.rows.cat.to(places.dtype)
        # Stripped, some texts are the same, or nothing: they are told by other codes.
        return codes.gather(self.rows).cat.to(places.dtype)

    def count(self, positions: list[int]) -> list[int]:
        """How many rows hold each of some distinct texts."""
        counts = self.rows.filter(self.rows.is_in(positions)).value_counts()
        found: dict[int, int] = dict(counts.iter_rows())
        return [found.get(position, 0) for position in positions]


def _coded(column: pl.Series) -> Coded:
    if isinstance(column.dtype, pl.Categorical):
        return coded(column)
    return _few(column) or coded(column.cast(pl.Categorical(pl.Categories.random())))


def _few(column: pl.Series) -> Coded | None:
    """A column whose texts are few; None for another."""
    if column.dtype == pl.Boolean:
        return Coded(pl.Series(["false", "true"]), column.cast(pl.UInt32))
    texts = column.head(_SAMPLE).drop_nulls().unique(maintain_order=True)
    if not 0 < len(texts) <= _FEW:
        return None
    rows, found = pl.zeros(len(column), pl.UInt8, eager=True), column.null_count()
    for place, text in enumerate(texts):
        here = column == text
        found += int(here.sum())
        # Null where the cell is: a sum with null is null.
        rows = rows + here.cast(pl.UInt8) * place
    return Coded(texts, rows.cast(pl.UInt32)) if found == len(column) else None


def coded(column: pl.Series) -> Coded:
    """A Categorical column, with categories of its own, as codes."""
    rows = column.to_physical()
    # In categories of its own a column has the codes 0, 1, 2 ... and no other.
    last: int | None = rows.max()  # type: ignore[assignment]  # codes are integers
    codes = pl.int_range(0 if last is None else last + 1, dtype=pl.UInt32, eager=True)
    return Coded(codes.cat.to(column.dtype).cast(pl.String), rows)


def strip(texts: pl.Series) -> pl.Series:
    """Text without what is not to be seen around it; null where nothing is left."""
    if _is_stripped(texts):
        return texts
    stripped = texts.str.strip_chars(UNSEEN)
    empty = stripped == ""
    return stripped.set(empty, None) if empty.any() else stripped


def _is_stripped(texts: pl.Series) -> bool:
    """Whether all texts begin and end with an ASCII character that is no white space.

    Looking at two bytes takes half the time of stripping, or less, and most columns pass.
    """
    if len(texts) <= _ONE_BY_ONE:
        return all(text is None or _has_plain_ends(text) for text in texts.to_list())
    short = short_texts(texts)
    if short is not None:
        return short.have_plain_ends()
    return bool(texts.to_frame("cell").select(_ALL_STRIPPED).item())


def _has_plain_ends(text: str) -> bool:
    first, last = PLAIN
    return bool(text) and first <= ord(text[0]) <= last and first <= ord(text[-1]) <= last
