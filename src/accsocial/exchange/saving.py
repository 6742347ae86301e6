"""`save`: the counts of an extract -> a folder of small Parquet files and their description."""

from __future__ import annotations

import hashlib
import io
import json
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from accsocial.exchange.description import described, sealed
from accsocial.exchange.stored import in_order, table_file
from accsocial.output.columnar import write_frame
from accsocial.output.folders import check_target, whole_folder
from accsocial.records.files.summaries import DESCRIPTION, KIND
from accsocial.results import FileRead
from accsocial.summary import Part


def check_folder(target: str | Path, read: Sequence[Path], *, overwrite: bool) -> None:
    """Refuses a folder that a summary may not be written to; `read` is what it is made from.

    Raises UsageError if the folder holds part of that, or is inside it; ExportRefused if it holds
    anything, unless that is an earlier summary and `overwrite` is set.
    """
    check_target(Path(target), read, overwrite=overwrite, kind=KIND, manifest=DESCRIPTION)


def save(
    part: Part, sources: Sequence[FileRead], target: str | Path, *, overwrite: bool = False
) -> dict[str, int]:
    """Writes a summary to a folder; returns the rows of each table.

    One `<table>.parquet` each and summary.json, which has their digests. The same counts give
    the same bytes. Raises ExportRefused, and writes nothing, if the folder cannot be written or
    holds something else; an earlier summary is replaced if `overwrite` is set.
    """
    check = partial(check_folder, target, (), overwrite=overwrite)
    check()
    description = described(part, sources)
    rows, files = {}, {}
    with whole_folder(Path(target), check) as new:
        for table, frame in sorted(part.tables.items()):
            content = io.BytesIO()
            write_frame(in_order(frame), description, content)
            (new / table_file(table)).write_bytes(content.getvalue())
            rows[table] = frame.height
            files[table_file(table)] = {
                "rows": frame.height,
                "bytes": len(content.getvalue()),
                "sha256": hashlib.sha256(content.getvalue()).hexdigest(),
            }
        text = json.dumps(sealed({**description, "files": files}), ensure_ascii=False, indent=1)
        (new / DESCRIPTION).write_text(text + "\n", encoding="utf-8")
    return rows
