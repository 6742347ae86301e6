"""What an .xlsx file says about its sheets beside their cells.

What is hidden, what is merged, what is not computed, and from when days are counted.
"""

from __future__ import annotations

import html
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from accsocial.records.files.damage import ZIP_DAMAGE

_BLOCK = 4 << 20
_SHEET = re.compile(rb"<(?:\w+:)?sheet\b([^>]*)>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b([^>]*)>")
_ATTRIBUTE = re.compile(rb"""([\w:]+)\s*=\s*["']([^"']*)["']""")
_HIDDEN_ROW = re.compile(rb"""<(?:\w+:)?row\b[^>]*\bhidden=["'](?:1|true)["']""")
_HIDDEN_COLUMN = re.compile(rb"""<(?:\w+:)?col\b([^>]*\bhidden=["'](?:1|true)["'][^>]*)>""")
_MERGED = re.compile(rb"""<(?:\w+:)?mergeCell\b[^>]*\bref=["']([A-Z]+)(\d+):([A-Z]+)(\d+)["']""")
_FROM_1904 = re.compile(rb"""<(?:\w+:)?workbookPr\b[^>]*\bdate1904=["'](?:1|true)["']""")
_NO_VALUE = re.compile(
    rb"""<((?:\w+:)?)c\b(?![^>]*\bt=["']str)[^>]*>\s*"""
    rb"""<\1f\b(?:[^>]*/>|[^>]*>[^<]*</\1f>)\s*(?:<\1v\s*/>|<\1v>\s*</\1v>)?\s*</\1c>"""
)
"""A cell with a formula whose result was not stored. One that is an empty text is of type str."""

_LAST_COLUMN = 16_384


@dataclass
class SheetParts:
    """Counts of hidden rows and columns and of formulas alone; the first and last row of merges.

    A formula is alone if the file does not hold its result: no program has computed it yet.

    `from_1904` says that the workbook counts days from 1904 on, not from 1900.
    """

    from_1904: bool = False
    hidden_rows: int = 0
    hidden_columns: int = 0
    formulas_alone: int = 0
    merged: tuple[tuple[int, int], ...] = ()


def sheet_parts(path: Path) -> dict[str, SheetParts]:
    """By name of sheet. Empty where the file does not say it in the usual way."""
    try:
        with zipfile.ZipFile(path) as archive:
            from_1904 = bool(_FROM_1904.search(archive.read("xl/workbook.xml")))
            return {
                name: _scan(archive, part, from_1904=from_1904)
                for name, part in _part_names(archive).items()
                if part in archive.NameToInfo
            }
    # Notes are lost with a damaged part, not data: the sheet itself is read elsewhere.
    except ZIP_DAMAGE:
        return {}


def _part_names(archive: zipfile.ZipFile) -> dict[str, str]:
    """Name of sheet -> the file in the archive that holds its cells."""
    relations = {}
    for match in _RELATION.finditer(archive.read("xl/_rels/workbook.xml.rels")):
        attributes = _attributes(match[1])
        relations[attributes.get("Id", "")] = attributes.get("Target", "")
    names = {}
    for match in _SHEET.finditer(archive.read("xl/workbook.xml")):
        attributes = _attributes(match[1])
        identifier = next((v for k, v in attributes.items() if k.endswith(":id")), "")
        target = relations.get(identifier, "")
        part = target.lstrip("/") if target.startswith("/") else str(PurePosixPath("xl") / target)
        names[attributes.get("name", "")] = part
    return names


def _attributes(text: bytes) -> dict[str, str]:
    return {
        key.decode("ascii", errors="replace"): html.unescape(value.decode(errors="replace"))
        for key, value in _ATTRIBUTE.findall(text)
    }


def _scan(archive: zipfile.ZipFile, part: str, *, from_1904: bool) -> SheetParts:
    found = SheetParts(from_1904)
    for text in _blocks(archive, part):
        found.hidden_rows += len(_HIDDEN_ROW.findall(text))
        if b"<f" in text or b":f" in text:
            # To look at every cell takes as long as reading it, and most sheets have no formula.
            found.formulas_alone += len(_NO_VALUE.findall(text))
        for match in _HIDDEN_COLUMN.finditer(text):
            attributes = _attributes(match[1])
            first, last = int(attributes.get("min", 1)), int(attributes.get("max", 1))
            # Hiding all the empty columns to the right of a table hides no data.
            found.hidden_columns += 0 if last >= _LAST_COLUMN else last - first + 1
        spans = tuple((int(m[2]), int(m[4])) for m in _MERGED.finditer(text))
        found.merged += spans
    return found


def _blocks(archive: zipfile.ZipFile, part: str) -> Iterator[bytes]:
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
