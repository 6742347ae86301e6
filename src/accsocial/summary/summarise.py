"""`summarise`: rows are counted once, then everything later works on small tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import polars as pl

from accsocial.records.ledger import Ledger
from accsocial.records.read import Records
from accsocial.results import DEFAULT_GROUPS
from accsocial.rules import CountingRules
from accsocial.summary import needs
from accsocial.summary.counting import context
from accsocial.summary.gathered import APPOINTMENTS, Gathered, gather
from accsocial.summary.part import LATER, Part, count_part

_WITHOUT_ABSENT = ("supports", "staffing", "households")
"""Tables without the columns that are absent: a 0 there would not be a count."""


@dataclass
class Summary:
    """The small tables, the rules that made them, and what could not be made.

    `groups` are the group columns of results, `columns` those of the tables
    (territories are counted apart and added up). `absent` maps a summary table
    ("staffing") or column of one ("staffing.fte") to the reason why it is not there.
    `first_years` maps summary tables to the first year that their rows have in the whole
    extract, whatever the groups. `months` are those with appointments, in the form of the table
    coverage but by the group columns that appointments have: also where that table is absent for
    want of another. It has no columns if there are no appointments.
    """

    tables: dict[str, pl.DataFrame]
    rules: CountingRules
    groups: tuple[str, ...]
    columns: tuple[str, ...]
    ledger: Ledger
    absent: dict[str, str] = field(default_factory=dict)
    first_years: dict[str, int] = field(default_factory=dict)
    months: pl.DataFrame = field(default_factory=pl.DataFrame)


def summarise(
    records: Records,
    rules: CountingRules | None = None,
    *,
    by: Sequence[str] = DEFAULT_GROUPS,
) -> Summary:
    """Reads every table of an extract once and counts.

    `by` adds group columns to body and year: territory, site, event, channel.
    Raises DataRefused if rows are not accounted for, if too many are rejected, or
    if there are none; UsageError for a group column that is unknown or in no table.
    """
    return count(gather(records, by=by), rules)


def count(gathered: Gathered, rules: CountingRules | None = None) -> Summary:
    """The summary of an extract under some counting rules; nothing is read."""
    return settle(count_part(gathered, rules or CountingRules(), later=False))


def settle(part: Part) -> Summary:
    """The summary of counts that nothing more is added to: what is absent now is absent."""
    absent = needs.absent(part.delivered, part.columns, part.rules)
    tables = {
        name: frame.drop(_absent_columns(name, absent))
        for name, frame in part.tables.items()
        if name not in (*absent, LATER)
    }
    if "need" not in absent:
        tables["need"] = context.need(tables["staffing"], tables["households"], part.columns)
    return Summary(
        tables,
        part.rules,
        part.groups,
        part.columns,
        part.ledger,
        absent,
        dict(part.first_years),
        _months(part),
    )


def _months(part: Part) -> pl.DataFrame:
    """The months with appointments. A part has columns that its extract lacks, but empty ones."""
    if "coverage" not in part.tables:
        return pl.DataFrame()
    had = ("year", *part.delivered[APPOINTMENTS])
    columns = [name for name in part.columns if name in had]
    return part.tables["coverage"].select(*columns, "months")


def _absent_columns(table: str, absent: dict[str, str]) -> list[str]:
    if table not in _WITHOUT_ABSENT:
        return []
    columns = (name.partition(".") for name in absent)
    return [column for made, _, column in columns if made == table and column]
