"""Which rows of the extract stand behind each quantity: one line per summary table."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial

import polars as pl

from accsocial.model import Measure, Quantity
from accsocial.summary.counting.supports import date_of
from accsocial.tracing import of_appointments, of_caseload, of_supports, of_tables
from accsocial.tracing.population import COUNTED, UNKNOWN, Population
from accsocial.tracing.scene import Group, Scene

Find = Callable[[Scene, Group], Population]


@dataclass(frozen=True)
class Behind:
    """Where the rows of a quantity are: a population (named, so that it is made once), a fate."""

    name: str
    find: Find
    fate: str = COUNTED
    where: pl.Expr | None = None


_BENEFICIARIES = Behind("beneficiaries", of_appointments.of_beneficiaries)
_WORKERS = Behind("workers", of_appointments.of_workers)
_STATUSES = Behind("statuses", of_appointments.by_status)
_FIELDS = Behind("fields", of_appointments.by_fields)
_STAFF = Behind("staff", partial(of_tables.of_staff, column="worker_id"))
_FTE = Behind("fte", partial(of_tables.of_staff, column="fte"))
_POOR = Behind("poor", partial(of_tables.of_households, column="poor_households"))


def _unknown(known: Behind) -> Behind:
    return Behind(known.name, known.find, UNKNOWN)


_TABLES: Mapping[str, tuple[Behind, ...]] = {
    "intensity": (_BENEFICIARIES,),
    "coverage.unknown_beneficiaries": (_unknown(_BENEFICIARIES),),
    "workload": (_WORKERS,),
    "coverage.unknown_workers": (_unknown(_WORKERS),),
    "attendance": (_STATUSES,),
    "coverage.unknown_statuses": (
        Behind(_STATUSES.name, _STATUSES.find, where=pl.col("status") == "unknown"),
    ),
    "channels": (Behind("channels", of_appointments.by_channel),),
    "events": (Behind("events", of_appointments.by_event),),
    "months_seen": (_BENEFICIARIES,),
    "appointment_gaps": (Behind("gaps", of_appointments.by_gap),),
    "entry_delays": (Behind("entries", of_appointments.by_entry),),
    "caseload": (Behind("caseload", of_caseload.of_caseload),),
    "staffing.workers": (_STAFF,),
    "staffing.workers_of_body": (_STAFF,),
    "staffing.unknown_workers": (_unknown(_STAFF),),
    "staffing.fte": (_FTE,),
    "staffing.unknown_fte": (_unknown(_FTE),),
    "spending.amount": (Behind("costs", of_tables.of_costs),),
    "households.eligible_households": (
        Behind("eligible", partial(of_tables.of_households, column="eligible_households")),
    ),
    "households.poor_households": (_POOR,),
    "need": (_STAFF, _POOR),
    "support_durations": (Behind("durations", of_supports.by_duration),),
    "first_appointment_delays": (Behind("delays", of_supports.by_delay),),
}
"""Summary table, or column of one -> where the rows are that it counts."""

_BY_DAYS = ("appointment_gaps", "entry_delays", "support_durations", "first_appointment_delays")
_KNOWN_DAYS = pl.col("days").is_not_null()
"""What a median of days is made of; the other rows of these tables are counted as unknown."""

_SUPPORTS = "supports."


def behind(quantity: Quantity) -> tuple[Behind, ...]:
    """Where the rows of a quantity are. Those of its own `where` are among them.

    Raises KeyError for a quantity of prices or parameters, which no row stands behind.
    """
    counted_in = quantity.counted_in
    if counted_in.startswith(_SUPPORTS):
        count = counted_in.removeprefix(_SUPPORTS)
        name = f"{_SUPPORTS}{date_of(count)}"
        return (Behind(name, partial(of_supports.of_step, count=count), where=pl.col(count)),)
    if quantity.table == "documentation":
        return (Behind(_FIELDS.name, _FIELDS.find, where=pl.col(quantity.column) > 0),)
    found = _TABLES[counted_in]
    if quantity.measure is Measure.OTHER and counted_in in _BY_DAYS:
        return tuple(replace(each, where=_KNOWN_DAYS) for each in found)
    return found
