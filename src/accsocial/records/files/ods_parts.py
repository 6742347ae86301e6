"""What an .ods file says about its sheets beside their cells: what is hidden, what is merged.

And of which cells nothing is read.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from pathlib import Path

from accsocial.records.files.damage import ZIP_DAMAGE
from accsocial.records.files.merged_cells import MergedRows
from accsocial.records.files.sheet_parts import SheetParts, attributes, blocks

_CONTENT = "content.xml"
_TAG = re.compile(
    rb"<table:(table|table-row|table-column|table-cell|covered-table-cell)(?=[\s/>])([^>]*)>"
)
_WORTH_A_LOOK = re.compile(
    rb"""table:number-rows-spanned=["'](?!1["'])|table:visibility=["'](?:collapse|filter)["']"""
    rb"""|calcext:value-type=["']error["']|office:value-type=["']time["']"""
)
_HIDDEN = ("collapse", "filter")
_LAST_COLUMN = 1_024
"""Of older programs. Hidden columns that reach so far are the empty ones right of a table."""


def ods_parts(path: Path) -> dict[str, SheetParts]:
    """By name of sheet. Empty where nothing is hidden or merged, or the file is damaged."""
    try:
        with zipfile.ZipFile(path) as archive:
            # To look at every cell takes as long as reading it, and most files have none of this.
            if not any(_WORTH_A_LOOK.search(text) for text in blocks(archive, _CONTENT)):
                return {}
            seen = _Seen()
            for text in blocks(archive, _CONTENT):
                for match in _TAG.finditer(text):
                    seen.take(match[1].decode(), attributes(match[2]))
            return seen.sheets
    # Notes are lost with a damaged part, not data: the sheet itself is read elsewhere.
    except ZIP_DAMAGE:
        return {}


class _Seen:
    """Follows the tags of all tables in their order. One may stand for many rows or cells alike."""

    def __init__(self) -> None:
        self.sheets: dict[str, SheetParts] = {}
        self._sheet = SheetParts()
        self._row, self._rows_alike = 1, 0
        self._column = 0
        self._hides_row = False

    def take(self, tag: str, told: Mapping[str, str]) -> None:
        is_hidden = told.get("table:visibility") in _HIDDEN
        alike = int(told.get("table:number-columns-repeated", 1))
        if tag == "table":
            self._sheet = self.sheets.setdefault(told.get("table:name", ""), SheetParts())
            self._row, self._rows_alike, self._column = 1, 0, 0
        elif tag == "table-column":
            self._column += alike
            if is_hidden and self._column < _LAST_COLUMN:
                self._sheet.hidden_columns += alike
        elif tag == "table-row":
            self._row += self._rows_alike
            self._rows_alike = int(told.get("table:number-rows-repeated", 1))
            self._column, self._hides_row = 0, is_hidden
        else:
            self._take_cell(told, alike)
            self._column += alike

    def _take_cell(self, told: Mapping[str, str], alike: int) -> None:
        if self._hides_row and "office:value-type" in told:
            # Rows without any cell are hidden by the thousand below a table.
            self._sheet.hidden_rows += self._rows_alike
            self._hides_row = False
        more = int(told.get("table:number-rows-spanned", 1)) - 1
        if more:
            self._sheet.merged.append(MergedRows(self._column, self._row, self._row + more))
        for is_one, cells in (
            (told.get("calcext:value-type") == "error", self._sheet.errors),
            (told.get("office:value-type") == "time", self._sheet.times),
        ):
            if is_one:
                for column in range(self._column, self._column + alike):
                    cells[column] += self._rows_alike
