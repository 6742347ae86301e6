"""The sources that definitions quote."""

from __future__ import annotations

from accsocial.model import Source
from accsocial.parameters.published import sources

COUR = sources()["S1"]
"""Cour des comptes, L'accompagnement social généraliste, January 2025, summary."""

DEFINITION = Source(
    id="accsocial",
    title="Definition of accsocial; no published reference",
    publisher="accsocial",
    date="2026-11",
)
