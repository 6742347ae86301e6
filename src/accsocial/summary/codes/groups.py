"""Group columns: which ones a summary keeps, and small codes for their combinations."""

from __future__ import annotations

import math
from collections.abc import Sequence
from itertools import islice

import numpy as np
import numpy.typing as npt
import polars as pl

from accsocial.records.rows.distinct import Distinct
from accsocial.results import DEFAULT_GROUPS, GROUP_COLUMNS, check_group_columns
from accsocial.rules import CountingRules
from accsocial.summary.codes.calendar import looked_up, years
from accsocial.summary.codes.numbering import Numbering, SmallNumbers
from accsocial.summary.codes.scopes import scope_of

GROUP_DTYPES: dict[str, pl.DataType] = {
    "body": pl.String(),
    "territory": pl.String(),
    "year": pl.Int32(),
    "site": pl.String(),
    "event": pl.String(),
    "channel": pl.String(),
}
CODE = pl.UInt32()

_TABLE = 1 << 20
"""Combinations of values up to which each has a place in a table; beyond, they are sorted."""

_Places = tuple[npt.NDArray[np.integer], list[object]]
"""The value of each row as a place among some labels, and the labels; null is the last of all."""


def result_groups(by: Sequence[str]) -> tuple[str, ...]:
    """Body and year, plus what `by` adds, in the order of the output.

    Raises UsageError for a name that is no group column.
    """
    check_group_columns(by)
    return tuple(name for name in GROUP_COLUMNS if name in (*DEFAULT_GROUPS, *by))


def summary_groups(groups: Sequence[str], rules: CountingRules) -> tuple[str, ...]:
    """The groups that are counted apart.

    An identifier means nothing outside its territory: territories are always
    counted apart, and add up. With identifiers of national scope a beneficiary of two
    territories is one, so that only the groups asked for can be counted.
    """
    if rules.id_scope == "national":
        return tuple(groups)
    return tuple(name for name in GROUP_COLUMNS if name in groups or name == "territory")


class GroupCodes:
    """Numbers the combinations of group values as they turn up."""

    def __init__(self, columns: Sequence[str]) -> None:
        self.columns = list(columns)
        self._codes: dict[tuple[object, ...], int] = {}
        self._only_following: set[int] = set()
        self._scopes = np.zeros(0, np.uint16)
        self._table: pl.DataFrame | None = None
        self._in_order = np.zeros(0, np.uint32)
        # What places stand for, mostly the same from one batch to the next.
        self._labels: list[list[object]] = []
        self._numbering = Numbering(0)

    def encode(self, frame: pl.DataFrame) -> SmallNumbers:
        """The code of each row of a frame that has the group columns, and a date for the year."""
        if not frame.height:
            return np.zeros(0, np.uint16)
        parts = [_places(frame, name) for name in self.columns]
        labels = [values for _, values in parts]
        size = math.prod(map(len, labels))
        place: npt.NDArray[np.integer] = np.zeros(
            frame.height, np.uint32 if size <= _TABLE else np.int64
        )
        for here, values in parts:
            place *= len(values)
            place += here
        if size > _TABLE:
            found, places = np.unique(place, return_inverse=True)
            codes = np.array(self._codes_of(found, labels), np.uint32)
            return codes[places]
        if labels != self._labels:
            self._labels, self._numbering = labels, Numbering(size)
        return self._numbering.of(place, lambda found: self._codes_of(found, labels))

    def _codes_of(
        self, found: npt.NDArray[np.int64], labels: Sequence[Sequence[object]]
    ) -> Sequence[int]:
        """The codes of combinations: places in the table of all combinations of labels."""
        rest, columns = found, []
        for values in reversed(labels):
            rest, at = np.divmod(rest, len(values))
            columns.append([values[place] for place in at.tolist()])
        rows = zip(*reversed(columns), strict=True)
        codes = [self._codes.setdefault(row, len(self._codes)) for row in rows]
        self._only_following.difference_update(codes)
        return codes

    def coarser(self, columns: Sequence[str]) -> tuple[GroupCodes, pl.Series]:
        """Codes by fewer columns, and the new code (UInt32) of each old one, in their order."""
        made = GroupCodes(columns)
        places = [self.columns.index(name) for name in columns]
        codes = [
            made._codes.setdefault(tuple(values[at] for at in places), len(made._codes))
            for values in self._codes
        ]
        with_rows = {code for old, code in enumerate(codes) if old not in self._only_following}
        made._only_following = {*codes} - with_rows
        return made, pl.Series("group", codes, dtype=CODE)

    def add_following_years(self) -> None:
        """Gives a code to the same group one year later, for each group that has rows.

        Once it was called, another call gives out no new code, and several threads may ask what
        codes stand for.
        """
        at = self.columns.index("year")
        for values, code in [*self._codes.items()]:
            if code in self._only_following:
                continue
            year = values[at]
            assert isinstance(year, int)  # noqa: S101 - the type of the column
            later = (*values[:at], year + 1, *values[at + 1 :])
            if later not in self._codes:
                self._only_following.add(len(self._codes))
                self._codes[later] = len(self._codes)
        self.scopes()
        self.in_order()

    def scopes(self) -> npt.NDArray[np.uint16]:
        """The scope of each code (see `scopes`); 0 where territories are not told apart."""
        known = len(self._scopes)
        if known < len(self._codes):
            new = [0] * (len(self._codes) - known)
            if {"body", "territory"} <= {*self.columns}:
                body, territory = (self.columns.index(name) for name in ("body", "territory"))
                rows = islice(self._codes, known, None)
                new = [scope_of(values[body], values[territory]) for values in rows]
            self._scopes = np.append(self._scopes, np.array(new, np.uint16))
        return self._scopes

    def in_order(self) -> npt.NDArray[np.uint32]:
        """The codes in the order of results: by their groups, ascending."""
        if len(self._in_order) < len(self._codes):
            in_order = self.table().sort(self.columns, nulls_last=True)
            self._in_order = in_order["group"].to_numpy()
        return self._in_order

    def table(self) -> pl.DataFrame:
        """The group columns and the code (column group) of each combination."""
        if self._table is None or self._table.height < len(self._codes):
            rows = [(*values, code) for values, code in self._codes.items()]
            schema = {name: GROUP_DTYPES[name] for name in self.columns} | {"group": CODE}
            self._table = pl.DataFrame(rows, schema=schema, orient="row")
        return self._table

    def decode(self, counts: pl.DataFrame) -> pl.DataFrame:
        """Puts the group columns in the place of `group`; sorted by all columns but decimals."""
        # A table by channel whose groups have the channel too keeps one column of it.
        rest = [name for name in counts.columns if name not in {"group", *self.columns}]
        # A code is the place of its combination in the table.
        groups = self.table()[counts["group"], self.columns]
        return groups.hstack(counts[rest]).sort([*self.columns, *rest], nulls_last=True)


def _places(frame: pl.DataFrame, name: str) -> _Places:
    if name == "year":
        lowest, highest = years(pl.Series([frame["date"].min(), frame["date"].max()])).tolist()
        found = looked_up(frame["date"], lambda days: (years(days) - lowest).astype(np.uint32))
        return found, [*range(lowest, highest + 1), None]
    column = frame[name]
    if isinstance(column.dtype, pl.Enum):
        rows = column.to_physical()
        labels: list[object] = column.dtype.categories.to_list()
    else:
        distinct = Distinct(column)
        rows, labels = distinct.rows, distinct.texts.to_list()
    if rows.null_count():
        rows = rows.cast(pl.UInt32).fill_null(len(labels))
    return rows.to_numpy(), [*labels, None]
