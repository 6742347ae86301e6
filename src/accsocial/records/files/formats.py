"""What a file is, told by its first bytes: endings lie."""

from __future__ import annotations

import contextlib
import re
import zipfile
import zlib
from enum import StrEnum
from pathlib import Path

from accsocial.errors import DataRefused, UsageError
from accsocial.records.files.damage import ZIP_DAMAGE

HEAD = 65_536

DELIMITED = (".csv", ".tsv", ".txt")
COMPRESSED = (".gz", ".zst")
COLUMNAR = (".parquet", ".arrow", ".arrows", ".feather", ".ipc")
WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods")
ARCHIVES = (".zip",)
KNOWN = (*DELIMITED, *COLUMNAR, *WORKBOOKS, *ARCHIVES)


class Format(StrEnum):
    """The formats that can be read; the text is how a note names them."""

    TEXT = "delimited text"
    PARQUET = "Parquet"
    ARROW_FILE = "Arrow file"
    ARROW_STREAM = "Arrow stream"
    XLSX = "Excel workbook (.xlsx)"
    XLS = "Excel 97 workbook (.xls)"
    ODS = "OpenDocument spreadsheet (.ods)"
    ARCHIVE = "zip archive"


_ENDINGS = {
    Format.TEXT: DELIMITED,
    Format.PARQUET: (".parquet",),
    Format.ARROW_FILE: COLUMNAR[1:],
    Format.ARROW_STREAM: COLUMNAR[1:],
    Format.XLSX: (".xlsx", ".xlsm"),
    Format.XLS: (".xls",),
    Format.ODS: (".ods",),
    Format.ARCHIVE: ARCHIVES,
}
_COMPRESSED_MAGIC = (b"\x1f\x8b", b"\x28\xb5\x2f\xfd")
_CFB = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BINARY = (b"PAR1", b"ARROW1", b"\xff\xff\xff\xff", b"PK\x03\x04", _CFB)
_BOMS = (b"\xff\xfe", b"\xfe\xff", b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")
_AS_TABLE = "save it as .xlsx or CSV UTF-8 from the program that opens it"
_UNPACK = "unpack it and name the folder, or make a .zip"
_REFUSED = (
    (b"%PDF", "is a PDF document; ask for the table as .xlsx or CSV"),
    (b"{\\rtf", f"is a text document (RTF); {_AS_TABLE}"),
    (b"FEA1", "is a Feather file of version 1, which is no longer read; save it as Parquet"),
    (b"PARE", "is an encrypted Parquet file; ask for one without encryption"),
    (b"SQLite format 3", "is an SQLite database; export its tables as CSV or Parquet"),
    (b"$FL2", "is an SPSS file; export it as CSV or Parquet"),
    (b"Obj\x01", "is an Avro file; export it as Parquet"),
    (b"ORC", "is an ORC file; export it as Parquet"),
    (b"7z\xbc\xaf\x27\x1c", f"is a 7z archive; {_UNPACK}"),
    (b"Rar!\x1a", f"is a RAR archive; {_UNPACK}"),
    (b"BZh", "is compressed with bzip2; decompress it, or use gzip"),
    (b"\xfd7zXZ", "is compressed with xz; decompress it, or use gzip"),
    (b"\x09\x00\x04\x00", f"is an Excel 2 workbook; {_AS_TABLE}"),
    (b"\x09\x02\x06\x00", f"is an Excel 3 workbook; {_AS_TABLE}"),
    (b"\x09\x04\x06\x00", f"is an Excel 4 workbook; {_AS_TABLE}"),
)
_MARKUP = (
    (b"<!doctype html", "is a web page"),
    (b"<html", "is a web page"),
    (b"<table", "is a web page"),
    (b"<head", "is a web page"),
    (b"<meta", "is a web page"),
    (b"<style", "is a web page"),
    (b"<div", "is a web page"),
    (b"mime-version:", "is a saved web page"),
    (b"<?xml", "is an XML file"),
    (b"<workbook", "is an XML file"),
)
_JSON = re.compile(rb'(\[\s*)?\{\s*"')
_PEEK = 512
_TAR_AT, _TAR = 257, b"ustar"


def ending(name: str) -> str:
    """The ending that tells the format, in lower case; under .gz or .zst the one before."""
    suffixes = [suffix.lower() for suffix in Path(name).suffixes[-2:]]
    if suffixes and suffixes[-1] in COMPRESSED:
        return suffixes[0] if len(suffixes) > 1 else ""
    return suffixes[-1] if suffixes else ""


def format_of(path: Path, name: str) -> Format:
    """The format of a file, told by its content.

    Raises UsageError if the file cannot be opened, DataRefused if it is empty or
    of a kind that cannot be read (with the way out).
    """
    head = _head(path, name)
    if not head:
        raise DataRefused(f"{name}: the file is empty; ask for it again, or leave it out")
    if head.startswith(_COMPRESSED_MAGIC):
        _check_compressed(path, name)
        return Format.TEXT
    if head.startswith(b"PAR1"):
        return Format.PARQUET
    if head.startswith(b"ARROW1"):
        return Format.ARROW_FILE
    if head.startswith(b"\xff\xff\xff\xff"):
        return Format.ARROW_STREAM
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_kind(path, name)
    if head.startswith(_CFB):
        return _cfb_kind(path, name)
    _check_readable(head, name)
    if b"\x00" in head and not head.startswith(_BOMS) and ending(name) in (*COLUMNAR, *WORKBOOKS):
        raise DataRefused(f"{name}: is not a whole {ending(name)} file; ask for it again")
    return Format.TEXT


def note_on_ending(kind: Format, name: str) -> str | None:
    """A note if the ending of a name says another format than the content."""
    said = ending(name)
    if said not in KNOWN or said in _ENDINGS[kind]:
        return None
    return f"{kind}, though its name ends in {said}"


def _head(path: Path, name: str) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(HEAD)
    except OSError as error:
        raise UsageError(f"{name}: cannot be opened ({error.strerror or error})") from error


def _check_readable(head: bytes, name: str) -> None:
    for magic, what in _REFUSED:
        if head.startswith(magic):
            raise DataRefused(f"{name}: {what}")
    if head[_TAR_AT : _TAR_AT + len(_TAR)] == _TAR:
        raise DataRefused(f"{name}: is a tar archive; {_UNPACK}")
    text = head.replace(b"\x00", b"") if head.startswith(_BOMS) else head
    text = text.lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n").lower()
    for start, what in _MARKUP:
        if text.startswith(start):
            raise DataRefused(f"{name}: {what}, not a table file; {_AS_TABLE}")
    if _JSON.match(text):
        # Its first line would be taken for the names of columns, and shown.
        raise DataRefused(f"{name}: is a JSON file; ask for the same table as CSV or Parquet")


def _check_compressed(path: Path, name: str) -> None:
    """Under gzip and zstd only text is read: it can be read as a stream."""
    head = _decompressed(_head(path, name))
    if head.startswith((*_BINARY, *_COMPRESSED_MAGIC)):
        raise DataRefused(f"{name}: decompress it first; only text is read compressed")
    _check_readable(head, name)


def _decompressed(head: bytes) -> bytes:
    """The first bytes; a damaged stream is told about when it is read to its end."""
    if head.startswith(_COMPRESSED_MAGIC[0]):
        with contextlib.suppress(zlib.error):
            return zlib.decompressobj(wbits=31).decompress(head, _PEEK)
        return b""
    import pyarrow as pa

    with (
        contextlib.suppress(OSError, ValueError),
        pa.CompressedInputStream(pa.BufferReader(head), "zstd") as stream,
    ):
        return bytes(stream.read(_PEEK))
    return b""


def _zip_kind(path: Path, name: str) -> Format:
    """A workbook, or an archive of files."""
    try:
        with zipfile.ZipFile(path) as archive:
            members = {member.filename for member in archive.infolist()}
            if "xl/workbook.xml" in members:
                return Format.XLSX
            if "mimetype" in members and "content.xml" in members:
                mime = archive.open("mimetype").read(100).decode("ascii", errors="replace")
                if "opendocument.spreadsheet" in mime:
                    return Format.ODS
                raise DataRefused(f"{name}: is an OpenDocument file, but no spreadsheet")
            if "xl/workbook.bin" in members:
                raise DataRefused(f"{name}: is a binary workbook (.xlsb); save it as .xlsx")
            if "word/document.xml" in members or "ppt/presentation.xml" in members:
                raise DataRefused(f"{name}: is a text document or slides; {_AS_TABLE}")
    except ZIP_DAMAGE as error:
        what = "workbook" if ending(name) in WORKBOOKS else "zip archive"
        raise DataRefused(
            f"{name}: is not a whole {what}, it is damaged or cut off; ask for it again"
        ) from error
    return Format.ARCHIVE


def _cfb_kind(path: Path, name: str) -> Format:
    """A compound file: a workbook of Excel 97, or an encrypted newer one."""
    data = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in data or _has_filepass(data):
        raise DataRefused(
            f"{name}: is protected by a password; open it, save it without a password, or ask for "
            "a CSV file"
        )
    if "WordDocument".encode("utf-16-le") in data:
        raise DataRefused(f"{name}: is a text document; {_AS_TABLE}")
    return Format.XLS


def _has_filepass(data: bytes) -> bool:
    """Whether the first record of the workbook after its start says that it is encrypted."""
    start = data.find(b"\x09\x08\x10\x00\x00\x06\x05\x00")
    return start >= 0 and data[start + 20 : start + 22] == b"\x2f\x00"
