"""Bytes of a text file -> UTF-8 blocks with \\n line ends, as a stream of bounded memory.

No byte is lost: what a codec leaves open is taken as cp1252, and the five bytes
that cp1252 leaves open (81 8D 8F 90 9D) as latin-1.
"""

from __future__ import annotations

import codecs
import gzip
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

import numpy as np

from accsocial.errors import DataRefused, UsageError
from accsocial.records.text.encoded_twice import undoing

BLOCK = 16 << 20
"""Bytes worked on at a time: large enough for speed, small enough for memory."""

_PIECE = 512 << 10
"""Bytes transcoded at a time: the processor's cache holds them."""

LONGEST_LINE = 64 << 20
"""A text with a longer line is no table: it would have to be held in memory whole."""

_GZIP = b"\x1f\x8b"
_ZSTD = b"\x28\xb5\x2f\xfd"
_FROM_A0 = np.int8(-0x60)
_UTF8_PAIR = re.compile(rb"\xc3[\x80-\xbf]")
"""A French accented letter in UTF-8; in cp1252 it would be "Ã" and a sign, which nobody writes."""


@dataclass(frozen=True)
class Encoding:
    """A codec, the length of the byte order mark before the text, and the evidence.

    `damaged` UTF-8 holds some bytes that are none; letters of UTF-8 may have been encoded `twice`.
    """

    codec: str
    skip: int
    evidence: str
    damaged: bool = False
    twice: bool = False


def open_bytes(path: Path) -> IO[bytes]:
    """The bytes of a file, decompressed if it is gzip or zstd.

    Raises UsageError if the file cannot be opened.
    """
    try:
        raw = path.open("rb")
    except OSError as error:
        raise UsageError(f"{path.name}: cannot be opened ({error.strerror})") from error
    head = raw.read(4)
    raw.seek(0)
    if not head.startswith((_GZIP, _ZSTD)):
        return raw
    raw.close()
    if head.startswith(_GZIP):
        return cast("IO[bytes]", gzip.GzipFile(path))
    import pyarrow as pa

    return cast("IO[bytes]", pa.CompressedInputStream(pa.OSFile(str(path)), "zstd"))


def read_blocks(stream: IO[bytes], name: str, size: int | None = None) -> Iterator[bytes]:
    """Raw blocks of `size` (default: BLOCK); a damaged compressed file is refused by name."""
    while True:
        try:
            block = stream.read(size or BLOCK)
        except (OSError, EOFError, zlib.error) as error:
            raise DataRefused(
                f"{name}: cannot be decompressed to its end; ask for the file again"
            ) from error
        if not block:
            return
        yield block


def line_blocks(path: Path, encoding: Encoding, name: str) -> Iterator[bytes]:
    """Blocks of UTF-8 text that end with a line end; the last line gets one if it has none.

    Byte order marks, also those of files put together, are left out. Raises
    DataRefused for a line that is longer than any row of a table.
    """
    pieces: list[bytes] = []
    size = line = 0
    with open_bytes(path) as stream:
        for piece in utf8_blocks(stream, encoding, name, min(_PIECE, BLOCK)):
            pieces.append(piece)
            size += len(piece)
            end = piece.rfind(b"\n") + 1
            line = len(piece) - end if end else line + len(piece)
            if line > LONGEST_LINE:
                raise DataRefused(
                    f"{name}: holds a line of more than {LONGEST_LINE >> 20} MiB, so it is no "
                    "table; save it as CSV with one row per line"
                )
            if end and size >= BLOCK:
                yield _without_marks(b"".join([*pieces[:-1], piece[:end]]))
                pieces, size = [piece[end:]], line
    if size:
        text = _without_marks(b"".join(pieces))
        yield text if text.endswith(b"\n") else text + b"\n"


def _without_marks(text: bytes) -> bytes:
    # Looking for one rare byte is ten times faster than looking for the mark.
    return text.replace(codecs.BOM_UTF8, b"") if b"\xef" in text else text


def utf8_blocks(stream: IO[bytes], encoding: Encoding, name: str, size: int) -> Iterator[bytes]:
    """Blocks of UTF-8 text whose line ends are all \\n. A block may end inside a line."""
    to_utf8, skip, held_back = _transcoder(encoding), encoding.skip, b""
    for block in read_blocks(stream, name, size):
        text = to_utf8(block[skip:] if skip else block, False)
        skip = max(skip - len(block), 0)
        text = held_back + text if held_back else text
        # "\r\n" may be cut in two by the end of a block.
        held_back = b"\r" if text.endswith(b"\r") else b""
        yield unix_line_ends(text[:-1] if held_back else text)
    if last := held_back + to_utf8(b"", True):
        yield unix_line_ends(last)


def _transcoder(encoding: Encoding) -> Callable[[bytes, bool], bytes]:
    """Block, whether it is the last -> UTF-8."""
    if encoding.twice:
        return undoing()
    if encoding.codec == "utf-8" and not encoding.damaged:
        return lambda block, _last: block
    if encoding.codec == "cp1252":
        return _from_cp1252()
    errors = "accsocial_cp1252" if encoding.codec == "utf-8" else "replace"
    decoder = codecs.getincrementaldecoder(encoding.codec)(errors=errors)
    return lambda block, last: decoder.decode(block, last).encode()


def _from_cp1252() -> Callable[[bytes, bool], bytes]:
    held_back = b""

    def to_utf8(block: bytes, last: bool) -> bytes:
        nonlocal held_back
        block = held_back + block if held_back else block
        # The first byte of a pair must not be parted from the second.
        held_back = b"\xc3" if block.endswith(b"\xc3") and not last else b""
        block = block[:-1] if held_back else block
        return block if block.isascii() else cp1252_to_utf8(block)

    return to_utf8


def cp1252_to_utf8(block: bytes) -> bytes:
    """Transcodes cp1252; parts of a block that are UTF-8 (files put together) stay as they are."""
    # Looking for one byte first is four times faster than the pattern alone.
    if b"\xc3" in block and _UTF8_PAIR.search(block):
        return block.decode("utf-8", errors="accsocial_cp1252").encode()
    # Outside 80 to 9F the two are the same, and latin-1 is decoded many times faster.
    if np.frombuffer(block, np.int8).min() >= _FROM_A0:
        return block.decode("latin-1").encode()
    return block.decode("cp1252", errors="accsocial_latin1").encode()


def _as_latin1(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)  # noqa: S101 - the only error a decoder raises
    return error.object[error.start : error.end].decode("latin-1"), error.end


def _as_cp1252(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)  # noqa: S101 - the only error a decoder raises
    broken = error.object[error.start : error.end]
    return broken.decode("cp1252", errors="accsocial_latin1"), error.end


codecs.register_error("accsocial_latin1", _as_latin1)
codecs.register_error("accsocial_cp1252", _as_cp1252)


def unix_line_ends(text: bytes) -> bytes:
    """All line ends as \\n, also those of old Macs and files that mix them."""
    if b"\r" not in text:
        return text
    return text.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
