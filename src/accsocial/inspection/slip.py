"""A producer's slip: the rows and totals that it says the extract has, compared with what is read.

A slip is a TOML file:

    [tables.appointments]
    rows = 25850
    first = 2018-01-02

    [files."depenses_2022.csv"]
    amount = "1234.50"
"""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

from accsocial.errors import UsageError, nearest
from accsocial.inspection.controls import Controls
from accsocial.records.schema import TABLES

Value = int | Decimal | dt.date

WHOLE = ("rows", "accepted", "rejected", "appointments", "beneficiaries", "workers")
ENDS = ("first", "last")
KEYS = (*WHOLE, "amount", *ENDS)
_PARTS = ("files", "tables")
_YEAR = re.compile("[0-9]{4}")
_DIGITS = 18
"""No sum of amounts has as many before its decimal mark."""


@dataclass(frozen=True)
class Expected:
    """One line of a slip: `what` is one of KEYS, `part` is files or tables."""

    part: str
    place: str
    what: str
    value: Value


@dataclass(frozen=True)
class Difference:
    """A line of a slip that does not hold.

    `found` is None if the table has no such column, or if there is no such file or table.
    """

    expected: Expected
    found: Value | None

    @property
    def change(self) -> Value | None:
        """Found less expected; of days, in days."""
        value, found = self.expected.value, self.found
        if isinstance(found, dt.date) and isinstance(value, dt.date):
            return (found - value).days
        if isinstance(found, int | Decimal) and isinstance(value, int | Decimal):
            return found - value
        return None


def read_slip(path: str | Path) -> list[Expected]:
    """The lines of a slip in its order.

    Raises UsageError for a file that is no slip, a key or value that is none, or an empty slip.
    """
    name = Path(path).name
    try:
        data = tomllib.loads(Path(path).read_text(encoding="utf-8-sig"), parse_float=Decimal)
    except OSError as error:
        raise UsageError(f"--control {path}: cannot be opened: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise UsageError(f"--control {path}: cannot be read as a text file in UTF-8") from error
    except tomllib.TOMLDecodeError as error:
        raise UsageError(f"--control {name}: not valid TOML: {error}") from error
    lines = []
    for part, places in data.items():
        _known(part, _PARTS, f"--control {name}", "part")
        for place, content in _table(places, f"--control {name}, {part}").items():
            where = f"--control {name}, {part} {place}"
            for what, value in _table(content, where).items():
                _known(what, KEYS, where, "key")
                lines.append(Expected(part, place, what, _value(what, value, where)))
    if not lines:
        raise UsageError(
            f"--control {name}: names nothing to compare. Give at least one table, as in "
            "[tables.appointments] and below it rows = 1000"
        )
    return lines


def differences(
    slip: Collection[Expected], files: Mapping[str, Controls], tables: Mapping[str, Controls]
) -> list[Difference]:
    """The lines of a slip that do not hold, as those of files and tables that are not there.

    Raises UsageError for a table that accsocial does not know.
    """
    found_in = {"files": files, "tables": tables}
    found = []
    for line in slip:
        places = found_in[line.part]
        if line.part == "tables":
            _known(line.place, TABLES, "--control: an extract", "table")
        # What the producer says was sent, and is not there, is what a slip is for.
        actual: Value | None = getattr(places.get(line.place), line.what, None)
        if isinstance(actual, int) and isinstance(line.value, dt.date):
            raise UsageError(
                f"--control: {line.place} holds years, not days: write {line.what} = 2022"
            )
        if actual != line.value:
            found.append(Difference(line, actual))
    return found


def _table(value: object, where: str) -> Mapping[str, object]:
    if not isinstance(value, dict):
        raise UsageError(f"{where}: must be a table of keys and values")
    return value


def _known(name: str, known: Collection[str], where: str, what: str) -> None:
    if name not in known:
        near = nearest(name, known)
        hint = f"did you mean {near!r}?" if near else f"it has {', '.join(known)}"
        raise UsageError(f"{where}: has no {what} {name!r}; {hint}")


def _value(what: str, value: object, where: str) -> Value:
    if what in WHOLE and isinstance(value, int) and not isinstance(value, bool):
        return value
    if what == "amount" and isinstance(value, int | Decimal | str) and not isinstance(value, bool):
        try:
            amount = Decimal(value)
        except InvalidOperation:
            amount = Decimal("NaN")
        if amount.is_finite() and amount.adjusted() < _DIGITS:
            return amount
    if what in ENDS:
        day = _end(value)
        if day is not None:
            return day
    kinds = {"amount": 'an amount such as "1234.50"'} | dict.fromkeys(
        ENDS, "a day such as 2022-12-31, or a year"
    )
    raise UsageError(f"{where}: {what} must be {kinds.get(what, 'a whole number')}")


def _end(value: object) -> dt.date | int | None:
    if isinstance(value, dt.datetime | bool):
        return None
    if isinstance(value, dt.date | int):
        return value
    if isinstance(value, str):
        if _YEAR.fullmatch(value):
            return int(value)
        for form in ("%Y-%m-%d", "%d/%m/%Y"):
            try:
                return dt.datetime.strptime(value, form).date()  # noqa: DTZ007 - a day has no zone
            except ValueError:
                continue
    return None
