"""What cells can hold: the labels, the best of them first, and the decimals of numbers."""

from __future__ import annotations

from typing import get_args

from accsocial.rules import Channel, Status

BODIES = ("caf", "departement")
TERRITORIES = (
    *(f"{n:02d}" for n in range(1, 20)),
    "2A",
    "2B",
    *(str(n) for n in range(21, 96)),
    *(str(n) for n in range(971, 977)),
)
"""Official geographic codes of the départements: 01 to 95 with 2A and 2B for 20, 971 to 976."""

STATUSES: tuple[str, ...] = get_args(Status)
CHANNELS: tuple[str, ...] = get_args(Channel)
EVENTS = (
    "separation",
    "child_death",
    "partner_death",
    "rent_arrears",
    "single_parent",
    "other",
    "unknown",
)
SUPPORT_KINDS = ("advice", "support", "unknown")
RESPONSES = ("accepted", "refused", "no_answer", "unknown")

DECIMAL_PLACES = 18
"""Decimals kept of amounts and fte: enough for any float that a producer has written."""
