"""Names of files: which table they announce, which are of no interest, how they are shown."""

from __future__ import annotations

import os
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from accsocial.records.names import fold
from accsocial.records.schema import TABLES

_JUNK = {"thumbs.db", "desktop.ini", ".ds_store", "__macosx", "$recycle.bin", ".git"}
_JUNK_STARTS = ("~$", ".~lock.", "._")
_BETWEEN_WORDS = re.compile(r"[\W_]+|(?<=\d)(?=[^\W\d_])|(?<=[^\W\d_])(?=\d)")
"""A point is no end (`1. Dépenses.xlsx`), and `depenses2022` is two words."""

_MARKERS = {"_success", "_metadata", "_common_metadata"}


def table_of_name(name: str) -> str | None:
    """`rdv_2022.csv` announces appointments; a name that announces nothing gives None."""
    # Macs write an accent behind its letter, where it would be taken for the end of a word.
    composed = unicodedata.normalize("NFC", Path(name).name)
    words = [fold(word) for word in _BETWEEN_WORDS.split(composed)]
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


def told_apart(files: Sequence[tuple[Path, str]]) -> list[str]:
    """A name for each of some files, which are given with the ends of their paths.

    Of one name, each is told by as many of the folders above it as it takes. Each, so that no name
    depends on the order of the files: names may tell tables, partitions and years.
    """
    names = [name for _, name in files]
    while True:
        count = Counter(names)
        longer = [
            _with_folder(path, name) if count[name] > 1 else name
            for (path, _), name in zip(files, names, strict=True)
        ]
        if longer == names:
            return _numbered(names)
        names = longer


def _with_folder(path: Path, name: str) -> str:
    """The name with the next folder of the path before it, if there is one."""
    parts = Path(os.path.abspath(path)).parts[1:]  # noqa: PTH100 - Path keeps ".."
    return "/".join(map(shown, parts[-(name.count("/") + 2) :]))


def _numbered(names: Sequence[str]) -> list[str]:
    """Names that still are the same, as those of one pipe given twice, with numbers."""
    unique: dict[str, None] = {}
    for name in names:
        numbers = range(2, len(names) + 2)
        tries = [name] if name not in unique else (f"{name} ({number})" for number in numbers)
        unique[next(each for each in tries if each not in unique)] = None
    return list(unique)
