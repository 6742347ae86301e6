"""What counts of supports become when the extract goes on: pooled with one that ends later."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import polars as pl

from accsocial.summary.codes.groups import GROUP_DTYPES
from accsocial.summary.counting.supports import COUNTS, KNOWN_ON, added_up, by_year_of


def counts_later(rows: pl.DataFrame, groups: Sequence[str]) -> pl.DataFrame:
    """What `counts` of all columns gains on each day after the last, had the extract gone on.

    The rows are `followed`. Columns: the group columns, `day`, and the counts that the end of the
    extract decides. A count of what is not known loses what becomes known.
    """
    keys = [*groups, "day"]
    parts = [pl.DataFrame(schema={**{g: GROUP_DTYPES[g] for g in groups}, "day": pl.Date()})]
    named: list[str] = []
    for known_on, day in KNOWN_ON.items():
        changed = {name: count for name, count in COUNTS.items() if count.known_on == known_on}
        (of,) = {count.of for count in changed.values()}
        open_ended = rows.with_columns(day.alias("day")).filter(pl.col("day") > pl.col("last_day"))
        gains = [count.later.alias(name) for name, count in changed.items()]
        parts.append(by_year_of(of, open_ended, keys, gains))
        named += changed
    return added_up(parts, keys, named)


def counts_at(
    counted: pl.DataFrame, later: pl.DataFrame, end: dt.date | None
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """What `counts` and `counts_later` are for extracts that end on `end`, later than theirs."""
    groups = [name for name in GROUP_DTYPES if name in counted.columns]
    names = [name for name in counted.columns if name not in groups]
    due = (pl.col("day") <= end).fill_null(value=False)
    reached = later.filter(due).drop("day")
    return added_up([counted, reached], groups, names), later.filter(~due)
