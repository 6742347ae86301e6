"""What a check found: value by value, expectation by expectation, and what caused it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from accsocial.model import Text
from accsocial.regression.causes import Cause
from accsocial.regression.tolerances import EXACT, Tolerance
from accsocial.regression.values import Key, Value, Values, exact, in_order


class State(StrEnum):
    """How a value or an expectation stands; the last is the worst."""

    OK = "ok"
    WARNING = "warning"
    FAILED = "failed"


class What(StrEnum):
    """What became of a value."""

    SAME = "same"
    MOVED = "moved"
    BASIS = "basis moved"
    STATUS = "status changed"
    UNIT = "unit changed"
    NEW = "new"
    GONE = "gone"


@dataclass(frozen=True)
class Checked:
    """A value beside the one of the baseline. One of the two may be missing."""

    indicator: str
    group: Mapping[str, str | int | None]
    what: What
    state: State
    old: Value | None
    new: Value | None
    tolerance: Tolerance = EXACT
    line: int | None = None

    @property
    def change(self) -> float | None:
        """New less old value, if there are two."""
        if self.old is None or self.new is None:
            return None
        return difference(self.old.value, self.new.value)

    @property
    def relative(self) -> float | None:
        """The change as a share of the old value; None if that is 0."""
        if self.old is None or self.change is None or not self.old.value:
            return None
        return self.change / abs(self.old.value)


@dataclass(frozen=True)
class Expected:
    """An expectation of `[expect]`: what was asked for, and what was found.

    `reason` is that of a result, as results carry it.
    """

    name: str
    state: State
    asked: Text
    found: Text
    reason: str | None = None


@dataclass(frozen=True)
class Check:
    """The whole check. `baseline` (None if there is none) and `settings` are names of files."""

    values: Values
    version: str
    baseline: str | None
    settings: str
    checked: Sequence[Checked]
    expected: Sequence[Expected]
    causes: Sequence[Cause]
    strict: bool

    @property
    def counts(self) -> dict[State, int]:
        """Values and expectations by state."""
        found = Counter(checked.state for checked in self.checked)
        found.update(expected.state for expected in self.expected)
        return {state: found[state] for state in State}

    @property
    def moved(self) -> list[Checked]:
        """The values that are not those of the baseline."""
        return [each for each in self.checked if each.what is not What.SAME]

    @property
    def compared(self) -> int:
        """Values that both runs have."""
        return sum(each.old is not None and each.new is not None for each in self.checked)

    @property
    def compared_nothing(self) -> bool:
        """Whether what was asked for could not be done at all."""
        return not (self.compared if self.baseline else self.expected)

    @property
    def state(self) -> State:
        """The worst; a check that compared nothing failed, a strict one also by warnings."""
        counts = self.counts
        if counts[State.FAILED] or self.compared_nothing:
            return State.FAILED
        if counts[State.WARNING]:
            return State.FAILED if self.strict else State.WARNING
        return State.OK


def difference(old: float | None, new: float | None) -> float | None:
    """New less old, as their decimals say; None if one is missing."""
    return None if old is None or new is None else float(exact(new) - exact(old))


def check_values(
    old: Values,
    new: Values,
    tolerances: Mapping[str, Tolerance],
    lines: Mapping[Key, int],
) -> list[Checked]:
    """Every value of the two, in the order of results. `lines` are those of the baseline's file.

    Without a tolerance a value, what it was divided from and what could not be placed must be
    the same; with one, a value within it is a warning. A value that is gone, or of another
    status or unit, fails; one that is new is a warning: there is nothing to hold it against.
    """
    found = []
    for key in in_order({*old.rows, *new.rows}):
        before, after = old.rows.get(key), new.rows.get(key)
        tolerance = tolerances.get(key[0], EXACT)
        what, state = _judged(before, after, tolerance)
        named = (new if after else old).named(key)
        line = lines.get(key)
        found.append(Checked(key[0], named, what, state, before, after, tolerance, line))
    return found


def _judged(old: Value | None, new: Value | None, tolerance: Tolerance) -> tuple[What, State]:
    if new is None:
        return What.GONE, State.FAILED
    if old is None:
        return What.NEW, State.WARNING
    if old.status != new.status:
        return What.STATUS, State.FAILED
    if old.unit != new.unit:
        return What.UNIT, State.FAILED
    if old.numbers == new.numbers:
        return What.SAME, State.OK
    what = What.BASIS if old.value == new.value else What.MOVED
    if tolerance == EXACT or old.value is None or new.value is None:
        return what, State.FAILED
    return what, State.WARNING if tolerance.allows(old.value, new.value) else State.FAILED
