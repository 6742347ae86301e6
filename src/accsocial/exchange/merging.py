"""`merge`: the summaries of several bodies or territories become one, as if read together."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from itertools import combinations

import polars as pl

from accsocial.exchange.compatible import check_alike, check_apart, check_territorial
from accsocial.exchange.stored import Stored, in_order
from accsocial.records.ledger import FileAccount, Ledger
from accsocial.records.schema import TABLES
from accsocial.results import FileRead
from accsocial.summary import Part
from accsocial.summary.counting.documentation import with_cells
from accsocial.summary.counting.settling import counts_at
from accsocial.summary.gathered import APPOINTMENTS
from accsocial.summary.part import LATER


def merge(summaries: Sequence[Stored]) -> tuple[Part, tuple[FileRead, ...]]:
    """The counts of all summaries together, and the files behind them, whatever their order.

    They are those of an extract that holds all these files. Raises UsageError, naming the
    difference, where that cannot be: the same rows in two, other rules or groups, national
    identifiers.
    """
    for one, other in combinations(summaries, 2):
        check_alike(one, other)
    for each in summaries:
        check_territorial(each)
    for one, other in combinations(summaries, 2):
        check_apart(one, other)
    in_any_order = sorted(summaries, key=lambda each: each.digest)
    sources = {(file.name, file.sha256): file for each in in_any_order for file in each.sources}
    return _added_up([each.part for each in in_any_order]), tuple(
        sources[key] for key in sorted(sources)
    )


def _added_up(parts: Sequence[Part]) -> Part:
    end = max((part.last_day for part in parts if part.last_day), default=None)
    delivered = _delivered(parts)
    years: dict[str, int] = {}
    for part in parts:
        for table, year in part.first_years.items():
            years[table] = min(year, years.get(table, year))
    return Part(
        _tables(parts, delivered, end),
        parts[0].rules,
        parts[0].groups,
        parts[0].columns,
        delivered,
        dict(sorted(years.items())),
        end,
        _ledger([part.ledger for part in parts]),
    )


def _delivered(parts: Sequence[Part]) -> dict[str, tuple[str, ...]]:
    """The columns that any part has, in the order of the tables."""
    found: dict[str, set[str]] = {}
    for part in parts:
        for table, columns in part.delivered.items():
            found.setdefault(table, set()).update(columns)
    return {
        name: tuple(column for column in table.names if column in found[name])
        for name, table in TABLES.items()
        if name in found
    }


def _tables(
    parts: Sequence[Part], delivered: Mapping[str, Sequence[str]], end: dt.date | None
) -> dict[str, pl.DataFrame]:
    names = sorted({name for part in parts for name in part.tables})
    made = {
        name: pl.concat([part.tables[name] for part in parts if name in part.tables])
        for name in names
    }
    # What one extract tells depends on the others in two tables: how far the days go that are
    # known, and which fields any of them has.
    if LATER in made:
        made["supports"], made[LATER] = counts_at(made["supports"], made[LATER], end)
    if "documentation" in made:
        by_field = made["documentation"].lazy()
        made["documentation"] = with_cells(by_field, delivered[APPOINTMENTS]).collect()
    return {name: in_order(frame) for name, frame in made.items()}


def _ledger(ledgers: Sequence[Ledger]) -> Ledger:
    """All accounts in the order in which one extract would have them: by table, then file."""
    tables = list(TABLES)

    def place(account: FileAccount) -> tuple[int, str, str]:
        return tables.index(account.table), account.file, json.dumps(account.as_plain())

    return Ledger(
        sorted((account for ledger in ledgers for account in ledger.accounts), key=place),
        sorted(file for ledger in ledgers for file in ledger.ignored),
        sorted({remark for ledger in ledgers for remark in ledger.remarks}),
    )
