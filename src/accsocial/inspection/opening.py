"""Opening an extract of which some files cannot be read or recognised, to say what is in them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from accsocial.errors import DataRefused
from accsocial.inspection.guesses import Guess, find_header, guess_columns, guess_table
from accsocial.records.files.discover import Found, discover
from accsocial.records.files.opening import open_each
from accsocial.records.layout_files import load_layout, shipped_layouts
from accsocial.records.matching import announced, candidates, is_table
from accsocial.records.read import Records, read
from accsocial.records.schema import TableSchema
from accsocial.records.source import Match, Source, best_match
from accsocial.results import GROUP_COLUMNS

CONSTANTS = ("body", "territory")
"""Columns that an option can supply for a whole file."""


@dataclass(frozen=True)
class Unread:
    """A file that is not read as any table, with the reason, and what its columns may be.

    `table` is None if it has no header to guess from; `guesses` are then empty.
    `known` is set if a layout knows the file: only the body or the territory lacks. `given` are
    the columns that an option supplies. `sheets` are the other sheets of a workbook that are a
    table as far as their columns tell, or more of the same.
    """

    file: str
    reason: str
    headers: tuple[str, ...] = ()
    header_row: int = 0
    table: TableSchema | None = None
    guesses: tuple[Guess, ...] = ()
    source: Source | None = None
    known: bool = False
    given: tuple[str, ...] = ()
    sheets: tuple[Unread, ...] = ()

    def columns_at(self, position: int) -> list[str]:
        """The canonical columns that a header may be: a layout may read several from one."""
        return [guess.column for guess in self.guesses if guess.position == position]


def open_leniently(paths: Sequence[Path], **reading: Any) -> tuple[Records | None, list[Unread]]:
    """The part of an extract that can be read (None if nothing can), and the other files.

    `reading` are the options of `read`. Raises UsageError as `read` does, and
    DataRefused if there is no file to look at.
    """
    found, _ = discover(paths, reading.get("settings_file"))
    try:
        records = read(*paths, **reading)
    except DataRefused:
        return _one_by_one(found, reading)
    ignored = {*records.ledger.ignored}
    others = [item for item in found if item.name in ignored]
    return records, [_look_at(item, _NO_TABLE, reading) for item in others]


_NO_TABLE = "neither its name nor its columns are those of a known table"


def _one_by_one(
    found: Sequence[Found], reading: dict[str, Any]
) -> tuple[Records | None, list[Unread]]:
    good: list[Found] = []
    unread: list[Unread] = []
    for item in found:
        try:
            read(item.path, **reading)
        except DataRefused as error:
            unread.append(_look_at(item, str(error), reading))
        else:
            good.append(item)
    if not good:
        return None, unread
    records = read(*(item.path for item in good), **reading)
    for item in good:
        # Its rows are read later.
        item.scratch.kept_by(records)
    return records, unread


def _look_at(item: Found, reason: str, reading: Mapping[str, Any]) -> Unread:
    """The headers of a file, and what they may be; of a workbook, those of its likeliest sheet.

    Others that are tables are with it: a layout is suggested for all that it would read.
    """
    try:
        looks = [
            _guesses(item, source, reason, reading.get("layout"))
            for opened in open_each([item])
            for source in opened.sources
        ]
    except DataRefused as error:
        return Unread(item.name, str(error))
    given = tuple(column for column in CONSTANTS if reading.get(column) is not None)
    best = max(looks, key=lambda look: len(look.guesses))
    sheets = [look for look in looks if look is not best and _adds(look, best)]
    return replace(best, given=given, sheets=tuple(sheets))


def _adds(look: Unread, best: Unread) -> bool:
    """Whether a sheet goes on with the table of the best one, or is one itself."""
    if look.table is None:
        return False
    columns = {guess.column for guess in look.guesses}
    needed = {*look.table.required} - {*CONSTANTS}
    return look.headers == best.headers or (needed <= columns and not columns <= {*GROUP_COLUMNS})


def _guesses(item: Found, source: Source, reason: str, layout: str | None) -> Unread:
    head = source.head()
    named = announced(item, source)
    match = _match(head, named, layout)
    if match is not None:
        headers = tuple(cell.strip() for cell in match.headers)
        guesses = tuple(
            Guess(column, position, headers[position], headers[position], 1.0)
            for column, position in match.columns.items()
        )
        table = match.layout.table
        told = _told_elsewhere(match, head)
        # What a layout says of names of persons, a suggested one does not say as well.
        known = not told or bool(match.layout.pseudonymise)
        guesses = (*guesses, *told)
        return Unread(
            item.name, reason, headers, match.header_row, table, guesses, source, known=known
        )
    at = find_header(head)
    if at is None:
        return Unread(item.name, reason)
    headers = tuple(cell.strip() for cell in head[at])
    table, found = guess_table(headers, head[at + 1 :], named)
    return Unread(item.name, reason, headers, at, table, tuple(found), source)


def _match(head: Sequence[Sequence[str]], table: str | None, layout: str | None) -> Match | None:
    """The layout that needs no more than the body and the territory of a file, if there is one."""
    layouts = [load_layout(layout)] if layout is not None else shipped_layouts()
    match = best_match(head, candidates(table, layouts), CONSTANTS)
    if match is None or match.layout.missing(match.columns, CONSTANTS):
        return None
    return match if is_table(match, table) else None


def _told_elsewhere(match: Match, head: Sequence[Sequence[str]]) -> tuple[Guess, ...]:
    """The body and the territory, if a header that the layout does not know holds them."""
    below = head[match.header_row + 1 :]
    guesses = guess_columns(match.layout.table, match.headers, below)
    return tuple(
        guess
        for guess in guesses
        if guess.column in CONSTANTS
        and guess.column not in match.columns
        and guess.position not in match.columns.values()
    )
