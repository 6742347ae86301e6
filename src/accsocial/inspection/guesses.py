"""What the columns of a file that no layout knows may be: from their headers, and their values."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache

from accsocial.inspection.kinds import fit, is_value, tell_alone
from accsocial.records.layout_files import shipped_layouts
from accsocial.records.names import fold
from accsocial.records.schema import PERSONS, TABLES, Column, Kind, TableSchema
from accsocial.results import GROUP_COLUMNS

CLOSE = 0.7
"""Likeness of two headers, 0 to 1, from which on one is taken for a spelling of the other."""

CONVINCING = 0.8
"""Share of the values seen that must be of a kind for a column to be told by them alone."""

_TELLING = {Kind.DATE, Kind.TERRITORY, Kind.BODY, Kind.LABEL, Kind.YEAR}
"""Kinds whose values cannot easily be those of another column."""

_TOGETHER = {"body", "territory"}
"""Columns that one cell may hold."""

_SURE = 2
"""Known headers that a row must have to be the header although some of its cells are empty."""

_STRICT = {Kind.DATE, Kind.TERRITORY, Kind.BODY, Kind.YEAR, Kind.DECIMAL, Kind.INTEGER}
"""Kinds for which other values prove a header wrong."""

_WORDED = {Kind.LABEL, Kind.BOOLEAN}

_NAMED_BY_MEANING = {Kind.IDENTIFIER, Kind.TEXT, Kind.LABEL}
_SHORT_MEANING = 4
"""Words of a meaning that a header may well be: "le travailleur social"."""

_SHORT = {
    "rdv": "rendez vous",
    "n": "numero",
    "num": "numero",
    "no": "numero",
    "id": "numero",
    "identifiant": "numero",
    "ref": "numero",
    "dept": "departement",
    "dpt": "departement",
    "dep": "departement",
    "benef": "beneficiaire",
    "alloc": "allocataire",
    "dt": "date",
    "mt": "montant",
    "nb": "nombre",
}
_EMPTY = {"de", "du", "des", "d", "la", "le", "les", "l", "a", "au", "en", "of", "the"}
_COMMON = {"rendez", "vous", "numero", "date"}
_LONG_WORD = 4
_HUMP = re.compile(r"(?<=[a-zà-ÿ])(?=[A-ZÀ-Þ])|(?<=[A-Z])(?=[A-Z][a-z])")
"""Where a word begins in `DateSaisie` and `IDAgent`, as databases write them."""
_YEAR_ALONE = re.compile(r"(19|20)[0-9]{2}")


@dataclass(frozen=True)
class Guess:
    """A header that may hold a canonical column.

    `like` is the known header it resembles; None if the values alone tell.
    """

    column: str
    position: int
    header: str
    like: str | None
    score: float


def guess_columns(
    schema: TableSchema, headers: Sequence[str], rows: Sequence[Sequence[str]]
) -> list[Guess]:
    """The best guess for each canonical column, in the table's order.

    Each header is used once, but for one whose values tell a body and its territory: `Caf du Lot`.
    `rows` are some rows below the header, to look at their values.
    """
    values = [
        [row[i] for row in rows if i < len(row) and row[i].strip()] for i in range(len(headers))
    ]
    offers = [
        offer
        for column in schema.columns
        for position, header in enumerate(headers)
        if header.strip() and (offer := _offer(schema, column, position, header, values[position]))
    ]
    # Two headers whose values fit equally well: nothing tells which of them it is.
    vague = {
        offer.column
        for offer in offers
        if offer.like is None
        and sum(o.column == offer.column and o.like is None for o in offers) > 1
        and offer.column != "territory"
    }
    taken: dict[str, Guess] = {}
    used: dict[int, str] = {}
    for offer in sorted(offers, key=lambda offer: (-offer.score, offer.position)):
        unsure = offer.like is None and offer.column in vague
        free = offer.position not in used or {offer.column, used[offer.position]} == _TOGETHER
        if offer.column not in taken and free and not unsure:
            taken[offer.column] = offer
            used[offer.position] = offer.column
    return [taken[name] for name in schema.names if name in taken]


def guess_table(
    headers: Sequence[str], rows: Sequence[Sequence[str]], announced: str | None
) -> tuple[TableSchema, list[Guess]]:
    """The table that the headers fit best, or the one that is announced, and the guesses."""
    schemas = [TABLES[announced]] if announced else list(TABLES.values())
    found = [(schema, guess_columns(schema, headers, rows)) for schema in schemas]
    return max(found, key=lambda pair: _weight(*pair))


def _weight(schema: TableSchema, guesses: Sequence[Guess]) -> float:
    own = [name for name in schema.required if name not in ("body", "territory", "year")]
    lacking = {*own} - {guess.column for guess in guesses}
    # A day that only its values tell may be that of any table.
    named = {guess.column for guess in guesses if guess.like is not None}
    lacking |= {*schema.needs_one[:1]} if named.isdisjoint(schema.needs_one) else set()
    if {guess.column for guess in guesses} <= {*GROUP_COLUMNS}:
        # Places and years are in any table.
        lacking.add("anything else")
    return sum(guess.score for guess in guesses) - 2 * len(lacking)


def find_header(head: Sequence[Sequence[str]]) -> int | None:
    """The row of the head that holds the headers; None if the file seems to have none.

    A header is no number and no day, and does not come back as a value below: a first row
    that is data is not taken for headers, for it may name persons.
    """
    width = max(map(len, head), default=0)
    best: tuple[int, int] | None = None
    for at, cells in enumerate(head):
        filled = [cell.strip() for cell in cells if cell.strip()]
        if len(filled) < max(2, width / 2) or len({*map(fold, filled)}) < len(filled):
            continue
        values = [cell for cell in filled if is_value(cell)]
        spread = len(values) > 1 and all(map(_YEAR_ALONE.fullmatch, values))
        if (values and not spread) or _comes_back(cells, head[at + 1 :]):
            continue
        known = sum(_is_like_a_header(cell) for cell in filled)
        # Several years beside known names spread a table over columns: they are headers, too.
        if spread and known < _SURE:
            continue
        # A row of data without its day has an empty cell: only known names make up for that.
        whole = len(filled) == width and any(is_value(c) for row in head[at + 1 :] for c in row)
        if (known >= _SURE or whole) and (best is None or known > best[0]):
            best = (known, at)
    return None if best is None else best[1]


def _is_like_a_header(cell: str) -> bool:
    return any(likeness(cell, known) >= CLOSE for known in all_headers())


def _comes_back(cells: Sequence[str], below: Sequence[Sequence[str]]) -> bool:
    return any(
        cell.strip() and any(i < len(row) and fold(row[i]) == fold(cell) for row in below)
        for i, cell in enumerate(cells)
        if fold(cell) not in _all_folded()
    )


@cache
def all_headers() -> tuple[str, ...]:
    """Every header of every shipped layout."""
    tables = [table for layout in shipped_layouts() for table in layout.tables.values()]
    return tuple(dict.fromkeys(h for t in tables for hs in t.columns.values() for h in hs))


@cache
def _all_folded() -> frozenset[str]:
    return frozenset(map(fold, all_headers()))


@cache
def known_headers(table: str) -> Mapping[str, tuple[str, ...]]:
    """Canonical column -> the headers that shipped layouts know for it, and what it means."""
    found: dict[str, list[str]] = {}
    for layout in shipped_layouts():
        for other, known_table in layout.tables.items():
            for column, headers in known_table.columns.items():
                # A person is called the same in all tables of a system.
                if other == table or (column in PERSONS and column in TABLES[table].names):
                    found.setdefault(column, []).extend(headers)
    for known in TABLES[table].columns:
        if known.kind in _NAMED_BY_MEANING:
            short = [text for text in (known.meaning.fr, known.meaning.en) if _is_short(text)]
            found.setdefault(known.name, [known.name]).extend(short)
    return {column: tuple(dict.fromkeys(headers)) for column, headers in found.items()}


def _is_short(text: str) -> bool:
    return len(_words(text)) <= _SHORT_MEANING


def _offer(
    schema: TableSchema, column: Column, position: int, header: str, values: Sequence[str]
) -> Guess | None:
    share = fit(schema, column, values)
    wanted = known_headers(schema.name).get(column.name, (column.name,))
    like, close = max(((known, likeness(header, known)) for known in wanted), key=lambda p: p[1])
    if close >= CLOSE:
        if share is not None and share < CONVINCING / 2 and column.kind in _STRICT:
            return None
        # Labels of which none is known speak for no table that has others in that column.
        named = close if column.kind in _WORDED and share == 0 else 1 + close
        return Guess(column.name, position, header, like, named + (share or 0) / 2)
    # A day that does not date the rows may be any: of booking, of entry, of a letter.
    telling = column.kind in _TELLING and (
        column.kind is not Kind.DATE or column.name in schema.period
    )
    if share is not None and share >= CONVINCING and telling and tell_alone(column, values):
        return Guess(column.name, position, header, None, share / 2 + close / 2)
    return None


@cache
def likeness(header: str, known: str) -> float:
    """How alike two headers are, 0 to 1: by spelling, or because one has all words of the other."""
    if fold(header) == fold(known):
        return 1.0
    mine, theirs = _words(header), _words(known)
    ratio = SequenceMatcher(None, "".join(mine), "".join(theirs)).ratio()
    if not _say_alike(mine, theirs):
        ratio = min(ratio, CLOSE / 2)
    shared = {*mine} & {*theirs}
    # A column that is called "Date" and no more may be any of the days of a support.
    telling = any(len(word) >= _LONG_WORD for word in shared) and mine != ("date",)
    if telling and shared in ({*mine}, {*theirs}):
        ratio = max(ratio, 0.7 + 0.25 * len(shared) / max(len({*mine}), len({*theirs})))
    return min(ratio, 0.99)


def _say_alike(mine: Sequence[str], theirs: Sequence[str]) -> bool:
    """Whether two headers share a word, or a spelling of one, beside those that many have."""
    own, known = {*mine} - _COMMON, {*theirs} - _COMMON
    if not own or not known:
        return own == known
    return any(_is_a_spelling(a, b) for a in own for b in known)


def _is_a_spelling(word: str, known: str) -> bool:
    # Of three letters two may be those of anything: "ent" is no "agent".
    long = min(len(word), len(known)) >= _LONG_WORD
    return word == known or (long and SequenceMatcher(None, word, known).ratio() >= CLOSE)


@cache
def _words(text: str) -> tuple[str, ...]:
    words = [
        fold(part)
        for word in re.split(r"[\W_]+", _HUMP.sub(" ", text))
        for part in _SHORT.get(fold(word), word).split()
    ]
    return tuple(word for word in words if word and word not in _EMPTY)
