"""Which months of its year an extract covers, group by group: a year that lacks some is partial."""

from __future__ import annotations

from functools import cached_property

import polars as pl

from accsocial.model import Key
from accsocial.summary import Summary

NO_PERIOD = ("event", "channel")
"""Groups that say nothing about whether the extract covers a year."""


class Coverage:
    """The months with rows of the appointments of a summary."""

    def __init__(self, summary: Summary) -> None:
        self._groups = summary.groups
        self._rows = summary.months
        self._lacking: dict[Key, str | None] = {}

    @property
    def is_known(self) -> bool:
        """Whether there are appointments at all."""
        return bool(self._rows.columns)

    def lacking(self, key: Key) -> str | None:
        """The months without rows of a group of results, in words; None if there is none.

        Where appointments lack a group column, these are the months of all its values together.
        """
        if key not in self._lacking:
            self._lacking[key] = self._what_is_lacking(key)
        return self._lacking[key]

    def _what_is_lacking(self, key: Key) -> str | None:
        named = dict(zip(self._groups, key, strict=True))
        months = self._months.get(tuple(named[column] for column in self._columns), 0)
        gone = [str(month) for month in range(1, 13) if not months >> (month - 1) & 1]
        if not gone:
            return None
        return f"rows in {12 - len(gone)} of 12 months; none in month {', '.join(gone)}"

    @cached_property
    def _columns(self) -> list[str]:
        """The groups whose months are told apart."""
        had = self._rows.columns
        return [name for name in self._groups if name in had and name not in NO_PERIOD]

    @cached_property
    def _months(self) -> dict[Key, int]:
        rows = self._rows.group_by(self._columns).agg(pl.col("months").bitwise_or()).rows()
        return {row[:-1]: row[-1] for row in rows}
