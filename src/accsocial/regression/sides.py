"""Two sets of values side by side: what differs, by how much, and what only one has."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from accsocial.errors import DataRefused
from accsocial.regression.checked import difference
from accsocial.regression.values import Value, Values, in_order


@dataclass(frozen=True)
class Pair:
    """One figure on both sides; a side without the group is None."""

    indicator: str
    group: Mapping[str, str | int | None]
    unit: str
    left: Value | None
    right: Value | None

    @property
    def difference(self) -> float | None:
        """Right less left."""
        if self.left is None or self.right is None:
            return None
        return difference(self.left.value, self.right.value)

    @property
    def ratio(self) -> float | None:
        """Right over left; None if left is 0 or a side has no value."""
        if self.difference is None or not self.left or not self.left.value or not self.right:
            return None
        return None if self.right.value is None else self.right.value / self.left.value


@dataclass(frozen=True)
class Comparison:
    """All figures of two sets, in the order of results. The names are those of files or folders."""

    names: tuple[str, str]
    groups: tuple[str, ...]
    pairs: Sequence[Pair]

    def only(self, side: int) -> list[Pair]:
        """The figures that the other side has no group for."""
        return [p for p in self.pairs if (p.right if side == 0 else p.left) is None]


def compare(left: Values, right: Values, names: tuple[str, str]) -> Comparison:
    """Raises DataRefused if the two are not grouped alike."""
    if left.groups != right.groups:
        groups = [", ".join(side.groups) for side in (left, right)]
        raise DataRefused(
            f"{names[0]} is by {groups[0]}, {names[1]} by {groups[1]}: no figure of the one stands "
            "beside one of the other. Make both with the same --by"
        )
    every = {**right.rows, **left.rows}
    pairs = [
        Pair(key[0], left.named(key), every[key].unit, left.rows.get(key), right.rows.get(key))
        for key in in_order(every)
    ]
    return Comparison(names, left.groups, pairs)
