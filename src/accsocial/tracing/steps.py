"""A population as steps: read, rejected, left out by each rule, counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import polars as pl

from accsocial.model import Text
from accsocial.records.ledger import Ledger
from accsocial.records.schema import CHANNELS, STATUSES
from accsocial.tracing.explanation import Sign, Step, Trail
from accsocial.tracing.population import COUNTED, FATES, Population
from accsocial.tracing.scene import Group

_READ = Text("rows read", "lignes lues")
_BLANK = Text("blank", "vides")
_REJECTED = Text("rejected: {}", "rejetées : {}")
_SPLIT = Text(
    "further rows of cells that name several persons",
    "autres lignes des cellules qui nomment plusieurs personnes",
)
_ACCEPTED = Text("accepted", "acceptées")

_DETAILS = {"counted_statuses": ("status", STATUSES), "counted_channels": ("channel", CHANNELS)}
"""Fate -> the column whose labels tell its rows apart."""


def trail(ledger: Ledger, population: Population, group: Group) -> Trail:
    """The steps of a population, from the rows that were read."""
    accounts = ledger.of_table(population.table)
    rejected: Counter[str] = Counter()
    for account in accounts:
        rejected.update(account.rejected)
    steps = [
        Step(Sign.START, _READ, sum(account.read for account in accounts)),
        *_less(_BLANK, sum(account.blank for account in accounts)),
    ]
    for rule, rows in sorted(rejected.items()):
        steps += _less(Text(_REJECTED.en.format(rule), _REJECTED.fr.format(rule)), rows)
    accepted = sum(account.accepted for account in accounts)
    gathered = population.rows.height + sum(part.rows for part in population.outside)
    steps.append(Step(Sign.EQUALS, _ACCEPTED, accepted))
    if gathered != accepted:
        steps.append(Step(Sign.MORE, _SPLIT, gathered - accepted))
    for part in population.outside:
        steps += _less(part.label, part.rows)
    steps.append(Step(Sign.EQUALS, population.inside, population.rows.height))
    left = 0
    for fate, rows in population.fates():
        if fate != COUNTED:
            details = _details(fate, population.rows)
            steps.append(Step(Sign.LESS, FATES[fate], rows, details))
        else:
            left = rows
    steps.append(Step(Sign.EQUALS, FATES[COUNTED], left))
    return Trail(population.table, group, steps, population)


def _less(label: Text, rows: int) -> list[Step]:
    return [Step(Sign.LESS, label, rows)] if rows else []


def _details(fate: str, rows: pl.DataFrame) -> Mapping[str, int]:
    if fate not in _DETAILS:
        return {}
    column, labels = _DETAILS[fate]
    counts = rows.filter(pl.col("fate") == fate)[column].cast(pl.String).value_counts(sort=True)
    return {_named(label, labels): count for label, count in counts.iter_rows()}


def _named(label: str, labels: tuple[str, ...]) -> str:
    """The label that a row holds as its place among the labels, or as itself."""
    return labels[int(label)] if label.isdecimal() else label
