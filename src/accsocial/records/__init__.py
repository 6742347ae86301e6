"""From files to canonical records, with an account of every row (`read`)."""

from __future__ import annotations

from accsocial.records.read import Records, read

__all__ = ["Records", "read"]
