"""One walk over a population: what became of its rows, and what each quantity counts of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

import polars as pl

from accsocial.model import Measure
from accsocial.records.schema import CHANNELS, STATUSES
from accsocial.summary.rows.shelves import ROW
from accsocial.tracing.population import Population

Amount = int | Decimal
"""What rows amount to."""

_DETAILS = {"counted_statuses": ("status", STATUSES), "counted_channels": ("channel", CHANNELS)}
"""Fate -> the column whose labels tell its rows apart."""


@dataclass(frozen=True)
class Choice:
    """What a quantity counts: the rows of a `fate` that `pick` leaves, by `measure` and column."""

    fate: str
    pick: Callable[[pl.DataFrame], pl.DataFrame]
    measure: Measure
    column: str


@dataclass
class Chosen:
    """The rows of a choice: how many (`height`), and the `number` that they amount to.

    It is None for a measure that rows alone do not make. `rows` are their places (UInt32), if they
    are kept.
    """

    height: int = 0
    number: Amount | None = None
    rows: list[pl.Series] = field(default_factory=list)


@dataclass
class Walked:
    """What a walk found: how many rows, and of each fate; `details` are fate, label and rows."""

    chosen: Sequence[Chosen]
    height: int = 0
    fates: Counter[str] = field(default_factory=Counter)
    details: Counter[tuple[str, str]] = field(default_factory=Counter)


def walk(population: Population, choices: Sequence[Choice], *, keep: bool) -> Walked:
    """Goes through the rows once, for all choices. `keep` their places, or only count them."""
    found = Walked([Chosen() for _ in choices])
    for rows in population.slices:
        found.height += rows.height
        found.fates.update(dict(rows["fate"].value_counts().iter_rows()))
        for fate, (column, labels) in _DETAILS.items():
            if column in rows.columns:
                of_fate = rows.filter(pl.col("fate") == fate)[column].cast(pl.String)
                for label, count in of_fate.value_counts().iter_rows():
                    found.details[fate, _named(label, labels)] += count
        for choice, chosen in zip(choices, found.chosen, strict=True):
            picked = choice.pick(rows.filter(pl.col("fate") == choice.fate))
            chosen.height += picked.height
            chosen.number = _added(chosen.number, _number(picked, choice, population.units))
            if keep:
                chosen.rows.append(picked[ROW])
    return found


def _named(label: str, labels: tuple[str, ...]) -> str:
    """The label that a row holds as its place among the labels, or as itself."""
    return labels[int(label)] if label.isdecimal() else label


def _number(rows: pl.DataFrame, choice: Choice, units: Sequence[str]) -> Amount | None:
    """What rows amount to: how many, how many different units, or the sum of a column."""
    if choice.measure is Measure.ROWS:
        return rows.height
    if choice.measure is Measure.UNITS:
        return rows.select(units).n_unique()
    if choice.measure is Measure.SUM:
        total = rows[choice.column].sum()
        assert isinstance(total, Amount)  # noqa: S101 - amounts and counts are exact
        return total
    return None


def _added(number: Amount | None, more: Amount | None) -> Amount | None:
    return number if more is None else more if number is None else number + more
