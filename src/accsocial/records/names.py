"""Comparing headers and labels as a reader does: without case, accents, spaces, punctuation."""

from __future__ import annotations

import unicodedata
from functools import lru_cache


@lru_cache(maxsize=10_000)
def fold(text: str) -> str:
    """`"N° rendez-vous"` and `"n rendez vous"` fold to the same `"nrendezvous"`."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return "".join(char for char in decomposed if char.isalnum())
