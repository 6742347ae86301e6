"""Which files an extract is made of, and which table each one's name announces."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from accsocial.errors import DataRefused, UsageError
from accsocial.records.names import fold
from accsocial.records.schema import TABLES
from accsocial.records.source import Source

DELIMITED = (".csv", ".tsv", ".txt")
COMPRESSED = (".gz", ".zst")
COLUMNAR = (".parquet", ".arrow", ".feather", ".ipc")
WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods")


@dataclass(frozen=True)
class Found:
    """A file of the extract, its name as printed, and the table its name announces."""

    path: Path
    name: str
    table: str | None


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


def ending(path: Path) -> str:
    """The ending that tells the format, in lower case; under .gz or .zst the one before."""
    suffixes = [suffix.lower() for suffix in path.suffixes[-2:]]
    if suffixes and suffixes[-1] in COMPRESSED:
        return suffixes[0] if len(suffixes) > 1 else ""
    return suffixes[-1] if suffixes else ""


def discover(paths: Sequence[Path]) -> tuple[list[Found], list[str]]:
    """The files that can be read, and the names of those that are left aside.

    Raises UsageError for a path that does not exist, DataRefused if nothing can be read.
    """
    found: list[Found] = []
    ignored: list[str] = []
    for path in paths:
        if not path.exists():
            raise UsageError(f"{path}: no such file or folder")
        root = path if path.is_dir() else path.parent
        for file in _files(path):
            name = file.relative_to(root).as_posix()
            if ending(file) in (*DELIMITED, *COLUMNAR, *WORKBOOKS) or file == path:
                table = next(
                    (t for part in reversed(name.split("/")) if (t := table_of_name(part))), None
                )
                found.append(Found(file, name, table))
            else:
                ignored.append(name)
    if not found:
        known = " ".join((*DELIMITED, *COLUMNAR, *WORKBOOKS))
        raise DataRefused(
            f"{', '.join(path.name or str(path) for path in paths)}: holds no file of a known "
            f"format ({known}, also .gz and .zst)"
        )
    return found, ignored


def _files(path: Path) -> Iterator[Path]:
    if path.is_file():
        yield path
        return
    if not path.is_dir():
        raise UsageError(f"{path}: is neither a file nor a folder")
    try:
        entries = sorted(path.iterdir())
    except OSError as error:
        raise UsageError(f"{path}: cannot be listed ({error.strerror})") from error
    for entry in entries:
        if entry.name.startswith((".", "_", "~")):
            continue
        if entry.is_dir() or entry.is_file():
            yield from _files(entry)


def open_source(found: Found) -> Source:
    """The reader for a file, told by its ending; heavy libraries are imported only when needed.

    Raises DataRefused if the file is empty or is not what its ending says.
    """
    if found.path.stat().st_size == 0:
        raise DataRefused(f"{found.name}: the file is empty")
    source: Source
    if ending(found.path) in WORKBOOKS:
        from accsocial.records.workbook import Workbook

        source = Workbook(found.path)
    elif ending(found.path) in COLUMNAR:
        from accsocial.records.columnar import Columnar

        source = Columnar(found.path)
    else:
        from accsocial.records.delimited import Delimited

        source = Delimited(found.path)
    source.name = found.name
    return source
