"""A summary in a folder: what its files are called, and what is known when they are read."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from accsocial.records.files.summaries import ENDING
from accsocial.results import FileRead
from accsocial.summary import Part

FORMAT = 3
"""The form of the files. It is one higher whenever a table or what is said of it changes."""

DIGEST = "sha256"


@dataclass(frozen=True)
class Stored:
    """A summary that was read: its folder, its counts, the files behind them.

    `digest` is that of the description, which has those of the tables: two summaries of one
    digest are one. `sources` are the files of the extract that gave rows.
    """

    folder: str
    part: Part
    sources: tuple[FileRead, ...]
    digest: str


def table_file(table: str) -> str:
    """The name of the file that holds a table."""
    return table + ENDING


def in_order(frame: pl.DataFrame) -> pl.DataFrame:
    """The rows in the one order that files have: by all columns that tell rows apart."""
    return frame.sort(
        [n for n, dtype in frame.schema.items() if not dtype.is_decimal()], nulls_last=True
    )
