"""Labels of a system -> canonical values, with a count of those that no layout maps."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache, cached_property

import polars as pl

from accsocial.records.layout import ANY_OTHER, TableLayout, known_values
from accsocial.records.names import fold, fold_label
from accsocial.records.rows.distinct import Distinct
from accsocial.records.rows.named_territories import before_territory, territory_named
from accsocial.records.rows.nothing_said import OF_ANYTHING
from accsocial.records.schema import TERRITORIES, Column, Kind

LONGEST_KEPT = 200
"""Characters kept of an unmapped label."""

MAX_UNMAPPED = 1_000
"""Distinct unmapped labels kept per column; a column of free text has no more to tell."""

OTHER_LABELS = "..."
"""Stands for the labels beyond that number."""

_CODE = re.compile(r"[^\w-]*(\w[\w\s]*|2-[AaBb]|97-[1-6])([.,]0+)?\W*")
"""A code of a territory: nothing but blanks between its characters, and no minus before them.

But for those whose parts are no codes: `2-A` and `97-1` can be nothing else.
"""

_TRUE = ("true", "vrai", "oui", "yes", "1", "o", "y", "x", "t", "v")
_FALSE = ("false", "faux", "non", "no", "0", "n", "f")


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


@cache
def _enum(values: tuple[str, ...]) -> pl.Enum:
    # Made once: there may be thousands of files whose columns have the same values.
    return pl.Enum(values)


class LabelReader:
    """Maps the labels of one column and remembers those it could not map.

    `dtype` is the type of its canonical values; `names_territories` is set once a name was read as
    the code of a territory.
    """

    def __init__(self, column: Column, layout: TableLayout) -> None:
        self._boolean = column.kind is Kind.BOOLEAN
        self._is_territory = column.kind is Kind.TERRITORY
        self._is_body = column.kind is Kind.BODY
        self._own = layout.labels.get(column.name, {})
        self._labels = label_map(column, layout)
        self.dtype = _enum(known_values(layout.table, column.name))
        self.unmapped: Counter[str] = Counter()
        self.names_territories = False

    def value_of(self, label: str) -> str | None:
        """The canonical value that a label means; None if nothing maps it."""
        # "1/2" and "1, 2" are two territories, not the code 12; a layout may know them.
        is_code = not self._is_territory or _CODE.fullmatch(label)
        value = (self._labels if is_code else self._own).get(fold_label(label))
        if value is None and self._is_body and (body := before_territory(label)):
            value = self._labels.get(fold_label(body))
        if value is None and self._is_territory:
            value = territory_named(label)
            self.names_territories |= value is not None
        if value is None and not OF_ANYTHING.is_text(label):
            # Any other label: NULL is none, however many rows hold it.
            value = self._labels.get(ANY_OTHER)
        return value

    @cached_property
    def keeps_booleans(self) -> bool:
        """Whether a column of booleans says what it means, so that nothing is to be mapped."""
        return self._boolean and all(self.value_of(word) == word for word in ("true", "false"))

    def read(self, column: Distinct) -> pl.Series:
        """The canonical values of a column (Enum or Boolean); null where empty or unmapped."""
        labels: list[str | None] = column.texts.to_list()
        values = [None if label is None else self.value_of(label) for label in labels]
        self._count_unmapped(column, labels, values)
        known = pl.Series(values, dtype=self.dtype)
        return column.spread(known.cast(pl.String) == "true" if self._boolean else known)

    def _count_unmapped(
        self, column: Distinct, labels: list[str | None], values: list[str | None]
    ) -> None:
        unmapped = [
            i
            for i, (label, value) in enumerate(zip(labels, values, strict=True))
            if value is None and label is not None
        ]
        if not unmapped:
            return
        for position, count in zip(unmapped, column.count(unmapped), strict=True):
            if not count:
                continue
            label = str(labels[position])[:LONGEST_KEPT]
            known = label in self.unmapped or len(self.unmapped) < MAX_UNMAPPED
            self.unmapped[label if known else OTHER_LABELS] += count
