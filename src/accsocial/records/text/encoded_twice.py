"""UTF-8 that a program took for cp1252 and encoded once more: `DÃ©partement` for `Département`."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable

_BYTES = {chr(byte): byte for byte in range(0x80, 0x100)} | {
    sign: byte
    for byte in range(0x80, 0xA0)
    if (sign := bytes([byte]).decode("cp1252", errors="ignore"))
}
"""Which byte each sign was that cp1252, or latin-1, made of a byte of UTF-8."""

_NEXT = "[" + "".join(sign for sign, byte in _BYTES.items() if byte < 0xC0) + "]"
_LETTER = f"[ÂÃÅÌ]{_NEXT}|[âï]{_NEXT}{{2}}|ð{_NEXT}{{3}}"
"""What French texts hold: `«ÉTÉ»` in a line that was encoded once is not touched."""

_ACCENTED = f"Ã{_NEXT}"
_HALF = "Ã".encode()
_LONGEST_RUN = 1024


def is_twice(text: bytes) -> bool:
    """Whether UTF-8 holds a French accented letter that was encoded twice; nobody writes `Ã©`."""
    # Looking for one sign first is many times faster than the pattern alone.
    return _HALF in text and re.search(_ACCENTED, text.decode(errors="ignore")) is not None


def undoing() -> Callable[[bytes, bool], bytes]:
    """Block, whether it is the last -> the UTF-8 that it was. Blocks may end anywhere."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    held_back = ""

    def undo(block: bytes, last: bool) -> bytes:
        nonlocal held_back
        text = held_back + decoder.decode(block, last)
        end = len(text)
        # The signs of one letter must not be parted.
        while not last and end and text[end - 1] in _BYTES and len(text) - end < _LONGEST_RUN:
            end -= 1
        text, held_back = text[:end], text[end:]
        return re.sub(_LETTER, _once, text).encode()

    return undo


def _once(found: re.Match[str]) -> str:
    try:
        return bytes(_BYTES[sign] for sign in found[0]).decode()
    except UnicodeDecodeError:
        return found[0]
