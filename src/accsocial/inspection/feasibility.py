"""Which indicators the tables and columns of an extract allow, without computing any."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, replace

import polars as pl

from accsocial.computation.evaluate import Evaluator
from accsocial.indicators import CATALOGUE
from accsocial.inspection.survey import PERIOD, Survey, TableSurvey
from accsocial.model import Indicator
from accsocial.parameters.prices import default_series
from accsocial.records.ledger import Ledger
from accsocial.results import DEFAULT_GROUPS
from accsocial.rules import CountingRules
from accsocial.summary import Summary
from accsocial.summary.codes.groups import GROUP_DTYPES, result_groups, summary_groups
from accsocial.summary.counting.supports import DATES
from accsocial.summary.needs import NEEDS, absent, extract_tables

_BY = ("territory",)
"""Indicators are looked at as if results were by territory, which some of them need; those that
compare one territory with another, as if they were not."""


@dataclass(frozen=True)
class Feasible:
    """Whether an indicator can be computed: `possible` of `groups`.

    Those are of body, territory and year; of body and year if it compares territories.

    `missing` counts the groups by the reason why it cannot, in the words of the
    results. Without any row there are no groups: `missing` then has the reason, with 0.
    """

    indicator: Indicator
    groups: int
    missing: Mapping[str, int]

    @property
    def possible(self) -> int:
        return self.groups - sum(self.missing.values())

    @property
    def by(self) -> tuple[str, ...]:
        """Groups that the indicator needs beside body and year: results --by them have it."""
        return self.indicator.needs_groups


def feasible(survey: Survey | None, rules: CountingRules) -> list[Feasible]:
    """Every indicator of the catalogue, in its order. None stands for an extract without tables."""
    tables: Mapping[str, TableSurvey] = survey.tables if survey is not None else {}
    groups = result_groups(_BY)
    columns = summary_groups(groups, rules)
    delivered = {name: surveyed.table.columns for name, surveyed in tables.items()}
    missing = absent(delivered, columns, rules)
    frames = {
        made: _groups(tables[extract_tables(made)[0]], columns)
        for made in NEEDS
        if "." not in made and made not in missing
    }
    ledger = survey.ledger if survey is not None else Ledger()
    first_years = {
        made: int(str(frame["year"].min())) for made, frame in frames.items() if frame.height
    }
    summary = Summary(frames, rules, groups, columns, ledger, missing, first_years)
    whole = replace(summary, groups=DEFAULT_GROUPS, columns=summary_groups(DEFAULT_GROUPS, rules))
    of_territories, of_bodies = (
        Evaluator(each, None, default_series(), "mean-to-mean") for each in (summary, whole)
    )
    return [
        _feasible(indicator, of_bodies if indicator.compares else of_territories)
        for indicator in CATALOGUE
    ]


def _feasible(indicator: Indicator, evaluator: Evaluator) -> Feasible:
    keys = evaluator.groups
    reasons = Counter(evaluator.not_computable(indicator, key) for key in keys)
    missing = {reason: count for reason, count in reasons.items() if reason is not None}
    if not keys:
        nobody = tuple(0 if name == "year" else "" for name in evaluator.columns)
        nowhere = evaluator.not_computable(indicator, nobody)
        missing = {nowhere: 0} if nowhere is not None else {"the extract has no row": 0}
    return Feasible(indicator, len(keys), missing)


def _groups(surveyed: TableSurvey, columns: tuple[str, ...]) -> pl.DataFrame:
    """The groups that a summary table of these rows has."""
    rows = surveyed.rows
    # A support that goes over several years is counted in each of them.
    dates = DATES if surveyed.table.schema.name == "supports" else (PERIOD,)
    parts = [pl.DataFrame(schema={name: GROUP_DTYPES[name] for name in columns})]
    for date in dates:
        if date in rows.columns:
            when = pl.col(date)
            year = when.dt.year() if rows.schema[date] == pl.Date else when
            named = rows.with_columns(year.alias("year")).drop_nulls("year")
            parts.append(named.select(pl.col(n).cast(GROUP_DTYPES[n]) for n in columns))
    return pl.concat(parts).unique()
