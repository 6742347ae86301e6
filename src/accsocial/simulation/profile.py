"""The profile of a simulation: who acts, how much, and how it changes."""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, model_validator

from accsocial.records.schema import BODIES, TERRITORIES
from accsocial.simulation.intensity import LIMITS, middle_mean
from accsocial.simulation.profile_values import (
    Channels,
    Count,
    Days,
    Events,
    Growth,
    Share,
    Trend,
    Weights,
    WeightsOfDecimals,
    WeightsOfNumbers,
    known,
)


class _Part(BaseModel):
    """A table of the profile: every key is known, none is missing."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Body(_Part):
    """One body, in the reference year unless a trend says otherwise.

    `published` names, for a number of this table, the published figure it is taken from.
    """

    published: dict[str, str] = {}
    beneficiaries: Count
    workers: Count
    appointments_per_beneficiary: Annotated[float, Field(gt=1, lt=25)]
    share_below_3: Share
    share_8_or_more: Share
    eligible_households: Count
    cost_per_beneficiary: Annotated[Decimal, Field(ge=1, le=100_000)]
    cost_growth: tuple[Growth, Growth]
    cost_growth_together: Growth | None = None
    cost_growth_of: dict[str, Growth] = {}
    beneficiaries_trend: Trend
    workers_trend: Trend
    intensity_trend: Trend

    @model_validator(mode="after")
    def _check(self) -> Self:
        unknown = sorted(set(self.published) - set(Body.model_fields))
        if unknown:
            raise ValueError(f"published: no number of a body is called {', '.join(unknown)}")
        if self.share_below_3 + self.share_8_or_more >= 1:
            raise ValueError("share_below_3 and share_8_or_more leave nobody with 3 to 7")
        return self


class Appointments(_Part):
    """How appointments come about. Shares of statuses are of all but planned and unknown ones.

    Shares called `..._per_counted` are per counted appointment.
    """

    spread: Annotated[float, Field(ge=0, le=0.5)]
    turnover: Share
    months: Annotated[
        tuple[Annotated[float, Field(gt=0, allow_inf_nan=False)], ...],
        Field(min_length=12, max_length=12),
    ]
    no_show: Share
    cancelled_by_beneficiary: Share
    cancelled_by_service: Share
    planned_per_counted: Share
    unknown_status_per_counted: Share
    without_beneficiary_per_counted: Share
    uncounted_per_counted: Share
    sessions_per_counted: Share
    session_size: Annotated[int, Field(ge=2, le=30)]
    second_worker: Share
    other_worker: Share
    without_worker: Share
    unknown_channel: Share
    channels: Channels
    uncounted_channels: Channels
    durations: WeightsOfNumbers
    entered_after: WeightsOfNumbers
    events: Events

    @model_validator(mode="after")
    def _some_held(self) -> Self:
        if self.no_show + self.cancelled_by_beneficiary + self.cancelled_by_service > 0.9:
            raise ValueError("no_show and cancellations leave less than 0.1 that is held")
        return self


_Reached = Annotated[float, Field(ge=0.01, le=1)]
"""A share of which the number before the step is made: it would have no end near 0."""


class Supports(_Part):
    """How supports go on. Shares of steps are those reached in the end, whenever that is."""

    opened_per_beneficiary: Annotated[float, Field(ge=0, le=0.3)]
    contacted: _Reached
    accepted: _Reached
    refused: Share
    diagnosis: Share
    contract: Share
    review: Share
    exit_reason: Share
    reentry: Share
    days_detected_to_contacted: Days
    days_contacted_to_opened: Days
    days_opened_to_first_appointment: Days
    days_to_diagnosis: Days
    days_to_contract: Days
    days_of_advice: Days
    days_of_support: Days
    days_to_reentry: Days
    exit_reasons: Weights


class Staff(_Part):
    """Workers: full-time equivalents and their weights, and how many share a site."""

    fte: WeightsOfDecimals
    qualified: Share
    workers_per_site: Annotated[int, Field(ge=1)]


class Money(_Part):
    """Spending by category, and the households that the staffing is compared with."""

    base_year: int
    spread: Annotated[float, Field(ge=0, le=0.5)]
    categories: Weights
    poor_households: Count
    poverty_spread: Annotated[float, Field(ge=0, le=0.9)]


class Profile(_Part):
    """A whole profile. `territories` are weights: roughly thousands of inhabitants."""

    name: str
    description: str
    reference_year: Annotated[int, Field(ge=1990, le=2100)]
    bodies: Annotated[dict[str, Body], Field(min_length=1), AfterValidator(known(BODIES, "body"))]
    appointments: Appointments
    supports: Supports
    staff: Staff
    money: Money
    territories: Annotated[dict[str, Annotated[int, Field(gt=0)]], Field(min_length=1)]

    @model_validator(mode="after")
    def _check(self) -> Self:
        named = {*self.territories, *(t for b in self.bodies.values() for t in b.cost_growth_of)}
        known(TERRITORIES, "département")(dict.fromkeys(named))
        if self.money.base_year >= self.reference_year:
            raise ValueError("money: base_year must be before reference_year")
        for name, body in self.bodies.items():
            self._check_intensity(name, body)
        return self

    def _check_intensity(self, name: str, body: Body) -> None:
        """Raises if some year or territory could not have its mean with the shares given."""
        trend = body.intensity_trend.values()
        spread = self.appointments.spread
        for factor in (min(trend) * (1 - 2 * spread), max(trend) * (1 + 2 * spread)):
            mean = body.appointments_per_beneficiary * factor
            middle = middle_mean(mean, body.share_below_3, body.share_8_or_more)
            if not LIMITS[0] <= middle <= LIMITS[1]:
                raise ValueError(
                    f"bodies.{name}: a mean of {mean:.2f} appointments, which some territory and "
                    "year may have, does not go with share_below_3 and share_8_or_more"
                )
