"""What was written when a summary was: for standard error."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from accsocial.model import Text
from accsocial.output.accounts import rows_text
from accsocial.output.words import clean, colon

if TYPE_CHECKING:
    from accsocial.summary import Part

_SAVED = Text(
    "{rows} in {tables} tables, by {groups}",
    "{rows} dans {tables} tables, par {groups}",
)
_SMALL = Text(
    "no person is in it, but small counts are: secrecy is applied when figures are published",
    "aucune personne n'y figure, mais de petits effectifs oui : le secret statistique s'applique "
    "à la publication",
)


def saved_lines(folder: str, part: Part, rows: Mapping[str, int], lang: str) -> list[str]:
    """Where the summary is, how large it is, and what to know before it is sent."""
    groups = ", ".join(part.columns)
    counted = rows_text(sum(rows.values()), lang)
    size = _SAVED[lang].format(rows=counted, tables=len(rows), groups=groups)
    return [clean(folder) + colon(lang) + size, "  " + _SMALL[lang]]
