"""The indicators: one object each, in one module per theme, all in `CATALOGUE`.

To add one: write the object in its theme's module and name it here.
"""

from __future__ import annotations

from accsocial.indicators import (
    attendance,
    cost,
    coverage,
    equity,
    exits,
    formalisation,
    intensity,
    support,
    workload,
)
from accsocial.model import Indicator

CATALOGUE: tuple[Indicator, ...] = (
    intensity.appointments_per_beneficiary,
    intensity.median_appointments_per_beneficiary,
    intensity.share_of_beneficiaries_advice_only,
    intensity.appointments_per_supported_beneficiary,
    intensity.share_of_beneficiaries_8_or_more,
    workload.appointments_per_worker,
    workload.median_appointments_per_worker,
    workload.share_of_416_standard,
    workload.share_of_workers_below_416,
    workload.appointments_per_working_day,
    workload.appointments_per_fte,
    workload.beneficiaries_per_worker,
    workload.caseload_per_worker,
    attendance.no_show_rate,
    attendance.cancellation_rate,
    attendance.home_visit_share,
    cost.cost_per_beneficiary,
    cost.cost_per_appointment,
    cost.cost_per_fte,
    cost.cost_growth,
    cost.inflation,
    cost.real_cost_growth,
    workload.worker_growth,
    workload.fte_growth,
    coverage.share_of_households_supported,
    support.contact_rate,
    support.acceptance_rate,
    formalisation.share_with_diagnosis,
    formalisation.share_with_contract,
    formalisation.share_with_review,
    exits.share_of_exits_with_review,
    exits.share_of_exits_with_reason,
    exits.median_support_days,
    exits.days_to_first_appointment,
    exits.reentry_rate,
    equity.workers_per_1000_poor_households,
    equity.staffing_gap,
)
"""Every indicator, in the order of the output."""
