"""Parts of accsocial.toml that a check reads: each wrong name or value is told with its place."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from accsocial.computation.compute import one_indicator
from accsocial.errors import UsageError, right_name


def table(value: object, place: str) -> Mapping[str, object]:
    """A TOML table. Raises UsageError for anything else."""
    if not isinstance(value, Mapping):
        raise UsageError(f"{place}: must be a table")
    return value


def only_known(given: Mapping[str, object], known: Sequence[str], place: str) -> None:
    """Raises UsageError for a name that is not known, naming the nearest."""
    for name in given:
        if name not in known:
            raise UsageError(f"{place}: no setting {name}; {right_name(name, known)}")


def indicator_named(name: object, place: str) -> str:
    """The id of an indicator. Raises UsageError for one that does not exist."""
    try:
        found = one_indicator(str(name))
    except UsageError as error:
        raise UsageError(f"{place}: {error}") from None
    return found.id


def number(value: object, place: str) -> Decimal:
    """A finite number, with the decimals that are written."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise UsageError(f"{place}: must be a number")
    read = Decimal(repr(value))
    if not read.is_finite():
        raise UsageError(f"{place}: must be a finite number")
    return read


def whole(value: object, place: str, least: int, most: int) -> int:
    """A whole number within bounds."""
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        raise UsageError(f"{place}: must be a whole number from {least} to {most}")
    return value
