"""Physical lines -> records: which lines are rows, which are blank, which are damaged.

Works on blocks of UTF-8 with numpy, because a Python loop over forty million
lines is not an option. Only lines with unusual quotes are looked at one by one.

A stray quote must never merge records in silence. A record may span several
lines only if its quotes open and close at field borders, it has the right number
of fields, and the lines it would swallow are not good records themselves.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

Positions = npt.NDArray[np.int64]
_NEWLINE, _QUOTE = 10, 34
MAX_LINES_OF_RECORD = 200
"""A quoted text that runs over more lines than this is taken for a stray quote."""


@dataclass(frozen=True)
class Records:
    """The rows of a block: their text as CSV, and the physical line each begins on."""

    csv: bytes
    lines: Positions
    quoted: bool
    malformed: Positions
    malformed_text: list[str]
    blank: int
    physical_lines: int


def complete_part(block: bytes, separator: bytes) -> int:
    """Length of the part of a block that ends with a whole record (0 if there is none)."""
    end = block.rfind(b"\n") + 1
    if end == 0 or block.count(b'"', 0, end) % 2 == 0:
        return end
    # An odd number of quotes: the last line with an odd number may go on in the next block.
    stop = end
    for _ in range(MAX_LINES_OF_RECORD):
        start = block.rfind(b"\n", 0, stop - 1) + 1
        if block.count(b'"', start, stop) % 2:
            opens = _opens_field(block[start:stop], separator)
            return start if opens and start > 0 else end
        if start == 0:
            break
        stop = start
    return end


def split_records(block: bytes, separator: str, fields: int, first_line: int) -> Records:
    """Sorts the lines of a block (whole lines, \\n ends) into records, blank and malformed ones.

    `fields` is the number of fields of a good record, `first_line` the number of
    the block's first line in the file.
    """
    data = np.frombuffer(block, np.uint8)
    sep = ord(separator)
    ends: Positions = np.flatnonzero(data == _NEWLINE)
    if not block.endswith(b"\n"):
        ends = np.append(ends, len(block))
    starts = np.concatenate(([0], ends[:-1] + 1))
    separators = np.flatnonzero(data == sep)
    raw_counts = _per_line(separators, ends)
    counts = raw_counts
    good_quotes = np.ones(len(ends), bool)
    has_quotes = _QUOTE in block
    quotes: Positions = np.empty(0, np.int64)
    if has_quotes:
        quotes = np.flatnonzero(data == _QUOTE)
        counts, good_quotes = _look_at_quotes(data, sep, ends, separators, quotes, raw_counts)

    blank = _blank_lines(block, starts, ends, raw_counts, separator)
    good = (counts == fields - 1) & good_quotes & ~blank
    doubtful = np.flatnonzero(~good & ~blank)
    if not len(doubtful) and not blank.any():
        lines = first_line + np.arange(len(ends))
        return Records(block, lines, has_quotes, _NONE, [], 0, len(ends))

    merged, repaired = _repair(block, separator, fields, starts, ends, raw_counts, good, doubtful)
    malformed = np.array(
        [line for line in doubtful if line not in merged and line not in repaired], np.int64
    )
    swallowed = {line for first, last in merged.items() for line in range(first + 1, last + 1)}
    if swallowed:
        malformed = malformed[~np.isin(malformed, list(swallowed))]
        blank[list(swallowed)] = False
        good[list(swallowed)] = False
    good[list(merged)] = True
    good[list(repaired)] = True
    kept = np.flatnonzero(good)
    return Records(
        _cut(block, starts, ends, kept, merged, repaired),
        first_line + kept,
        has_quotes,
        first_line + malformed,
        [block[starts[i] : ends[i]].decode("utf-8", errors="replace") for i in malformed],
        int(blank.sum()),
        len(ends),
    )


_NONE: Positions = np.empty(0, np.int64)


def usual_rows(block: bytes, separator: str, fields: int) -> int:
    """Number of rows of a block if nothing in it asks for a closer look, else 0.

    No quotes, and as many separators as that number of good rows has. Then every
    line is a good row if none has too many fields, which the parser tells.
    """
    if _QUOTE in block or not block.endswith(b"\n"):
        return 0
    rows = block.count(b"\n")
    return rows if block.count(separator.encode()) == rows * (fields - 1) else 0


def _per_line(positions: Positions, ends: Positions) -> Positions:
    """How many of the sorted `positions` lie in each line."""
    counts: Positions = np.diff(np.searchsorted(positions, ends), prepend=0)
    return counts


def _look_at_quotes(
    data: npt.NDArray[np.uint8],
    sep: int,
    ends: Positions,
    separators: Positions,
    quotes: Positions,
    raw_counts: Positions,
) -> tuple[Positions, npt.NDArray[np.bool_]]:
    """Separators outside quotes per line, and whether all quotes of a line stand where they may."""
    quotes_before_end = np.searchsorted(quotes, ends)
    quotes_before_start = np.concatenate(([0], quotes_before_end[:-1]))
    line_of_quote = np.repeat(np.arange(len(ends)), quotes_before_end - quotes_before_start)
    opening = (np.arange(len(quotes)) - quotes_before_start[line_of_quote]) % 2 == 0
    padded = np.concatenate(([_NEWLINE], data, [_NEWLINE])).astype(np.uint8)
    neighbour = np.where(opening, padded[quotes], padded[quotes + 2])
    fits = (neighbour == sep) | (neighbour == _NEWLINE) | (neighbour == _QUOTE)
    good = (quotes_before_end - quotes_before_start) % 2 == 0
    good[line_of_quote[~fits]] = False

    line_of_separator = np.repeat(np.arange(len(ends)), raw_counts)
    inside = (np.searchsorted(quotes, separators) - quotes_before_start[line_of_separator]) % 2 == 1
    hidden = np.bincount(line_of_separator[inside], minlength=len(ends))
    return raw_counts - hidden, good


def _blank_lines(
    block: bytes, starts: Positions, ends: Positions, counts: Positions, separator: str
) -> npt.NDArray[np.bool_]:
    """Lines without content: empty, or nothing but separators, spaces and empty quotes."""
    blank: npt.NDArray[np.bool_] = ends - starts == counts
    nothing = (separator + ' \t"\u00a0').encode()
    first = np.frombuffer(block + b"\n", np.uint8)[starts]
    maybe = np.flatnonzero(~blank & np.isin(first, np.frombuffer(nothing, np.uint8)))
    # A line that begins with a quoted text is no candidate if what follows the quote is content.
    for line in maybe:
        start = starts[line]
        if not block[start : min(ends[line], start + 8)].strip(nothing) and not block[
            start : ends[line]
        ].strip(nothing):
            blank[line] = True
    return blank


def _opens_field(line: bytes, separator: bytes) -> bool:
    """Whether the last quote of a line can open a field that goes on in the next line."""
    at = line.rfind(b'"')
    return at == 0 or line[at - 1 : at] == separator or line[at - 1 : at] == b'"'


def _repair(
    block: bytes,
    separator: str,
    fields: int,
    starts: Positions,
    ends: Positions,
    raw_counts: Positions,
    good: npt.NDArray[np.bool_],
    doubtful: Positions,
) -> tuple[dict[int, int], dict[int, bytes]]:
    """Doubtful lines that are records after all.

    Returns (first line -> last line) of records that span lines, and
    (line -> CSV text) of single lines whose quotes are plain characters.
    """
    merged: dict[int, int] = {}
    repaired: dict[int, bytes] = {}
    sep = separator.encode()
    after = -1
    for line in (int(i) for i in doubtful):
        if line <= after:
            continue
        text = block[starts[line] : ends[line]]
        if text.count(b'"') % 2 == 0:
            if raw_counts[line] == fields - 1:
                repaired[line] = _requoted(text, sep)
            continue
        last = _last_line(block, sep, fields, starts, ends, raw_counts, good, line)
        if last is not None:
            merged[line] = after = last
    return merged, repaired


def _requoted(text: bytes, sep: bytes) -> bytes:
    """The same fields with quotes inside them doubled, as CSV wants it."""
    return sep.join(b'"' + field.replace(b'"', b'""') + b'"' for field in text.split(sep))


def _last_line(
    block: bytes,
    sep: bytes,
    fields: int,
    starts: Positions,
    ends: Positions,
    raw_counts: Positions,
    good: npt.NDArray[np.bool_],
    line: int,
) -> int | None:
    """The last line of the record that begins on `line`, or None if its quote is a stray one."""
    for last in range(line + 1, min(line + MAX_LINES_OF_RECORD, len(ends))):
        if block.count(b'"', starts[last], ends[last]) % 2:
            text = block[starts[line] : ends[last]]
            if _fields_of(text, sep) != fields:
                return None
            inner = range(line + 1, last)
            looks_like_rows = raw_counts[line] == raw_counts[last] == fields - 1
            if looks_like_rows or any(good[i] for i in inner):
                return None
            return last
    return None


def _fields_of(text: bytes, sep: bytes) -> int | None:
    """Number of fields of a record whose quotes all stand at field borders, else None."""
    fields, at, size = 1, 0, len(text)
    while True:
        if text[at : at + 1] == b'"':
            close = at + 1
            while True:
                close = text.find(b'"', close)
                if close < 0:
                    return None
                if text[close + 1 : close + 2] != b'"':
                    break
                close += 2
            at = close + 1
            if at < size and text[at : at + 1] != sep:
                return None
        else:
            stop = text.find(sep, at)
            stop = size if stop < 0 else stop
            if b'"' in text[at:stop] or b"\n" in text[at:stop]:
                return None
            at = stop
        if at >= size:
            return fields
        fields, at = fields + 1, at + 1


def _cut(
    block: bytes,
    starts: Positions,
    ends: Positions,
    kept: Positions,
    merged: dict[int, int],
    repaired: dict[int, bytes],
) -> bytes:
    """The text of the kept records, cut out in as few pieces as possible."""
    pieces: list[Any] = []
    view = memoryview(block)
    run_start: int | None = None
    run_end = 0
    for line in _breaks(kept, merged, repaired):
        first, last, special = line
        if special is not None:
            pieces.append(special + b"\n")
            continue
        run_start, run_end = int(starts[first]), int(ends[last])
        pieces.append(view[run_start:run_end])
        pieces.append(b"\n")
    return b"".join(pieces)


def _breaks(
    kept: Positions, merged: dict[int, int], repaired: dict[int, bytes]
) -> list[tuple[int, int, bytes | None]]:
    """Runs of adjacent kept lines; merged and repaired records stand alone."""
    special = np.isin(kept, [*merged, *repaired])
    new_run = np.ones(len(kept), bool)
    new_run[1:] = (np.diff(kept) != 1) | special[1:] | special[:-1]
    firsts = np.flatnonzero(new_run)
    lasts = np.append(firsts[1:], len(kept)) - 1
    runs: list[tuple[int, int, bytes | None]] = []
    for first, last in zip(kept[firsts].tolist(), kept[lasts].tolist(), strict=True):
        runs.append((first, merged.get(last, last), repaired.get(first)))
    return runs
