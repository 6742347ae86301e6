"""How far a figure may move before a check fails: `[check.tolerances]` of accsocial.toml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from accsocial.errors import UsageError
from accsocial.regression.tables import indicator_named, number, only_known, table
from accsocial.regression.values import exact


@dataclass(frozen=True)
class Tolerance:
    """A change is allowed if it is within one of the two.

    `absolute` is in the unit of the figure (shares 0 to 1), `relative` a share of the old value.
    """

    absolute: Decimal = Decimal(0)
    relative: Decimal = Decimal(0)

    def allows(self, old: float, new: float) -> bool:
        """Whether `new` is near enough to `old`; reckoned on the decimals that are shown."""
        change = abs(exact(new) - exact(old))
        return change <= self.absolute or change <= self.relative * abs(exact(old))


EXACT = Tolerance()
"""Where nothing is said."""


def tolerances(check: object, where: str) -> dict[str, Tolerance]:
    """The tolerances by indicator of the table `check`; `where` is the name of its file.

    Raises UsageError for a name that does not exist, naming the nearest, or a value that is none.
    """
    place = f"{where}, [check]"
    given = table(check, place)
    only_known(given, ("tolerances",), place)
    place = f"{where}, [check.tolerances]"
    found = {}
    for name, value in table(given.get("tolerances", {}), place).items():
        indicator_named(name, place)
        found[name] = _tolerance(value, f"{place}: {name}")
    return found


def _tolerance(value: object, place: str) -> Tolerance:
    if not isinstance(value, Mapping):
        raise UsageError(f"{place}: must be a table, such as {{ absolute = 0.1, relative = 0.01 }}")
    only_known(value, ("absolute", "relative"), place)
    if not value:
        raise UsageError(f"{place}: is empty. Give absolute, relative, or both")
    read = {name: number(value[name], f"{place}.{name}") for name in value}
    for name, bound in read.items():
        if bound < 0:
            raise UsageError(f"{place}.{name}: must be 0 or more")
    return Tolerance(**read)
