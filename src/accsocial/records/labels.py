"""Labels of a system -> canonical values, with a count of those that no layout maps."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property

import polars as pl

from accsocial.records.layout import ANY_OTHER, TableLayout, known_values
from accsocial.records.names import fold
from accsocial.records.schema import TERRITORIES, Column, Kind

MAX_UNMAPPED = 1_000
"""Distinct unmapped labels kept per column; a column of free text has no more to tell."""

_TRUE = ("true", "vrai", "oui", "yes", "1", "o", "y", "x")
_FALSE = ("false", "faux", "non", "no", "0", "n")


def label_map(column: Column, layout: TableLayout) -> dict[str, str]:
    """Folded label -> canonical value: the layout's own labels, then the canonical ones."""
    labels: dict[str, str] = {}
    if column.kind is Kind.TERRITORY:
        labels |= {fold(code): code for code in TERRITORIES}
        # A spreadsheet that took "01" for a number left "1": it can be no other département.
        labels |= {code[1]: code for code in TERRITORIES if code.startswith("0")}
    elif column.kind is Kind.BOOLEAN:
        labels |= dict.fromkeys(_TRUE, "true") | dict.fromkeys(_FALSE, "false")
    else:
        labels |= {fold(value): value for value in known_values(layout.table, column.name)}
    return labels | dict(layout.labels.get(column.name, {}))


class LabelReader:
    """Maps the labels of one column and remembers those it could not map."""

    def __init__(self, column: Column, layout: TableLayout) -> None:
        self._labels = label_map(column, layout)
        self._values: Sequence[str] = (
            TERRITORIES
            if column.kind is Kind.TERRITORY
            else known_values(layout.table, column.name)
        )
        self.unmapped: Counter[str] = Counter()

    @cached_property
    def dtype(self) -> pl.Enum:
        return pl.Enum(list(self._values))

    def value_of(self, label: str) -> str | None:
        return self._labels.get(fold(label), self._labels.get(ANY_OTHER))

    def read(self, texts: pl.Series) -> pl.Series:
        """The canonical values of stripped texts (Enum); null where empty or unmapped."""
        counts = texts.drop_nulls().value_counts()
        labels: list[str] = counts[texts.name].to_list()
        values = [self.value_of(label) for label in labels]
        for label, value, count in zip(labels, values, counts["count"].to_list(), strict=True):
            if value is None and (label in self.unmapped or len(self.unmapped) < MAX_UNMAPPED):
                self.unmapped[label] += count
        mapping: Mapping[str, str] = {
            label: value for label, value in zip(labels, values, strict=True) if value is not None
        }
        return texts.replace_strict(mapping, default=None, return_dtype=self.dtype)
