"""What became of each row that a count looks at: counted, unknown, or left out, and by what."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import polars as pl

from accsocial.model import Measure, Number, Text

COUNTED = "counted"
UNKNOWN = "unknown"

FATES: Mapping[str, Text] = {
    "counted_statuses": Text("status not in counted_statuses", "statut hors de counted_statuses"),
    "counted_channels": Text("channel not in counted_channels", "mode hors de counted_channels"),
    "count_collective": Text(
        "group session (count_collective)", "séance collective (count_collective)"
    ),
    "workers_counted": Text(
        "worker not counted (workers_counted)", "agent non compté (workers_counted)"
    ),
    UNKNOWN: Text("unknown: could not be placed", "inconnus : n'ont pu être placés"),
    "same_appointment": Text(
        "further rows of an appointment that is counted once",
        "autres lignes d'un rendez-vous compté une fois",
    ),
    COUNTED: Text("counted", "comptées"),
}
"""Every fate of a row, in the order of the steps; a row has that of its first step."""


@dataclass(frozen=True)
class Outside:
    """Rows that are in no group, or in another: how many, and why."""

    label: Text
    rows: int


OTHER_GROUPS = Text("of other groups", "d'autres groupes")
OF_THE_GROUP = Text("of the group", "du groupe")


@dataclass(frozen=True)
class Population:
    """The rows of one group that stand behind a summary table, each with its fate.

    `rows` has `row` (the place among the rows gathered of the table), `fate`, the columns that
    tell a unit (`units`: who is counted once) and the key columns of the summary table, so that
    the `where` of a quantity selects among the counted. `outside` are the other rows of the
    table, `inside` says which these are.
    """

    table: str
    rows: pl.DataFrame
    units: tuple[str, ...] = ()
    outside: tuple[Outside, ...] = field(default=())
    inside: Text = OF_THE_GROUP

    def fates(self) -> list[tuple[str, int]]:
        """How many rows have each fate, in the order of the steps."""
        counts = dict(self.rows["fate"].value_counts().iter_rows())
        return [(fate, counts[fate]) for fate in FATES if fate in counts]

    def chosen(self, fate: str, where: pl.Expr | None) -> pl.DataFrame:
        """The rows of a fate that meet a condition."""
        rows = self.rows.filter(pl.col("fate") == fate)
        return rows if where is None else rows.filter(where)

    def number(self, chosen: pl.DataFrame, measure: Measure, column: str) -> Number | None:
        """What chosen rows amount to: how many, how many different units, or the sum of a column.

        None for a measure that rows alone do not make.
        """
        if measure is Measure.ROWS:
            return chosen.height
        if measure is Measure.UNITS:
            return chosen.select(self.units).n_unique()
        if measure is Measure.SUM:
            total = chosen[column].sum()
            assert not isinstance(total, float)  # noqa: S101 - amounts and counts are exact
            return total
        return None
