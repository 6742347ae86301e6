"""What a canonical table and a column are; `schema` has them all."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from accsocial.model import Text


class Kind(StrEnum):
    """How the text of a column is read."""

    IDENTIFIER = "identifier"
    TEXT = "text"
    BODY = "body"
    TERRITORY = "territory"
    DATE = "date"
    LABEL = "label"
    BOOLEAN = "boolean"
    INTEGER = "integer"
    DECIMAL = "decimal"
    YEAR = "year"

    @property
    def is_measure(self) -> bool:
        """Whether its numbers are added up: a sum of several rows is none of theirs."""
        return self in (Kind.INTEGER, Kind.DECIMAL)


@dataclass(frozen=True)
class Column:
    """One canonical column. `rule` is the rejection rule of a value that cannot be read."""

    name: str
    kind: Kind
    meaning: Text
    required: bool = False
    labels: tuple[str, ...] = ()
    rule: str | None = None


@dataclass(frozen=True)
class TableSchema:
    """One canonical table.

    `key` says what a row is: a later row with the same key is a duplicate. Rows
    in which a column of `key_needs` is null have no key. `period` are the columns that
    tell when a row was, the first that is given. A file without any of `needs_one` is
    no such table. Columns that are `delivered_apart` may come from different producers: a later row
    that fills only those which its key still lacks completes it.
    """

    name: str
    file_names: tuple[str, ...]
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    key_needs: tuple[str, ...]
    meaning: Text
    period: tuple[str, ...] = ("year",)
    needs_one: tuple[str, ...] = ()
    delivered_apart: tuple[str, ...] = ()

    @property
    def place(self) -> tuple[str, ...]:
        """What tells the rows of a file apart: a line may hold several years side by side."""
        return ("line", "year") if self.period == ("year",) else ("line",)

    def column(self, name: str) -> Column:
        """The column of that name, which must be one of the table's."""
        return next(column for column in self.columns if column.name == name)

    @property
    def names(self) -> tuple[str, ...]:
        """The names of all columns, in the order of the table."""
        return tuple(column.name for column in self.columns)

    @property
    def required(self) -> tuple[str, ...]:
        """The names of the columns that a file, or a constant, must supply."""
        return tuple(column.name for column in self.columns if column.required)
