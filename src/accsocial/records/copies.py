"""Files that hold the same twice: their rows are counted twice where nothing tells them apart."""

from __future__ import annotations

import filecmp
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from hashlib import sha256

from accsocial.records.files.partitions import partitions_of
from accsocial.records.source import Source
from accsocial.records.table import Table

_BEGINNING = 1 << 16
"""Bytes at the beginning of a file that tell it from most others."""


def copies(tables: Iterable[Table]) -> list[str]:
    """Says so of each file of a table with the same bytes as another one of it."""
    return [
        f"{copy} has the same content as {first}: its rows are read once more. If it is a copy, "
        "leave it out"
        for table in tables
        for first, copy in _pairs([file.source for file in table.files])
    ]


def _pairs(sources: list[Source]) -> Iterator[tuple[str, str]]:
    """The name of each copy, after that of the first file with its content."""
    # Thousands of files may be of one size: only those that begin alike are compared.
    for found in (few for many in _by(_size_and_place, sources) for few in _by(_beginning, many)):
        firsts: list[Source] = []
        for source in found:
            same = (first for first in firsts if _are_same(first, source))
            if (first := next(same, None)) is None:
                firsts.append(source)
            else:
                yield first.name, source.name


def _by(key: Callable[[Source], object], sources: list[Source]) -> Iterable[list[Source]]:
    """Sources that have a key in common; of one alone nothing is asked."""
    if len(sources) == 1:
        return [sources]
    alike: dict[object, list[Source]] = defaultdict(list)
    for source in sources:
        alike[key(source)].append(source)
    return alike.values()


def _size_and_place(source: Source) -> object:
    # The names of folders may tell what the rows do not.
    return source.path.stat().st_size, str(sorted(partitions_of(source.name).items()))


def _beginning(source: Source) -> object:
    with source.path.open("rb") as file:
        return sha256(file.read(_BEGINNING)).digest()


def _are_same(one: Source, other: Source) -> bool:
    # The sheets of a workbook are in one file, and in its copy each is that of its name.
    is_that_sheet = one.notes.get("sheet") == other.notes.get("sheet")
    return is_that_sheet and filecmp.cmp(one.path, other.path, shallow=False)
