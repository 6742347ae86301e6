"""The dialect of a delimited file, found from its first lines: separator, header, row width."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from accsocial.records.text.quotes import OPEN, fields_of

SEPARATORS = (";", ",", "\t", "|")
_LINES_OF_HEADER = 20
"""A header cell with more line ends than this is a stray quote."""


@dataclass(frozen=True)
class HeadRecord:
    """A record of the head of a file: its cells, and its lines (counted from 1)."""

    cells: list[str]
    first_line: int
    last_line: int


def cells_of(text: str, separator: str) -> list[str]:
    """The cells of one record; its quotes are plain characters if they make no sense."""
    if '"' not in text:
        return text.split(separator) if text else []
    try:
        return next(csv.reader([text], delimiter=separator, strict=True), [])
    except csv.Error:
        return text.split(separator)


def _width(text: str, separator: str) -> int:
    """How many cells one record has."""
    if '"' not in text:
        return text.count(separator) + 1 if text else 0
    return len(cells_of(text, separator))


def find_separator(lines: Sequence[str]) -> str:
    """The separator that cuts most lines of the head into one number (over 1) of fields.

    More fields count more, so that commas inside texts do not outdo the separator.
    """
    best, best_score = SEPARATORS[0], (0, 0)
    for separator in SEPARATORS:
        score = _score(lines, separator)
        if score > best_score:
            best, best_score = separator, score
    return best


def _score(lines: Sequence[str], separator: str) -> tuple[int, int]:
    widths = [_width(line, separator) for line in lines]
    counts = Counter(width for width in widths if width > 1)
    if not counts:
        return 0, 0
    width = max(counts, key=lambda w: counts[w] * (w - 1))
    # The first line of that width is the header, whose names hold no other separator; with a quote
    # too many it is a part of a cell of several lines.
    header = lines[widths.index(width)]
    whole = header.count('"') % 2 == 0 and not any(
        other in cell for other in SEPARATORS for cell in cells_of(header, separator)
    )
    return int(whole), counts[width] * (width - 1)


def head_records(lines: Sequence[str], separator: str) -> list[HeadRecord]:
    """The lines as records: quoted cells of a header may hold line ends."""
    widths = Counter(_width(line, separator) for line in lines if line.strip())
    usual = max(widths, key=lambda width: widths[width] * (width - 1), default=1)
    records: list[HeadRecord] = []
    at = 0
    while at < len(lines):
        last = _last_line(lines, at, separator, usual)
        text = "\n".join(lines[at : last + 1])
        records.append(HeadRecord(cells_of(text, separator), at + 1, last + 1))
        at = last + 1
    return records


def _last_line(lines: Sequence[str], first: int, separator: str, usual: int) -> int:
    """The last line of the record that begins on a line: this one, unless it ends in quotes."""
    sep = separator.encode()
    if '"' not in lines[first] or fields_of(lines[first].encode(), sep) != OPEN:
        return first
    for last in range(first + 1, min(first + _LINES_OF_HEADER, len(lines))):
        if lines[last].count(separator) + 1 == usual:
            return first
        if lines[last].count('"') % 2:
            text = "\n".join(lines[first : last + 1])
            return last if fields_of(text.encode(), sep) == usual else first
    return first


def row_width(header: Sequence[str], rows: Sequence[Sequence[str]]) -> int:
    """Fields of a good row: those of the header, unless most rows agree on another number.

    Some systems end each row, but not the header, with separators, or the header
    only: what one has more than the other must be empty.
    """
    widths = Counter(len(row) for row in rows if any(cell.strip() for cell in row))
    if not widths:
        return len(header)
    width, number = widths.most_common(1)[0]
    longer = [header] if width < len(header) else [row for row in rows if len(row) == width]
    shorter = min(width, len(header))
    if number > sum(widths.values()) / 2 and not any(
        cell.strip() for cells in longer for cell in cells[shorter:]
    ):
        return width
    return len(header)
