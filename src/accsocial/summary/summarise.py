"""`summarise`: one pass per table, then everything later works on small tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from accsocial.errors import DataRefused
from accsocial.records.ledger import Ledger
from accsocial.records.read import Records
from accsocial.records.table import Table, collect
from accsocial.results import DEFAULT_GROUPS
from accsocial.rules import CountingRules
from accsocial.summary import context
from accsocial.summary.appointments import new_codes, summarise_appointments
from accsocial.summary.groups import result_groups, summary_groups

FROM_APPOINTMENTS = ("intensity", "workload", "attendance", "channels", "coverage")

_NEEDS: dict[str, tuple[str, str | None]] = {
    "intensity": ("appointments", "beneficiary_id"),
    "workload": ("appointments", "worker_id"),
    "attendance": ("appointments", None),
    "channels": ("appointments", None),
    "channels.channel": ("appointments", "channel"),
    "coverage": ("appointments", None),
    "staffing": ("workers", None),
    "staffing.workers": ("workers", "worker_id"),
    "staffing.fte": ("workers", "fte"),
    "staffing.unknown_fte": ("workers", "fte"),
    "spending": ("costs", None),
    "households": ("households", None),
    "households.eligible_households": ("households", "eligible_households"),
    "households.poor_households": ("households", "poor_households"),
}
"""Summary table, or column of one -> the table and the column of the extract that it needs."""


@dataclass
class Summary:
    """The small tables, the rules that made them, and what could not be made.

    `groups` are the group columns of results, `columns` those of the tables
    (territories are counted apart and added up). `absent` maps a summary table
    ("staffing") or column of one ("staffing.fte") to the reason why it is not there.
    """

    tables: dict[str, pl.DataFrame]
    rules: CountingRules
    groups: tuple[str, ...]
    columns: tuple[str, ...]
    ledger: Ledger
    absent: dict[str, str] = field(default_factory=dict)


def summarise(
    records: Records,
    rules: CountingRules | None = None,
    *,
    by: Sequence[str] = DEFAULT_GROUPS,
) -> Summary:
    """Reads every table of an extract once and counts.

    `by` adds group columns to body and year: territory, site, event, channel.
    Raises DataRefused if rows are not accounted for, if too many are rejected, or
    if there are none; UsageError for an unknown group column.
    """
    rules = rules or CountingRules()
    groups = result_groups(by)
    columns = summary_groups(groups, rules)
    absent = _absent(records.tables, columns, rules)
    small = {
        name: collect(table, records.ledger, records.rejects)
        for name, table in records.tables.items()
        if name != "appointments"
    }
    tables: dict[str, pl.DataFrame] = {}
    if "staffing" not in absent:
        tables["staffing"] = context.staffing(_counted_workers(small["workers"], rules), columns)
    if "spending" not in absent:
        tables["spending"] = context.spending(small["costs"], columns)
    if "households" not in absent:
        tables["households"] = context.households(small["households"], columns)
    if "appointments" in records.tables:
        counted = _counted_workers(small["workers"], rules) if "workers" in small else None
        made = _appointments(records, rules, columns, counted)
        tables |= {name: frame for name, frame in made.items() if name not in absent}
    _check(records)
    return Summary(tables, rules, groups, columns, records.ledger, absent)


def _counted_workers(workers: pl.DataFrame, rules: CountingRules) -> pl.DataFrame:
    """The rows of the workers table that the rules count; none if nobody says who is qualified."""
    if rules.workers_counted == "all":
        return workers
    if "qualified" not in workers.columns:
        return workers.clear()
    return workers.filter(pl.col("qualified").fill_null(value=False))


def _appointments(
    records: Records,
    rules: CountingRules,
    columns: Sequence[str],
    workers: pl.DataFrame | None,
) -> dict[str, pl.DataFrame]:
    table = records.tables["appointments"]
    codes = new_codes(c for c in columns if c == "year" or c in table.columns)
    current = table.read(records.ledger, records.rejects)
    counted = workers if rules.workers_counted == "qualified" else None
    return summarise_appointments(table, current, rules, codes, counted)


def _absent(
    tables: Mapping[str, Table], columns: Sequence[str], rules: CountingRules
) -> dict[str, str]:
    """Why summary tables, or columns of them, cannot be made."""
    absent: dict[str, str] = {}
    for made, (name, column) in _NEEDS.items():
        table = tables.get(name)
        if table is None:
            absent[made] = f"the extract has no table {name}"
            continue
        groups = [c for c in columns if c != "year"] if "." not in made else []
        lacking = [c for c in (column, *groups) if c is not None and c not in table.columns]
        if lacking:
            absent[made] = f"{name} has no column {lacking[0]}"
    if rules.workers_counted == "qualified":
        reason = _why_not_qualified(tables)
        absent |= dict.fromkeys(("workload", "staffing"), reason) if reason else {}
    return absent


def _why_not_qualified(tables: Mapping[str, Table]) -> str | None:
    """Counting qualified workers takes the table that says who is."""
    if "workers" not in tables:
        return "the extract has no table workers, which says who is qualified"
    if "qualified" not in tables["workers"].columns:
        return "workers has no column qualified"
    return None


def _check(records: Records) -> None:
    records.ledger.check_balance()
    records.ledger.check_rejected(records.max_rejected)
    if not any(account.accepted for account in records.ledger.accounts):
        names = ", ".join(account.file for account in records.ledger.accounts)
        raise DataRefused(f"{names}: a header, but no row that can be counted")
