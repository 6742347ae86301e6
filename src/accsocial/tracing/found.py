"""The rows behind results: those of a table kept once, as `picked`, and spelled out by result."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import polars as pl

from accsocial.summary.codes.groups import GROUP_DTYPES
from accsocial.summary.codes.packed import among, runs
from accsocial.summary.rows.shelves import ROW
from accsocial.tracing.explanation import Role
from accsocial.tracing.picked import STANDS

ROLES = tuple(role.value for role in Role)
PLACE = ("table", *STANDS)
"""Where a row stands."""

AT_ONCE = 1 << 18
"""Rows, or texts, that are spelled out at a time."""

Places = npt.NDArray[np.uint32]
"""Places of rows among all those gathered of their table."""

_GROUP = "for_{}"


@dataclass(frozen=True)
class OfResult:
    """The rows of a table behind one result: their places, ascending, and those of each role.

    `group` are the group columns of the result.
    """

    group: Mapping[str, object]
    table: str
    rows: Places
    of_role: Mapping[str, Places]


@dataclass(frozen=True)
class Found:
    """The rows behind results, those of a table kept once (see `picked`).

    `groups` are the group columns of the results, `columns` those that are shown, in that order.
    The `secret` ones are kept as numbers, the same for the same text in all tables.
    """

    groups: Sequence[str]
    columns: Sequence[str]
    rows: Mapping[str, pl.DataFrame]
    behind: Sequence[OfResult]
    secret: Sequence[str]

    @property
    def height(self) -> int:
        """How many rows there are: a row behind two results is two."""
        return sum(len(each.rows) for each in self.behind)

    def texts(self) -> dict[str, pl.Series]:
        """By secret column its distinct texts (Categorical)."""
        return {
            name: pl.concat(
                rows[name].unique() for rows in self.rows.values() if name in rows.columns
            )
            .unique()
            .drop_nulls()
            for name in self.secret
        }

    def spelled(self, instead: Mapping[str, pl.Series]) -> Iterator[pl.DataFrame]:
        """The rows in order, some at a time; one frame at least.

        `instead` has, by secret column, what is shown for each number.
        """
        yield self._empty(instead)
        for each in self.behind:
            every = self._places(each)
            for first in range(0, len(every), AT_ONCE):
                yield self._some(each, every[first : first + AT_ONCE], instead)

    def digest(self) -> str:
        """The SHA-256 of the rows as CSV; a secret text is the number of its first row."""
        # Whose row it is must not be told, but a row that changes hands is another row.
        first_rows = {name: self._first_rows(name) for name in self.secret}
        digest = hashlib.sha256()
        for place, rows in enumerate(self.spelled(first_rows)):
            digest.update(rows.write_csv(include_header=place == 0).encode())
        return digest.hexdigest()

    def _first_rows(self, name: str) -> pl.Series:
        """By number of a secret text the first row (UInt32) that has it."""
        of_table = {
            table: rows[name].to_physical()
            for table, rows in self.rows.items()
            if name in rows.columns
        }
        every = np.concatenate([codes.drop_nulls().to_numpy() for codes in of_table.values()])
        found = np.zeros(int(every.max(initial=0)) + 1, np.uint32)
        end = self.height
        # From behind: of those that have the same text, the first is written last.
        for each in reversed(self.behind):
            end -= len(each.rows)
            if each.table in of_table:
                codes = of_table[each.table].gather(self._places(each))
                known = codes.is_not_null().arg_true().to_numpy()
                found[codes.drop_nulls().to_numpy()[::-1]] = end + known[::-1]
        return pl.Series(name, found)

    def _places(self, behind: OfResult) -> Places:
        """Where the rows behind a result stand among those kept of the table, ascending."""
        kept = self.rows[behind.table][ROW].to_numpy()
        if len(kept) == len(behind.rows):
            return np.arange(len(kept), dtype=np.uint32)
        return np.flatnonzero(among(behind.rows, kept)[1]).astype(np.uint32)

    def _some(
        self, behind: OfResult, places: Places, instead: Mapping[str, pl.Series]
    ) -> pl.DataFrame:
        rows = self.rows[behind.table][places]
        numbers = rows[ROW].to_numpy()
        none = np.zeros(0, np.uint32)
        rows = rows.with_columns(
            *(pl.lit(value).alias(_GROUP.format(name)) for name, value in behind.group.items()),
            pl.lit(behind.table).alias("table"),
            *(
                pl.Series(role, among(behind.of_role.get(role, none), numbers)[1], pl.Boolean)
                for role in ROLES
            ),
            *(
                instead[name].gather(rows[name].to_physical()).alias(name)
                for name in self.secret
                if name in rows.columns
            ),
        )
        empty = self._empty(instead)
        return rows.select(
            (pl.col(name) if name in rows.columns else pl.lit(None)).cast(dtype).alias(name)
            for name, dtype in empty.schema.items()
        )

    def _empty(self, instead: Mapping[str, pl.Series]) -> pl.DataFrame:
        """A frame of the columns and types of the evidence."""
        known = {name: dtype for rows in self.rows.values() for name, dtype in rows.schema.items()}
        shown = {name: series.dtype for name, series in instead.items()}
        dtypes = {
            **{_GROUP.format(name): GROUP_DTYPES[name] for name in self.groups},
            **dict.fromkeys(PLACE[:2], pl.String()),
            **dict.fromkeys(PLACE[2:], pl.UInt32()),
            **dict.fromkeys(ROLES, pl.Boolean()),
            **{name: shown.get(name, known[name]) for name in self.columns},
        }
        texts = {n: pl.String() if isinstance(d, pl.Enum) else d for n, d in dtypes.items()}
        return pl.DataFrame(schema=texts)


def all_of(parts: Iterable[Places]) -> Places:
    """The places that are in any of the parts, once, ascending."""
    every = np.concatenate([np.zeros(0, np.uint32), *parts])
    every.sort()
    starts, _ = runs(every)
    return every[starts]
