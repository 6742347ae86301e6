"""Appointments as integers -> the summary tables of their counts."""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import partial

import numpy as np
import polars as pl

from accsocial.records.schema import CHANNELS, EVENTS, STATUSES
from accsocial.rules import CountingRules
from accsocial.summary.codes.groups import GROUP_DTYPES
from accsocial.summary.codes.identifiers import NOBODY
from accsocial.summary.codes.shares import Share
from accsocial.summary.counting import intervals
from accsocial.summary.counting.caseload import caseload, covered_days, month_bit
from accsocial.summary.counting.delays import delayed, visits
from accsocial.summary.counting.documentation import documentation
from accsocial.summary.counting.seen import Years, beneficiaries_seen, worker_months, workers_seen
from accsocial.summary.counting.sightings import Sightings, marked_kinds, sightings
from accsocial.summary.rows.activity import DAYS_TO_ENTRY, Activity, Codes, Portion

_OPENING = "opening"
"""The number of an opening."""


@dataclass(frozen=True)
class Counted:
    """Summary tables, and the openings with the `days` they waited (see `delays.delayed`)."""

    tables: dict[str, pl.DataFrame]
    waited: pl.DataFrame


def count_appointments(
    activity: Activity,
    rules: CountingRules,
    workers: pl.DataFrame | None = None,
    *,
    opened: pl.DataFrame,
) -> Counted:
    """The summary tables of the appointments under some counting rules.

    `workers`, if given, are the rows of the workers table that count; the workload of
    other workers is left out. `opened` are the openings of supports (see `delays.openings`).
    """
    groups = activity.codes.groups
    # Slices are counted side by side: codes are given out before. Who was seen late in a year is
    # in windows of the next, which may have no rows.
    groups.add_following_years()
    kinds = marked_kinds(activity.codes.kinds.table(), rules)
    opened = opened.with_row_index(_OPENING)
    count = partial(_count_slice, activity, _Setting(rules, kinds, workers, opened, Years(groups)))
    to_count = activity.slices(national=rules.id_scope == "national")
    with ThreadPoolExecutor(activity.at_once(to_count)) as pool:
        slices = list(pool.map(count, to_count))
    every = _added_up(slices)
    rows, days, gaps = (frame.lazy() for frame in (every.rows, every.days, every.gaps))
    counts = every.counts | _counted_together(rows, days, gaps, activity.delivered)
    tables = {name: groups.decode(table) for name, table in counts.items()}
    tables["caseload"] = caseload(every.windows, every.days.filter("happened"), groups)
    never = opened.join(every.waited, on=_OPENING, how="anti")
    never = never.with_columns(days=pl.lit(None, pl.Int64))
    return Counted(tables, pl.concat([every.waited, never]).drop(_OPENING))


@dataclass(frozen=True)
class _Setting:
    """What slices are counted with. See `count_appointments`."""

    rules: CountingRules
    kinds: pl.DataFrame
    workers: pl.DataFrame | None
    opened: pl.DataFrame
    years: Years


@dataclass(frozen=True)
class _Slice:
    """What was counted of some rows, by the codes of their groups.

    `counts` are summary tables. `rows` (see `Sightings.tallied`), `days` (see `covered_days`) and
    `gaps` (see `gap_counts`) are small, and what they tell is counted for all slices together.
    `windows` are what the caseload is made of, `waited` the openings that may be of these persons.
    """

    counts: dict[str, pl.DataFrame]
    rows: pl.DataFrame
    days: pl.DataFrame
    gaps: pl.DataFrame
    windows: tuple[pl.DataFrame, ...]
    waited: pl.DataFrame


def _added_up(slices: Sequence[_Slice]) -> _Slice:
    """One slice of several that have no person in common: counts added up, rows put together."""
    counts = {name: _summed([each.counts[name] for each in slices]) for name in slices[0].counts}
    return _Slice(
        counts,
        pl.concat([each.rows for each in slices]),
        pl.concat([each.days for each in slices]),
        pl.concat([each.gaps for each in slices]),
        tuple(window for each in slices for window in each.windows),
        pl.concat([each.waited for each in slices]),
    )


def _summed(parts: Sequence[pl.DataFrame]) -> pl.DataFrame:
    """The sums of the last column by all others."""
    every = pl.concat(parts)
    *keys, count = every.columns
    return every.group_by(keys).agg(pl.col(count).sum())


def _count_slice(activity: Activity, setting: _Setting, portions: Sequence[Portion]) -> _Slice:
    """What there is to count of the rows of some portions, which have no unit with any other."""
    months: list[pl.DataFrame] = []
    parts: list[_Slice] = []
    for share in activity.shares(portions):
        slices = map(activity.slice, portions)
        who = sightings(slices, setting.kinds, setting.rules, activity.codes.groups, share)
        # A worker sees beneficiaries of all shares.
        months = [_summed([*months, worker_months(who)])]
        parts.append(_count_people(who, activity.codes, setting, share))
    people = _added_up(parts)
    workers = workers_seen(months[0], setting.years, _allowed(people.rows, activity.codes, setting))
    counts = people.counts | {"workload": workers.histogram("workers")}
    return replace(people, counts=counts, windows=(*people.windows, workers.windows("workers")))


