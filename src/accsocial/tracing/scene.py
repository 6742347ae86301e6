"""What tracing looks at: an extract, the rules that count it, and one group of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import polars as pl

from accsocial.rules import CountingRules
from accsocial.summary.gathered import Gathered
from accsocial.summary.rows.activity import Activity
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
    def columns(self) -> tuple[str, ...]:
        """The group columns that are counted apart."""
        return self.summary.columns

    @cached_property
    def activity(self) -> Activity:
        """The appointments by the columns of the summary; tables that lack them are not traced."""
        activity = self.gathered.activity_by(self.columns)
        assert activity is not None  # noqa: S101 - what needs appointments is absent without them
        return activity

    def small(self, table: str) -> pl.DataFrame:
        """A small table with `row`, the place of each row."""
        return self.gathered.small[table].with_row_index("row")


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
