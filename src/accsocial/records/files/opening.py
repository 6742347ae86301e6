"""The reader for each file that was found; heavy libraries are imported only when needed."""

from __future__ import annotations

from accsocial.records.files.discover import Found
from accsocial.records.files.formats import Format
from accsocial.records.files.partitions import partitioned
from accsocial.records.files.watched import Watched
from accsocial.records.source import Source


def open_sources(found: Found) -> tuple[list[Source], list[str]]:
    """The sources in a file (a workbook has one per sheet), and the names of hidden sheets.

    Raises DataRefused if the file is damaged.
    """
    sources, hidden = _readers(found)
    opened: list[Source] = []
    for source in sources:
        source.notes.update(found.notes)
        found.scratch.kept_by(source)
        opened.append(partitioned(Watched(source, found.state), found.partitions))
    return opened, hidden


def _readers(found: Found) -> tuple[list[Source], list[str]]:
    if found.format in (Format.XLSX, Format.XLS, Format.ODS):
        from accsocial.records.files.workbook import open_workbook

        sheets, hidden = open_workbook(found.path, found.name, found.format, found.scratch)
        return list(sheets), [f"{found.name}!{sheet}" for sheet in hidden]
    if found.format is Format.TEXT:
        from accsocial.records.text.delimited import Delimited

        return [Delimited(found.path, found.name)], []
    from accsocial.records.files.columnar import Columnar

    return [Columnar(found.path, found.name, found.format)], []
