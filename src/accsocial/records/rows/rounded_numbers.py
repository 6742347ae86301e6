"""Floats too large for their digits: numbers that a program rounded. Told, never changed.

A column of whole numbers with one missing becomes floats in many programs, and others halve floats
to save memory: in single precision 20220215 is the day before, and a large amount has no cents.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from accsocial.model import Text
from accsocial.records.schema import Kind

_BINARY_DIGITS: Mapping[type[pl.DataType], int] = {pl.Float16: 11, pl.Float32: 24, pl.Float64: 53}
_OF_A_CENT = 7
"""Binary digits behind the point that tell one cent from the next."""

_WARNINGS = {
    Kind.IDENTIFIER: ("identifier_rounded", 0),
    Kind.DATE: ("number_rounded", 0),
    Kind.INTEGER: ("number_rounded", 0),
    Kind.DECIMAL: ("number_rounded", _OF_A_CENT),
}
"""By kind, the warning, and the binary digits that are needed behind the point."""

MEANINGS: Mapping[str, Text] = {
    "number_rounded": Text(
        "amounts, days or counts stored as floats too large to be exact: cents may lack, a day be "
        "the one beside; have them written as decimals, dates or whole numbers",
        "montants, jours ou effectifs enregistrés en flottants trop grands pour être exacts : les "
        "centimes peuvent manquer, un jour être celui d'à côté ; les faire écrire en décimaux, "
        "dates ou entiers",
    )
}


def rounded(kind: Kind, cells: pl.Series) -> dict[str, int]:
    """A count, by warning, of the floats of a column of that kind that may not be exact."""
    digits = _BINARY_DIGITS.get(type(cells.dtype))
    if digits is None or kind not in _WARNINGS:
        return {}
    warning, behind = _WARNINGS[kind]
    return {warning: int((cells.abs() >= 2.0 ** (digits - behind)).sum())}
