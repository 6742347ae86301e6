"""Which encoding a text file is in: the decision is ours and is written in the ledger.

A byte order mark, then strict UTF-8 over the whole file, then cp1252 or its
sister latin-9. UTF-8 that was taken for cp1252 and encoded once more is read as
what it was. A file that is UTF-8 but for a few broken bytes stays UTF-8: read as
cp1252, every accent of it would be lost for the sake of those bytes.
"""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from accsocial.errors import DataRefused
from accsocial.records.text.encoded_twice import is_twice
from accsocial.records.text.encoding import Encoding, open_bytes, read_blocks, utf8_blocks

_HEAD = 65_536
_EVIDENCE = 1 << 20
"""Bytes before and after the first one that is not UTF-8 that are looked at."""

_LONGEST_HEAD = 16 << 20
_ZERO_SHARE = 20
"""One byte in so many is zero: no text. A few zero bytes are damage in some rows."""

_LATIN9_EURO = b"\xa4"
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)


def detect(path: Path, name: str) -> Encoding:
    """The encoding of a text file, told from all of its bytes.

    Raises DataRefused if the file is no text (it holds many zero bytes).
    """
    with open_bytes(path) as stream:
        blocks = read_blocks(stream, name)
        head = _gather(blocks, _HEAD)
        marked = _by_mark(head)
        if marked and marked.codec != "utf-8":
            return marked
        if head[:_HEAD].count(0) * _ZERO_SHARE > len(head[:_HEAD]):
            raise DataRefused(
                f"{name}: holds zero bytes, so it is no text file (or UTF-16 without "
                "a byte order mark); save it as CSV UTF-8, or as .xlsx or .parquet"
            )
        return _by_content(chain([head], blocks), marked)


def _gather(blocks: Iterator[bytes], size: int) -> bytes:
    """Blocks put together until they hold `size` bytes."""
    gathered = b""
    for block in blocks:
        gathered += block
        if len(gathered) >= size:
            break
    return gathered


def _by_mark(head: bytes) -> Encoding | None:
    for bom, codec in _BOMS:
        if head.startswith(bom):
            return Encoding(codec, len(bom), f"{codec} (byte order mark)")
    return None


def _by_content(blocks: Iterator[bytes], marked: Encoding | None) -> Encoding:
    """Strict UTF-8 to the end, or what the bytes around the first broken one say."""
    decoder = codecs.getincrementaldecoder("utf-8")(errors="strict")
    ascii_only, twice, before, position = True, False, b"", 0
    for block in chain(blocks, [b""]):
        # ASCII is the common case and needs no decoding to be known as valid.
        ascii_only = ascii_only and block.isascii()
        if not ascii_only and (at := _first_invalid(decoder, block, last=not block)) is not None:
            around = before + block
            around += _gather(blocks, _EVIDENCE) if len(block) - at < _EVIDENCE else b""
            start = max(len(before) + at - _EVIDENCE, 0)
            window = around[start : len(before) + at + _EVIDENCE]
            return _told_by(window, position + at, marked)
        twice = twice or is_twice(block)
        position += len(block)
        before = (before + block)[-_EVIDENCE:] if len(block) < _EVIDENCE else block[-_EVIDENCE:]
    if twice:
        skip = marked.skip if marked else 0
        return Encoding("utf-8", skip, "utf-8 encoded twice (it holds Ã and a sign)", twice=True)
    if marked:
        return marked
    return Encoding("utf-8", 0, "ascii" if ascii_only else "utf-8 (the whole file is valid)")


def _first_invalid(decoder: codecs.IncrementalDecoder, block: bytes, *, last: bool) -> int | None:
    """Where a block is no UTF-8 (below 0: in the block before), or None."""
    pending = len(decoder.getstate()[0])
    try:
        decoder.decode(block, last)
    except UnicodeDecodeError as error:
        return error.start - pending
    return None


def _told_by(window: bytes, at: int, marked: Encoding | None) -> Encoding:
    """The encoding of a file whose byte `at` is not UTF-8; `window` is what stands around it."""
    valid = window.decode("utf-8", errors="ignore")
    kept = len(valid.encode())
    if marked or kept - len(valid) > len(window) - kept:
        evidence = f"utf-8, but byte {at} is not: it and others like it are read as cp1252"
        return Encoding("utf-8", marked.skip if marked else 0, evidence, damaged=True)
    only_cp1252 = window.translate(None, bytes(set(range(256)) - set(range(0x80, 0xA0))))
    if _LATIN9_EURO in window and not only_cp1252:
        evidence = f"byte {at} is not UTF-8; a byte A4, none of 80 to 9F"
        return Encoding("iso8859-15", 0, f"latin-9 ({evidence})")
    return Encoding("cp1252", 0, f"cp1252 (byte {at} is not UTF-8)")


def head_text(path: Path, encoding: Encoding, name: str, lines: int) -> str:
    """The beginning of a text file, for finding the dialect: at least so many lines, or all.

    Less if the lines are so long that they fill `_LONGEST_HEAD`; ends with a whole line if it can.
    """
    text = b""
    with open_bytes(path) as stream:
        for block in utf8_blocks(stream, encoding, name, _HEAD):
            text += block[:_LONGEST_HEAD]
            if text.count(b"\n") >= lines or len(text) >= _LONGEST_HEAD:
                text = text[: text.rfind(b"\n") + 1] or text
                break
    return text.decode("utf-8", errors="replace").replace("\ufeff", "")
