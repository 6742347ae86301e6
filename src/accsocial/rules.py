"""The counting rules: what is counted, as one validated object.

Every output that can hold them carries these rules; two runs with different
rules are two different figures.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Literal, get_args

from accsocial.given import Given

Status = Literal[
    "held", "no_show", "cancelled_by_beneficiary", "cancelled_by_service", "planned", "unknown"
]
Channel = Literal[
    "office", "home", "outside", "phone", "video", "mail", "email", "third_party", "unknown"
]
BeneficiaryUnit = Literal["household", "person"]

_HOUSEHOLDS: dict[Literal["caf", "departement"], BeneficiaryUnit] = {
    "caf": "household",
    "departement": "household",
}

_LABELS: dict[str, tuple[str, ...]] = {
    "counted_statuses": get_args(Status),
    "counted_channels": get_args(Channel),
}
"""The rules that are lists of labels, and the order of these."""


class CountingRules(Given):
    """Which rows are counted appointments, and what a beneficiary and a worker are."""

    counted_statuses: tuple[Status, ...] = ("held",)
    counted_channels: tuple[Channel, ...] = (
        "office",
        "home",
        "outside",
        "phone",
        "video",
        "unknown",
    )
    count_collective: bool = False
    support_threshold: int = 3
    working_days: Decimal = Decimal(198)
    workers_counted: Literal["all", "qualified"] = "all"
    id_scope: Literal["territory", "national"] = "territory"
    beneficiary_unit: dict[Literal["caf", "departement"], BeneficiaryUnit] = _HOUSEHOLDS

    @classmethod
    def _in_one_form(cls, given: Mapping[str, Any]) -> Mapping[str, Any]:
        # Rules that say the same are the same text in every output, whoever wrote them.
        return {name: _in_order(name, value) for name, value in given.items()}

    @classmethod
    def _limits(cls) -> Mapping[str, Any]:
        from pydantic import Field

        return {
            "counted_statuses": Field(min_length=1),
            "counted_channels": Field(min_length=1),
            "support_threshold": Field(ge=1),
            "working_days": Field(ge=1, le=366),
        }


def _in_order(name: str, value: Any) -> Any:
    """A value with labels and bodies in their own order, each once, and without idle zeros."""
    if name in _LABELS:
        return tuple(label for label in _LABELS[name] if label in value)
    if isinstance(value, Decimal):
        return Decimal(f"{value.normalize():f}")
    if isinstance(value, dict):
        return {body: value[body] for body in _HOUSEHOLDS if body in value}
    return value
