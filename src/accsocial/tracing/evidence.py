"""`evidence`: the rows behind a figure, with where each stands in the extract."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import polars as pl

from accsocial.errors import UsageError, right_name
from accsocial.records.hiding import Hider, identifier_columns
from accsocial.records.table import Table
from accsocial.summary.gathered import APPOINTMENTS, Gathered
from accsocial.summary.rows.memory import BEHIND
from accsocial.tracing.explanation import Explanation
from accsocial.tracing.found import AT_ONCE, Found, OfResult, Places, all_of
from accsocial.tracing.picked import picked


@dataclass(frozen=True)
class Evidence:
    """The rows behind figures, `height` of them. `digest` is the SHA-256 of the set.

    Columns: for_<group column> (the result that a row is behind), table, file, line, part,
    numerator, denominator, unknown (what the row is behind; a row may be behind several), then
    columns of the extract. Identifiers and free text are keyed pseudonyms. The digest is the same
    under every key: of these it holds which rows have the same one, and which have none.
    """

    found: Found
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

    `columns` are those wanted beside the place of a row, in that order: all by default. Raises
    UsageError for one that no table of the formula has, naming the nearest; DataRefused if the
    rows take more memory than is allowed; ValueError if the explanations have not kept the places
    of their rows (see `explain`).
    """
    behind = _behind(explanations)
    places = {
        name: all_of(each.rows for each in behind if each.table == name)
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
    found = Found([*explanations[0].group], wanted, rows, behind, tuple(codes))
    return Evidence(found, key, found.digest())


def _behind(explanations: Sequence[Explanation]) -> list[OfResult]:
    """In the order of the evidence: by group, then table."""
    found = []
    for explanation in explanations:
        by_table: dict[str, dict[str, list[Places]]] = {}
        for part in explanation.parts:
            for place, chosen in zip(part.trails, part.chosen, strict=True):
                if sum(map(len, chosen.rows)) != chosen.height:
                    raise ValueError("the explanations have not kept the places of their rows")
                roles = by_table.setdefault(explanation.trails[place].table, {})
                roles.setdefault(part.role, []).extend(rows.to_numpy() for rows in chosen.rows)
        for table, roles in by_table.items():
            of_role = {role: all_of(places) for role, places in roles.items()}
            every = all_of(of_role.values())
            found.append(OfResult(explanation.group, table, every, of_role))
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


def _hidden(texts: pl.Series, key: bytes) -> pl.Series:
    """The pseudonyms of distinct texts, made of some of them at a time: each takes a while."""
    name = texts.name
    parts = [
        Hider(key).hide(some.cast(pl.String), [name])[name]
        for some in texts.to_frame().iter_slices(AT_ONCE)
    ]
    return pl.concat([pl.Series(name, [], pl.String), *parts])


def _by_code(texts: pl.Series, values: pl.Series) -> pl.Series:
    """Values of distinct texts (Categorical), by the numbers of these."""
    codes = texts.to_physical().to_numpy()
    places = np.zeros(int(codes.max(initial=0)) + 1, np.uint32)
    places[codes] = np.arange(len(codes), dtype=np.uint32)
    return values.gather(pl.Series(places)) if len(values) else values
