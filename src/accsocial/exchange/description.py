"""What a summary says of itself, as JSON: rules, groups, what was delivered, ledger, sources."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from accsocial import __version__
from accsocial.exchange.stored import DIGEST, FORMAT
from accsocial.output.accounts import file_name
from accsocial.output.plain_ledger import plain_ledger
from accsocial.records.files.summaries import KIND, TOOL
from accsocial.records.ledger import FileAccount, Ledger
from accsocial.results import FileRead
from accsocial.rules import CountingRules
from accsocial.summary import Part, settle


def described(part: Part, sources: Sequence[FileRead]) -> dict[str, Any]:
    """The description of a summary, without its files. It holds no label that may be personal."""
    ledger = plain_ledger(part.ledger)
    return {
        "tool": TOOL,
        "kind": KIND,
        "format": FORMAT,
        "version": __version__,
        "groups": list(part.groups),
        "columns": list(part.columns),
        "rules": part.rules.as_plain(),
        "delivered": {table: list(columns) for table, columns in part.delivered.items()},
        "absent": settle(part).absent,
        "first_years": dict(part.first_years),
        "last_day": part.last_day.isoformat() if part.last_day else None,
        "sources": [
            {"file": file_name(source.name), "bytes": source.size, "sha256": source.sha256}
            for source in sources
        ],
        "ledger": ledger,
    }


def part_of(description: Mapping[str, Any], tables: Mapping[str, pl.DataFrame]) -> Part:
    """The counts that a description and its tables stand for.

    Raises KeyError, TypeError or ValueError for a description that accsocial did not write.
    """
    last_day = description["last_day"]
    return Part(
        tables,
        CountingRules.model_validate(description["rules"]),
        tuple(description["groups"]),
        tuple(description["columns"]),
        {table: tuple(columns) for table, columns in description["delivered"].items()},
        dict(description["first_years"]),
        dt.date.fromisoformat(last_day) if last_day else None,
        _ledger(description["ledger"]),
    )


def sources_of(description: Mapping[str, Any]) -> tuple[FileRead, ...]:
    """The files of the extract; raises as `part_of`."""
    return tuple(
        FileRead(source["file"], source["bytes"], source["sha256"])
        for source in description["sources"]
    )


def _ledger(plain: Mapping[str, Any]) -> Ledger:
    accounts = [
        FileAccount(
            **account
            | {
                "rejected": Counter(account["rejected"]),
                "warnings": Counter(account["warnings"]),
                "unmapped": {
                    column: Counter(labels) for column, labels in account["unmapped"].items()
                },
            }
        )
        for account in plain["files"]
    ]
    return Ledger(accounts, list(plain["ignored"]), list(plain["remarks"]))


def sealed(description: Mapping[str, Any]) -> dict[str, Any]:
    """The description with its own digest, which tells a later change."""
    return {**description, DIGEST: digest_of(description)}


def digest_of(description: Mapping[str, Any]) -> str:
    """The digest of a description, whatever the spaces and line ends of its file."""
    rest = {name: value for name, value in description.items() if name != DIGEST}
    return hashlib.sha256(json.dumps(rest, ensure_ascii=False).encode()).hexdigest()
