"""Supports -> supports, support_durations. The table is small beside the appointments.

The year of a count is that of the date it is about: a support is in the contacts of the
year of its contact, and in the exits of the year of its closing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import polars as pl

from accsocial.records.schema import SUPPORT_DATES
from accsocial.rules import CountingRules
from accsocial.summary.codes.groups import GROUP_DTYPES
from accsocial.summary.counting.reopening import with_reopening

FOLLOW_UP_DAYS = 365
"""Days after a closing in which another support of the beneficiary is a re-entry."""

_FOLLOW_UP = pl.duration(days=FOLLOW_UP_DAYS)
_BACKWARDS = (pl.col("closed_on") < pl.col("opened_on")).fill_null(value=False)
_DERIVED = {"last_day": (), "reopened_on": ("opened_on", "beneficiary_id")}
"""Columns that the counts use beside those of the table, and what they are made from."""


# The 29th of February has its anniversary on the 28th.
KNOWN_ON: Mapping[str, pl.Expr] = {
    "followed_up_on": pl.col("closed_on") + _FOLLOW_UP,
    "open_12_months_on": pl.col("opened_on").dt.offset_by("12mo"),
    "open_24_months_on": pl.col("opened_on").dt.offset_by("24mo"),
}
"""The days that tell more: an extract that ends before one of them cannot know what it will say."""


@dataclass(frozen=True)
class _Count:
    """Supports that meet `when`, in the year of the date `of`.

    With `known_on`, a day of `KNOWN_ON`, only those that the extract has seen until that day;
    with `otherwise` all the others.
    """

    of: str
    when: pl.Expr
    known_on: str = ""
    otherwise: bool = False

    @property
    def mark(self) -> pl.Expr:
        """Whether a support is counted by an extract that ends on `last_day`."""
        if not self.known_on:
            return self.when.fill_null(value=False)
        known = (self.when & (KNOWN_ON[self.known_on] <= pl.col("last_day"))).fill_null(value=False)
        return ~known if self.otherwise else known

    @property
    def later(self) -> pl.Expr:
        """How many more supports the count has once the day is reached, of those that reach it."""
        number = self.when.fill_null(value=False).sum().cast(pl.Int64)
        return -number if self.otherwise else number

    @property
    def needs(self) -> tuple[str, ...]:
        columns = self.mark.meta.root_names()
        made_from = [_DERIVED.get(name, (name,)) for name in columns]
        return tuple(dict.fromkeys([self.of, *(c for each in made_from for c in each)]))


def _given(column: str) -> pl.Expr:
    return pl.col(column).is_not_null()


def _every(date: str) -> _Count:
    return _Count(date, _given(date))


_FOLLOWED_UP = _Count("closed_on", _given("beneficiary_id"), "followed_up_on")
_REENTERED = (pl.col("reopened_on") - pl.col("closed_on") <= _FOLLOW_UP).fill_null(value=False)


def _after(months: int) -> dict[str, _Count]:
    """Who is known, and who is open, so many calendar months after the opening."""
    day = f"open_{months}_months_on"
    known = _Count("opened_on", ~_BACKWARDS, day)
    still = (pl.col("closed_on") > KNOWN_ON[day]).fill_null(value=True)
    return {
        f"known_after_{months}_months": known,
        f"open_after_{months}_months": replace(known, when=known.when & still),
        f"not_known_after_{months}_months": replace(known, otherwise=True),
    }


COUNTS: Mapping[str, _Count] = {
    "detected": _every("detected_on"),
    "detected_and_contacted": _Count("detected_on", _given("contacted_on")),
    "contacted": _every("contacted_on"),
    "accepted": _Count("contacted_on", pl.col("response") == "accepted"),
    "opened": _every("opened_on"),
    "opened_with_diagnosis": _Count("opened_on", _given("diagnosis_on")),
    "opened_with_contract": _Count("opened_on", _given("contract_on")),
    "opened_with_review": _Count("opened_on", _given("review_on")),
    "closed": _every("closed_on"),
    "closed_with_review": _Count("closed_on", pl.col("review_on") <= pl.col("closed_on")),
    "closed_with_reason": _Count("closed_on", _given("exit_reason")),
    "followed_up": _FOLLOWED_UP,
    "not_followed_up": replace(_FOLLOWED_UP, otherwise=True),
    "reentered": replace(_FOLLOWED_UP, when=_FOLLOWED_UP.when & _REENTERED),
    "sustained": replace(_FOLLOWED_UP, when=_FOLLOWED_UP.when & ~_REENTERED),
    **_after(12),
    **_after(24),
}
"""The columns of `supports`: followed up are the closings that a re-entry could be seen of."""

DATES: tuple[str, ...] = tuple(dict.fromkeys(count.of for count in COUNTS.values()))
"""The dates that say of some count which year a support is counted in."""


def needs_of_counts() -> dict[str, tuple[str, ...]]:
    """Column of the summary table -> the columns of the extract that it needs."""
    return {
        f"supports.{name}": tuple(f"supports.{column}" for column in count.needs)
        for name, count in COUNTS.items()
    }


def last_day(supports: pl.DataFrame) -> dt.date | None:
    """The last date of any step of any support."""
    days = [supports[c.name].max() for c in SUPPORT_DATES if c.name in supports.columns]
    return max((day for day in days if isinstance(day, dt.date)), default=None)


def in_year_of(date: str, rows: pl.DataFrame) -> pl.DataFrame:
    """The rows that have the date; `year` is its year."""
    dated = rows.filter(pl.col(date).is_not_null())
    return dated.with_columns(pl.col(date).dt.year().alias("year"))


def as_groups(rows: pl.DataFrame, groups: Sequence[str]) -> pl.DataFrame:
    """The rows with the types of group columns: cheap for counts, and dear for all supports."""
    return rows.with_columns(pl.col(name).cast(GROUP_DTYPES[name]) for name in groups)


def by_year_of(
    date: str, rows: pl.DataFrame, keys: Sequence[str], totals: Sequence[pl.Expr]
) -> pl.DataFrame:
    """Totals of the rows that have the date, by keys; `year` is its year."""
    dated = in_year_of(date, rows.select(sorted({date, *_columns_of(totals), *keys} - {"year"})))
    groups = [key for key in keys if key in GROUP_DTYPES]
    return as_groups(dated.group_by(keys).agg(totals), groups)


def _columns_of(expressions: Sequence[pl.Expr]) -> set[str]:
    return {name for expression in expressions for name in expression.meta.root_names()}


def counts(rows: pl.DataFrame, groups: Sequence[str]) -> pl.DataFrame:
    """The columns of `COUNTS` that the columns allow, by group; the rows are `followed`."""
    parts = [pl.DataFrame(schema={name: GROUP_DTYPES[name] for name in groups})]
    named: list[str] = []
    for date in DATES:
        counted = marks(date, rows.columns)
        named += counted
        if counted:
            totals = [mark.sum().cast(pl.Int64).alias(name) for name, mark in counted.items()]
            parts.append(by_year_of(date, rows, groups, totals))
    return added_up(parts, groups, [name for name in COUNTS if name in named])


def added_up(
    parts: Sequence[pl.DataFrame], keys: Sequence[str], counts: Sequence[str]
) -> pl.DataFrame:
    """The sums of the counts by key, over frames that each have some of them."""
    every = pl.concat(parts, how="diagonal").group_by(keys)
    return every.agg(pl.col(name).sum() for name in counts).sort(keys, nulls_last=True)


def followed(supports: pl.DataFrame, rules: CountingRules, end: dt.date | None) -> pl.DataFrame:
    """The supports with what the counts look at beside them: `last_day` and `reopened_on`."""
    rows = supports.with_columns(pl.lit(end, pl.Date).alias("last_day"))
    if {"closed_on", *_DERIVED["reopened_on"]} <= {*supports.columns}:
        return with_reopening(rows, rules)
    return rows


def date_of(name: str) -> str:
    """The date whose year a count of supports belongs to."""
    return COUNTS[name].of


def marks(date: str, columns: Sequence[str]) -> dict[str, pl.Expr]:
    """Whether a support is counted, for each count of a date that the columns allow."""
    return {
        name: count.mark
        for name, count in COUNTS.items()
        if count.of == date and {*count.needs} <= {*columns}
    }


def lasted(supports: pl.DataFrame) -> pl.DataFrame:
    """The supports closed, with `days` from opening to closing.

    `days` is null for those without a day of opening, or with one after the closing.
    """
    days = (pl.col("closed_on") - pl.col("opened_on")).dt.total_days()
    rows = in_year_of("closed_on", supports)
    return rows.with_columns(pl.when(days >= 0).then(days).alias("days"))


def durations(supports: pl.DataFrame, groups: Sequence[str]) -> pl.DataFrame:
    """Columns days, supports: how many supports lasted exactly so long (see `lasted`)."""
    columns = [name for name in groups if name != "year"]
    return histogram(lasted(supports.select("opened_on", "closed_on", *columns)), groups)


def histogram(rows: pl.DataFrame, groups: Sequence[str]) -> pl.DataFrame:
    """Columns days (Int64, null if unknown) and supports (Int64), sorted."""
    found = rows.group_by(*groups, pl.col("days").cast(pl.Int64)).len("supports")
    found = as_groups(found, groups).with_columns(pl.col("supports").cast(pl.Int64))
    return found.sort(*groups, "days", nulls_last=True)
