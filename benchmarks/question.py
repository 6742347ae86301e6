"""What every way is asked, and how it answers: the figures, and what a counted row is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypedDict

INDICATORS = (
    "appointments_per_beneficiary",
    "median_appointments_per_beneficiary",
    "share_of_beneficiaries_advice_only",
    "share_of_beneficiaries_8_or_more",
    "appointments_per_worker",
    "median_appointments_per_worker",
    "share_of_workers_below_416",
    "no_show_rate",
    "cost_per_beneficiary",
    "cost_growth",
)
"""The figures, by their id in accsocial's catalogue."""

OF_MONEY = ("cost_per_beneficiary", "cost_growth")
"""Those whose numerator is no count."""

COLUMNS = (
    "body",
    "territory",
    "date",
    "appointment_id",
    "beneficiary_id",
    "worker_id",
    "status",
    "channel",
    "collective",
)
"""The columns of the appointments that the figures need."""

COUNTED_CHANNELS = ("office", "home", "outside", "phone", "video", "unknown")

STATUS_RANKS = {
    "held": 0,
    "no_show": 1,
    "cancelled_by_beneficiary": 2,
    "cancelled_by_service": 3,
    "planned": 4,
    "unknown": 5,
}
"""An appointment of several rows has the status of the lowest rank among them."""

LAST_SETTLED = STATUS_RANKS["cancelled_by_service"]
"""Up to that rank the outcome of an appointment is known."""

QUESTIONS: dict[str, tuple[str, ...]] = {
    "By body and year": ("body", "year"),
    "By body, territory and year": ("body", "territory", "year"),
}
"""What the figures are grouped by. Each is a run of its own."""


class Answer(TypedDict, total=False):
    """One figure of one group, as `accsocial indicators --format json` writes it.

    Groups without a value may be left out. A median has no numerator.
    """

    indicator: str
    body: str
    territory: str
    year: int
    value: float | None
    numerator: float | None
    denominator: float | None


Answers = Sequence[Answer]
