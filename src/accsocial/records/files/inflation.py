"""Compressed files that unpack to far more than they are: refused before the disk is full."""

from __future__ import annotations

import zipfile
from pathlib import Path

from accsocial.errors import DataRefused
from accsocial.records.files.scratch import Scratch

MOST_TIMES = 200
MOST_BYTES = 1 << 30
"""An archive is refused if it unpacks to more than both: 200 times its size, and 1 GiB."""

DISK_RESERVE = 64 << 20
"""Bytes of the disk that are left free."""


def check_inflation(path: Path, name: str, scratch: Scratch) -> None:
    """Raises DataRefused if a zip file declares that it unpacks to too much.

    What it declares is compared with the size of the file itself, so that
    members which share their compressed bytes are counted each.
    """
    with zipfile.ZipFile(path) as archive:
        unpacked = sum(member.file_size for member in archive.infolist())
    if unpacked > MOST_BYTES and unpacked > MOST_TIMES * path.stat().st_size:
        raise DataRefused(
            f"{name}: would unpack to {unpacked:,} bytes, over {MOST_TIMES} times its size: it "
            "looks like a zip bomb. If it is right, unpack it and name the folder"
        )
    if unpacked > scratch.free - DISK_RESERVE:
        raise DataRefused(
            f"{name}: would unpack to {unpacked:,} bytes, more than the temporary folder has room "
            "for; set TMPDIR to a folder with room"
        )
