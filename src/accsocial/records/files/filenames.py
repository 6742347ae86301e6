"""Names of files: which table they announce, which are of no interest, how they are shown."""

from __future__ import annotations

import re
from pathlib import Path

from accsocial.records.names import fold
from accsocial.records.schema import TABLES

_JUNK = {"thumbs.db", "desktop.ini", ".ds_store", "__macosx", "$recycle.bin", ".git"}
_JUNK_STARTS = ("~$", ".~lock.", "._")
_MARKERS = {"_success", "_metadata", "_common_metadata"}


def table_of_name(name: str) -> str | None:
    """`rdv_2022.csv` announces appointments; a name that announces nothing gives None."""
    words = [fold(word) for word in re.split(r"[\W_]+", Path(name).name.split(".")[0])]
    first: tuple[int, int, str] | None = None
    for table in TABLES.values():
        for known in table.file_names:
            wanted = [fold(word) for word in known.split("_")]
            for at in range(len(words) - len(wanted) + 1):
                place = (at, -len(wanted), table.name)
                if words[at : at + len(wanted)] == wanted and (first is None or place < first):
                    first = place
    return first[2] if first else None


def table_of_path(name: str) -> str | None:
    """The table that a file's name announces, or else the name of the nearest folder that does."""
    return next((t for part in reversed(name.split("/")) if (t := table_of_name(part))), None)


def is_junk(name: str) -> bool:
    """Files and folders that systems leave behind: lock files, thumbnails, markers of jobs."""
    folded = name.lower()
    return folded in _JUNK or folded in _MARKERS or folded.startswith(_JUNK_STARTS)


def is_hidden(name: str) -> bool:
    """By the custom of Unix and of data folders a first `.` or `_` (or `~`) hides a file."""
    return name.startswith((".", "_", "~"))


def shown(name: str) -> str:
    """A name that can be printed and written: control characters and broken bytes replaced."""
    text = name.encode("utf-8", errors="surrogateescape").decode("utf-8", errors="replace")
    return "".join(char if char.isprintable() else "�" for char in text)
