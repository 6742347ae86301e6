"""Counts that lie beside a conversion: the next runs under the usual rules read them, not rows.

They are used only while every file of the conversion is the one that was written, and the code
is the one that counted: then they give the same bytes as the rows.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from accsocial.config import Settings
from accsocial.errors import AccsocialError, DataRefused
from accsocial.records.files.conversions import KIND, MANIFEST, TOOL
from accsocial.records.files.summaries import DESCRIPTION

if TYPE_CHECKING:
    from accsocial.records import Records
    from accsocial.records.ledger import Ledger
    from accsocial.results import FileRead
    from accsocial.summary import Summary

FOLDER = ".counts"
"""Hidden, so that nobody takes it for part of the extract."""

_BY = ("territory",)
_COUNTS = "counts"
"""Where the manifest of a conversion describes them."""
_OF_THE_DAY = ("date_after_extraction", "held_in_future")
"""Warnings that depend on the day of the extraction."""

_AS_THEY_ARE = ("layout", "body", "territory")
"""Settings that would read the rows of a conversion otherwise."""


def keep_counts(folder: Path, chosen: Settings) -> dict[str, object]:
    """Counts a folder of canonical files under the default rules, and keeps the counts in it.

    Returns what the manifest of the conversion says of them: nothing if they cannot be had
    (memory, above all). The rows are whole without them.
    """
    from accsocial.commands.reading import read_files
    from accsocial.exchange.saving import save
    from accsocial.records import read
    from accsocial.regression.fingerprint import code_digest, file_read
    from accsocial.rules import CountingRules
    from accsocial.summary import count_part, gather
    from accsocial.summary.rows.memory import Memory

    day = chosen.extracted_on or _today()
    records = read(folder, extracted_on=day)
    try:
        gathered = gather(records, by=_BY, alone=False, memory=Memory(chosen.memory_limit))
        part = count_part(gathered, CountingRules())
    except DataRefused:
        return {}
    read_from = [file_read(name, path) for name, path in read_files(records).items()]
    save(part, read_from, folder / FOLDER)
    return {_COUNTS: {"code": code_digest(), "extracted_on": day.isoformat()}}


def kept_counts(
    extract: Sequence[str], records: Records, chosen: Settings, read: Sequence[FileRead]
) -> Summary | None:
    """The counts that lie beside an extract, if they are those of its rows; None if not.

    `read` are the files of `records`, which were opened, as they are now.
    """
    from accsocial.exchange.asking import asked_of
    from accsocial.exchange.loading import load
    from accsocial.records.ledger import Ledger
    from accsocial.summary import settle

    described = _described(extract, chosen)
    if described is None:
        return None
    folder = Path(extract[0]) / FOLDER
    try:
        if not _untouched(described, folder, read):
            return None
        part = asked_of(load(folder), chosen.by, chosen.rules)
    except (AccsocialError, OSError):
        # Other groups or rules are wanted, or the counts are damaged or gone: the rows tell.
        return None
    if not _same_day(described, part.ledger, chosen):
        return None
    # What is not read besides the tables was not there yet when they were counted.
    ledger = Ledger(part.ledger.accounts, records.ledger.ignored, records.ledger.remarks)
    return settle(replace(part, ledger=ledger))


def may_be_kept(extract: Sequence[str], chosen: Settings) -> bool:
    """Whether it is worth waiting for the digests of an extract before it is read."""
    return _described(extract, chosen) is not None


class _Described(NamedTuple):
    """Counts as a manifest describes them: the day they are of, and SHA-256.

    `tables` has those of the tables that were counted, `counts` is that of what tells the counts.
    """

    day: dt.date
    tables: Mapping[str, str]
    counts: str


def _described(extract: Sequence[str], chosen: Settings) -> _Described | None:
    """The manifest of a conversion with counts that this very code made; None without one."""
    if len(extract) != 1 or any(getattr(chosen, name) is not None for name in _AS_THEY_ARE):
        return None
    try:
        manifest = json.loads((Path(extract[0]) / MANIFEST).read_bytes())
        if (manifest["tool"], manifest["kind"]) != (TOOL, KIND):
            return None
        code = manifest[_COUNTS]["code"]
        day = dt.date.fromisoformat(manifest[_COUNTS]["extracted_on"])
        written = {name: file["sha256"] for name, file in manifest["files"].items()}
        tables = {name: written[name] for name in map("{}.parquet".format, manifest["rows"])}
        described = _Described(day, tables, written[f"{FOLDER}/{DESCRIPTION}"])
    except (OSError, ValueError, RecursionError, KeyError, TypeError, AttributeError):
        # Without counts, or not as it was written: the rows tell.
        return None
    from accsocial.regression.fingerprint import code_digest

    return described if code == code_digest() else None


def _untouched(described: _Described, counts: Path, read: Sequence[FileRead]) -> bool:
    """Whether the files that would be read are those that the conversion wrote, and all of them.

    So must be the counts: copied over another conversion with `*`, which leaves out what is
    hidden, new tables come to lie beside old counts. Raises OSError if there are none.
    """
    from accsocial.regression.fingerprint import file_read

    tables = {file.name: file.sha256 for file in read}
    told = file_read(DESCRIPTION, counts / DESCRIPTION).sha256
    return (tables, told) == (described.tables, described.counts)


def _same_day(described: _Described, ledger: Ledger, chosen: Settings) -> bool:
    """Whether the account of rows would be the same with the day of extraction of this run."""
    day = chosen.extracted_on or _today()
    late = any(account.warnings[rule] for account in ledger.accounts for rule in _OF_THE_DAY)
    return day == described.day or (day > described.day and not late)


def _today() -> dt.date:
    return dt.datetime.now().astimezone().date()
