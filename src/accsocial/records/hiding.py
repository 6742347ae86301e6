"""Identifiers as keyed pseudonyms that still join: equal before, equal after, across tables."""

from __future__ import annotations

import hashlib
import hmac

import polars as pl

from accsocial.records.schema import Kind
from accsocial.records.table import Table

DIGITS = 32
"""Hexadecimal digits kept of the 64 of SHA-256: 128 bits, beyond any chance of a collision."""

FREE_TEXT = ("exit_reason",)
"""Columns in any words, that may speak of a person: what counts is whether they are filled."""


def identifier_columns(table: Table) -> list[str]:
    """The columns of a table that name a person or an appointment, or hold what somebody typed."""
    return [
        name
        for name in table.columns
        if table.schema.column(name).kind is Kind.IDENTIFIER or name in FREE_TEXT
    ]


def hide(frame: pl.DataFrame, columns: list[str], key: bytes) -> pl.DataFrame:
    """Replaces the texts of some columns by HMAC-SHA-256 of the column's name and the text.

    Not remembered from batch to batch: a dictionary of all numbers would not fit in memory.
    """
    return frame.with_columns(_hidden(frame[column], key) for column in columns)


def _hidden(texts: pl.Series, key: bytes) -> pl.Series:
    distinct = texts.drop_nulls().unique()
    space = texts.name.encode() + b"\x00"
    digests = [
        hmac.digest(key, space + text.encode(), hashlib.sha256).hex()[:DIGITS]
        for text in distinct.to_list()
    ]
    return texts.replace_strict(
        distinct, pl.Series(digests, dtype=pl.String), default=None, return_dtype=pl.String
    )
