"""Records -> a few small tables of counts: the only heavy step (`summarise`)."""

from __future__ import annotations

from accsocial.summary.gathered import Gathered, gather
from accsocial.summary.summarise import Summary, count, summarise

__all__ = ["Gathered", "Summary", "count", "gather", "summarise"]
