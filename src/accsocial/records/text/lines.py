"""Physical lines -> records: which lines are rows, which are blank, which are damaged.

Works on blocks of UTF-8 with numpy, because a Python loop over forty million
lines is not an option. Only lines with unusual quotes are looked at one by one.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from accsocial.records.text.quotes import Lines, Repair

Positions = npt.NDArray[np.int64]
_NEWLINE, _QUOTE, _ZERO = 10, 34, 0
BLANK = ' \t"\x0b\x0c\x1a\u00a0\u2007\u202f\ufeff'
"""What a blank line may hold: white space, empty quotes, the end mark of old systems."""


@dataclass(frozen=True)
class Records:
    """The rows of a block: their text as CSV, and the physical line each begins on.

    `used` bytes of the block, `physical_lines` lines, were looked at: what
    follows is the beginning of a record that goes on in the next block.
    """

    csv: bytes
    lines: Positions
    quoted: bool
    malformed: Positions
    malformed_spans: tuple[tuple[int, int], ...]
    blank: int
    physical_lines: int
    used: int


def split_records(
    block: bytes, separator: str, fields: int, first_line: int, *, last_block: bool = True
) -> Records:
    """Sorts the lines of a block (each with its \\n) into records, blank and malformed ones.

    `fields` is the number of fields of a good record, `first_line` the number of
    the block's first line in the file. Unless this is the `last_block`, a record
    that is open at its end is left for the next one.
    """
    data = np.frombuffer(block, np.uint8)
    sep = ord(separator)
    ends: Positions = np.flatnonzero(data == _NEWLINE)
    starts = np.concatenate(([0], ends[:-1] + 1))
    separators = np.flatnonzero(data == sep)
    raw_counts = _per_line(separators, ends)
    counts = raw_counts
    good_quotes = np.ones(len(ends), bool)
    has_quotes = b'"' in block
    if has_quotes:
        counts, good_quotes = _look_at_quotes(data, sep, starts, ends, separators)
    damaged = np.zeros(len(ends), bool)
    if b"\x00" in block:
        damaged = _per_line(np.flatnonzero(data == _ZERO), ends) > 0

    blank = _blank_lines(block, data, starts, ends, raw_counts, separator)
    good = (counts == fields - 1) & good_quotes & ~blank & ~damaged
    doubtful = np.flatnonzero(~good & ~blank)
    if not len(doubtful) and not blank.any():
        lines = first_line + np.arange(len(ends))
        return Records(block, lines, has_quotes, _NONE, (), 0, len(ends), len(block))

    found = Repair(
        Lines(block, starts, ends, raw_counts, good, damaged),
        separator.encode(),
        fields,
        last_block=last_block,
    )
    found.look_at(doubtful.tolist())
    size = len(ends) if found.unfinished is None else found.unfinished
    malformed = np.zeros(len(ends), bool)
    malformed[doubtful] = True
    for first, last in found.merged.items():
        blank[first : last + 1] = malformed[first : last + 1] = False
        good[first] = True
    for line in found.repaired:
        malformed[line], good[line] = False, True
    kept = np.flatnonzero(good[:size])
    bad = np.flatnonzero(malformed[:size])
    return Records(
        b"".join(_pieces(block, starts, ends, kept, found)),
        first_line + kept,
        has_quotes,
        first_line + bad,
        tuple(zip(starts[bad].tolist(), ends[bad].tolist(), strict=True)),
        int(blank[:size].sum()),
        size,
        len(block) if found.unfinished is None else int(starts[size]),
    )


_NONE: Positions = np.empty(0, np.int64)


def _per_line(positions: Positions, ends: Positions) -> Positions:
    """How many of the sorted `positions` lie in each line."""
    counts: Positions = np.diff(np.searchsorted(positions, ends), prepend=0)
    return counts


def _look_at_quotes(
    data: npt.NDArray[np.uint8], sep: int, starts: Positions, ends: Positions, separators: Positions
) -> tuple[Positions, npt.NDArray[np.bool_]]:
    """Separators outside quotes per line, and whether all quotes of a line stand where they may."""
    is_quote = data == _QUOTE
    # 1 from an opening quote on, 0 from its closing quote on; each line for itself.
    inside = np.bitwise_xor.accumulate(is_quote.view(np.uint8))
    before = np.concatenate(([0], inside[ends[:-1]])).astype(np.uint8)
    if before.any():
        inside ^= np.repeat(before, ends - starts + 1)
    quotes = np.flatnonzero(is_quote)
    # An opening quote follows a border (at the start: the last byte, a line end), a closing one
    # stands before it.
    opening = inside[quotes] == 1
    neighbour = data[np.where(opening, quotes - 1, quotes + 1)]
    fits = (neighbour == sep) | (neighbour == _NEWLINE) | (neighbour == _QUOTE)
    good = inside[ends] == 0
    good[np.searchsorted(ends, quotes[~fits])] = False
    return _per_line(separators[inside[separators] == 0], ends), good


def _blank_lines(
    block: bytes,
    data: npt.NDArray[np.uint8],
    starts: Positions,
    ends: Positions,
    counts: Positions,
    separator: str,
) -> npt.NDArray[np.bool_]:
    """Lines without content: empty, or nothing but separators and what `BLANK` names."""
    blank: npt.NDArray[np.bool_] = ends - starts == counts
    filler = _fillers(separator)
    maybe = np.flatnonzero(~blank)
    # A line is looked at whole only if it begins and ends like a blank one, and in its middle.
    for place in (starts, ends - 1, (starts + ends) // 2, (starts * 3 + ends) // 4):
        maybe = maybe[filler[data[place[maybe]]]]
    nothing = separator + BLANK
    for line in maybe.tolist():
        text = block[starts[line] : ends[line]].decode("utf-8", errors="replace")
        # A lone quote opens or closes a text.
        blank[line] = not text.strip(nothing) and text.count('"') % 2 == 0
    return blank


def _fillers(separator: str) -> npt.NDArray[np.bool_]:
    """For each byte whether it may stand in a blank line."""
    filler = np.zeros(256, bool)
    filler[list((separator + BLANK).encode())] = True
    return filler


def _pieces(
    block: bytes, starts: Positions, ends: Positions, kept: Positions, found: Repair
) -> Iterator[Any]:
    """The text of the kept records, cut out in as few pieces as possible."""
    view = memoryview(block)
    for first, last in _runs(kept, found):
        if first in found.repaired:
            yield found.repaired[first]
        else:
            yield view[int(starts[first]) : int(ends[last])]
        yield b"\n"


def _runs(kept: Positions, found: Repair) -> Iterator[tuple[int, int]]:
    """First and last line of runs of adjacent kept lines; found records stand alone."""
    if not len(kept):
        return
    special = np.isin(kept, [*found.merged, *found.repaired])
    new_run = np.ones(len(kept), bool)
    new_run[1:] = (np.diff(kept) != 1) | special[1:] | special[:-1]
    firsts = np.flatnonzero(new_run)
    lasts = np.append(firsts[1:], len(kept)) - 1
    for first, last in zip(kept[firsts].tolist(), kept[lasts].tolist(), strict=True):
        yield first, found.merged.get(last, last)
