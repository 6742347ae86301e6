"""What the values of a column look like: days, codes of départements, amounts, known labels."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from accsocial.records.layout import ANY_OTHER
from accsocial.records.layout_files import shipped_layouts
from accsocial.records.names import fold_label
from accsocial.records.rows.labels import label_map
from accsocial.records.rows.named_months import NAMED_DAY
from accsocial.records.rows.named_territories import before_territory, territory_named
from accsocial.records.rows.program_days import BARE_DAYS, ENGLISH_DAYS
from accsocial.records.rows.values import YEAR
from accsocial.records.schema import Column, Kind, TableSchema

_DAY = re.compile(
    r"^\d{1,2}[-/.]\d{1,2}[-/.](\d{2}|\d{4})(?!\d)|^\d{4}[-/.]\d{1,2}[-/.]\d{1,2}(?!\d)"
    r"|^(19|20)\d{2}(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(\.0)?$"
)
_OTHER_DAYS = [re.compile(form) for form in (NAMED_DAY, *ENGLISH_DAYS, *BARE_DAYS)]
_NUMBER = re.compile(r"^[(+-]?\d[\d\s\u00a0\u202f'.,]*\)?-?\s*([kKM]?(€|EUR)|%)?$")
_YEAR = re.compile(YEAR)
_CENTURIES = ("19", "20")
_CODE_ALONE = re.compile(r"^(0\d|2[AB]|97[1-6])$", re.IGNORECASE)
"""Codes of départements that a number of minutes, of persons or of an office is not written as."""
_NAME = re.compile(r"^[^\W\d_][^\d@]*[\s,][^\d@]*[^\W\d_]\.?$")


def is_value(cell: str) -> bool:
    """Whether a cell is a number, a day or an address of mail, which no header is."""
    text = cell.strip()
    return bool(_is_day(text) or _NUMBER.match(text) or "@" in text)


def are_names(values: Sequence[str]) -> bool:
    """Whether most values look like the names of persons: words, no digit."""
    return bool(values) and sum(bool(_NAME.match(v.strip())) for v in values) > len(values) / 2


def fit(schema: TableSchema, column: Column, values: Sequence[str]) -> float | None:
    """The share of `values` that the column could hold, 0 to 1.

    None if there are no values, or if anything could stand in the column.
    """
    if not values or column.kind in (Kind.IDENTIFIER, Kind.TEXT):
        return None
    good = sum(_fits(schema.name, column, value.strip()) for value in values)
    return good / len(values)


def tell_alone(column: Column, values: Sequence[str]) -> bool:
    """Whether values that fit the column can tell it under a header that does not.

    1, 3 or 45 is a code of a département, and so is what counts persons, offices and minutes.
    """
    if column.kind is not Kind.TERRITORY:
        return True
    texts = [value.strip() for value in values]
    return any(_CODE_ALONE.match(text) or territory_named(text) for text in texts)


def _fits(table: str, column: Column, text: str) -> bool:
    if column.kind is Kind.DATE:
        return _is_day(text)
    if column.kind is Kind.YEAR:
        year = _YEAR.match(text)
        figures = "".join(year[1].split()) if year else ""
        return figures.startswith(_CENTURIES) or _is_day(text)
    if column.kind.is_measure:
        return bool(_NUMBER.match(text))
    if column.kind is Kind.TERRITORY and territory_named(text):
        return True
    return known_part(table, column, text) is not None


def known_part(table: str, column: Column, label: str) -> str | None:
    """The label itself if any layout knows it, of a body also what stands before its territory."""
    known = known_labels(table, column)
    parts = [label, before_territory(label) if column.kind is Kind.BODY else None]
    return next((part for part in parts if part and fold_label(part) in known), None)


def _is_day(text: str) -> bool:
    return any(form.match(text) for form in (_DAY, *_OTHER_DAYS))


@cache
def known_labels(table: str, column: Column) -> dict[str, str]:
    """Folded label -> canonical value, over all shipped layouts."""
    found: dict[str, str] = {}
    for layout in shipped_layouts():
        if table in layout.tables:
            found = label_map(column, layout.tables[table]) | found
    found.pop(ANY_OTHER, None)
    return found
