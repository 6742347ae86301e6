"""The reader for each file that was found; heavy libraries are imported only when needed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import closing
from typing import NamedTuple

from accsocial.records.files.discover import Found
from accsocial.records.files.formats import Format
from accsocial.records.files.partitions import partitioned
from accsocial.records.files.unpacking import Unpacker
from accsocial.records.files.watched import Watched
from accsocial.records.source import Source


class Opened(NamedTuple):
    """A file that was found: its sources (a workbook has one per sheet), and hidden sheets."""

    found: Found
    sources: list[Source]
    hidden: list[str]


def open_each(files: Iterable[Found]) -> Iterator[Opened]:
    """Opens one file after the other. Raises DataRefused if one is damaged."""
    with closing(Unpacker()) as unpacker:
        for found in files:
            readers, hidden = _readers(found, unpacker)
            sources: list[Source] = []
            for source in readers:
                source.notes.update(found.notes)
                found.scratch.kept_by(source)
                sources.append(partitioned(Watched(source, found.state), found.partitions))
            yield Opened(found, sources, hidden)


def _readers(found: Found, unpacker: Unpacker) -> tuple[list[Source], list[str]]:
    if found.format in (Format.XLSX, Format.XLS, Format.ODS):
        from accsocial.records.files.workbook import open_workbook

        sheets, hidden = open_workbook(
            found.path, found.name, found.format, found.scratch, unpacker
        )
        return list(sheets), [f"{found.name}!{sheet}" for sheet in hidden]
    if found.format is Format.TEXT:
        from accsocial.records.text.delimited import Delimited

        return [Delimited(found.path, found.name)], []
    from accsocial.records.files.columnar import Columnar

    return [Columnar(found.path, found.name, found.format)], []
