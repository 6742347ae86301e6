"""Bytes of a text file -> UTF-8 blocks with \\n line ends, as a stream of bounded memory.

The decision is ours and is written in the ledger: a byte order mark, then strict
UTF-8 over the whole file, then cp1252 (with the five bytes it leaves open taken
as latin-1, so that no byte is ever lost).
"""

from __future__ import annotations

import codecs
import gzip
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO, cast

from accsocial.errors import DataRefused, UsageError

BLOCK = 16 << 20
"""Bytes read at a time: large enough for speed, small enough for memory."""

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
            if position == 0:
                for bom, codec in _BOMS:
                    if block.startswith(bom):
                        return Encoding(codec, len(bom), f"{codec} (byte order mark)")
                if b"\x00" in block[:65536]:
                    raise DataRefused(
                        f"{path.name}: holds zero bytes, so it is no text file (or UTF-16 without "
                        "a byte order mark); save it as CSV UTF-8, or as .xlsx or .parquet"
                    )
            if ascii_only and not block.isascii():
                ascii_only = False
            try:
                # ASCII is the common case and needs no decoding to be known as valid.
                if not ascii_only:
                    decoder.decode(block)
            except UnicodeDecodeError as error:
                at = position + error.start
                return Encoding("cp1252", 0, f"cp1252 (byte {at} is not UTF-8)")
            position += len(block)
    if ascii_only:
        return Encoding("utf-8", 0, "ascii")
    return Encoding("utf-8", 0, "utf-8 (the whole file is valid)")


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
        text = held_back + text
        # "\r\n" may be cut in two by the end of a block.
        held_back = b"\r" if text.endswith(b"\r") else b""
        if held_back:
            text = text[:-1]
        yield unix_line_ends(text)
    if held_back:
        yield b"\n"


def cp1252_to_utf8(block: bytes) -> bytes:
    """Transcodes; the bytes that cp1252 leaves open (81 8D 8F 90 9D) are taken as latin-1."""
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
