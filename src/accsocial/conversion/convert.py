"""`convert`: an extract -> canonical Parquet files, with their ledger, rejects and manifest."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path

from accsocial import __version__
from accsocial.conversion.tables import convert_table
from accsocial.output.accounts import file_name
from accsocial.output.files import in_memory
from accsocial.output.folders import check_target, whole_folder
from accsocial.output.plain_ledger import plain_ledger
from accsocial.records.files.conversions import KIND, MANIFEST, TOOL
from accsocial.records.hiding import Hider
from accsocial.records.read import Records
from accsocial.records.rows.pseudonyms import KEY_VARIABLE, pseudonym_key

LEDGER = "ledger.json"
REJECTS = "rejects.parquet"


def convert(
    records: Records,
    target: str | Path,
    *,
    extract: Sequence[Path] = (),
    keep_identifiers: bool = False,
    overwrite: bool = False,
    beside: Callable[[Path], Mapping[str, object]] = lambda _: {},
) -> dict[str, int]:
    """Writes the tables of an extract to the folder `target`; returns the rows of each table.

    One `<table>.parquet` each, ledger.json, rejects.parquet and manifest.json.
    Identifiers become pseudonyms with the key of ACCSOCIAL_KEY, or one of this
    run, and appointments get numbers of their own; with `keep_identifiers` they
    and the text of rejected rows are kept.
    `extract` are the paths that were read: the target may not be one of them. `beside` may
    write more into the folder of the tables; what it returns is told in the manifest.
    Raises DataRefused as the indicators would, ExportRefused if the folder cannot be
    written or holds something else.
    """
    folder = Path(target)
    check = partial(check_target, folder, extract, overwrite=overwrite, kind=KIND)
    check()
    hider = None if keep_identifiers else Hider(pseudonym_key())
    with whole_folder(folder, check) as new:
        rows = {}
        for name in records.tables:
            work = new / f".{name}"
            work.mkdir()
            rows[name] = convert_table(records, name, new / f"{name}.parquet", work, hider)
            for run in work.iterdir():
                run.unlink()
            work.rmdir()
        records.check_usable()
        _write_json(new / LEDGER, plain_ledger(records.ledger, withhold=not keep_identifiers))
        more = beside(new)
        rejects = records.rejects
        rejected = rejects.with_text() if keep_identifiers else rejects.places
        (new / REJECTS).write_bytes(in_memory(rejected.write_parquet))
        manifest = _manifest(records, new, rows, kept=keep_identifiers)
        _write_json(new / MANIFEST, {**manifest, **more})
    return rows


def _manifest(
    records: Records, folder: Path, rows: dict[str, int], *, kept: bool
) -> dict[str, object]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    given = "from " + KEY_VARIABLE if os.environ.get(KEY_VARIABLE) else "drawn for this run"
    return {
        "tool": TOOL,
        "kind": KIND,
        "version": __version__,
        "identifiers": "kept" if kept else "pseudonyms",
        "key": None if kept else given,
        "sources": [
            {"file": file_name(file), "table": table, "layout": layout}
            for file, table, layout in records.layouts
        ],
        "rows": rows,
        "files": {
            path.relative_to(folder).as_posix(): {
                "bytes": path.stat().st_size,
                "sha256": _sha256(path),
            }
            for path in files
        },
    }


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _write_json(path: Path, content: object) -> None:
    text = json.dumps(content, ensure_ascii=False, indent=1)
    path.write_text(text + "\n", encoding="utf-8")
