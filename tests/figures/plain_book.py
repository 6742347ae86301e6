"""An extract in plain Python: which rows are left, and what the counted ones come to by group."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from functools import cache, cached_property
from pathlib import Path
from typing import Any

Row = Mapping[str, Any]
Group = tuple[Any, ...]
Number = int | Decimal | Fraction

PRICES = Path(__file__).parents[2] / "src/accsocial/parameters/data/cpi_annual_base2015.csv"
ALL_HOUSEHOLDS_FRANCE_ALL_ITEMS = "001764363"
RESULT_ORDER = ("body", "territory", "year", "site", "event", "channel")
BEST_STATUS = (
    "held",
    "no_show",
    "cancelled_by_beneficiary",
    "cancelled_by_service",
    "planned",
    "unknown",
)
BEST_CHANNEL = (
    "office",
    "home",
    "outside",
    "phone",
    "video",
    "mail",
    "email",
    "third_party",
    "unknown",
)


@dataclass(frozen=True)
class Table:
    """The rows of a canonical table in the order of the file, and the columns that it has."""

    columns: Sequence[str]
    rows: Sequence[Row]


@dataclass(frozen=True)
class Rules:
    """The counting rules with the defaults of the specification."""

    counted_statuses: Sequence[str] = ("held",)
    counted_channels: Sequence[str] = ("office", "home", "outside", "phone", "video", "unknown")
    count_collective: bool = False
    support_threshold: int = 3
    working_days: Decimal = Decimal(198)
    workers_counted: str = "all"
    id_scope: str = "territory"


HOUSEHOLD_COUNTS = ("eligible_households", "poor_households")


@cache
def read_prices() -> dict[int, Fraction]:
    """Year -> annual mean of the default price index."""
    with PRICES.open(encoding="utf-8", newline="") as file:
        return {
            int(row["year"]): Fraction(row["index_base_2015"])
            for row in csv.DictReader(file)
            if row["idbank"] == ALL_HOUSEHOLDS_FRANCE_ALL_ITEMS
        }


def without_duplicates(rows: Iterable[Row], key: Sequence[str], needs: str | None) -> list[Row]:
    """Drops later rows of the same key; a row whose `needs` is missing has no key."""
    seen: set[Group] = set()
    kept = []
    for row in rows:
        this = tuple(row.get(column) for column in key)
        if needs is None or row.get(needs) is not None:
            if this in seen:
                continue
            seen.add(this)
        kept.append(row)
    return kept


def completing(rows: Iterable[Row], key: Sequence[str], apart: Sequence[str]) -> list[Row]:
    """Drops later rows of the same key, unless they fill only what those before left empty."""
    filled: dict[Group, set[str]] = {}
    kept = []
    for row in rows:
        this = tuple(row.get(column) for column in key)
        new = {column for column in apart if row.get(column) is not None}
        if this in filled and (not new or new & filled[this]):
            continue
        filled[this] = filled.get(this, set()) | new
        kept.append(row)
    return kept


@dataclass
class Facts:
    """What the counted appointments of one group come to: sets of appointments."""

    of_beneficiary: dict[Group, set[Group]] = field(default_factory=dict)
    of_worker: dict[Group, set[Group]] = field(default_factory=dict)
    without_beneficiary: set[Group] = field(default_factory=set)
    without_worker: set[Group] = field(default_factory=set)
    statuses: dict[Group, set[str]] = field(default_factory=dict)
    channels: dict[Group, set[str]] = field(default_factory=dict)

    @property
    def n_of_beneficiaries(self) -> list[int]:
        return [len(appointments) for appointments in self.of_beneficiary.values()]

    @property
    def n_of_workers(self) -> list[int]:
        return [len(appointments) for appointments in self.of_worker.values()]

    def with_status(self, *wanted: str) -> int:
        best = [min(each, key=BEST_STATUS.index) for each in self.statuses.values()]
        return sum(status in wanted for status in best)

    def with_channel(self, *wanted: str) -> int:
        best = [min(each, key=BEST_CHANNEL.index) for each in self.channels.values()]
        return sum(channel in wanted for channel in best)


class Book:
    """An extract under its counting rules, ready to be looked up by group."""

    def __init__(
        self,
        extract: Mapping[str, Table],
        by: Sequence[str],
        rules: Rules,
        base_year: int | None,
    ) -> None:
        self.by = tuple(name for name in RESULT_ORDER if name in {"body", "year", *by})
        self.rules = rules
        self.given_base_year = base_year
        self.by_group: dict[str, dict[Group, list[Row]]] = {}
        self.columns = {name: set(table.columns) for name, table in extract.items()}
        self.rows = {name: self._accepted(name, table) for name, table in extract.items()}

    def _accepted(self, name: str, table: Table) -> list[Row]:
        rows: Iterable[Row] = table.rows
        if name == "appointments":
            key: Sequence[str] = (
                "body",
                "territory",
                "appointment_id",
                "beneficiary_id",
                "worker_id",
            )
            kept = without_duplicates(rows, key, "appointment_id")
            return [{**row, "year": row["date"].year, "row": i} for i, row in enumerate(kept)]
        if name == "workers":
            key = ("body", "territory", "worker_id", "site", "year")
            return without_duplicates(rows, key, "worker_id")
        if name == "supports":
            return without_duplicates(rows, ("body", "territory", "support_id"), "support_id")
        if name == "costs":
            rows = [row for row in rows if row["amount"] is not None]
            return without_duplicates(rows, table.columns, None)
        return completing(rows, ("body", "territory", "year"), HOUSEHOLD_COUNTS)

    # --- groups ---------------------------------------------------------------

    def group_of(self, row: Row) -> Group:
        labels = {"event": "unknown", "channel": "unknown"}
        return tuple(row.get(name) or labels.get(name) for name in self.by)

    def has_groups(self, table: str) -> bool:
        return set(self.by) <= self.columns.get(table, set()) | (
            {"year"} if table in {"appointments", "supports"} else set()
        )

    @cached_property
    def groups(self) -> set[Group]:
        tables = [name for name in self.rows if self.has_groups(name)]
        found = {
            self.group_of(row) for name in tables for row in self.rows[name] if name != "supports"
        }
        if "supports" in tables:
            found |= {self.group_of(row) for row in self.steps}
        return found | {group for group, _ in self.caseloads}

    @cached_property
    def steps(self) -> list[Row]:
        """The supports once for each date that says a year which they are counted in."""
        return [
            {**row, "year": row[step].year}
            for row in self.rows.get("supports", [])
            for step in ("detected_on", "contacted_on", "opened_on", "closed_on")
            if row.get(step)
        ]

    def year_of(self, group: Group) -> int:
        return int(group[self.by.index("year")])

    def at_year(self, group: Group, year: int | None) -> Group:
        return tuple(year if name == "year" else v for name, v in zip(self.by, group, strict=True))

    def whole_body(self, group: Group, table: str) -> list[Row]:
        named = dict(zip(self.by, group, strict=True))
        rows = self.listed if table == "workers" else self.rows[table]
        return [r for r in rows if (r["body"], r["year"]) == (named["body"], named["year"])]

    def in_group(self, table: str, group: Group) -> list[Row]:
        if table not in self.by_group:
            rows = self.listed if table == "workers" else self.rows[table]
            found = self.by_group.setdefault(table, {})
            for row in rows:
                found.setdefault(self.group_of(row), []).append(row)
        return self.by_group[table].get(group, [])

    def base_year(self, table: str) -> int | None:
        if self.given_base_year is not None:
            return self.given_base_year
        every = {**self.rows, "supports": self.steps}
        rows = every.get(table) or [row for found in every.values() for row in found]
        return min((row["year"] for row in rows), default=None)

    # --- what the rules say -----------------------------------------------------

    def identity(self, row: Row, column: str) -> Group:
        if self.rules.id_scope == "national":
            return (row[column],)
        return (row["body"], row["territory"], row[column])

    @cached_property
    def listed(self) -> list[Row]:
        """The rows of the workers table of which is known whether the rules count them."""
        rows = self.rows.get("workers", [])
        if self.rules.workers_counted == "qualified":
            return [
                {**row, "counted": row["qualified"]}
                for row in rows
                if row.get("qualified") is not None
            ]
        return rows

    @cached_property
    def qualified(self) -> set[Group]:
        return {
            (row["year"], self.identity(row, "worker_id"))
            for row in self.listed
            if row.get("counted", True) and row.get("worker_id") is not None
        }

    def is_counted(self, row: Row) -> bool:
        return (
            row["status"] in self.rules.counted_statuses
            and (row.get("channel") or "unknown") in self.rules.counted_channels
            and (self.rules.count_collective or not row.get("collective"))
        )

    @cached_property
    def days_seen(self) -> dict[Group, list[Any]]:
        """The days of the counted appointments of each beneficiary."""
        days: dict[Group, list[Any]] = {}
        for row in self.rows.get("appointments", []):
            if row.get("beneficiary_id") is not None and self.is_counted(row):
                days.setdefault(self.identity(row, "beneficiary_id"), []).append(row["date"])
        return days

    def appointment_of(self, row: Row) -> Group:
        """What rows of one appointment have in common; without a number a row is one."""
        number = row.get("appointment_id")
        return ("row", row["row"]) if number is None else (row["body"], row["territory"], number)

    @cached_property
    def facts(self) -> dict[Group, Facts]:
        made: dict[Group, Facts] = {}
        for row in self.rows.get("appointments", []):
            facts = made.setdefault(self.group_of(row), Facts())
            appointment = self.appointment_of(row)
            facts.statuses.setdefault(appointment, set()).add(row["status"])
            if not self.is_counted(row):
                continue
            facts.channels.setdefault(appointment, set()).add(row.get("channel") or "unknown")
            if row.get("beneficiary_id") is None:
                facts.without_beneficiary.add(appointment)
            else:
                who = self.identity(row, "beneficiary_id")
                facts.of_beneficiary.setdefault(who, set()).add(appointment)
            if row.get("worker_id") is None:
                facts.without_worker.add(appointment)
            elif self._is_worker_counted(row):
                who = self.identity(row, "worker_id")
                facts.of_worker.setdefault(who, set()).add(appointment)
        return made

    def _is_worker_counted(self, row: Row) -> bool:
        if self.rules.workers_counted == "all":
            return True
        return (row["year"], self.identity(row, "worker_id")) in self.qualified

    def of(self, group: Group) -> Facts:
        return self.facts.get(group, Facts())

    def place(self, group: Group) -> Group:
        """Where a group's appointments are, as far as they say.

        Events and channels say nothing about months.
        """
        told = (self.columns["appointments"] | {"year"}) - {"event", "channel"}
        return tuple(value for name, value in zip(self.by, group, strict=True) if name in told)

    @cached_property
    def months(self) -> dict[Group, set[int]]:
        """Place -> months with rows, whatever their status."""
        found: dict[Group, set[int]] = {}
        for row in self.rows["appointments"]:
            found.setdefault(self.place(self.group_of(row)), set()).add(row["date"].month)
        return found

    # --- six months ---------------------------------------------------------------

    @cached_property
    def extent(self) -> dict[Group, tuple[int, int]]:
        """Body and territory -> first and last month with an appointment not merely planned.

        With national identifiers territories are apart only if they are asked for.
        """
        months: dict[Group, list[int]] = {}
        for row in self.rows.get("appointments", []):
            if row["status"] != "planned" or self.is_counted(row):
                months.setdefault(self.scope(row), []).append(month_number(row))
        return {scope: (min(found), max(found)) for scope, found in months.items()}

    def scope(self, row: Row) -> Group:
        apart = self.rules.id_scope == "territory" or "territory" in self.by
        return (row["body"], row["territory"]) if apart else (row["body"],)

    @cached_property
    def caseloads(self) -> dict[tuple[Group, int], tuple[set[Group], set[Group]]]:
        """(group, month from 0) -> beneficiaries and workers seen in the six months to its end."""
        found: dict[tuple[Group, int], tuple[set[Group], set[Group]]] = {}
        if not self.has_groups("appointments"):
            return found
        for row in filter(self.is_counted, self.rows["appointments"]):
            first, last = self.extent[self.scope(row)]
            named = [row.get("beneficiary_id") is not None, row.get("worker_id") is not None]
            named[1] = named[1] and self._is_worker_counted(row)
            for number in range(month_number(row), month_number(row) + 6):
                if any(named) and first + 5 <= number <= last:
                    group = self.group_of({**row, "year": number // 12})
                    people, workers = found.setdefault((group, number % 12), (set(), set()))
                    if named[0]:
                        people.add(self.identity(row, "beneficiary_id"))
                    if named[1]:
                        workers.add(self.identity(row, "worker_id"))
        return found


def month_number(row: Row) -> int:
    """Months since the year 0."""
    return int(row["date"].year * 12 + row["date"].month - 1)
