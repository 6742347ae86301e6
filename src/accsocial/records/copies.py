"""Files that hold the same twice: their rows are counted twice where nothing tells them apart."""

from __future__ import annotations

import filecmp
from collections import defaultdict
from collections.abc import Iterable, Iterator

from accsocial.records.files.partitions import partitions_of
from accsocial.records.source import Source
from accsocial.records.table import Table


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
    alike: dict[object, list[Source]] = defaultdict(list)
    for source in sources:
        # The names of folders may tell what the rows do not.
        told = sorted(partitions_of(source.name).items())
        alike[source.path.stat().st_size, str(told)].append(source)
    for found in alike.values():
        firsts: list[Source] = []
        for source in found:
            same = (first for first in firsts if _are_same(first, source))
            if (first := next(same, None)) is None:
                firsts.append(source)
            else:
                yield first.name, source.name


def _are_same(one: Source, other: Source) -> bool:
    # The sheets of a workbook are in one file.
    return one.path != other.path and filecmp.cmp(one.path, other.path, shallow=False)
