"""Rows in slices that can be counted apart: no unit and no group is in two of them."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from accsocial.rules import CountingRules

ROWS = 4_000_000
"""Rows of a slice, if one body and territory has no more: what is made of them fits in memory."""

AT_ONCE = 2
"""Slices that are counted side by side; more would need more memory for little time."""


def slices_of(rows: pl.DataFrame, rules: CountingRules) -> Iterator[pl.DataFrame]:
    """The rows of an activity (column scope), those of a body and territory together.

    One slice if identifiers are national: a person may be in any of them.
    """
    if rows.height <= ROWS or rules.id_scope == "national":
        yield rows
        return
    for scopes in _filled(rows["scope"].value_counts(sort=True)):
        yield rows.filter(pl.col("scope").is_in(scopes))


def _filled(sizes: pl.DataFrame) -> list[list[int]]:
    """Scopes put together, the largest first, until a slice is full."""
    slices: list[list[int]] = []
    room: list[int] = []
    for scope, size in sizes.sort("count", "scope", descending=[True, False]).iter_rows():
        place = next((at for at, left in enumerate(room) if left >= size), len(slices))
        if place == len(slices):
            slices.append([])
            room.append(ROWS)
        slices[place].append(scope)
        room[place] -= size
    return slices
