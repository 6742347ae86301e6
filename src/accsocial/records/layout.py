"""Layouts: which headers and labels of a system mean which canonical column and value."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from accsocial.errors import nearest
from accsocial.records.names import fold
from accsocial.records.schema import BODIES, TERRITORIES, Kind, TableSchema

ANY_OTHER = "*"
"""The label that stands for any other text."""


@dataclass(frozen=True)
class TableLayout:
    """One table of a layout. `labels` maps column -> folded label -> canonical value."""

    layout: str
    table: TableSchema
    columns: Mapping[str, tuple[str, ...]]
    labels: Mapping[str, Mapping[str, str]]
    split: Mapping[str, str]
    pseudonymise: tuple[str, ...]

    @cached_property
    def folded_names(self) -> set[str]:
        """The headers of all columns, folded: names are compared so."""
        return {fold(name) for names in self.columns.values() for name in names}

    def match(self, headers: Sequence[str]) -> dict[str, int]:
        """Canonical column -> position of its header; columns that are not there are left out."""
        positions: dict[str, int] = {}
        for position, header in enumerate(headers):
            positions.setdefault(fold(header), position)
        positions.pop("", None)
        matched = {}
        for column, wanted in self.columns.items():
            found = next((positions[fold(h)] for h in wanted if fold(h) in positions), None)
            if found is not None:
                matched[column] = found
        return matched

    def missing(self, matched: Mapping[str, int], given: Sequence[str]) -> list[str]:
        """Required columns that are neither in the file nor given as a constant.

        If the file has none of those of which the table needs one, the first stands for them.
        """
        lacking = [n for n in self.table.required if n not in matched and n not in given]
        choice = self.table.needs_one
        return lacking if not choice or {*choice} & {*matched} else [*lacking, choice[0]]

    def explain_missing(self, missing: Sequence[str], headers: Sequence[str]) -> str:
        """For a message: each missing column, the headers it may have, the nearest one found."""
        parts = []
        for column in missing:
            near = self._nearest(column, headers)
            if wanted := self.columns.get(column):
                hint = f" (nearest in the file: {near!r})" if near else ""
                parts.append(f"{column} as {wanted[0]!r}{hint}")
            else:
                # Not even a header of that very name would be read.
                hint = f"; nearest in the file: {near!r}" if near else ""
                parts.append(f"{column} (no header in the layout{hint})")
        return ", ".join(parts)

    def near(self, missing: Sequence[str], headers: Sequence[str]) -> int:
        """How many of the missing columns have a header of nearly their name."""
        return sum(self._nearest(column, headers) is not None for column in missing)

    def _nearest(self, column: str, headers: Sequence[str]) -> str | None:
        by_fold = {fold(header): header for header in headers}
        names = self.columns.get(column, (column,))
        matches = (nearest(fold(name), by_fold) for name in names)
        return next((by_fold[match] for match in matches if match is not None), None)


@dataclass(frozen=True)
class Layout:
    """A named set of table layouts."""

    name: str
    description: str
    tables: Mapping[str, TableLayout]


def known_values(schema: TableSchema, column: str) -> tuple[str, ...]:
    """The canonical values of a column that labels can be mapped to."""
    found = schema.column(column)
    if found.kind is Kind.BODY:
        return BODIES
    if found.kind is Kind.TERRITORY:
        return TERRITORIES
    if found.kind is Kind.BOOLEAN:
        return ("true", "false")
    return found.labels
