"""Files of amounts that say that these are thousands, or millions, of euros."""

from __future__ import annotations

import re
from collections.abc import Sequence

from accsocial.records.source import Match

_NOT_EUROS = r"(?<![^\W_])([km]\s?(€|eur(os?)?\b)|(milliers|millions)\b)"

NOTE = (
    "the file speaks of thousands or millions, amounts are read as euros; if they are not, have "
    "them written in euros"
)


def speaks_of_thousands(name: str, head: Sequence[Sequence[str]], match: Match) -> bool:
    """Whether the name of a file, a title above its header, or the header of its amounts says so.

    "Montant (k€)" is what a layout of the user's own may name, and an amount what it is in euros.
    """
    if "amount" not in match.columns:
        return False
    above = (cell for row in head[: match.header_row] for cell in row)
    texts = (name, *above, match.header_of("amount"))
    return any(re.search(_NOT_EUROS, text, re.IGNORECASE) for text in texts)
