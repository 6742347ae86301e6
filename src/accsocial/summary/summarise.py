"""`summarise`: one pass per table, then everything later works on small tables."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from accsocial.errors import DataRefused, UsageError
from accsocial.records.ledger import Ledger
from accsocial.records.read import Records
from accsocial.records.table import Table, collect
from accsocial.results import DEFAULT_GROUPS
from accsocial.rules import CountingRules
from accsocial.summary import context, delays, needs, supports
from accsocial.summary.appointments import new_codes, summarise_appointments
from accsocial.summary.groups import result_groups, summary_groups

_SMALL = {
    "staffing": ("workers", context.staffing),
    "spending": ("costs", context.spending),
    "households": ("households", context.households),
}
"""Summary table -> the small table of the extract that is counted, and how."""


@dataclass
class Summary:
    """The small tables, the rules that made them, and what could not be made.

    `groups` are the group columns of results, `columns` those of the tables
    (territories are counted apart and added up). `absent` maps a summary table
    ("staffing") or column of one ("staffing.fte") to the reason why it is not there.
    `first_years` maps summary tables to the first year that their rows have in the whole
    extract, whatever the groups.
    """

    tables: dict[str, pl.DataFrame]
    rules: CountingRules
    groups: tuple[str, ...]
    columns: tuple[str, ...]
    ledger: Ledger
    absent: dict[str, str] = field(default_factory=dict)
    first_years: dict[str, int] = field(default_factory=dict)


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
    rules = rules or CountingRules()
    groups = result_groups(by)
    columns = summary_groups(groups, rules)
    _check_groups(records.tables, groups)
    absent = needs.absent(records.tables, columns, rules)
    small = {
        name: collect(table, records.ledger, records.rejects)
        for name, table in records.tables.items()
        if name != "appointments"
    }
    if "workers" in small:
        small["workers"] = _mark_counted(small["workers"], rules)
    tables = {
        made: count(small[name], columns)
        for made, (name, count) in _SMALL.items()
        if made not in absent
    }
    first_years = {
        made: int(str(small[name]["year"].min()))
        for made, (name, _) in _SMALL.items()
        if name in small and small[name].height
    }
    tables |= _activity(records, rules, columns, small, absent)
    _check(records)
    return Summary(tables, rules, groups, columns, records.ledger, absent, first_years)


def _mark_counted(workers: pl.DataFrame, rules: CountingRules) -> pl.DataFrame:
    """Adds `counted`: whether the rules count the worker; all if nobody says who is qualified."""
    if rules.workers_counted == "all" or "qualified" not in workers.columns:
        return workers.with_columns(counted=pl.lit(value=True))
    return workers.with_columns(counted=pl.col("qualified").fill_null(value=False))


def _activity(
    records: Records,
    rules: CountingRules,
    columns: Sequence[str],
    small: Mapping[str, pl.DataFrame],
    absent: Mapping[str, str],
) -> dict[str, pl.DataFrame]:
    """The summary tables of appointments and supports, which need each other's dates and people."""
    made: dict[str, pl.DataFrame] = {}
    end: dt.date | None = None
    if "appointments" in records.tables:
        table = records.tables["appointments"]
        codes = new_codes(c for c in columns if c == "year" or c in table.columns)
        opened = pl.DataFrame(schema=dict.fromkeys(delays.PERSON, pl.UInt64))
        if "first_appointment_delays" not in absent:
            opened = delays.openings(small["supports"], columns, rules, codes.beneficiaries)
        only_qualified = rules.workers_counted == "qualified" and "workload" not in absent
        counted = summarise_appointments(
            table,
            table.read(records.ledger, records.rejects),
            rules,
            codes,
            small["workers"].filter("counted") if only_qualified else None,
            small.get("workers"),
            followed=opened,
        )
        made |= counted.tables
        end = counted.last_day
        if "first_appointment_delays" not in absent:
            made["first_appointment_delays"] = delays.delays(opened, counted.visits, columns)
    if "supports" in small:
        rows = small["supports"]
        ends = [day for day in (end, supports.last_day(rows)) if day is not None]
        if "supports" not in absent:
            made["supports"] = supports.counts(rows, columns, rules, max(ends, default=None))
        if "support_durations" not in absent:
            made["support_durations"] = supports.durations(rows, columns)
    return {name: frame for name, frame in made.items() if name not in absent}


def _check_groups(tables: Mapping[str, Table], groups: Sequence[str]) -> None:
    """Raises UsageError for groups that no table can be grouped by: there would be no row."""
    wanted = [name for name in groups if name != "year"]
    if not any(set(wanted) <= set(table.columns) for table in tables.values()):
        known = {column for table in tables.values() for column in table.columns}
        lacking = [name for name in wanted if name not in known]
        what = f"a column {lacking[0]}" if lacking else f"all of {', '.join(wanted)}"
        raise UsageError(
            f"--by {','.join(wanted)}: no table of the extract has {what}. Leave it out, or map "
            "the column in a layout (--layout)"
        )


def _check(records: Records) -> None:
    records.ledger.check_balance()
    records.ledger.check_rejected(records.max_rejected)
    if not any(account.accepted for account in records.ledger.accounts):
        names = ", ".join(account.file for account in records.ledger.accounts)
        raise DataRefused(f"{names}: a header, but no row that can be counted")
