"""Every appointment once: rows that repeat another, and rows that share their appointment."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from accsocial.records.repeats import first_of_key, repeated

IDENTITY = ("appointment_1", "appointment_2")
"""Two numbers made of scope and identifier of an appointment (64 and 32 bits), which tell it."""

APPOINTMENT = "appointment"
"""The column that tells the appointment of a row: the `row` of the first that has it."""


@dataclass(frozen=True)
class Twice:
    """The rows of a portion that another row has to do with, by their places in it (UInt32).

    `shared` has the rows that may share their appointment, with its number (columns place,
    appointment); a few of them are alone with it after all. `repeats` are the rows that repeat
    an earlier one: they are in the former no more.
    """

    shared: pl.DataFrame
    repeats: pl.Series


def nobody_twice() -> Twice:
    """For rows of which each is known to be an appointment of its own."""
    none = pl.DataFrame(schema={"place": pl.UInt32, APPOINTMENT: pl.UInt32})
    return Twice(none, none["place"])


def once(rows: pl.DataFrame, kinds: pl.DataFrame) -> Twice:
    """Which rows share their appointment, and which repeat an earlier one.

    `rows` are all those of some bodies and territories: row, kind, beneficiary, worker, and
    IDENTITY. `kinds` tells by kind whether the appointment has a number (`has_id`): a row
    without one is nobody's duplicate.
    """
    candidates = pl.arg_where(repeated(rows["appointment_1"]), eager=True)
    several = rows[candidates].with_columns(
        candidates.alias("place"),
        kinds["has_id"].gather(rows["kind"].gather(candidates)),
        pl.col("row").min().over(IDENTITY).alias(APPOINTMENT),
    )
    key = [APPOINTMENT, "beneficiary", "worker"]
    numbered = several.filter("has_id").sort("row")
    repeats = numbered.filter(~first_of_key(numbered, key, []))
    shared = several.select("place", APPOINTMENT)
    if repeats.height:
        shared = shared.join(repeats.select("place"), on="place", how="anti", maintain_order="left")
    return Twice(shared, repeats["place"])
