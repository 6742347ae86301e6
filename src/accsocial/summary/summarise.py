"""`summarise`: rows are counted once, then everything later works on small tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import polars as pl

from accsocial.records.ledger import Ledger
from accsocial.records.read import Records
from accsocial.results import DEFAULT_GROUPS
from accsocial.rules import CountingRules
from accsocial.summary import context, delays, needs, supports
from accsocial.summary.appointments import count_appointments
from accsocial.summary.gathered import Gathered, gather
from accsocial.summary.groups import summary_groups

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
    return count(gather(records, by=by), rules)


def count(gathered: Gathered, rules: CountingRules | None = None) -> Summary:
    """The summary of an extract under some counting rules; nothing is read."""
    rules = rules or CountingRules()
    columns = summary_groups(gathered.groups, rules)
    absent = needs.absent(gathered.records.tables, columns, rules)
    small = dict(gathered.small)
    if "workers" in small:
        small["workers"] = context.mark_counted(small["workers"], rules)
    tables = {
        made: total(small[name], columns)
        for made, (name, total) in _SMALL.items()
        if made not in absent
    }
    if "need" not in absent:
        tables["need"] = context.need(tables["staffing"], tables["households"], columns)
    first_years = {
        made: int(str(small[name]["year"].min()))
        for made, (name, _) in _SMALL.items()
        if name in small and small[name].height
    }
    tables |= _activity(gathered, rules, columns, small, absent)
    ledger = gathered.records.ledger
    return Summary(tables, rules, gathered.groups, columns, ledger, absent, first_years)


def _activity(
    gathered: Gathered,
    rules: CountingRules,
    columns: Sequence[str],
    small: Mapping[str, pl.DataFrame],
    absent: Mapping[str, str],
) -> dict[str, pl.DataFrame]:
    """The summary tables of appointments and supports, which need each other's dates and people."""
    made: dict[str, pl.DataFrame] = {}
    activity = gathered.activity_by(columns)
    if activity is not None:
        opened = pl.DataFrame(schema=dict.fromkeys(delays.PERSON, pl.UInt64))
        if "first_appointment_delays" not in absent:
            people = activity.codes.beneficiaries
            opened = delays.openings(small["supports"], columns, rules, people)
        only_qualified = rules.workers_counted == "qualified" and "workload" not in absent
        workers = small["workers"].filter("counted") if only_qualified else None
        counted = count_appointments(activity, rules, workers, followed=opened)
        made |= counted.tables
        if "first_appointment_delays" not in absent:
            made["first_appointment_delays"] = delays.delays(opened, counted.visits, columns)
    if "supports" in small:
        rows = small["supports"]
        if "supports" not in absent:
            made["supports"] = supports.counts(rows, columns, rules, gathered.last_day)
        if "support_durations" not in absent:
            made["support_durations"] = supports.durations(rows, columns)
    return {name: frame for name, frame in made.items() if name not in absent}
