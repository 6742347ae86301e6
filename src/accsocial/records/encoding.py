"""Bytes of a text file -> UTF-8 blocks with \\n line ends, as a stream of bounded memory.

The decision is ours and is written in the ledger: a byte order mark, then strict
UTF-8 over the whole file, then cp1252 (with the five bytes it leaves open taken
as latin-1, so that no byte is ever lost) or its sister latin-9.
"""

from __future__ import annotations

import codecs
import gzip
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

import numpy as np

from accsocial.errors import DataRefused, UsageError

BLOCK = 16 << 20
"""Bytes read at a time: large enough for speed, small enough for memory."""

_LATIN9_EURO = b"\xa4"
_GZIP = b"\x1f\x8b"
_ZSTD = b"\x28\xb5\x2f\xfd"
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


@dataclass(frozen=True)
class Encoding:
    """A codec, the length of the byte order mark before the text, and the evidence."""

    codec: str
    skip: int
    evidence: str


def _one_byte(block: bytes, at: int) -> Encoding:
    """cp1252, or latin-9 if the text has its euro sign and nothing that only cp1252 has."""
    only_cp1252 = block.translate(None, bytes(set(range(256)) - set(range(0x80, 0xA0))))
    if _LATIN9_EURO in block and not only_cp1252:
        evidence = f"byte {at} is not UTF-8; a byte A4, none of 80 to 9F"
        return Encoding("iso8859-15", 0, f"latin-9 ({evidence})")
    return Encoding("cp1252", 0, f"cp1252 (byte {at} is not UTF-8)")


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
    if head.startswith(_GZIP):
        return cast("IO[bytes]", gzip.GzipFile(fileobj=raw))
    if head.startswith(_ZSTD):
        import pyarrow as pa

        return cast("IO[bytes]", pa.CompressedInputStream(pa.PythonFile(raw, "r"), "zstd"))
    return raw


def read_blocks(stream: IO[bytes], name: str) -> Iterator[bytes]:
    """Raw blocks; a damaged compressed file is refused by name."""
    while True:
        try:
            block = stream.read(BLOCK)
        except (OSError, EOFError) as error:
            raise DataRefused(
                f"{name}: cannot be decompressed to its end; ask for the file again"
            ) from error
        if not block:
            return
        yield block


def detect(path: Path) -> Encoding:
    """The encoding of a text file, told from all of its bytes.

    Raises DataRefused if the file is no text (it holds zero bytes).
    """
    with open_bytes(path) as stream:
        decoder = codecs.getincrementaldecoder("utf-8")(errors="strict")
        ascii_only, position = True, 0
        for block in read_blocks(stream, path.name):
            if position == 0 and (marked := _by_mark(block)):
                return marked
            if position == 0 and b"\x00" in block[:65536]:
                raise DataRefused(
                    f"{path.name}: holds zero bytes, so it is no text file (or UTF-16 without "
                    "a byte order mark); save it as CSV UTF-8, or as .xlsx or .parquet"
                )
            # ASCII is the common case and needs no decoding to be known as valid.
            ascii_only = ascii_only and block.isascii()
            if not ascii_only and (at := _invalid_utf8(decoder, block)) is not None:
                return _one_byte(block, position + at)
            position += len(block)
        if _invalid_utf8(decoder, b"", final=True) is not None:
            return _one_byte(b"", position)
    return Encoding("utf-8", 0, "ascii" if ascii_only else "utf-8 (the whole file is valid)")


def _by_mark(block: bytes) -> Encoding | None:
    for bom, codec in _BOMS:
        if block.startswith(bom):
            return Encoding(codec, len(bom), f"{codec} (byte order mark)")
    return None


def _invalid_utf8(
    decoder: codecs.IncrementalDecoder, block: bytes, *, final: bool = False
) -> int | None:
    """Where a block is no UTF-8, or None."""
    try:
        decoder.decode(block, final)
    except UnicodeDecodeError as error:
        return error.start
    return None


def utf8_blocks(stream: IO[bytes], encoding: Encoding, name: str) -> Iterator[bytes]:
    """Blocks of UTF-8 text whose line ends are all \\n. A block may end inside a line."""
    stream.read(encoding.skip)
    decoder = codecs.getincrementaldecoder(encoding.codec)(errors="replace")
    held_back = b""
    for block in read_blocks(stream, name):
        if encoding.codec == "utf-8":
            text = block
        elif encoding.codec == "cp1252":
            text = block if block.isascii() else cp1252_to_utf8(block)
        else:
            text = decoder.decode(block).encode()
        text = held_back + text if held_back else text
        # "\r\n" may be cut in two by the end of a block.
        held_back = b"\r" if text.endswith(b"\r") else b""
        if held_back:
            text = text[:-1]
        yield unix_line_ends(text)
    if held_back:
        yield b"\n"


def cp1252_to_utf8(block: bytes) -> bytes:
    """Transcodes; the bytes that cp1252 leaves open (81 8D 8F 90 9D) are taken as latin-1."""
    data = np.frombuffer(block, np.uint8)
    # Outside 80 to 9F the two are the same, and latin-1 is decoded many times faster.
    if not ((data & 0xE0) == 0x80).any():
        return block.decode("latin-1").encode()
    try:
        return block.decode("cp1252").encode()
    except UnicodeDecodeError:
        return block.decode("cp1252", errors="accsocial_latin1").encode()


def _as_latin1(error: UnicodeError) -> tuple[str, int]:
    assert isinstance(error, UnicodeDecodeError)  # noqa: S101 - the only error a decoder raises
    return error.object[error.start : error.end].decode("latin-1"), error.end


codecs.register_error("accsocial_latin1", _as_latin1)


def unix_line_ends(text: bytes) -> bytes:
    """All line ends as \\n, also those of old Macs and files that mix them."""
    if b"\r" not in text:
        return text
    return text.replace(b"\r\n", b"\n").replace(b"\r", b"\n")


def head_text(path: Path, encoding: Encoding, size: int = 262_144) -> str:
    """The beginning of a text file, for finding the dialect; ends with a whole line if it can."""
    with open_bytes(path) as stream:
        head = next(utf8_blocks(io.BytesIO(stream.read(size)), encoding, path.name), b"")
    text = head.decode("utf-8", errors="replace")
    return text if len(head) < size else text[: text.rfind("\n") + 1] or text
