"""The values of results as a run is compared with another: one row per indicator and group."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Mapping, Sequence, Set
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from accsocial.indicators import CATALOGUE
from accsocial.model import Unit
from accsocial.results import GROUP_COLUMNS, Status

if TYPE_CHECKING:
    import polars as pl

Group = tuple[str | int | None, ...]
Key = tuple[str, Group]
"""Indicator, and the values of the group columns in their order."""

NUMBERS = ("value", "numerator", "denominator", "unknown")
TEXTS = ("unit", "status", "reason")

_PLACES = {indicator.id: place for place, indicator in enumerate(CATALOGUE)}


@dataclass(frozen=True)
class Value:
    """One value, what it was divided from, and whether it can be read."""

    value: float | None
    numerator: float | None
    denominator: float | None
    unknown: int | None
    unit: str
    status: str
    reason: str | None

    @property
    def numbers(self) -> tuple[float | None, ...]:
        return (self.value, self.numerator, self.denominator, self.unknown)


@dataclass(frozen=True)
class Values:
    """Values by indicator and group. `groups` are the group columns, in the order of the keys."""

    groups: tuple[str, ...]
    rows: Mapping[Key, Value]

    def named(self, key: Key) -> dict[str, str | int | None]:
        """The group of a key by column."""
        return dict(zip(self.groups, key[1], strict=True))

    def part(self, indicators: Collection[str], years: Collection[int]) -> Values:
        """The values of some indicators and years; of all where none is named."""
        rows = {
            key: value
            for key, value in self.rows.items()
            if (not indicators or key[0] in indicators)
            and (not years or self.named(key)["year"] in years)
        }
        return Values(self.groups, rows)

    def plain(self) -> list[dict[str, object]]:
        """One flat JSON-ready row per value, sorted by indicator and group."""
        return [
            {"indicator": key[0], **self.named(key), **vars(self.rows[key])}
            for key in sorted(self.rows, key=_by_name)
        ]


def exact(number: float) -> Decimal:
    """The number that a text shows: 0.1 is a tenth, not the binary fraction beside it."""
    return Decimal(repr(number))


def values_of(frame: pl.DataFrame, groups: Sequence[str]) -> Values:
    """The values of results."""
    keys = frame.select("indicator", *groups).iter_rows()
    return Values(
        tuple(groups),
        {
            (key[0], tuple(key[1:])): Value(*row)
            for key, row in zip(keys, frame.select(*NUMBERS, *TEXTS).iter_rows(), strict=True)
        },
    )


def in_order(keys: Iterable[Key]) -> list[Key]:
    """Keys in the order of results: as in the catalogue, then by group, unknown values last."""
    return sorted(keys, key=_by_place)


def _by_place(key: Key) -> tuple[int, str, tuple[tuple[bool, str], ...]]:
    groups = tuple((part is None, str(part)) for part in key[1])
    return _PLACES.get(key[0], len(_PLACES)), key[0], groups


def _by_name(key: Key) -> tuple[str, tuple[tuple[bool, str], ...]]:
    return key[0], tuple((part is not None, str(part)) for part in key[1])


def parsed(
    rows: Iterable[Mapping[str, object]], groups: Sequence[str], *, alone: bool = False
) -> Values:
    """Values from flat rows, each of them checked; with `alone` they may have no other keys.

    Raises ValueError saying which row (from 1) is wrong, and how.
    """
    found: dict[Key, Value] = {}
    known = {"indicator", *groups, *NUMBERS, *TEXTS}
    for number, row in enumerate(rows, start=1):
        try:
            if alone:
                _check_keys(row, known)
            key = (_text(row, "indicator"), tuple(_group(row, column) for column in groups))
            value = _value(row)
        except ValueError as error:
            raise ValueError(f"value {number}: {error}") from None
        if key in found:
            raise ValueError(f"value {number}: the same indicator and group as an earlier one")
        found[key] = value
    return Values(tuple(groups), found)


def _check_keys(row: Mapping[str, object], known: Set[str]) -> None:
    if not row.keys() <= known:
        raise ValueError(f"unknown key {min(row.keys() - known)!r}")


def groups_of(row: Mapping[str, object]) -> tuple[str, ...]:
    """The group columns that a flat row has."""
    return tuple(column for column in GROUP_COLUMNS if column in row)


def _value(row: Mapping[str, object]) -> Value:
    value, numerator, denominator, unknown = (_number(row, name) for name in NUMBERS)
    status, unit = _text(row, "status"), _text(row, "unit")
    if status not in tuple(Status):
        raise ValueError(f"status must be one of {', '.join(Status)}")
    if unit not in tuple(Unit):
        raise ValueError(f"unit must be one of {', '.join(Unit)}")
    if (value is None) != (status in (Status.EMPTY, Status.NOT_COMPUTABLE)):
        raise ValueError(f"status {status} {'needs a' if value is None else 'has no'} value")
    reason = row.get("reason")
    if reason is not None and not isinstance(reason, str):
        raise ValueError("reason must be a text")
    whole = None if unknown is None else int(unknown)
    return Value(value, numerator, denominator, whole, unit, status, reason)


def _number(row: Mapping[str, object], name: str) -> float | None:
    number = row.get(name, "nothing")
    if number is None:
        return None
    try:
        if isinstance(number, int | float) and not isinstance(number, bool):
            found = float(number)
            if math.isfinite(found):
                return found
    except OverflowError:
        # JSON may write a whole number of any length.
        pass
    raise ValueError(f"{name} must be a number")


def _text(row: Mapping[str, object], name: str) -> str:
    text = row.get(name)
    if not isinstance(text, str) or not text:
        raise ValueError(f"{name} must be a text")
    return text


def _group(row: Mapping[str, object], column: str) -> str | int | None:
    part = row.get(column, False)
    wanted = int if column == "year" else str
    if part is not None and (isinstance(part, bool) or not isinstance(part, wanted)):
        raise ValueError(f"{column} must be a {'year' if column == 'year' else 'text'}")
    return part
