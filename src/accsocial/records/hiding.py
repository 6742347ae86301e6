"""Identifiers as keyed pseudonyms that still join: equal before, equal after, across tables."""

from __future__ import annotations

import hmac

import polars as pl

from accsocial.records.rows.pseudonyms import DIGITS
from accsocial.records.schema import Kind
from accsocial.records.table import Table

_TEXT, _HIDDEN = "text", "hidden"

FREE_TEXT = ("exit_reason",)
"""Columns in any words, that may speak of a person: what counts is whether they are filled."""


def identifier_columns(table: Table) -> list[str]:
    """The columns of a table that name a person or an appointment, or hold what somebody typed."""
    return [
        name
        for name in table.columns
        if table.schema.column(name).kind is Kind.IDENTIFIER or name in FREE_TEXT
    ]


class Hider:
    """Replaces texts by HMAC-SHA-256 of the column's name and the text, each made once."""

    def __init__(self, key: bytes) -> None:
        self._key = key
        self._known: dict[str, pl.DataFrame] = {}

    def hide(self, frame: pl.DataFrame, columns: list[str]) -> pl.DataFrame:
        """The frame with pseudonyms in some columns; null stays null."""
        return frame.with_columns(self._hidden(frame[column]) for column in columns)

    def _hidden(self, texts: pl.Series) -> pl.Series:
        none = pl.DataFrame(schema={_TEXT: pl.String, _HIDDEN: pl.String})
        known = self._known.get(texts.name, none)
        distinct = texts.drop_nulls().unique().to_frame(_TEXT)
        new = distinct.join(known, on=_TEXT, how="anti")[_TEXT]
        if len(new):
            made = [self._pseudonym(texts.name, text) for text in new.to_list()]
            known = pl.concat(
                [known, pl.DataFrame({_TEXT: new, _HIDDEN: made}, schema=none.schema)]
            )
            self._known[texts.name] = known
        found = texts.to_frame(_TEXT).join(known, on=_TEXT, how="left", maintain_order="left")
        return found[_HIDDEN].alias(texts.name)

    def _pseudonym(self, column: str, text: str) -> str:
        message = column.encode() + b"\x00" + text.encode()
        return hmac.digest(self._key, message, "sha256").hex()[:DIGITS]
