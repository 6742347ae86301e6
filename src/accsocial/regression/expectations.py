"""What figures must be whatever an earlier run gave: `[expect]` of accsocial.toml."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from accsocial.errors import UsageError
from accsocial.regression.tables import indicator_named, number, only_known, table, whole
from accsocial.results import GROUP_COLUMNS

_SETTINGS = ("bounds", "max_rejected", "min_months", "computable")
_BOUND = ("indicator", "min", "max", "where")


@dataclass(frozen=True)
class Bound:
    """Least and greatest value of an indicator, in its unit, in the groups that `where` names.

    Without `where` in every group.
    """

    indicator: str
    least: Decimal | None
    most: Decimal | None
    where: Mapping[str, str]


@dataclass(frozen=True)
class Expectations:
    """What is expected of a run.

    `max_rejected` is the greatest share of rejected rows of a table, `min_months` how many
    months of each year must have appointments, `computable` the indicators that no group may lack.
    """

    bounds: tuple[Bound, ...] = ()
    max_rejected: Decimal | None = None
    min_months: int | None = None
    computable: tuple[str, ...] = ()

    @property
    def any(self) -> bool:
        """Whether there is anything to hold a run against."""
        return self != Expectations()


def expectations(expect: object, where: str) -> Expectations:
    """The expectations of the table `expect`; `where` is the name of its file.

    Raises UsageError for a name that does not exist, naming the nearest, or a value that is none.
    """
    place = f"{where}, [expect]"
    given = table(expect, place)
    only_known(given, _SETTINGS, place)
    bounds = given.get("bounds", [])
    if not isinstance(bounds, list):
        raise UsageError(f"{place}: bounds must be tables, [[expect.bounds]]")
    found = Expectations(
        bounds=tuple(
            _bound(each, f"{where}, [[expect.bounds]] {n}") for n, each in enumerate(bounds, 1)
        ),
        max_rejected=_share(given, f"{place}: max_rejected"),
        min_months=(
            whole(given["min_months"], f"{place}: min_months", 1, 12)
            if "min_months" in given
            else None
        ),
        computable=_indicators(given.get("computable", []), f"{place}: computable"),
    )
    if given and not found.any:
        raise UsageError(f"{place}: expects nothing. Leave it out, or fill it")
    return found


def _share(given: Mapping[str, object], place: str) -> Decimal | None:
    if "max_rejected" not in given:
        return None
    share = number(given["max_rejected"], place)
    if not 0 <= share <= 1:
        raise UsageError(f"{place}: must be a share from 0 to 1")
    return share


def _indicators(names: object, place: str) -> tuple[str, ...]:
    if not isinstance(names, list):
        raise UsageError(f"{place}: must be a list of indicators")
    return tuple(indicator_named(name, place) for name in names)


def _bound(given: object, place: str) -> Bound:
    part = table(given, place)
    only_known(part, _BOUND, place)
    if "indicator" not in part:
        raise UsageError(f"{place}: needs an indicator")
    indicator = indicator_named(part["indicator"], place)
    least, most = (
        number(part[name], f"{place}: {name}") if name in part else None for name in ("min", "max")
    )
    if least is None and most is None:
        raise UsageError(f"{place}: needs min, max, or both")
    if least is not None and most is not None and least > most:
        raise UsageError(f"{place}: min is more than max")
    where = table(part.get("where", {}), f"{place}: where")
    only_known(where, GROUP_COLUMNS, f"{place}: where")
    for name, wanted in where.items():
        if isinstance(wanted, bool) or not isinstance(wanted, str | int):
            raise UsageError(f"{place}: where.{name}: must be one text or one whole number")
    return Bound(indicator, least, most, {name: str(value) for name, value in where.items()})
