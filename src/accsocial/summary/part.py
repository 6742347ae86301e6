"""The counts of one extract, before it is known what they will be put together with.

Every table has all its columns: where the extract lacks one, the counts are those of a file that
is read beside others which have it. What the extract lacks is said by `Part.delivered` alone.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import polars as pl

from accsocial.records.ledger import Ledger
from accsocial.records.schema import TABLES
from accsocial.records.table import dtype_of
from accsocial.rules import CountingRules
from accsocial.summary.codes.groups import GROUP_DTYPES, summary_groups
from accsocial.summary.codes.identifiers import identifiers_of
from accsocial.summary.counting import context, delays, settling, supports
from accsocial.summary.counting.appointments import count_appointments
from accsocial.summary.gathered import APPOINTMENTS, Gathered

LATER = "supports_later"
"""The table that is no summary table: what `supports` gains on each day after the last day."""

_SMALL = {
    "staffing": ("workers", context.staffing),
    "spending": ("costs", context.spending),
    "households": ("households", context.households),
}
"""Summary table -> the small table of the extract that is counted, and how."""

_UNKNOWN = "unknown"


@dataclass(frozen=True)
class Part:
    """The counts of an extract under some counting rules; parts can be added up.

    `tables` are those of a summary, and LATER. `groups` are the group columns of results,
    `columns` those of the tables. `delivered` are the columns that each table of the extract has.
    `first_years`: see `Summary`. `last_day` is the last date of any appointment or support.
    """

    tables: Mapping[str, pl.DataFrame]
    rules: CountingRules
    groups: tuple[str, ...]
    columns: tuple[str, ...]
    delivered: Mapping[str, Sequence[str]]
    first_years: Mapping[str, int]
    last_day: dt.date | None
    ledger: Ledger


def count_part(gathered: Gathered, rules: CountingRules, *, later: bool = True) -> Part:
    """Counts an extract that was gathered; nothing is read.

    A part that nothing will be added to does without the table LATER (`later` is not set).
    """
    columns = summary_groups(gathered.groups, rules)
    small = {name: _completed(rows, name) for name, rows in gathered.small.items()}
    if "workers" in small:
        counted = context.mark_counted(small["workers"], rules)
        small["workers"] = context.mark_first(counted, columns, rules)
    tables = {
        made: total(small[name], columns)
        for made, (name, total) in _SMALL.items()
        if name in small and _has_groups(name, columns)
    }
    tables |= _of_activity(gathered, rules, columns, small, later=later)
    return Part(
        tables,
        rules,
        gathered.groups,
        columns,
        {name: table.columns for name, table in gathered.records.tables.items()},
        _first_years(small, tables.get("coverage")),
        gathered.last_day,
        gathered.records.ledger,
    )


def _first_years(
    small: Mapping[str, pl.DataFrame], coverage: pl.DataFrame | None
) -> dict[str, int]:
    """Summary table -> the first year of its rows; see `Summary`.

    The rows tell, not their counts: groups may leave a whole table out.
    """
    years = {made: small[name]["year"] for made, (name, _) in _SMALL.items() if name in small}
    if coverage is not None:
        years["coverage"] = coverage["year"]
    if "supports" in small:
        dates = small["supports"].select(supports.DATES)
        years["supports"] = dates.select(pl.min_horizontal(pl.all().min().dt.year())).to_series()
    firsts = {made: year.min() for made, year in years.items()}
    return {made: int(str(first)) for made, first in firsts.items() if first is not None}


def _of_activity(
    gathered: Gathered,
    rules: CountingRules,
    columns: Sequence[str],
    small: Mapping[str, pl.DataFrame],
    *,
    later: bool,
) -> dict[str, pl.DataFrame]:
    """The tables of appointments and supports, which need each other's dates and people."""
    made: dict[str, pl.DataFrame] = {}
    activity = gathered.activity_by(columns)
    followed = small.get("supports") if _has_groups("supports", columns) else None
    opened = delays.no_openings(columns)
    if followed is not None:
        people = (
            identifiers_of(followed["beneficiary_id"])
            if activity is None
            else activity.codes.beneficiaries
        )
        opened = delays.openings(followed, columns, rules, people)
    waited = opened.with_columns(days=pl.lit(None, pl.Int64))
    if activity is not None:
        workers = _who_counts(rules, small.get("workers"))
        counted = count_appointments(activity, rules, workers, opened=opened)
        waited = counted.waited
        made |= _of_appointments(counted.tables, columns)
    if followed is not None:
        rows = supports.followed(followed, rules, gathered.last_day)
        made["supports"] = supports.counts(rows, columns)
        if later:
            made[LATER] = settling.counts_later(rows, columns)
        made["support_durations"] = supports.durations(rows, columns)
        made["first_appointment_delays"] = supports.histogram(waited, columns)
    return made


def _has_groups(table: str, columns: Sequence[str]) -> bool:
    """Whether a table may have the group columns at all."""
    return {*columns} - {"year"} <= {*TABLES[table].names}


def _completed(rows: pl.DataFrame, table: str) -> pl.DataFrame:
    """The rows with every column of their table: where one lacks, no cell is filled."""
    lacking = [column for column in TABLES[table].columns if column.name not in rows.columns]
    return rows.with_columns(
        pl.lit(_UNKNOWN if _UNKNOWN in column.labels else None, dtype_of(column)).alias(column.name)
        for column in lacking
    )


def _who_counts(rules: CountingRules, workers: pl.DataFrame | None) -> pl.DataFrame | None:
    """The rows of the workers who alone count; None if everybody does."""
    if rules.workers_counted == "all":
        return None
    if workers is None:
        empty = {column.name: dtype_of(column) for column in TABLES["workers"].columns}
        return pl.DataFrame(schema=empty)
    return workers.filter("counted")


def _of_appointments(
    tables: Mapping[str, pl.DataFrame], columns: Sequence[str]
) -> dict[str, pl.DataFrame]:
    """The tables of appointments by all group columns, those too that the extract lacks."""
    made = {name: _by(frame, columns) for name, frame in tables.items()}
    if "entry_delays" not in made:
        # Nobody says when: each counted appointment is of unknown entry.
        unknown = made["channels"].group_by(columns).agg(pl.col("appointments").sum())
        days = pl.lit(None, pl.Int64).alias("days")
        made["entry_delays"] = unknown.select(*columns, days, "appointments").sort(columns)
    return made


def _by(frame: pl.DataFrame, columns: Sequence[str]) -> pl.DataFrame:
    labelled = {c.name for c in TABLES[APPOINTMENTS].columns if _UNKNOWN in c.labels}
    return frame.select(
        *(
            pl.col(name)
            if name in frame.columns
            else pl.lit(_UNKNOWN if name in labelled else None, GROUP_DTYPES[name]).alias(name)
            for name in columns
        ),
        pl.exclude(columns),
    )
