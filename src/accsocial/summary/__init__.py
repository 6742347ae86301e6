"""Records -> a few small tables of counts: the only heavy step (`summarise`)."""

from __future__ import annotations

from accsocial.summary.gathered import Gathered, gather
from accsocial.summary.part import Part, count_part
from accsocial.summary.summarise import Summary, count, settle, summarise

__all__ = ["Gathered", "Part", "Summary", "count", "count_part", "gather", "settle", "summarise"]
