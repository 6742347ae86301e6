"""What every way is asked, and how it answers: the figures, and what a counted row is.

There are two questions: ten figures, of every way, and all figures, of accsocial and DuckDB alone.
"""

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
"""The ten figures, by their id in accsocial's catalogue."""

COMPARING_TERRITORIES = (
    "intensity_ratio_of_highest_to_lowest_territory",
    "intensity_weighted_coefficient_of_variation",
)
"""Figures that have no value where territories are told apart."""

ALL_INDICATORS = (
    *INDICATORS,
    "appointments_per_supported_beneficiary",
    "share_of_beneficiaries_with_1_appointment",
    "share_of_beneficiaries_with_2_appointments",
    "share_of_beneficiaries_with_3_to_4_appointments",
    "share_of_beneficiaries_with_5_to_7_appointments",
    "share_of_beneficiaries_with_8_to_10_appointments",
    "share_of_beneficiaries_with_11_or_more_appointments",
    "share_of_beneficiaries_seen_in_6_months",
    "median_days_between_appointments",
    "share_of_416_standard",
    "share_of_workers_within_1_1_to_1_6_per_day",
    "appointments_per_working_day",
    "appointments_per_fte",
    "beneficiaries_per_worker",
    "caseload_per_worker",
    "cancellation_rate",
    "home_visit_share",
    "share_of_appointments_at_office",
    "share_of_appointments_outside",
    "share_of_appointments_by_phone",
    "share_of_appointments_by_video",
    "share_of_appointments_for_separation",
    "share_of_appointments_for_child_death",
    "share_of_appointments_for_partner_death",
    "share_of_appointments_for_rent_arrears",
    "share_of_appointments_for_single_parent",
    "share_of_appointments_for_other_events",
    "documentation_rate_of_status",
    "documentation_rate_of_site",
    "documentation_rate_of_worker_id",
    "documentation_rate_of_beneficiary_id",
    "documentation_rate_of_channel",
    "documentation_rate_of_event",
    "documentation_rate_of_collective",
    "documentation_rate_of_duration_min",
    "documentation_rate_of_entered_on",
    "documentation_rate_of_required_fields",
    "documentation_rate_of_optional_fields",
    "median_days_to_entry",
    "cost_per_appointment",
    "cost_per_fte",
    "worker_growth",
    "fte_growth",
    *COMPARING_TERRITORIES,
)
"""All figures that the tables appointments, workers and costs give, but for those of PRICES."""

PRICES = ("inflation", "real_cost_growth")
"""Not asked: they also need the price indices, which ship with accsocial and not with the data."""

NOT_COUNTED = (
    "cost_per_beneficiary",
    "cost_per_appointment",
    "cost_per_fte",
    "cost_growth",
    "caseload_per_worker",
    *COMPARING_TERRITORIES,
)
"""Those whose numerator or denominator is no count: money, or made of quotients."""

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
"""The columns of the appointments that the ten figures need."""

ALL_COLUMNS = (*COLUMNS, "site", "event", "duration_min", "entered_on")
"""Those that all figures need: of these, mostly whether they are filled."""

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