def _count_people(who: Sightings, codes: Codes, setting: _Setting, share: Share) -> _Slice:
    """All that is not counted by worker."""
    rows, people = who.tallied(), who.people()
    beneficiaries = beneficiaries_seen(who, people, setting.years)
    counts = {
        "intensity": beneficiaries.histogram("beneficiaries"),
        "months_seen": beneficiaries.months_seen("beneficiaries"),
    }
    if DAYS_TO_ENTRY in who.rows.columns:
        counts["entry_delays"] = intervals.entry_counts(who)
    national = setting.rules.id_scope == "national"
    gaps = intervals.gap_counts(who, people, codes.groups, national=national)
    windows = (beneficiaries.windows("beneficiaries"),)
    waited = _waited(people, who.calendar, codes, setting, share)
    return _Slice(counts, rows, covered_days(who), gaps, windows, waited)


def _waited(
    people: pl.DataFrame, calendar: pl.Series, codes: Codes, setting: _Setting, share: Share
) -> pl.DataFrame:
    """The openings of those who may be among `people`, with the days until they are seen."""
    here = setting.opened
    if share.of > 1:
        who = here["beneficiary"].fill_null(NOBODY).to_numpy()
        here = here.filter(share.has(who, np.arange(here.height)))
    if here.is_empty():
        return here.with_columns(days=pl.lit(None, pl.Int64))
    if setting.rules.id_scope != "national":
        scopes = codes.groups.scopes()[people["group"].unique().to_numpy()]
        here = here.filter(pl.col("scope").is_in(pl.Series(scopes).implode()))
    seen_on = visits(people, calendar, here, codes.groups, setting.rules)
    return delayed(here, seen_on).drop("date")


def _allowed(rows: pl.DataFrame, codes: Codes, setting: _Setting) -> pl.DataFrame | None:
    """Columns group, worker: who counts in the groups of some rows; None if everybody does."""
    if setting.workers is None:
        return None
    return _counted_workers(setting.workers, setting.rules, codes, rows.select("group").unique())


def with_counted_workers(
    rows: pl.DataFrame, workers: pl.DataFrame | None, rules: CountingRules, codes: Codes
) -> pl.DataFrame:
    """Rows (group, worker) with `counts`: whether the worker is one of `workers`, those that count.

    If `workers` is None, every row has a worker who counts, be it one without a number.
    """
    if workers is None:
        return rows.with_columns(counts=pl.lit(value=True))
    allowed = _counted_workers(workers, rules, codes, rows.select("group").unique()).unique()
    rows = rows.join(
        allowed.with_columns(counts=pl.lit(value=True)), on=["group", "worker"], how="left"
    )
    return rows.with_columns(pl.col("counts").fill_null(value=False))


def _counted_workers(
    workers: pl.DataFrame, rules: CountingRules, codes: Codes, among: pl.DataFrame
) -> pl.DataFrame:
    """Columns group, worker: the workers who count, in each of the groups of `among`.

    With identifiers of national scope, those whom the list of any body and territory names.
    """
    keys = ["year"] if rules.id_scope == "national" else ["body", "territory", "year"]
    worker = codes.workers.codes(workers["worker_id"]).alias("worker")
    counted = workers.select(*(pl.col(k).cast(GROUP_DTYPES[k]) for k in keys), worker)
    groups = codes.groups.decode(among.select("group", code="group")).rename({"code": "group"})
    return groups.join(counted, on=keys).select("group", "worker")


def _counted_together(
    rows: pl.LazyFrame, days: pl.LazyFrame, gaps: pl.LazyFrame, delivered: Sequence[str]
) -> dict[str, pl.DataFrame]:
    """The summary tables made of the `rows`, `days` and `gaps` of all slices."""
    every_gap = pl.concat([gaps, intervals.without_gap(rows)])
    counts = {
        "appointment_gaps": every_gap.group_by("group", "days").agg(pl.col("appointments").sum()),
        "attendance": _by_label(rows, "of_attendance", "status", STATUSES),
        "channels": _by_label(rows, "of_all", "channel", CHANNELS),
        "events": _by_label(rows, "of_event", "event", EVENTS),
        "documentation": documentation(rows, delivered),
        "coverage": _coverage(rows, days),
    }
    # For tables as small as these the streaming engine takes longer to start than to work.
    made = pl.collect_all(counts.values(), engine="in-memory")
    return dict(zip(counts, made, strict=True))


def _by_label(rows: pl.LazyFrame, mark: str, label: str, values: tuple[str, ...]) -> pl.LazyFrame:
    """Columns group, the label, appointments: those that have the mark."""
    counts = rows.filter(mark).group_by("group", label).agg(pl.col("rows").sum())
    return counts.select(
        "group", pl.lit(pl.Series(values)).gather(label).alias(label), appointments="rows"
    )


def _coverage(rows: pl.LazyFrame, days: pl.LazyFrame) -> pl.LazyFrame:
    """Which months and days have a row, and how many appointments could not be placed."""
    unknown_status = pl.col("of_attendance") & (pl.col("status") == STATUSES.index("unknown"))
    unplaced = {
        "unknown_beneficiaries": pl.col("without_beneficiary"),
        "unknown_workers": pl.col("without_worker"),
        "unknown_statuses": unknown_status,
    }
    counts = rows.group_by("group").agg(
        pl.col("rows").filter(mark).sum().alias(name) for name, mark in unplaced.items()
    )
    found = days.group_by("group").agg(
        month_bit().bitwise_or().alias("months"),
        pl.col("date").min().alias("first_date"),
        pl.col("date").max().alias("last_date"),
    )
    return found.join(counts, on="group")
