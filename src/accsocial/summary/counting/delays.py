"""From the opening of a support to its first appointment: the only count of two tables."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from accsocial.rules import CountingRules
from accsocial.summary.codes.groups import GROUP_DTYPES, GroupCodes
from accsocial.summary.codes.identifiers import Identifiers
from accsocial.summary.codes.scopes import scope
from accsocial.summary.counting.supports import in_year_of

PERSON = ("scope", "beneficiary")


def openings(
    supports: pl.DataFrame, groups: Sequence[str], rules: CountingRules, people: Identifiers
) -> pl.DataFrame:
    """The supports with a day of opening: group columns, opened_on, and PERSON as numbers.

    `scope` is 0 for everybody if identifiers are national. `beneficiary` may be null.
    A column `row` is kept.
    """
    national = rules.id_scope == "national"
    rows = supports.with_columns(
        pl.lit(0, pl.UInt16).alias("scope") if national else scope().alias("scope"),
        people.numbers(supports["beneficiary_id"]).alias("beneficiary"),
    )
    dated = in_year_of("opened_on", rows)
    return dated.select(*groups, "opened_on", *PERSON, pl.col("^row$"))


def no_openings(groups: Sequence[str]) -> pl.DataFrame:
    """The openings of an extract without supports."""
    columns = {name: GROUP_DTYPES[name] for name in groups}
    return pl.DataFrame(
        schema={**columns, "opened_on": pl.Date, "scope": pl.UInt16, "beneficiary": pl.UInt64}
    )


def visits(
    rows: pl.DataFrame,
    calendar: pl.Series,
    followed: pl.DataFrame,
    groups: GroupCodes,
    rules: CountingRules,
) -> pl.DataFrame:
    """The days (columns of PERSON and date) on which those in `followed` were seen.

    `rows` are counted: group, beneficiary, and `day`, a place in the `calendar`.
    """
    people = followed.select(PERSON).drop_nulls().unique()
    scopes = pl.Series("scope", groups.scopes() * (rules.id_scope != "national"))
    counted = rows.lazy().select("group", "beneficiary", "day")
    if people.is_empty():
        counted = counted.head(0)
    # First those of a known number, then those of the right scope: few are left to look at.
    seen = counted.join(people.lazy(), on="beneficiary", how="semi").collect()
    date = calendar.gather(seen["day"]).alias("date")
    seen = seen.select(scopes.gather(seen["group"]), "beneficiary", date)
    return seen.join(people, on=PERSON, how="semi")


def delayed(opened: pl.DataFrame, seen: pl.DataFrame) -> pl.DataFrame:
    """The openings with `days`: from each to the first counted appointment on or after it.

    `days` is null for supports without such an appointment, or without beneficiary.
    """
    first = opened.sort("opened_on").join_asof(
        seen.sort("date"),
        left_on="opened_on",
        right_on="date",
        by=PERSON,
        strategy="forward",
        check_sortedness=False,
    )
    return first.with_columns(days=(pl.col("date") - pl.col("opened_on")).dt.total_days())
