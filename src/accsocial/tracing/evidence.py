"""`evidence`: the rows behind a figure, with where each stands in the extract."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import polars as pl

from accsocial.errors import UsageError, right_name
from accsocial.records.hiding import Hider, identifier_columns
from accsocial.records.table import Table
from accsocial.summary.codes.groups import GROUP_DTYPES
from accsocial.summary.codes.packed import runs
from accsocial.summary.gathered import APPOINTMENTS, Gathered
from accsocial.summary.rows.memory import BEHIND
from accsocial.summary.rows.shelves import ROW
from accsocial.tracing.explanation import Explanation, Role
from accsocial.tracing.picked import STANDS, picked

ROLES = tuple(role.value for role in Role)
PLACE = ("table", *STANDS)
"""Where a row stands."""

_GROUP = "for_{}"

_AT_ONCE = 1 << 18
"""Rows that are spelled out at a time."""

_Places = npt.NDArray[np.uint32]


@dataclass(frozen=True)
class Evidence:
    """The rows behind figures, `height` of them. `digest` is the SHA-256 of the set.

    Columns: for_<group column> (the result that a row is behind), table, file, line, part,
    numerator, denominator, unknown (what the row is behind; a row may be behind several), then
    columns of the extract. Identifiers and free text are keyed pseudonyms. The digest is the same
    under every key: of these it holds which rows have the same one, and which have none.
    """

    found: _Found
    key: bytes
    digest: str

    @property
    def height(self) -> int:
        """How many rows there are."""
        return self.found.height

    def parts(self) -> Iterator[pl.DataFrame]:
        """The rows by group and place, some of them at a time; one frame at least."""
        return self.found.spelled(self._pseudonyms)

    @cached_property
    def _pseudonyms(self) -> dict[str, pl.Series]:
        return {
            name: _by_code(texts, _hidden(texts, self.key))
            for name, texts in self.found.texts().items()
        }


def evidence(
    explanations: Sequence[Explanation],
    gathered: Gathered,
    *,
    columns: Sequence[str] | None,
    key: bytes,
) -> Evidence:
    """The rows that each number of some explanations was made from, by group and place.

    The explanations must have kept the places of their rows. `columns` are those wanted beside
    the place of a row, in that order: all by default. Raises UsageError for one that no table of
    the formula has, naming the nearest; DataRefused if the rows take more memory than is allowed.
    """
    behind = _behind(explanations)
    places = {
        name: _all_of(each.rows for each in behind if each.table == name)
        for name in sorted({each.table for each in behind})
    }
    tables = {name: gathered.records.tables[name] for name in places}
    wanted = _wanted(tables, columns)
    activity = gathered.activity
    if activity is not None and APPOINTMENTS in places:
        activity.memory.make_room(
            activity.shelves,
            len(places[APPOINTMENTS]),
            BEHIND,
            "stand behind what is asked for",
            "ask for fewer groups with --where",
        )
    secret = {column for table in tables.values() for column in identifier_columns(table)}
    codes = {name: pl.Categorical(pl.Categories.random()) for name in wanted if name in secret}
    rows = {}
    for name, table in tables.items():
        shown = [column for column in table.columns if column in wanted]
        dtypes = {column: codes.get(column, table.dtypes[column]) for column in shown}
        rows[name] = picked(gathered, name, places[name], dtypes)
    found = _Found([*explanations[0].group], wanted, rows, behind, tuple(codes))
    return Evidence(found, key, found.digest())


@dataclass(frozen=True)
class _Behind:
    """The rows of a table behind one result: their places, ascending, and those of each role."""

    group: Mapping[str, object]
    table: str
    rows: _Places
    of_role: Mapping[str, _Places]


def _behind(explanations: Sequence[Explanation]) -> list[_Behind]:
    """In the order of the evidence: by group, then table."""
    found = []
    for explanation in explanations:
        by_table: dict[str, dict[str, list[_Places]]] = {}
        for part in explanation.parts:
            for place, chosen in zip(part.trails, part.chosen, strict=True):
                roles = by_table.setdefault(explanation.trails[place].table, {})
                roles.setdefault(part.role, []).extend(rows.to_numpy() for rows in chosen.rows)
        for table, roles in by_table.items():
            of_role = {role: _all_of(places) for role, places in roles.items()}
            every = _all_of(of_role.values())
            found.append(_Behind(explanation.group, table, every, of_role))
    return sorted(found, key=lambda each: (*_in_order(each.group), each.table))


def _in_order(group: Mapping[str, object]) -> list[tuple[bool, object]]:
    """What sorts groups as results are: unknown values last."""
    return [(value is None, value) for value in group.values()]


def _wanted(tables: Mapping[str, Table], columns: Sequence[str] | None) -> list[str]:
    known = list(dict.fromkeys(c for table in tables.values() for c in table.columns))
    if columns is None or not known:
        return known
    for name in columns:
        if name not in known:
            hint = right_name(name, known)
            raise UsageError(f"--columns {name}: no such column behind the figure; {hint}")
    return list(dict.fromkeys(columns))


@dataclass(frozen=True)
class _Found:
    """The rows behind results, those of a table kept once (see `picked`).

    `groups` are the group columns of the results, `columns` those that are shown, in that order.
    The `secret` ones are kept as numbers, the same for the same text in all tables.
    """

    groups: Sequence[str]
    columns: Sequence[str]
    rows: Mapping[str, pl.DataFrame]
    behind: Sequence[_Behind]
    secret: Sequence[str]

    @property
    def height(self) -> int:
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
            for first in range(0, len(every), _AT_ONCE):
                yield self._some(each, every[first : first + _AT_ONCE], instead)

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
        size = 1 + max((int(str(codes.max() or 0)) for codes in of_table.values()), default=0)
        found = np.zeros(size, np.uint32)
        end = self.height
        # From behind: of those that have the same text, the first is written last.
        for each in reversed(self.behind):
            end -= len(each.rows)
            if each.table in of_table:
                codes = of_table[each.table].gather(self._places(each))
                known = codes.is_not_null().arg_true().to_numpy()
                found[codes.drop_nulls().to_numpy()[::-1]] = end + known[::-1]
        return pl.Series(name, found)

    def _places(self, behind: _Behind) -> _Places:
        """Where the rows behind a result stand among those kept of the table, ascending."""
        kept = self.rows[behind.table][ROW].to_numpy()
        if len(kept) == len(behind.rows):
            return np.arange(len(kept), dtype=np.uint32)
        return np.flatnonzero(_is_in(kept, behind.rows)).astype(np.uint32)

    def _some(
        self, behind: _Behind, places: _Places, instead: Mapping[str, pl.Series]
    ) -> pl.DataFrame:
        rows = self.rows[behind.table][places]
        numbers = rows[ROW].to_numpy()
        none = np.zeros(0, np.uint32)
        rows = rows.with_columns(
            *(pl.lit(value).alias(_GROUP.format(name)) for name, value in behind.group.items()),
            pl.lit(behind.table).alias("table"),
            *(
                pl.Series(role, _is_in(numbers, behind.of_role.get(role, none)), pl.Boolean)
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


def _all_of(parts: Iterable[_Places]) -> _Places:
    """What is in any of the parts, once, ascending."""
    every = np.concatenate([np.zeros(0, np.uint32), *parts])
    every.sort()
    starts, _ = runs(every)
    return every[starts]


def _is_in(numbers: _Places, ascending: _Places) -> npt.NDArray[np.bool_]:
    """Which numbers are among others."""
    place = np.searchsorted(ascending, numbers)
    found = np.zeros(len(numbers), bool)
    inside = place < len(ascending)
    found[inside] = ascending[place[inside]] == numbers[inside]
    return found


def _hidden(texts: pl.Series, key: bytes) -> pl.Series:
    """The pseudonyms of distinct texts, made of some of them at a time: each takes a while."""
    parts = [
        Hider(key).hide(some.cast(pl.String).to_frame(), [texts.name])[texts.name]
        for some in (part[texts.name] for part in texts.to_frame().iter_slices(_AT_ONCE))
    ]
    return pl.concat([pl.Series(texts.name, [], pl.String), *parts])


def _by_code(texts: pl.Series, values: pl.Series) -> pl.Series:
    """Values of distinct texts (Categorical), by the numbers of these."""
    codes = texts.to_physical().to_numpy()
    places = np.zeros(int(codes.max(initial=0)) + 1, np.uint32)
    places[codes] = np.arange(len(codes), dtype=np.uint32)
    return values.gather(pl.Series(places)) if len(values) else values
