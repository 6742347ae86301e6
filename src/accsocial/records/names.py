"""Comparing headers and labels as a reader does: without case, accents, spaces, punctuation."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

_NUMERO = str.maketrans({"º": "°", "ᵒ": "°", "№": "N°"})
"""What looks like the sign of degrees, and is typed for it: decomposed, each were a letter "o"."""

_WHOLE = re.compile(r"\s*([0-9]+)[.,]0+\s*")


@lru_cache(maxsize=10_000)
def fold(text: str) -> str:
    """`"N° rendez-vous"` and `"n rendez vous"` fold to the same `"nrendezvous"`."""
    decomposed = unicodedata.normalize("NFKD", text.translate(_NUMERO).casefold())
    return "".join(filter(str.isalnum, decomposed))


def fold_label(text: str) -> str:
    """A value, folded as a header is; a code taken for a number (`1.0`) is that code (`1`).

    Without its point it would be another one (`10`).
    """
    number = _WHOLE.fullmatch(text)
    return fold(number[1] if number else text)
