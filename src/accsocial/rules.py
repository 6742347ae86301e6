"""The counting rules: what is counted, as one validated object.

Every output that can hold them carries these rules; two runs with different
rules are two different figures.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Status = Literal[
    "held", "no_show", "cancelled_by_beneficiary", "cancelled_by_service", "planned", "unknown"
]
Channel = Literal[
    "office", "home", "outside", "phone", "video", "mail", "email", "third_party", "unknown"
]
BeneficiaryUnit = Literal["household", "person"]


class CountingRules(BaseModel):
    """Which rows are counted appointments, and what a beneficiary and a worker are."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    counted_statuses: Annotated[tuple[Status, ...], Field(min_length=1)] = ("held",)
    counted_channels: Annotated[tuple[Channel, ...], Field(min_length=1)] = (
        "office",
        "home",
        "outside",
        "phone",
        "video",
        "unknown",
    )
    count_collective: bool = False
    support_threshold: Annotated[int, Field(ge=1)] = 3
    working_days: Annotated[Decimal, Field(gt=0, le=366)] = Decimal(198)
    workers_counted: Literal["all", "qualified"] = "all"
    id_scope: Literal["territory", "national"] = "territory"
    beneficiary_unit: dict[Literal["caf", "departement"], BeneficiaryUnit] = {
        "caf": "household",
        "departement": "household",
    }

    def as_plain(self) -> dict[str, object]:
        """The rules as JSON-ready values, in the order of the specification."""
        return self.model_dump(mode="json")
