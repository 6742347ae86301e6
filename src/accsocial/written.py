"""Settings as people write them: texts become values, and what is wrong with one is said."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from pydantic import BeforeValidator, Field, ValidationError
from pydantic_core import PydanticCustomError

from accsocial.given import listed, what_is_wrong
from accsocial.records.rows.values import FIRST_YEAR, LAST_YEAR
from accsocial.rules import CountingRules
from accsocial.summary.rows.memory import LEAST_LIMIT

__all__ = ["SETTINGS", "ValidationError", "as_rule", "explain"]

_SIZE = re.compile(r"\s*(?P<number>\d+([.,]\d+)?)\s*(?P<unit>|[kmg]i?b?)\s*", re.IGNORECASE)
_UNITS = {"": 1} | {
    f"{letter}{between}{b}": base**power
    for power, letter in enumerate("kmg", 1)
    for between, base in (("", 1000), ("i", 1024))
    for b in ("", "b")
}
"""Units of sizes, by their letters."""

_DEFAULT_UNITS = CountingRules().beneficiary_unit


def _split(value: object) -> object:
    """`"a,b"` and single values as a list; lists as they are."""
    if isinstance(value, str):
        return listed(value)
    return value if isinstance(value, list | tuple) else [value]


def _units(value: object) -> object:
    """`"person"` for both bodies, or `"caf=person"`; a body that is not named keeps its default."""
    if isinstance(value, str):
        if "=" not in value:
            return dict.fromkeys(_DEFAULT_UNITS, value)
        pairs = [part.partition("=") for part in value.split(",")]
        bodies = [body.strip() for body, _, _ in pairs]
        if len({*bodies}) < len(bodies):
            # Which of two units is meant nobody knows: the text is refused as no table of units.
            return value
        value = {body.strip(): unit.strip() for body, _, unit in pairs}
    return {**_DEFAULT_UNITS, **value} if isinstance(value, dict) else value


def _day(value: object) -> object:
    """A TOML date, or a text YYYY-MM-DD and nothing else: a number is no count of seconds here."""
    if value is None or type(value) is dt.date:
        return value
    try:
        return dt.datetime.strptime(str(value), "%Y-%m-%d").date()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        raise PydanticCustomError("day", "must be a day, YYYY-MM-DD") from None


def _bytes(value: object) -> object:
    """A limit of memory in bytes, with or without a unit: 2GB, 1.5 GiB."""
    found = _SIZE.fullmatch(str(value))
    if found is None:
        raise PydanticCustomError("bytes", "must be a number of bytes, such as 4GB")
    size = int(Decimal(found["number"].replace(",", ".")) * _UNITS[found["unit"].lower()])
    if size < LEAST_LIMIT:
        least = f"must be at least {LEAST_LIMIT // 10**6}MB: as much is needed for any extract"
        raise PydanticCustomError("bytes", least)
    return size


SETTINGS: Mapping[str, Any] = {
    "by": BeforeValidator(_split),
    "only": BeforeValidator(_split),
    "year": BeforeValidator(_split),
    "base_year": Field(ge=FIRST_YEAR, le=LAST_YEAR),
    "max_rejected": Field(ge=0, le=1, allow_inf_nan=False),
    "extracted_on": BeforeValidator(_day),
    "memory_limit": BeforeValidator(_bytes),
}
"""What values of settings must be beyond their types."""


def as_rule(name: str, value: object) -> object:
    """A counting rule that may be written as a text."""
    if name == "beneficiary_unit":
        return _units(value)
    return _split(value) if name in ("counted_statuses", "counted_channels") else value


_OF_SETTINGS = {
    "dict_type": "must be household, person, or one unit for each body: caf=person",
    "too_short": "must name at least one",
}
"""What is wrong with settings, where more can be said than of other values."""


def explain(error: ValidationError, shown: Mapping[str, str]) -> str:
    """`--max-rejected 2.0: must be at most 1`: where each wrong value is, and what is allowed."""
    messages: dict[str, str] = {}
    for problem in error.errors():
        name = next(str(part) for part in problem["loc"] if part != "rules")
        what = what_is_wrong(problem, _OF_SETTINGS)
        # What else is wrong with a setting follows from its first fault.
        messages.setdefault(name, f"{shown[name]} {problem['input']}: {what}")
    return "; ".join(messages.values())
