"""What a definition cannot say about its indicator: pitfalls, and an example worked by hand.

A sheet is the file `sheets/<id of the indicator>.toml`:

    [pitfalls]
    en = ["One or two sentences.", ...]
    fr = ["Une ou deux phrases.", ...]

    [example]
    text.en = "How the value is found by hand from these rows."
    text.fr = "Comment la valeur s'obtient à la main à partir de ces lignes."
    rules = { support_threshold = 2 }      # counting rules; defaults may be left out

    [example.appointments]                 # any of the canonical tables
    header = ["beneficiary_id", "date", "status"]
    rows = [["B1", "2022-03-01", "held"], ...]

    [example.expect]
    group = { body = "caf", year = 2022 }
    value = "3/2"
    numerator = "3"
    denominator = "2"
    unknown = 0
    status = "partial"

Cells are text as in a CSV file; numbers are exact, as fractions or decimals. A test runs
every example.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, model_validator

from accsocial.model import Incomplete
from accsocial.records.schema import TABLES
from accsocial.results import GROUP_COLUMNS, Status
from accsocial.rules import CountingRules

FOLDER = files("accsocial.indicators") / "sheets"

BODY, TERRITORY = "caf", "94"
"""Whom the rows of an example are about where its tables do not say."""


def _said(text: str) -> str:
    if not text.strip():
        raise ValueError("has no words")
    return text


def _exact(number: str) -> str:
    Fraction(number)
    return number


Said = Annotated[str, AfterValidator(_said)]
Exact = Annotated[str, AfterValidator(_exact)]
"""A fraction or a decimal as text: "3/2", "1.5"."""


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Words(_Part):
    """The same words in both languages."""

    en: Said
    fr: Said

    def __getitem__(self, lang: str) -> str:
        return self.fr if lang == "fr" else self.en


class Pitfalls(_Part):
    """What to beware of, point by point, as many points in each language."""

    en: Annotated[tuple[Said, ...], Field(min_length=1)]
    fr: Annotated[tuple[Said, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _as_many(self) -> Self:
        if len(self.en) != len(self.fr):
            raise ValueError("has not as many points in one language as in the other")
        return self

    def __getitem__(self, lang: str) -> tuple[str, ...]:
        return self.fr if lang == "fr" else self.en


class Rows(_Part):
    """A small table: cells are text as in a CSV file, an empty one is a missing value."""

    header: Annotated[tuple[str, ...], Field(min_length=1)]
    rows: Annotated[tuple[tuple[str, ...], ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _of_one_width(self) -> Self:
        if any(len(row) != len(self.header) for row in self.rows):
            raise ValueError("has a row that is not as long as the header")
        return self


class Expected(_Part):
    """The one row of results of the indicator that belongs to `group`.

    `value` and its parts are exact; None where the results have none.
    """

    group: dict[str, str | int]
    value: Exact | None = None
    numerator: Exact | None = None
    denominator: Exact | None = None
    unknown: int | None = None
    status: Status

    @model_validator(mode="after")
    def _of_a_group(self) -> Self:
        unknown = self.group.keys() - set(GROUP_COLUMNS)
        if unknown:
            raise ValueError(f"{min(unknown)} is no group column")
        return self


class Example(_Part):
    """A few rows, how they are counted, and what is found.

    `by` and `base_year` are those of the command; without them the defaults hold.
    """

    text: Words
    rules: CountingRules = CountingRules()
    by: tuple[str, ...] = ()
    base_year: int | None = None
    appointments: Rows | None = None
    supports: Rows | None = None
    workers: Rows | None = None
    costs: Rows | None = None
    households: Rows | None = None
    expect: Expected

    @property
    def tables(self) -> dict[str, Rows]:
        """The tables that the example has, in the order of the schema."""
        found = {name: getattr(self, name) for name in TABLES}
        return {name: rows for name, rows in found.items() if rows is not None}

    @property
    def given_rules(self) -> Mapping[str, object]:
        """The counting rules that are not left at their default."""
        return {n: v for n, v in self.rules.as_plain().items() if n in self.rules.model_fields_set}

    @model_validator(mode="after")
    def _of_the_schema(self) -> Self:
        if not self.tables:
            raise ValueError("has no table")
        for name, table in self.tables.items():
            wrong = [column for column in table.header if column not in TABLES[name].names]
            if wrong:
                raise ValueError(f"{wrong[0]} is no column of {name}")
        return self


class Sheet(_Part):
    """What an indicator has beside its definition."""

    pitfalls: Pitfalls
    example: Example


@cache
def sheet_of(indicator_id: str) -> Sheet:
    """The sheet of an indicator. Raises Incomplete, naming the file, if it is none or not whole."""
    name = f"{indicator_id}.toml"
    resource = FOLDER / name
    if not resource.is_file():
        raise Incomplete(f"indicator {indicator_id} needs a sheet: sheets/{name}")
    return parse_sheet(resource.read_text(encoding="utf-8"), name)


def parse_sheet(text: str, name: str) -> Sheet:
    """A sheet from TOML; `name` is its file's. Raises Incomplete with what is wrong with it."""
    try:
        return Sheet.model_validate(tomllib.loads(text))
    except (ValidationError, tomllib.TOMLDecodeError) as error:
        raise Incomplete(f"{name}: {error}") from error


def sheet_ids() -> set[str]:
    """The ids that there is a sheet of."""
    return {entry.name.removesuffix(".toml") for entry in FOLDER.iterdir()}
