"""Summaries that travel: written to a folder, read again, and made one."""

from __future__ import annotations

from accsocial.exchange.loading import load
from accsocial.exchange.merging import merge
from accsocial.exchange.saving import save
from accsocial.exchange.stored import Stored

__all__ = ["Stored", "load", "merge", "save"]
