"""What tracing looks at: an extract, the rules that count it, and one group of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import polars as pl

from accsocial.rules import CountingRules
from accsocial.summary.codes.identifiers import NOBODY
from accsocial.summary.codes.shares import Share
from accsocial.summary.counting.appointments import with_counted_workers
from accsocial.summary.counting.context import mark_counted
from accsocial.summary.counting.marks import marked
from accsocial.summary.gathered import Gathered
from accsocial.summary.rows.activity import Activity
from accsocial.summary.rows.once import APPOINTMENT
from accsocial.summary.summarise import Summary

Group = Mapping[str, object]
"""The values of some group columns."""


@dataclass(frozen=True)
class Scene:
    """An extract as it was gathered, and its summary under the rules of the run."""

    gathered: Gathered
    summary: Summary

    @property
    def rules(self) -> CountingRules:
        return self.summary.rules

    @property
    def is_national(self) -> bool:
        """Whether an identifier is one person wherever it stands."""
        return self.rules.id_scope == "national"

    @property
    def columns(self) -> tuple[str, ...]:
        """The group columns that are counted apart."""
        return self.summary.columns

    @cached_property
    def activity(self) -> Activity:
        """The appointments by the columns of the summary; tables that lack them are not traced."""
        activity = self.gathered.activity_by(self.columns)
        assert activity is not None  # noqa: S101 - what needs appointments is absent without them
        return activity

    def appointments(self, group: Group, whole: str | None = None) -> Iterator[pl.DataFrame]:
        """The marked rows of a group, with `counts`: whether the rules count the worker.

        As many at a time as can be counted apart: with all rows of each beneficiary, or worker, if
        those are to be `whole`. One frame at least.
        """
        for rows in self.marked(self.codes_of(group), whole):
            yield self.with_counts(rows)

    def marked(
        self, groups: npt.NDArray[np.integer], whole: str | None = None
    ) -> Iterator[pl.DataFrame]:
        """The marked rows of some groups, told by their codes, as `appointments` gives them."""
        if whole is None or not self.is_national:
            for rows in self.activity.rows(groups):
                yield marked(rows, self.rules)
            return
        for share in self.activity.shares_of(groups):
            # A person may be in any portion, an appointment is in one: rows are marked before.
            yield pl.concat(_of_share(share, rows, whole) for rows in self.marked(groups))

    def codes_of(self, group: Group) -> npt.NDArray[np.uint32]:
        """The codes of the groups of appointments that are in a group."""
        table = self.activity.codes.groups.table()
        return table.filter(in_group(group))["group"].to_numpy()

    def codes_beside(self, scopes: npt.NDArray[np.uint16]) -> npt.NDArray[np.integer]:
        """The codes of all groups in which the beneficiaries of some scopes may be seen."""
        found = self.activity.codes.groups.scopes()
        if self.is_national:
            return np.arange(len(found))
        return np.flatnonzero(np.isin(found, scopes))

    def with_counts(self, rows: pl.DataFrame) -> pl.DataFrame:
        """Rows of appointments with `counts`: whether the rules count the worker."""
        return with_counted_workers(rows, self._workers, self.rules, self.activity.codes)

    @cached_property
    def _workers(self) -> pl.DataFrame | None:
        """The rows of the staff list that count, if others do not."""
        if self.rules.workers_counted != "qualified" or "workload" in self.summary.absent:
            return None
        return mark_counted(self.gathered.small["workers"], self.rules).filter("counted")

    def small(self, table: str) -> pl.DataFrame:
        """A small table with `row`, the place of each row."""
        return self.gathered.small[table].with_row_index("row")


def _of_share(share: Share, rows: pl.DataFrame, whole: str) -> pl.DataFrame:
    units = rows[whole].fill_null(NOBODY).to_numpy()
    return rows.filter(pl.Series(share.has(units, rows[APPOINTMENT].to_numpy())))


def in_group(group: Group) -> pl.Expr:
    """Whether a row with the group columns is of a group; an unknown value is a value."""
    return pl.all_horizontal(
        pl.lit(value=True),
        *(
            # As texts: a base year may be any number, also one that no column can hold.
            pl.col(name).cast(pl.String).eq_missing(pl.lit(_text(value), pl.String))
            for name, value in group.items()
        ),
    )


def _text(value: object) -> str | None:
    return None if value is None else str(value)
