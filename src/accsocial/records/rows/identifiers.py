"""Cells that hold several identifiers, and identifiers that are names."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from accsocial.records.rows.nothing_said import OF_PEOPLE
from accsocial.records.rows.pseudonyms import Pseudonyms


def split_cells(frame: pl.DataFrame, separators: Mapping[str, str]) -> tuple[pl.DataFrame, int]:
    """One row per identifier in a cell; the same identifier twice in a cell is one.

    Words for nothing beside identifiers are dropped; how many they were is returned, too.
    """
    split = [column for column in separators if column in frame.columns]
    words = 0
    for column in split:
        cells = _untrimmed(pl.col(column).cast(pl.String), separators[column])
        part = pl.element().str.strip_chars()
        parts = cells.str.split(separators[column]).list.eval(part.filter(part != ""))
        given = frame.select(parts).to_series()
        known = given.list.eval(pl.element().filter(~OF_PEOPLE.expr(pl.element())))
        words += int((given.list.len() - known.list.len()).sum())
        frame = frame.with_columns(known.list.unique(maintain_order=True).alias(column))
    # Not before: a word in one cell is one, however many rows another cell makes of its row.
    for column in split:
        frame = frame.explode(column, empty_as_null=True)
    return frame, words


def _untrimmed(cells: pl.Expr, separator: str) -> pl.Expr:
    """Cells with the blanks of the separator around them.

    Reading trims a cell, also of the end of a separator that has no identifier beside it: "A, ",
    read as "A,", would else be another identifier than "A".
    """
    before = separator[: len(separator) - len(separator.lstrip())]
    after = separator[len(separator.rstrip()) :]
    return pl.lit(before) + cells + pl.lit(after)


def hide_names(frame: pl.DataFrame, columns: Sequence[str], pseudonyms: Pseudonyms) -> pl.DataFrame:
    """The names of some columns replaced by their keyed pseudonyms."""
    return frame.with_columns(
        _hidden(frame[column].cast(pl.String), pseudonyms)
        for column in columns
        if column in frame.columns
    )


def _hidden(names: pl.Series, pseudonyms: Pseudonyms) -> pl.Series:
    distinct = names.drop_nulls().unique().to_list()
    return names.replace_strict(
        distinct, [pseudonyms.of(name) for name in distinct], return_dtype=pl.String
    )
