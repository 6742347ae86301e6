"""The files in a .zip: each is copied to a private folder that does not stay; names lead nowhere.

What can hold a table is read or the archive is refused: a table that is left
aside makes wrong figures. Links and archives in the archive are left aside, and said.
"""

from __future__ import annotations

import errno
import stat
import zipfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from accsocial.errors import DataRefused
from accsocial.records.files.damage import ZIP_DAMAGE
from accsocial.records.files.filenames import is_junk, shown
from accsocial.records.files.formats import ARCHIVES, KNOWN, ending
from accsocial.records.files.inflation import check_inflation
from accsocial.records.files.scratch import Scratch

_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_BLOCK = 1 << 20
_UTF8_FLAG, _ENCRYPTED_FLAG = 0x800, 0x1
_UNPACK = "unpack it and name the folder"


@dataclass(frozen=True)
class Member:
    """A file of an archive: where it is unpacked, and its name in the archive.

    `path` is None for one that is left aside for the `reason`.
    """

    name: str
    path: Path | None
    reason: str = ""


def members(path: Path, name: str, scratch: Scratch) -> Iterator[Member]:
    """The files of an archive in the order of their names, unpacked one by one.

    Raises DataRefused if the archive is damaged or hostile, or if a file in it
    that may hold a table cannot be read.
    """
    check_inflation(path, name, scratch)
    with zipfile.ZipFile(path) as archive:
        infos = [info for info in archive.infolist() if not info.is_dir()]
        named = sorted(((_name_of(i), i) for i in infos), key=lambda pair: pair[0])
        readable = [(m, i) for m, i in named if not any(map(is_junk, PurePosixPath(m).parts))]
        _check_names(name, [member for member, _ in readable])
        for member, info in readable:
            reason = _left_aside(member, info)
            if reason is not None:
                yield Member(shown(member), None, reason)
                continue
            _check_readable(f"{name}/{shown(member)}", info)
            yield Member(shown(member), _unpack(archive, info, name, member, scratch))


def _name_of(info: zipfile.ZipInfo) -> str:
    """The name as it was meant: without the flag it is UTF-8 from macOS, or DOS from Windows."""
    if not info.flag_bits & _UTF8_FLAG:
        try:
            return info.filename.encode("cp437").decode("utf-8").replace("\\", "/")
        except UnicodeError:
            return info.filename.replace("\\", "/")
    return info.filename.replace("\\", "/")


def _check_names(archive: str, names: list[str]) -> None:
    for name in names:
        if name.startswith("/") or ".." in PurePosixPath(name).parts or name[1:2] == ":":
            raise DataRefused(
                f"{archive}: holds a file whose name leads out of the archive ({shown(name)}); "
                "that is no ordinary archive. Have it made again"
            )
    twice = [name for name, count in Counter(names).items() if count > 1]
    if twice:
        raise DataRefused(
            f"{archive}: holds several files with one name ({shown(twice[0])}), and nothing says "
            "which is right; have it made again"
        )


def _left_aside(name: str, info: zipfile.ZipInfo) -> str | None:
    """Why a member is not read; None if it is."""
    mode = info.external_attr >> 16
    if stat.S_ISLNK(mode):
        return "a link"
    if stat.S_IFMT(mode) not in (0, stat.S_IFREG):
        return "no ordinary file"
    if ending(name) in ARCHIVES:
        return "an archive in the archive: unpack it"
    return None if ending(name) in KNOWN else ""


def _check_readable(name: str, info: zipfile.ZipInfo) -> None:
    if info.flag_bits & _ENCRYPTED_FLAG:
        raise DataRefused(f"{name}: is encrypted; {_UNPACK}")


def _unpack(
    archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str, member: str, scratch: Scratch
) -> Path:
    target = scratch.new_file(PurePosixPath(member).name)
    where = f"{name}/{shown(member)}"
    try:
        with archive.open(info) as stream, target.open("wb") as file:
            _copy(stream, file, info.file_size)
    except NotImplementedError as error:
        raise DataRefused(f"{where}: is compressed in a way that is not read; {_UNPACK}") from error
    except ZIP_DAMAGE as error:
        if isinstance(error, OSError) and error.errno in _NO_ROOM:
            raise DataRefused(
                f"{where}: there is no room to unpack it; set TMPDIR to a folder with room"
            ) from error
        raise DataRefused(f"{where}: is damaged in the archive; ask for it again") from error
    return target


def _copy(stream: IO[bytes], file: IO[bytes], declared: int) -> None:
    """Raises zipfile.BadZipFile as soon as the size is known to be another than the declared."""
    written = 0
    while block := stream.read(_BLOCK):
        written += len(block)
        if written > declared:
            raise zipfile.BadZipFile("more bytes than declared")
        file.write(block)
    if written != declared:
        raise zipfile.BadZipFile("fewer bytes than declared")
