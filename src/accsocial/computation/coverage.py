"""Which months of its year an extract covers, group by group: a year that lacks some is partial."""

from __future__ import annotations

from functools import cached_property

import polars as pl

from accsocial.model import Key
from accsocial.summary import Summary

_NO_PERIOD = ("event", "channel")
"""Groups that say nothing about whether the extract covers a year."""


class Coverage:
    """The months with rows of the appointments of a summary."""

    def __init__(self, summary: Summary) -> None:
        self._summary = summary
        self._lacking: dict[Key, str | None] = {}

    @property
    def is_known(self) -> bool:
        """Whether there are appointments at all."""
        return "coverage" not in self._summary.absent

    def lacking(self, key: Key) -> str | None:
        """The months without rows of a group of results, in words; None if there is none."""
        if key not in self._lacking:
            self._lacking[key] = self._what_is_lacking(key)
        return self._lacking[key]

    def _what_is_lacking(self, key: Key) -> str | None:
        place = tuple(
            v for c, v in zip(self._summary.groups, key, strict=True) if c not in _NO_PERIOD
        )
        months = self._months.get(place, 0)
        gone = [str(month) for month in range(1, 13) if not months >> (month - 1) & 1]
        if not gone:
            return None
        return f"rows in {12 - len(gone)} of 12 months; none in month {', '.join(gone)}"

    @cached_property
    def _months(self) -> dict[Key, int]:
        columns = [c for c in self._summary.groups if c not in _NO_PERIOD]
        rows = (
            self._summary.tables["coverage"]
            .group_by(columns)
            .agg(pl.col("months").bitwise_or())
            .rows()
        )
        return {row[:-1]: row[-1] for row in rows}
