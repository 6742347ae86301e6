"""What each summary table, and column of one, needs in an extract, and why it cannot be made."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from accsocial.rules import CountingRules
from accsocial.summary.codes.filled import FIELDS, OPTIONAL
from accsocial.summary.counting.documentation import with_field
from accsocial.summary.counting.supports import needs_of_counts

NEEDS: Mapping[str, tuple[str, ...]] = {
    "intensity": ("appointments.beneficiary_id",),
    "workload": ("appointments.worker_id",),
    "attendance": ("appointments",),
    "channels": ("appointments",),
    "channels.channel": ("appointments.channel",),
    "caseload": ("appointments",),
    "caseload.beneficiaries": ("appointments.beneficiary_id",),
    "caseload.workers": ("appointments.worker_id",),
    "coverage": ("appointments",),
    "events": ("appointments",),
    "events.event": ("appointments.event",),
    "months_seen": ("appointments.beneficiary_id",),
    "appointment_gaps": ("appointments.beneficiary_id",),
    "documentation": ("appointments",),
    **{f"documentation.{with_field(name)}": (f"appointments.{name}",) for name in FIELDS},
    "entry_delays": ("appointments.entered_on",),
    "supports": ("supports",),
    **needs_of_counts(),
    "support_durations": ("supports.closed_on", "supports.opened_on"),
    "first_appointment_delays": (
        "supports.opened_on",
        "supports.beneficiary_id",
        "appointments.beneficiary_id",
    ),
    "staffing": ("workers",),
    "staffing.workers": ("workers.worker_id",),
    "staffing.workers_of_body": ("workers.worker_id",),
    "staffing.unknown_workers": ("workers.worker_id",),
    "staffing.fte": ("workers.fte",),
    "staffing.unknown_fte": ("workers.fte",),
    "spending": ("costs",),
    "households": ("households",),
    "households.eligible_households": ("households.eligible_households",),
    "households.poor_households": ("households.poor_households",),
    "need": ("workers.worker_id", "households.poor_households"),
}
"""Summary table, or column of one -> the tables and columns of the extract that it needs.

The table of the first is the one whose rows are grouped.
"""

_SIDE_BY_SIDE: Mapping[str, tuple[str, ...]] = {"need": ("staffing", "households")}
"""Summary table -> the two that it sets side by side: it lacks what either lacks."""

MADE_OF: Mapping[str, tuple[str, ...]] = dict.fromkeys(
    ("documentation.optional_filled", "documentation.optional_cells"), OPTIONAL
)
"""Column of a summary table -> the columns of the appointments that it takes where they are."""


def extract_tables(made: str) -> tuple[str, ...]:
    """The tables of an extract that a summary table is made from, that of its groups first."""
    return tuple(dict.fromkeys(need.partition(".")[0] for need in NEEDS.get(made, ())))


def absent(
    delivered: Mapping[str, Sequence[str]], columns: Sequence[str], rules: CountingRules
) -> dict[str, str]:
    """Summary table, or column of one -> why it cannot be made by the group columns.

    `delivered` are the columns that each table of the extract has.
    """
    found: dict[str, str] = {}
    for made, needs in NEEDS.items():
        grouped = needs[0].partition(".")[0]
        groups = [f"{grouped}.{c}" for c in columns if c != "year"] if "." not in made else []
        reason = next((r for need in (*needs, *groups) if (r := _lacking(delivered, need))), None)
        if reason is not None:
            found[made] = reason
    if rules.workers_counted == "qualified":
        # The columns of the staff, never the table: years that it alone has keep their rows.
        staff = [name for name in NEEDS if name.startswith("staffing.")]
        for made, needed in (
            ("workload", ("qualified", "worker_id")),
            ("caseload.workers", ("qualified", "worker_id")),
            *((name, ("qualified",)) for name in (*staff, "need")),
        ):
            reason = _why_not_qualified(delivered, needed)
            found |= {made: reason} if reason else {}
    for made, sides in _SIDE_BY_SIDE.items():
        lacking = [found[side] for side in sides if side in found]
        found |= {made: lacking[0]} if lacking else {}
    return found


def _lacking(delivered: Mapping[str, Sequence[str]], need: str) -> str | None:
    name, _, column = need.partition(".")
    if name not in delivered:
        return f"the extract has no table {name}"
    if column and column not in delivered[name]:
        return f"{name} has no column {column}"
    return None


def _why_not_qualified(delivered: Mapping[str, Sequence[str]], needed: Sequence[str]) -> str | None:
    """Counting qualified workers takes the table that says who is."""
    if "workers" not in delivered:
        return "the extract has no table workers, which says who is qualified"
    lacking = [column for column in needed if column not in delivered["workers"]]
    return f"workers has no column {lacking[0]}" if lacking else None
