"""The time zone whose days are meant."""

from __future__ import annotations

FRANCE = "Europe/Paris"
"""Moments that are told in UTC are read as a clock here shows them."""
