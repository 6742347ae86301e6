"""Whether a column may hold some characters, told from all its bytes at once."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl


def may_hold(texts: pl.Series, marks: Iterable[str | bytes]) -> bool:
    """Whether the texts (String) of a column, put one behind the other, hold one of some marks.

    Most columns hold none: to be told so for the whole column takes a fraction of the time of
    looking at each text. A mark may stand between two texts, where neither holds it.
    """
    joined: bytes = texts.str.join("").cast(pl.Binary).item()
    return any((mark if isinstance(mark, bytes) else mark.encode()) in joined for mark in marks)
