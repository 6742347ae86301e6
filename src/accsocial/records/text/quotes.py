"""Lines with unusual quotes: records that span lines, plain quotes in a text, or stray ones.

A stray quote must never merge records in silence. A record may span several
lines only if its quotes open and close at field borders, it has the right number
of fields, and the lines it would swallow are not good records themselves.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

MAX_LINES_OF_RECORD = 200
MAX_BYTES_OF_RECORD = 4 << 20
"""A quoted text that runs on further than this is taken for a stray quote."""

OPEN = -1
"""Instead of a number of fields: the text ends inside a quoted field."""


def fields_of(text: bytes, sep: bytes) -> int | None:
    """Number of fields of a record whose quotes all stand at field borders.

    OPEN if its last quoted field does not end; None if a quote stands elsewhere,
    or a line ends outside quotes.
    """
    fields, at, size = 1, 0, len(text)
    while True:
        if text[at : at + 1] == b'"':
            close = at + 1
            while True:
                close = text.find(b'"', close)
                if close < 0:
                    return OPEN
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


@dataclass(frozen=True)
class Lines:
    """The lines of a block as `Repair` needs them.

    `separators` counts the separators of each line, also those in quotes; `good`
    says which lines are good records by themselves, `damaged` which can be part of none.
    """

    block: bytes
    starts: npt.NDArray[np.int64]
    ends: npt.NDArray[np.int64]
    separators: npt.NDArray[np.int64]
    good: npt.NDArray[np.bool_]
    damaged: npt.NDArray[np.bool_]

    def text(self, first: int, last: int) -> bytes:
        return self.block[self.starts[first] : self.ends[last]]

    def quotes(self, line: int) -> int:
        return self.block.count(b'"', self.starts[line], self.ends[line])


class Repair:
    """Doubtful lines of a block that are records after all.

    `merged` (first line -> last line) are records that span lines, `repaired`
    (line -> CSV text) single lines whose quotes are plain characters, and
    `unfinished` is the line of a record that may go on in the next block.
    """

    def __init__(self, lines: Lines, separator: bytes, fields: int, *, last_block: bool) -> None:
        self._lines = lines
        self._separator = separator
        self._fields = fields
        self._last_block = last_block
        self.merged: dict[int, int] = {}
        self.repaired: dict[int, bytes] = {}
        self.unfinished: int | None = None

    def look_at(self, doubtful: Sequence[int]) -> None:
        """Takes the doubtful lines in order."""
        after = -1
        for line in doubtful:
            if line <= after or self._lines.damaged[line]:
                continue
            if self._lines.quotes(line) % 2 == 0:
                text = self._lines.text(line, line)
                if self._are_plain(text, self._lines.separators[line]):
                    self.repaired[line] = self._requoted(text)
                continue
            last = self._last_line(line)
            if self.unfinished is not None:
                return
            if last is not None:
                self.merged[line] = after = last

    def _are_plain(self, text: bytes, separators: int) -> bool:
        """Whether a line is a good record if its quotes are characters like others.

        They are not if all stand where those of a quoted text do: then it has other fields.
        """
        if separators != self._fields - 1:
            return False
        return fields_of(text, self._separator) in (None, OPEN)

    def _requoted(self, text: bytes) -> bytes:
        """The same fields with quotes inside them doubled, as CSV wants it."""
        quoted = (b'"' + f.replace(b'"', b'""') + b'"' for f in text.split(self._separator))
        return self._separator.join(quoted)

    def _last_line(self, line: int) -> int | None:
        """The last line of the record that begins on `line`; None if its quote is a stray one."""
        lines = self._lines
        if fields_of(lines.text(line, line), self._separator) != OPEN:
            return None
        for last in range(line + 1, line + MAX_LINES_OF_RECORD):
            if last == len(lines.ends):
                if not self._last_block:
                    self.unfinished = line
                return None
            too_long = lines.ends[last] - lines.starts[line] > MAX_BYTES_OF_RECORD
            # A line that is a row by itself has not been swallowed by a text.
            if too_long or lines.good[last] or lines.damaged[last]:
                return None
            if lines.quotes(last) % 2:
                return last if self._is_record(line, last) else None
        return None

    def _is_record(self, first: int, last: int) -> bool:
        lines = self._lines
        if fields_of(lines.text(first, last), self._separator) != self._fields:
            return False
        # Two lines that would each be a row but for one quote are two damaged rows.
        return not lines.separators[first] == lines.separators[last] == self._fields - 1
