"""From the opening of a support to its first appointment: the only count of two tables."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from accsocial.rules import CountingRules
from accsocial.summary.activity import scope
from accsocial.summary.identifiers import Identifiers
from accsocial.summary.supports import histogram, in_year_of

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
    dated = in_year_of("opened_on", rows, groups)
    return dated.select(*groups, "opened_on", *PERSON, pl.col("^row$"))


def visits(rows: pl.DataFrame, followed: pl.DataFrame, rules: CountingRules) -> pl.DataFrame:
    """The days (column date) on which those in `followed` have a counted appointment.

    `rows` are appointments as integers: scope, beneficiary, counted, date.
    """
    counted = rows.lazy().filter("counted").select(*PERSON, "date")
    if rules.id_scope == "national":
        counted = counted.with_columns(pl.lit(0, pl.UInt16).alias("scope"))
    people = followed.lazy().select(PERSON).drop_nulls().unique()
    return counted.join(people, on=PERSON, how="semi").unique().collect()


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


def delays(opened: pl.DataFrame, seen: pl.DataFrame, groups: Sequence[str]) -> pl.DataFrame:
    """Columns days, supports: how many supports waited exactly so long (see `delayed`)."""
    return histogram(delayed(opened, seen), groups)
