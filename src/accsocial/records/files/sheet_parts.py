"""What files of spreadsheets say about a sheet beside its cells, and how their parts are looked at.

What is hidden, what is merged, what is not computed, and from when days are counted.
"""

from __future__ import annotations

import html
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from accsocial.records.files.merged_cells import MergedRows

_BLOCK = 4 << 20
_ATTRIBUTE = re.compile(rb"""([\w:-]+)\s*=\s*(["'])(.*?)\2""", re.DOTALL)
"""What stands between quotes of one kind may hold the other kind: `Dépenses d'aide`."""


@dataclass
class SheetParts:
    """Counts of hidden rows and columns and of formulas alone; the merged cells.

    A formula is alone if the file does not hold its result: no program has computed it yet.
    It is `uncomputed` if a result of 0 stands for that, in a workbook to be computed when opened.

    `errors` (#N/A and the like) and `times` are counts of cells by column, from 0, of which the
    reader of the cells gives nothing.

    `from_1904` says that the workbook counts days from 1904 on, not from 1900.
    """

    from_1904: bool = False
    hidden_rows: int = 0
    hidden_columns: int = 0
    formulas_alone: int = 0
    uncomputed: int = 0
    errors: Counter[int] = field(default_factory=Counter)
    times: Counter[int] = field(default_factory=Counter)
    merged: list[MergedRows] = field(default_factory=list)


def attributes(text: bytes) -> dict[str, str]:
    """The attributes of a tag by name, as what they stand for."""
    return {
        key.decode("ascii", errors="replace"): html.unescape(value.decode(errors="replace"))
        for key, _, value in _ATTRIBUTE.findall(text)
    }


def blocks(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
    """The text of a part in blocks that end between two cells, or at least between two tags."""
    carried = b""
    with archive.open(part) as stream:
        while block := stream.read(_BLOCK):
            text = carried + block
            cut = max(text.rfind(b"<c "), text.rfind(b":c "), 0)
            cut = text.rfind(b"<", 0, cut + 1) if cut else max(text.rfind(b"<"), 0)
            carried = text[cut:]
            yield text[:cut]
    yield carried
