"""English of results and ledgers, which are the same in every language, said in French."""

from __future__ import annotations

import re
from collections.abc import Iterable

Pairs = Iterable[tuple[str, str]]
"""What may stand there in English, as patterns, and the French of each."""


def in_french(english: str, pairs: Pairs) -> str | None:
    """The French of the first pattern that is the whole text; None if it has none."""
    for pattern, french in pairs:
        if match := re.fullmatch(pattern, english):
            return match.expand(french)
    return None
