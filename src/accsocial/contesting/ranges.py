"""Exact arithmetic with published figures: expressions over ranges that print themselves."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from accsocial.model import PublishedFigure
from accsocial.parameters.constants import DatedValue, constant
from accsocial.parameters.published import figures


@dataclass(frozen=True)
class Range:
    """From the lowest to the highest value; both are the same for a single number. Above 0."""

    low: Fraction
    high: Fraction

    def times(self, other: Range) -> Range:
        """All that a product may be, of any number of one and any of the other."""
        return Range(self.low * other.low, self.high * other.high)

    def by(self, other: Range) -> Range:
        """All that a quotient may be; raises ZeroDivisionError if the other range touches 0."""
        return Range(self.low / other.high, self.high / other.low)

    def less(self, other: Range) -> Range:
        """All that a difference may be."""
        return Range(self.low - other.high, self.high - other.low)


class Expression(ABC):
    """A number made of published ones."""

    @property
    @abstractmethod
    def value(self) -> Range:
        """The exact range of the number."""

    @abstractmethod
    def leaves(self) -> Iterator[Leaf]:
        """The numbers it is made of, from left to right."""

    @abstractmethod
    def text(self, write: Callable[[Leaf], str]) -> str:
        """The calculation in signs; `write` puts a number of it in words."""

    def __mul__(self, other: Expression) -> Expression:
        return _Operation("×", Range.times, self, other)

    def __truediv__(self, other: Expression) -> Expression:
        return _Operation("/", Range.by, self, other)

    def __sub__(self, other: Expression) -> Expression:
        return _Operation("−", Range.less, self, other)


@dataclass(frozen=True)
class Leaf(Expression):
    """A published figure ("P01"), or a dated constant by its name."""

    name: str

    @cached_property
    def source(self) -> PublishedFigure | DatedValue:
        """What stands behind the name. Raises LookupError if there is no such number."""
        return figures().get(self.name) or constant(self.name)

    @property
    def value(self) -> Range:
        source = self.source
        if isinstance(source, PublishedFigure):
            return Range(Fraction(source.low), Fraction(source.high))
        return Range(Fraction(source.value), Fraction(source.value))

    def leaves(self) -> Iterator[Leaf]:
        yield self

    def text(self, write: Callable[[Leaf], str]) -> str:
        return write(self)


_OF_POINTS = ("×", "/")


@dataclass(frozen=True)
class _Operation(Expression):
    sign: str
    apply: Callable[[Range, Range], Range]
    left: Expression
    right: Expression

    @property
    def value(self) -> Range:
        return self.apply(self.left.value, self.right.value)

    def leaves(self) -> Iterator[Leaf]:
        yield from self.left.leaves()
        yield from self.right.leaves()

    def text(self, write: Callable[[Leaf], str]) -> str:
        left, right = self.left.text(write), self.right.text(write)
        if self.sign in _OF_POINTS and _is_difference(self.left):
            left = f"({left})"
        if isinstance(self.right, _Operation) and (self.sign == "/" or _is_difference(self.right)):
            right = f"({right})"
        return f"{left} {self.sign} {right}"


def _is_difference(expression: Expression) -> bool:
    return isinstance(expression, _Operation) and expression.sign not in _OF_POINTS
