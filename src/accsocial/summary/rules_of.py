"""Which counting rules act on which summary table: what every figure made of it depends on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from accsocial.rules import CountingRules

_COUNTED = ("counted_statuses", "counted_channels", "count_collective")
"""The rules that make a row a counted appointment."""

RULES_OF: Mapping[str, tuple[str, ...]] = {
    "intensity": (*_COUNTED, "id_scope"),
    "workload": (*_COUNTED, "workers_counted", "id_scope"),
    "attendance": (),
    "channels": _COUNTED,
    "caseload": (*_COUNTED, "id_scope"),
    "caseload.workers": ("workers_counted",),
    "events": _COUNTED,
    "months_seen": (*_COUNTED, "id_scope"),
    "appointment_gaps": (*_COUNTED, "id_scope"),
    "documentation": (),
    "entry_delays": _COUNTED,
    "coverage": (),
    "coverage.unknown_beneficiaries": _COUNTED,
    "coverage.unknown_workers": _COUNTED,
    "supports": (),
    "supports.reentered": ("id_scope",),
    "supports.sustained": ("id_scope",),
    "support_durations": (),
    "first_appointment_delays": (*_COUNTED, "id_scope"),
    "staffing": ("workers_counted",),
    "staffing.workers": ("id_scope",),
    "staffing.workers_of_body": ("id_scope",),
    "spending": (),
    "households": (),
    "need": ("workers_counted", "id_scope"),
}
"""Summary table, or column of one -> the rules that can change its numbers.

Rules that are parameters of a total (`support_threshold`, `working_days`) change no table.
`beneficiary_unit` changes nothing at all: it says what is counted.
"""


def rules_of(table: str, columns: Iterable[str]) -> list[str]:
    """The rules that can change the numbers in these columns of a summary table.

    In the order of `CountingRules`. Raises KeyError for a table that has no entry yet.
    """
    found = {*RULES_OF[table]}
    for column in columns:
        found.update(RULES_OF.get(f"{table}.{column}", ()))
    return [rule for rule in CountingRules.model_fields if rule in found]
