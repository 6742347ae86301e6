"""`inspect`: what is in an extract, and what can be computed from it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from accsocial.inspection.feasibility import Feasible, feasible
from accsocial.inspection.guesses import guess_columns
from accsocial.inspection.opening import Unread, open_leniently
from accsocial.inspection.suggestion import suggest_layout
from accsocial.inspection.survey import PERIOD, Survey, TableSurvey, first_and_last, survey
from accsocial.records.ledger import FileAccount, Ledger
from accsocial.records.source import Match
from accsocial.records.table import TableFile
from accsocial.rules import CountingRules


@dataclass(frozen=True)
class FileProfile:
    """One file read as a table.

    `empty` counts the rows with nothing in a column, or with a label that no layout knows, out of
    `rows`: accepted ones, and those that repeat one. `hints` are headers that are left out, and
    the column that each may be; `first` and `last` are days or years.
    """

    account: FileAccount
    match: Match
    rows: int
    empty: Mapping[str, int]
    hints: Mapping[str, str]
    first: dt.date | int | None
    last: dt.date | int | None


@dataclass(frozen=True)
class BodyProfile:
    """The rows of one body in a table.

    `gaps` are the months (first day) without a row between the first and the last
    month of the table; none for tables by year. `first` and `last` are None if no row has a day.
    """

    body: str
    rows: int
    territories: tuple[str, ...]
    first: dt.date | int | None
    last: dt.date | int | None
    gaps: tuple[dt.date, ...]


@dataclass(frozen=True)
class TableProfile:
    """A table: its files, and its rows by body."""

    name: str
    files: tuple[FileProfile, ...]
    bodies: tuple[BodyProfile, ...]


@dataclass(frozen=True)
class Profile:
    """What inspect found. `layout` is the text of a suggested layout file, or ""."""

    tables: tuple[TableProfile, ...]
    unread: tuple[Unread, ...]
    ignored: tuple[str, ...]
    indicators: tuple[Feasible, ...]
    ledger: Ledger
    layout: str


def inspect(
    paths: Sequence[Path],
    *,
    rules: CountingRules | None = None,
    lang: str = "en",
    **reading: Any,
) -> Profile:
    """Reads an extract without computing; `reading` are the options of `records.read`.

    A layout that is suggested has its comments in `lang`. Files that cannot be read or recognised
    are part of the profile. Raises UsageError for a wrong path or option, DataRefused if there is
    no file of a known format.
    """
    records, unread = open_leniently(paths, **reading)
    found: Survey | None = None
    if records is not None:
        found = survey(records)
    ledger = records.ledger if records is not None else Ledger()
    looked_at = {file.file for file in unread}
    return Profile(
        tables=tuple(_table(surveyed, ledger) for surveyed in found.tables.values())
        if found
        else (),
        unread=tuple(unread),
        ignored=tuple(name for name in ledger.ignored if name not in looked_at),
        indicators=tuple(feasible(found, rules or CountingRules())),
        ledger=ledger,
        layout=suggest_layout(unread, lang),
    )


def _table(surveyed: TableSurvey, ledger: Ledger) -> TableProfile:
    name = surveyed.table.schema.name
    files = []
    for number, (account, file) in enumerate(
        zip(ledger.of_table(name), surveyed.table.files, strict=True)
    ):
        facts = surveyed.facts[number]
        rows = surveyed.rows.filter(pl.col("file") == number)
        first, last = first_and_last(rows)
        files.append(
            FileProfile(
                account=account,
                match=file.match,
                rows=facts.rows,
                empty={column: facts.empty[column] for column in file.match.columns},
                hints=_hints(file),
                first=first,
                last=last,
            )
        )
    return TableProfile(name, tuple(files), tuple(_bodies(surveyed.rows)))


def _hints(file: TableFile) -> dict[str, str]:
    """Headers left out that may be columns the file lacks, as far as the layouts know."""
    match = file.match
    below = file.source.head()[match.header_row + 1 :]
    guesses = guess_columns(match.layout.table, match.headers, below)
    used = {*match.columns.values()}
    return {
        guess.header: guess.column
        for guess in guesses
        if guess.position not in used and guess.column not in match.columns
    }


def _bodies(rows: pl.DataFrame) -> list[BodyProfile]:
    months = _months(rows) if rows.schema[PERIOD] == pl.Date else []
    profiles = []
    for (body,), part in sorted(rows.group_by("body")):
        present = {*_months(part)} if months else set()
        first, last = first_and_last(part)
        territories = sorted(part["territory"].cast(pl.String).unique().to_list())
        places = part.select(pl.struct("file", "line", PERIOD).n_unique()).item()
        profiles.append(
            BodyProfile(
                body=str(body),
                rows=places,
                territories=tuple(territories),
                first=first,
                last=last,
                gaps=tuple(month for month in _all_months(months) if month not in present),
            )
        )
    return profiles


def _months(rows: pl.DataFrame) -> list[dt.date]:
    days = rows.select(pl.col(PERIOD).dt.truncate("1mo").drop_nulls().unique().sort())
    return days.to_series().to_list()


def _all_months(months: Sequence[dt.date]) -> list[dt.date]:
    if not months:
        return []
    return pl.date_range(months[0], months[-1], "1mo", eager=True).to_list()
