"""The numbers that stand in formulas: each dated, with its unit and its source."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Any

from accsocial.model import Incomplete, Source, Text
from accsocial.parameters.files import read_text
from accsocial.parameters.published import sources


@dataclass(frozen=True)
class DatedValue:
    """A number with the days on which it holds; `valid_to` None is an open end.

    `figures` are the ids of the published figures it is taken or derived from; `note` is what else
    there is to know.
    """

    name: str
    value: Decimal
    unit: str
    valid_from: date
    valid_to: date | None
    source: Source
    figures: tuple[str, ...]
    note: Text | None

    def __post_init__(self) -> None:
        if not self.unit.strip():
            raise Incomplete(f"constant {self.name} needs a unit")
        if not self.source.page.strip():
            raise Incomplete(f"constant {self.name} needs the page of its source")

    def holds_in(self, year: int) -> bool:
        """Whether it holds on some day of the year."""
        return self.valid_from.year <= year and (
            self.valid_to is None or year <= self.valid_to.year
        )


def constant(name: str, year: int | None = None) -> DatedValue:
    """The value that holds in `year` (the last one to begin), or the latest of all.

    Raises LookupError if there is no such constant, or none for the year.
    """
    values = constants().get(name, ())
    held = [value for value in values if year is None or value.holds_in(year)]
    if not held:
        known = ", ".join(sorted(constants()))
        raise LookupError(f"no constant {name!r} for {year or 'any year'}; known: {known}")
    return max(held, key=lambda value: value.valid_from)


@cache
def constants() -> Mapping[str, tuple[DatedValue, ...]]:
    """The constants that ship: name -> values in order of validity."""
    return parse_constants(read_text("constants.toml"))


def parse_constants(text: str) -> dict[str, tuple[DatedValue, ...]]:
    """Constants from TOML, in the form that `data/constants.toml` describes.

    Raises Incomplete, naming the constant, if a value lacks one of its parts.
    """
    return {
        name: tuple(
            sorted((_parse(name, entry) for entry in entries), key=lambda value: value.valid_from)
        )
        for name, entries in tomllib.loads(text).items()
    }


def _parse(name: str, entry: Mapping[str, Any]) -> DatedValue:
    for part in ("value", "unit", "valid_from", "source", "page"):
        if part not in entry:
            raise Incomplete(f"constant {name} needs a {part}")
    source = sources().get(entry["source"])
    if source is None:
        raise Incomplete(f"constant {name} needs a source: {entry['source']!r} is not known")
    try:
        value = Decimal(entry["value"])
    except (InvalidOperation, TypeError) as error:
        raise Incomplete(f"constant {name} needs a value that is a number") from error
    return DatedValue(
        name=name,
        value=value,
        unit=entry["unit"],
        valid_from=entry["valid_from"],
        valid_to=entry.get("valid_to"),
        source=source.at(entry["page"]),
        figures=tuple(entry.get("figures", ())),
        note=_note(entry["note"]) if "note" in entry else None,
    )


def _note(entry: Mapping[str, str]) -> Text:
    return Text(entry.get("en", ""), entry.get("fr", ""))
