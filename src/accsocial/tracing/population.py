"""What became of each row that a count looks at: counted, unknown, or left out, and by what."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import polars as pl

from accsocial.model import Text

COUNTED = "counted"
UNKNOWN = "unknown"
NOT_GIVEN = "not_given"

FATES: Mapping[str, Text] = {
    "counted_statuses": Text("status not in counted_statuses", "statut hors de counted_statuses"),
    "counted_channels": Text("channel not in counted_channels", "mode hors de counted_channels"),
    "count_collective": Text(
        "group session (count_collective)", "séance collective (count_collective)"
    ),
    "workers_counted": Text(
        "worker not counted (workers_counted)", "agent non compté (workers_counted)"
    ),
    NOT_GIVEN: Text("without this number", "sans ce nombre"),
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
    """Rows that are in no group: how many, and why."""

    label: Text
    rows: int


OTHER_GROUPS = Text("of other groups", "d'autres groupes")
OF_THE_GROUP = Text("of the group", "du groupe")


@dataclass(frozen=True)
class Population:
    """The rows of one group that stand behind a summary table, each with its fate.

    `slices` are parts of them that no unit is in two of: they are to be gone through once (see
    `walk`). Each has `row` (the place among the rows gathered of the table), `fate`, the columns
    that tell a unit (`units`: who is counted once) and the key columns of the summary table, so
    that the `where` of a quantity selects among the counted.

    Of `every` row gathered of the table, those that are in no slice are the `outside`, or else of
    another group (`elsewhere`). `inside` says which these are.
    """

    table: str
    slices: Iterable[pl.DataFrame]
    every: int
    units: tuple[str, ...] = ()
    outside: tuple[Outside, ...] = ()
    elsewhere: Text = OTHER_GROUPS
    inside: Text = OF_THE_GROUP
