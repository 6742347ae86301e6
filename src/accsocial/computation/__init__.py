"""A summary and the catalogue -> results (`compute`)."""

from __future__ import annotations

from accsocial.computation.compute import compute

__all__ = ["compute"]
