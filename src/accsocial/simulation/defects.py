"""Planted defects: rows added to a table that reading must reject, or warn about.

The rows of the table stay as they are: a defect is a spoiled copy of one of them, right after
it. So figures are those of the same extract without defects, but for the rows that are
accepted with a warning.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import polars as pl

from accsocial.records.schema import TABLES, Kind
from accsocial.simulation.chance import Chance, Integers
from accsocial.simulation.writing import SEPARATOR

REJECTED, ACCEPTED = "rejected", "accepted"
TYPES = {"file": pl.String, "line": pl.UInt32, "rule": pl.String, "effect": pl.String}
"""The columns of the list of what was planted; `line` is that of an editor, or the row's number."""


@dataclass(frozen=True)
class Defect:
    """A rule, and what is put into which columns to break it; nothing makes a double."""

    rule: str
    values: Mapping[str, pl.Expr] = field(default_factory=dict)
    effect: str = REJECTED


def defects_of(table: str, format: str, last_day: dt.date) -> list[Defect]:  # noqa: A002 - the option's name
    """The defects that a table can have in a format. Typed columns of Parquet hold no wrong texts.

    `last_day` is that of the extract.
    """
    schema = TABLES[table]
    text = format == "csv"
    nothing, unreadable = pl.lit(None), pl.lit("n.c.")
    found = [
        Defect("territory_invalid", {"territory": pl.lit("99")}),
        Defect("body_invalid", {"body": pl.lit("commune")}),
        Defect("duplicate"),
    ]
    if text and "site" in schema.names:
        found.append(Defect("malformed", {"site": pl.lit(f"Secteur{SEPARATOR}01")}))
    for column in schema.columns:
        if column.kind is Kind.DATE and column.required:
            found.append(Defect("date_missing", {column.name: nothing}))
        if column.kind is Kind.DATE and text:
            found.append(Defect("date_invalid", {column.name: pl.lit("2022-02-30")}))
        if column.rule == "amount_invalid" and (text or column.required):
            found.append(Defect("amount_invalid", {column.name: unreadable if text else nothing}))
        if column.kind is Kind.YEAR:
            found.append(Defect("year_invalid", {column.name: pl.lit(22)}))
        if column.rule == "fte_invalid":
            found.append(Defect("fte_invalid", {column.name: pl.lit("-0.50")}))
    return found + (_accepted(last_day) if table == "appointments" else [])


def _accepted(last_day: dt.date) -> list[Defect]:
    other = {"appointment_id": pl.col("appointment_id") + "X"}
    later = pl.lit(last_day + dt.timedelta(days=3))
    held = {"status": pl.lit("held"), "date": later, "entered_on": pl.lit(None)}
    return [
        Defect("unknown_label", {**other, "status": pl.lit("Reporté")}, ACCEPTED),
        Defect("held_in_future", {**other, **held}, ACCEPTED),
    ]


class Planter:
    """Plants defects in the tables of an extract and keeps the list of them."""

    def __init__(self, rate: float, seed: int, format: str, last_day: dt.date) -> None:  # noqa: A002 - the option's name
        self._rate = rate
        self._seed = seed
        self._format = format
        self._last_day = last_day
        self._begun: set[str] = set()
        self._places: list[pl.DataFrame] = []

    @property
    def planted(self) -> pl.DataFrame:
        """What was planted so far, with the columns `TYPES`, file by file in order of lines."""
        return pl.concat([pl.DataFrame(schema=TYPES), *self._places])

    def spoiled(
        self,
        table: str,
        file: str,
        first_line: int,
        frames: Iterator[pl.DataFrame],
    ) -> Iterator[pl.DataFrame]:
        """The frames of a file with defects among their rows, `rate` of them more.

        The first frame of a table has each defect at least once.
        """
        if not self._rate:
            yield from frames
            return
        kinds = defects_of(table, self._format, self._last_day)
        line = first_line
        for number, frame in enumerate(frames):
            rows = frame.cast(pl.String) if self._format == "csv" else frame
            chance = Chance(self._seed, "defects", file, number)
            least = 0 if table in self._begun else len(kinds)
            self._begun.add(table)
            count = min(max(chance.rounded(self._rate * frame.height), least), frame.height)
            picked = chance.below(len(kinds), count)
            picked[:least] = np.arange(len(kinds))[: len(picked[:least])]
            mixed = _mixed(rows, kinds, picked, chance.order(frame.height)[:count])
            self._note(file, line, kinds, mixed["_defect"])
            line += mixed.height
            yield mixed.drop("_at", "_defect")

    def _note(self, file: str, line: int, kinds: Sequence[Defect], defects: pl.Series) -> None:
        spoiled = (defects >= 0).arg_true()
        planted = [kinds[i] for i in defects.gather(spoiled)]
        self._places.append(
            pl.DataFrame(
                {
                    "file": [file] * len(planted),
                    "line": spoiled + line,
                    "rule": [defect.rule for defect in planted],
                    "effect": [defect.effect for defect in planted],
                },
                schema=TYPES,
            )
        )


def _mixed(
    rows: pl.DataFrame,
    kinds: Sequence[Defect],
    picked: Integers,
    places: Integers,
) -> pl.DataFrame:
    """The rows, and after those at `places` a copy with the defect `picked` for it."""
    parts = [_marked(rows, np.arange(rows.height), -1)]
    for number, defect in enumerate(kinds):
        at = places[picked == number]
        copies = rows[at].with_columns(
            value.cast(rows.schema[name]).alias(name) for name, value in defect.values.items()
        )
        parts.append(_marked(copies, at, number))
    return pl.concat(parts).sort("_at", "_defect")


def _marked(rows: pl.DataFrame, at: Integers, defect: int) -> pl.DataFrame:
    return rows.with_columns(
        pl.Series("_at", at, pl.Int64), pl.lit(defect, pl.Int16).alias("_defect")
    )
