"""Rows that are no data: repeated headers, rules drawn with dashes, totals and signatures.

They are counted with the blank rows, and the ledger says where they stand.
Only rows that could not be accepted anyway are looked at.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

import polars as pl
from polars import selectors

from accsocial.records.names import fold
from accsocial.records.rows.stripping import strip
from accsocial.records.source import RawBatch
from accsocial.records.totals import A_TOTAL

_NOTE = (
    r"^\W*(fait (à|a|le)\b|sources?\b|[ée]dit[ée]\b|extrait|extraction|notes?\b|n\.?b\b|nota\b|"
    r"signature|l[ea] direct|le responsable|certifi[ée]|arr[êe]t[ée]\b|page( ?:)? ?\d|champ\b|"
    r"lecture\b|nombre d|imprim[ée]|g[ée]n[ée]r[ée]|l[ée]gende\b|fin( d[eu]\b|\W*$)|"
    r"export( d[eu]\b|[ée])|date d.{1,3}(extraction|[ée]dition|actualisation|mise )|"
    r"derni[èe]re (actualisation|mise )|mise? [àa] jour\b|valid[ée] (le|par)\b|cachet\b|"
    r"donn[ée]es (au|du|extraites|provisoires|d[ée]finitives)\b|sous r[ée]serve\b|confidentiel\b|"
    r"document (confidentiel|[ée]dit[ée]|g[ée]n[ée]r[ée])|crit[èe]res? ?:|"
    r"filtres?( appliqu[ée]s?)? ?:|requ[êe]te ?:|sql>|[ée]coul[ée] ?:|elapsed ?:|temps ?:|"
    r"time ?:|completion time\b|"
    r"\d+ (rows?|lignes?|enregistrements?)\b)|"
    # The notes that stars or numbers in cells refer to.
    r"^(\*+ |\((\*+|[1-9])\) ?)[a-zà-ÿ]"
)
"""Not compiled before some row needs it: few extracts have one."""

MAX_CELLS_OF_NOTE = 2
"""A note below a table fills one cell or two; a row with more is a damaged row."""


_RULE = r"[-=_+|\s]+"
"""What consoles of databases, and lists of SAP, draw below a header and around a table."""

REPEATED, RULED = "repeated header", "line of dashes"
TOTAL, NOTE = "total line", "note below the table"
"""The kinds of such rows, as the ledger calls them."""


class Asides:
    """Recognises such rows in one file and remembers where they stand.

    `headers` are, by position, the texts of repeated ones, and of rules below them, in rows that
    were not damaged.
    """

    def __init__(self, headers: Sequence[str], positions: Mapping[str, int]) -> None:
        self._headers = {
            str(position): fold(headers[position])
            for position in positions.values()
            if position < len(headers)
        }
        self._all_headers = [fold(header) for header in headers if fold(header)]
        self._lines: dict[str, list[int]] = {}
        self.headers: dict[str, list[str]] = {}

    def kind(self, cells: Sequence[str | None], positions: Sequence[str] = ()) -> str | None:
        """What a row is, told from its cells; None if it may be a damaged row of data.

        `positions` are the cells' positions in the file, if they are known.
        """
        filled = [cell for cell in cells if cell is not None and cell.strip()]
        if not filled:
            return None
        # What no header is above was added to the rows of the file: it says nothing of them.
        own = {p: c for p, c in zip(positions, cells, strict=False) if self._headers.get(p)}
        if own and all(fold(cell or "") == self._headers[p] for p, cell in own.items()):
            return REPEATED
        if not positions and self._all_headers == [fold(cell) for cell in filled]:
            return REPEATED
        # A cell or two of one dash are words for nothing in a row of data.
        if len(max(filled, key=len)) > 2 and all(re.fullmatch(_RULE, cell) for cell in filled):
            return RULED
        if re.match(A_TOTAL, filled[0], re.IGNORECASE):
            return TOTAL
        if len(filled) <= MAX_CELLS_OF_NOTE and re.match(_NOTE, filled[0], re.IGNORECASE):
            return NOTE
        return None

    def sort_out(self, raw: RawBatch, rejected: pl.DataFrame) -> pl.DataFrame:
        """The rejected rows (line, rule, column) that remain when such rows are taken out."""
        if not rejected.height:
            return rejected
        rows = raw.frame.join(rejected.select("line"), on="line", how="semi")
        rows = replace(raw, frame=rows).spelled_out()
        names = [name for name in rows.columns if name != "line"]
        # A day is no text of a total or a note; as a number, it is shown whatever its year is.
        rows = rows.with_columns(selectors.temporal().to_physical())
        texts = rows.select(
            "line", *(strip(rows[name].cast(pl.String, strict=False)) for name in names)
        )
        found = []
        for line, *cells in texts.iter_rows():
            if (kind := self.kind(cells, names)) is not None:
                self.note(kind, line)
                found.append(line)
            if kind in (REPEATED, RULED):
                for name, cell in zip(names, cells, strict=True):
                    self.headers.setdefault(name, []).append(cell or "")
        return rejected.filter(~pl.col("line").is_in(found)) if found else rejected

    def note(self, kind: str, line: int) -> None:
        """Remembers a row."""
        lines = self._lines.setdefault(kind, [])
        # Of a line in which years stand side by side there is a row for each.
        if line not in lines[-1:]:
            lines.append(line)

    @property
    def notes(self) -> dict[str, str]:
        """For the ledger: what was found, and where."""
        return {kind: _places(lines) for kind, lines in self._lines.items()}


def _places(lines: Sequence[int]) -> str:
    shown = ", ".join(str(line) for line in lines[:5])
    more = f" and {len(lines) - 5} more" if len(lines) > 5 else ""
    return f"line {shown}{more}"
