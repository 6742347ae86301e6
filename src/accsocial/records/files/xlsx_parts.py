"""What an .xlsx file says about its sheets beside their cells.

What is hidden, what is merged, what is not computed, and from when days are counted.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from functools import reduce
from pathlib import Path, PurePosixPath

from accsocial.records.files.damage import ZIP_DAMAGE
from accsocial.records.files.merged_cells import MergedRows
from accsocial.records.files.sheet_parts import SheetParts, attributes, blocks

_SHEET = re.compile(rb"<(?:\w+:)?sheet\b([^>]*)>")
_RELATION = re.compile(rb"<(?:\w+:)?Relationship\b([^>]*)>")
_HIDDEN_ROW = re.compile(rb"""<(?:\w+:)?row\b[^>]*\bhidden=["'](?:1|true)["']""")
_HIDDEN_COLUMN = re.compile(rb"""<(?:\w+:)?col\b([^>]*\bhidden=["'](?:1|true)["'][^>]*)>""")
_MERGED = re.compile(rb"""<(?:\w+:)?mergeCell\b[^>]*\bref=["']([A-Z]+)(\d+):([A-Z]+)(\d+)["']""")
_FROM_1904 = re.compile(rb"""<(?:\w+:)?workbookPr\b[^>]*\bdate1904=["'](?:1|true)["']""")
_TO_COMPUTE = re.compile(rb"""<(?:\w+:)?calcPr\b[^>]*\bfullCalcOnLoad=["'](?:1|true)["']""")
_ERROR = re.compile(rb"""<(?:\w+:)?c\b(?=[^>]*\bt=["']e["'])[^>]*\br=["']([A-Z]+)\d+["']""")
_NO_VALUE = re.compile(
    rb"""<((?:\w+:)?)c\b(?![^>]*\bt=["']str)[^>]*>\s*"""
    rb"""<\1f\b(?:[^>]*/>|[^>]*>[^<]*</\1f>)\s*(?:<\1v\s*/>|<\1v>\s*</\1v>)?\s*</\1c>"""
)
"""A cell with a formula whose result was not stored. One that is an empty text is of type str."""

_ZERO = re.compile(
    rb"""<((?:\w+:)?)c\b[^>]*>\s*<\1f\b(?:[^>]*/>|[^>]*>[^<]*</\1f>)\s*<\1v>0</\1v>\s*</\1c>"""
)
"""A cell with a formula and 0: what programs that cannot compute write for its result."""

_LAST_COLUMN = 16_384


def xlsx_parts(path: Path) -> dict[str, SheetParts]:
    """By name of sheet. Empty where the file does not say it in the usual way."""
    try:
        with zipfile.ZipFile(path) as archive:
            workbook = archive.read("xl/workbook.xml")
            from_1904 = bool(_FROM_1904.search(workbook))
            to_compute = bool(_TO_COMPUTE.search(workbook))
            return {
                name: _scan(archive, part, from_1904=from_1904, to_compute=to_compute)
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
        told = attributes(match[1])
        relations[told.get("Id", "")] = told.get("Target", "")
    names = {}
    for match in _SHEET.finditer(archive.read("xl/workbook.xml")):
        told = attributes(match[1])
        identifier = next((v for k, v in told.items() if k.endswith(":id")), "")
        target = relations.get(identifier, "")
        part = target.lstrip("/") if target.startswith("/") else str(PurePosixPath("xl") / target)
        names[told.get("name", "")] = part
    return names


def _scan(archive: zipfile.ZipFile, part: str, *, from_1904: bool, to_compute: bool) -> SheetParts:
    found = SheetParts(from_1904)
    for text in blocks(archive, part):
        # To look at every cell takes as long as reading it, and most sheets have none of these.
        if b"<f" in text or b":f" in text:
            found.formulas_alone += len(_NO_VALUE.findall(text))
            if to_compute:
                found.uncomputed += len(_ZERO.findall(text))
        if b't="e"' in text or b"t='e'" in text:
            found.errors.update(_position(column.decode()) for column in _ERROR.findall(text))
        if b"hidden" in text:
            found.hidden_rows += len(_HIDDEN_ROW.findall(text))
            found.hidden_columns += sum(_hidden_columns(text))
        if b"mergeCell" in text:
            found.merged.extend(_merged(text))
    return found


def _hidden_columns(text: bytes) -> Iterator[int]:
    """How many columns are hidden, range by range."""
    for match in _HIDDEN_COLUMN.finditer(text):
        told = attributes(match[1])
        first, last = int(told.get("min", 1)), int(told.get("max", 1))
        # Hiding all the empty columns to the right of a table hides no data.
        if last < _LAST_COLUMN:
            yield last - first + 1


def _merged(text: bytes) -> Iterator[MergedRows]:
    """The ranges of more than one row; the value of a range stands in its first column."""
    for column, first, _, last in (match.groups() for match in _MERGED.finditer(text)):
        if int(last) > int(first):
            yield MergedRows(_position(column.decode()), int(first), int(last))


def _position(letters: str) -> int:
    """A -> 0, AA -> 26."""
    return reduce(lambda number, letter: number * 26 + ord(letter) - 64, letters, 0) - 1
