"""The usual block of a text file: no quotes, no damage, so that the parser can have it as it is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

_PIECE = 128 << 10
"""Bytes looked at together: what is found out about them stays in the processor's cache."""

_UNUSUAL = (b'"', b"\x00")
_NEWLINE, _SPACE = 10, 32
_UNSEEN = (b"\xc2", b"\xcc", b"\xcd")
"""First bytes, in UTF-8, of no-break spaces, soft hyphens and accents behind their letter."""

_THREE_BYTES = 0xE0
"""The least first byte of characters of three bytes: spaces, and what shows nothing, are there."""


@dataclass(frozen=True)
class Usual:
    """A block that looks like any other: its rows, and whether its cells are `trimmed`.

    They are if surely none of them begins or ends with white space, or holds what cannot be seen.
    """

    rows: int
    trimmed: bool


def usual_rows(block: bytes, separator: str, fields: int) -> Usual | None:
    """The rows of a block if nothing in it asks for a closer look, else None.

    No quotes, no zero bytes, and as many separators as that number of good rows has. Then
    every line is a good row if none has too many fields, which the parser tells.
    """
    data = np.frombuffer(block, np.uint8)
    rows, separators, trimmed = 0, 0, block[0] > _SPACE
    for start in range(0, len(data), _PIECE):
        if any(block.find(sign, start, start + _PIECE) >= 0 for sign in _UNUSUAL):
            return None
        # Separators stand so close that comparing all bytes is faster than looking for the next.
        piece = data[start : start + _PIECE + 1]
        line_ends, borders = piece == _NEWLINE, piece == ord(separator)
        # The last byte is there for its neighbour: it is counted with the next piece.
        rows += int(np.count_nonzero(line_ends[:_PIECE]))
        separators += int(np.count_nonzero(borders[:_PIECE]))
        if trimmed:
            borders |= line_ends
            unseen = any(block.find(byte, start, start + _PIECE) >= 0 for byte in _UNSEEN)
            trimmed = not (unseen or piece.max() >= _THREE_BYTES or _white_beside(borders, piece))
    if rows * (fields - 1) != separators:
        return None
    return Usual(rows, trimmed)


def _white_beside(borders: npt.NDArray[np.bool_], piece: npt.NDArray[np.uint8]) -> bool:
    """Whether a space, tab or other control character stands beside the border of a cell."""
    white = np.greater(piece <= _SPACE, borders)
    return bool((white[1:] & borders[:-1]).any() or (white[:-1] & borders[1:]).any())
