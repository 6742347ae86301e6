"""Records -> a few small tables of counts: the only heavy step (`summarise`)."""

from __future__ import annotations

from accsocial.summary.summarise import Summary, summarise

__all__ = ["Summary", "summarise"]
