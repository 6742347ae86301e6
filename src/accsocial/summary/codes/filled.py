"""Which fields of an appointment are filled, as bits of one number per row."""

from __future__ import annotations

import polars as pl

from accsocial.records.schema import APPOINTMENTS

UNKNOWN = "unknown"

# Nobody fills in the number of an appointment: software gives it, and conversion where it lacks.
OPTIONAL = tuple(
    column.name
    for column in APPOINTMENTS.columns
    if not column.required and column.name not in APPOINTMENTS.key_needs
)
"""The fields that an extract may lack altogether."""

FIELDS = tuple(
    column.name
    for column in APPOINTMENTS.columns
    if column.name in OPTIONAL or UNKNOWN in column.labels
)
"""The fields that an accepted row may lack, in the order of the table.

Those that a row has filled are bits of a column `filled`, the first the lowest; a label that is
unknown is not filled.
"""


def has_field(name: str) -> pl.Expr:
    """Whether a row has a field filled, by its column `filled`."""
    bit: int = 2 ** FIELDS.index(name)
    return pl.col("filled") // bit % 2 == 1
