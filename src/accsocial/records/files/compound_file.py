"""Streams of a compound file, which is how Excel 97 to 2003 stores a workbook.

A file of sectors, of which a table says for each where its stream goes on (Microsoft, MS-CFB).
"""

from __future__ import annotations

import struct
from collections.abc import Iterator, Sequence

_IN_HEADER = 109
"""Sectors of the table that the header names; others name the rest."""

_LAST = 0xFFFFFFFA
"""From here on numbers are no sectors, but ends of streams and free places."""

_ENTRY = 128
_STREAM = 2


def stream(data: bytes, name: str) -> bytes | None:
    """A stream of a compound file; None if it has none of that name, or a very short one.

    Raises ValueError, LookupError or struct.error for a file that is damaged.
    """
    file = _Sectors(data)
    (first,) = struct.unpack_from("<I", data, 48)
    (shortest,) = struct.unpack_from("<I", data, 56)
    folder = file.joined(first)
    for at in range(0, len(folder), _ENTRY):
        length, kind = struct.unpack_from("<HB", folder, at + 64)
        named = folder[at : at + max(length - 2, 0)].decode("utf-16-le", errors="replace")
        begin, size = struct.unpack_from("<II", folder, at + 116)
        # Short streams are kept elsewhere; a workbook is padded so that it is none.
        if (named, kind) == (name, _STREAM) and size >= shortest:
            return file.joined(begin)[:size]
    return None


class _Sectors:
    def __init__(self, data: bytes) -> None:
        self._data = data
        (shift,) = struct.unpack_from("<H", data, 30)
        if shift not in (9, 12):
            raise ValueError("has no sectors of 512 or 4,096 bytes")
        self._size = 1 << shift
        table = b"".join(map(self._sector, self._of_table()))
        self._next: Sequence[int] = struct.unpack(f"<{len(table) // 4}I", table)

    def joined(self, first: int) -> bytes:
        """The sectors of a stream."""
        return b"".join(map(self._sector, self._chain(first)))

    def _chain(self, sector: int) -> Iterator[int]:
        for _ in self._next:
            if sector >= _LAST:
                return
            yield sector
            sector = self._next[sector] if sector < len(self._next) else _LAST
        if sector < _LAST:
            raise ValueError("has sectors that go round in a circle")

    def _of_table(self) -> Iterator[int]:
        """The sectors of the table itself."""
        (count,) = struct.unpack_from("<I", self._data, 44)
        (more,) = struct.unpack_from("<I", self._data, 68)
        numbers = [*struct.unpack_from(f"<{_IN_HEADER}I", self._data, 76)]
        each = self._size // 4
        while len(numbers) < count and more < _LAST:
            *found, more = struct.unpack(f"<{each}I", self._sector(more))
            numbers += found
        yield from (number for number in numbers[:count] if number < _LAST)

    def _sector(self, number: int) -> bytes:
        begin = (number + 1) * self._size
        return self._data[begin : begin + self._size].ljust(self._size, b"\xff")
