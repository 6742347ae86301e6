"""`gather`: an extract read once, ready to be counted under any counting rules."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

import polars as pl

from accsocial.errors import UsageError
from accsocial.records.read import Records
from accsocial.records.table import collect
from accsocial.results import DEFAULT_GROUPS
from accsocial.rules import CountingRules
from accsocial.summary.codes.groups import result_groups, summary_groups
from accsocial.summary.codes.hashes import told_apart
from accsocial.summary.counting import supports
from accsocial.summary.rows.activity import Activity, grouped_as
from accsocial.summary.rows.gathering import gather_appointments
from accsocial.summary.rows.memory import Memory

APPOINTMENTS = "appointments"


@dataclass(frozen=True)
class Gathered:
    """The rows of an extract without rejects and duplicates.

    `small` holds all tables but the appointments, `activity` those as integers (None if the
    extract has none). `groups` are the group columns of results.
    """

    records: Records
    small: Mapping[str, pl.DataFrame]
    activity: Activity | None
    groups: tuple[str, ...]

    @property
    def last_day(self) -> dt.date | None:
        """The end of the extract: the last date of any appointment or support."""
        days = [self.activity.last_day] if self.activity else []
        if "supports" in self.small:
            days.append(supports.last_day(self.small["supports"]))
        return max((day for day in days if day is not None), default=None)

    def activity_by(self, columns: Sequence[str]) -> Activity | None:
        """The appointments by some group columns, those that their table has."""
        if self.activity is None:
            return None
        had = self.activity.codes.groups.columns
        return grouped_as(self.activity, [name for name in columns if name in had])


def gather(
    records: Records,
    *,
    by: Sequence[str] = DEFAULT_GROUPS,
    alone: bool = True,
    memory: Memory | None = None,
) -> Gathered:
    """Reads every table of an extract once.

    `by` adds group columns to body and year: territory, site, event, channel. One that no table
    has is refused, unless the extract is to be counted beside others (`alone` is not set).
    `memory` limits what may be held at a time (default: `Memory()`).
    Raises DataRefused if rows are not accounted for, if too many are rejected, or
    if there are none; UsageError for a group column that is unknown or in no table.
    """
    groups = result_groups(by)
    if alone:
        check_groups({name: table.columns for name, table in records.tables.items()}, groups)
    small = {
        name: collect(table, records.ledger, records.rejects)
        for name, table in records.tables.items()
        if name != APPOINTMENTS
    }
    table = records.tables.get(APPOINTMENTS)
    appointments = None
    if table is not None:
        # The finest groups that any counting rules may ask for.
        columns = summary_groups(groups, CountingRules(id_scope="territory"))
        beside = sum(int(rows.estimated_size()) for rows in small.values())
        memory = replace(memory or Memory(), beside=beside)
        followed = small.get("supports", pl.DataFrame())
        appointments = told_apart(
            lambda seed: gather_appointments(
                table,
                table.read(records.ledger, records.rejects, small=memory.is_tight),
                [name for name in columns if name == "year" or name in table.columns],
                memory,
                small.get("workers"),
                followed.get_column("beneficiary_id", default=None),
                seed,
            )
        )
    records.check_usable()
    return Gathered(records, small, appointments, groups)


def check_groups(delivered: Mapping[str, Sequence[str]], groups: Sequence[str]) -> None:
    """Raises UsageError for groups that no table can be grouped by: there would be no row.

    `delivered` are the columns that each table of the extract has.
    """
    what = in_no_table(delivered, groups)
    if what is not None:
        # Body and year are groups that nobody asked for.
        asked = [name for name in groups if name not in DEFAULT_GROUPS]
        raise UsageError(
            f"--by {','.join(asked)}: no table of the extract has {what}. Leave it out, or map "
            "the column in a layout (--layout)"
        )


def in_no_table(delivered: Mapping[str, Sequence[str]], groups: Iterable[str]) -> str | None:
    """Of groups, what no table has: a column, or all of them together; None if one has them."""
    wanted = [name for name in groups if name not in DEFAULT_GROUPS]
    if any(set(wanted) <= set(columns) for columns in delivered.values()):
        return None
    known = {column for columns in delivered.values() for column in columns}
    lacking = [name for name in wanted if name not in known]
    return f"a column {lacking[0]}" if lacking else f"all of {', '.join(wanted)}"
