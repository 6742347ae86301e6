"""Formulas: terms that evaluate exactly and print themselves, down to quantities."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from functools import cached_property
from operator import mul, sub
from typing import TYPE_CHECKING, Any

from accsocial.model.texts import Text, require_text

if TYPE_CHECKING:
    import polars as pl


Number = int | Decimal | Fraction
"""Exact numbers only: a float may appear once, as the result of the last division."""

Key = tuple[object, ...]
"""The values of the group columns of a result."""

Read = Callable[[Key], Number | None]
"""Reads an exact number for a group; None if something in it is unknown."""


class Place(StrEnum):
    """Which row a quantity is read from, seen from the group being computed."""

    GROUP = "group"
    BASE_YEAR = "base year"
    BODY = "whole body"


class Term(ABC):
    """Part of a formula. Terms combine with `*` and `-` and evaluate exactly."""

    @abstractmethod
    def reads(self) -> Iterator[Reading]:
        """All the readings of quantities in this term."""

    @abstractmethod
    def reader(self, of: Callable[[Reading], Read]) -> Read:
        """What reads the exact value in a group; `of` gives it for a reading of the term."""

    def __mul__(self, other: Term | int) -> Term:
        return _Product(self, other if isinstance(other, Term) else Constant(other))

    def __sub__(self, other: Term) -> Term:
        return _Difference(self, other)


@dataclass(frozen=True)
class Constant(Term):
    """A plain whole number of a formula, such as the 1000 of a rate."""

    number: int

    def reads(self) -> Iterator[Reading]:
        return iter(())

    def reader(self, of: Callable[[Reading], Read]) -> Read:  # noqa: ARG002 - it reads nothing
        return lambda _: self.number

    def __str__(self) -> str:
        return str(self.number)


@dataclass(frozen=True)
class Reading(Term):
    """A quantity read at a place."""

    quantity: Quantity
    place: Place

    def reads(self) -> Iterator[Reading]:
        yield self

    def reader(self, of: Callable[[Reading], Read]) -> Read:
        return of(self)

    def __str__(self) -> str:
        suffix = "" if self.place is Place.GROUP else f" ({self.place})"
        return str(self.quantity) + suffix


@dataclass(frozen=True)
class _Pair(Term):
    """Two terms, of whose values one is made."""

    left: Term
    right: Term

    def reads(self) -> Iterator[Reading]:
        yield from self.left.reads()
        yield from self.right.reads()


class _Product(_Pair):
    def reader(self, of: Callable[[Reading], Read]) -> Read:
        return _of_both(mul, self.left.reader(of), self.right.reader(of))

    def __str__(self) -> str:
        return f"{self.left} x {self.right}"


class _Difference(_Pair):
    def reader(self, of: Callable[[Reading], Read]) -> Read:
        return _of_both(sub, self.left.reader(of), self.right.reader(of))

    def __str__(self) -> str:
        return f"({self.left} - {self.right})"


def _of_both(made: Callable[[Fraction, Fraction], Number], left: Read, right: Read) -> Read:
    def read(key: Key) -> Number | None:
        one, other = left(key), right(key)
        return None if one is None or other is None else made(Fraction(one), Fraction(other))

    return read


class Measure(StrEnum):
    """What of the rows behind a quantity makes its number."""

    ROWS = "rows"
    UNITS = "different beneficiaries or workers"
    SUM = "sum"
    OTHER = "made from all of them"


@dataclass(frozen=True, eq=False)
class Quantity(Term):
    """A total over one summary table: the building block of indicators.

    `total` is an aggregation over the rows of `table` that fall in a group. It
    may use the columns of the table and the parameters (see `parameter`).
    `table` is a summary table, or one of the two tables of dated values,
    "prices" and "parameters".
    `when_absent` is the value for a group without rows in the table: 0 for
    counts of things that were seen, None for what nobody recorded.
    `sum_up` makes the number where no expression can, exactly: from what `total` gathered.
    `across` is a group column whose values are compared with each other: `total` is made of each
    of them, and `sum_up` gets the list of these. None from it: fewer than two to compare.

    `column`, `measure` and `where` say the same of the rows of the extract: the number is the
    `measure` of those behind the table (or that column of it) whose values meet `where`.
    """

    id: str
    label: Text
    table: str
    total: pl.Expr | None = None
    when_absent: int | None = None
    sum_up: Callable[[Any], Number | None] | None = None
    across: str = ""
    column: str = ""
    measure: Measure = Measure.OTHER
    where: pl.Expr | None = None

    def __post_init__(self) -> None:
        require_text(self, "id", "table")

    @property
    def counted_in(self) -> str:
        """The summary table, or the column of one: `supports.opened`."""
        return f"{self.table}.{self.column}" if self.column else self.table

    @cached_property
    def of_group(self) -> Reading:
        """The quantity as it is in the group of a result."""
        return Reading(self, Place.GROUP)

    def reads(self) -> Iterator[Reading]:
        yield self.of_group

    def reader(self, of: Callable[[Reading], Read]) -> Read:
        return of(self.of_group)

    @property
    def at_base_year(self) -> Reading:
        """The quantity of the group, in the year that growth is measured from."""
        return Reading(self, Place.BASE_YEAR)

    @property
    def of_body(self) -> Reading:
        """The quantity of the group's whole body in the year."""
        return Reading(self, Place.BODY)

    def __str__(self) -> str:
        return self.id.replace("_", " ")
