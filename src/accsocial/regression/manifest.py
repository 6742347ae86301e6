"""The manifest of a run: what it read, how it counted, and the digests of what it wrote.

It holds no host, user, absolute path or time: the same run gives the same manifest on
another machine. It holds no result either, only digests: it can be shown where results
cannot.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from accsocial.regression.fingerprint import sha256
from accsocial.regression.values import Group, Key, Values

if TYPE_CHECKING:
    from accsocial.results import Results

FORMAT = "manifest"
VERSION = 1

Digest = str
Count = dict[str, int]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class NamedFile(_Part):
    """A file by name, with its bytes and their SHA-256."""

    file: str
    bytes: int
    sha256: Digest


class Account(_Part):
    """A file read as one table, as in the ledger."""

    file: str
    table: str
    layout: str
    read: int
    accepted: int
    blank: int
    rejected: Count
    warnings: Count
    unmapped: dict[str, Count]
    notes: dict[str, str]


class UsedParameter(_Part):
    """A number that a formula used, with source and vintage."""

    name: str
    value: str
    unit: str
    source: str


class OutputFile(NamedFile):
    """A file that was written, and what it needs to be written again."""

    format: str
    lang: Literal["en", "fr"]


class ResultDigests(_Part):
    """The results as JSON bytes; and short digests, to tell which of them are others.

    `indicators` and `by_group` digest the rows of one indicator, and of one group.
    """

    groups: list[str]
    rows: int
    sha256: Digest
    indicators: dict[str, Digest]
    by_group: dict[str, Digest]


class Manifest(_Part):
    """All of a manifest (see the module), with its keys in the order of the file."""

    format: str = f"accsocial {FORMAT} {VERSION}"
    accsocial: str
    code: Digest
    polars: str
    command: list[str]
    settings: dict[str, Any]
    rules: dict[str, Any]
    parameters: list[UsedParameter]
    layouts: list[NamedFile]
    prices: NamedFile | None
    files: list[NamedFile]
    ledger: list[Account]
    ignored_files: list[str]
    results: ResultDigests
    output: OutputFile | None = Field(default=None)

    def text(self) -> str:
        """The manifest as JSON, one line for each file, parameter and digest."""
        return lines(self.model_dump(mode="json")) + "\n"


def manifest_of(
    results: Results,
    about: Mapping[str, Any],
    values: Values,
    written: bytes,
    output: OutputFile | None,
) -> Manifest:
    """The manifest of a run. `about` is what outputs say of it, `written` the JSON of results."""
    run = about["run"]
    return Manifest(
        accsocial=results.version,
        code=run["code"],
        polars=run["polars"],
        command=run["command"],
        settings=run["settings"],
        rules=about["rules"],
        parameters=[UsedParameter(**used) for used in about["parameters"]],
        layouts=[NamedFile(**file) for file in run["layouts"]],
        prices=NamedFile(**run["prices"]) if run["prices"] else None,
        files=[NamedFile(**file) for file in run["files"]],
        ledger=[Account(**account) for account in about["ledger"]],
        ignored_files=about["ignored_files"],
        results=result_digests(values, written),
        output=output,
    )


def result_digests(values: Values, written: bytes) -> ResultDigests:
    """The digests of results; `written` are their JSON bytes."""
    indicators: dict[str, list[Key]] = {}
    by_group: dict[Group, list[Key]] = {}
    for key in values.rows:
        indicators.setdefault(key[0], []).append(key)
        by_group.setdefault(key[1], []).append(key)
    return ResultDigests(
        groups=list(values.groups),
        rows=len(values.rows),
        sha256=sha256(written),
        indicators={name: _digest(values, keys) for name, keys in indicators.items()},
        by_group={
            group_name(values.named(keys[0])): _digest(values, keys) for keys in by_group.values()
        },
    )


def group_name(named: Mapping[str, object]) -> str:
    """A group as text: "body=caf year=2022"; a column without a value ends with its sign."""
    return " ".join(f"{name}={'' if part is None else part}" for name, part in named.items())


def _digest(values: Values, keys: Sequence[Key]) -> Digest:
    rows = [[key, list(vars(values.rows[key]).values())] for key in keys]
    return sha256(json.dumps(rows, ensure_ascii=False).encode())[:16]


def lines(value: object, indent: str = "") -> str:
    """JSON for people who read differences: one line per entry of every list and table."""
    inner = f"{indent} "
    if isinstance(value, Mapping) and value:
        entries = [f"{inner}{_inline(name)}: {lines(part, inner)}" for name, part in value.items()]
        return "{\n" + ",\n".join(entries) + f"\n{indent}}}"
    if isinstance(value, list) and any(isinstance(entry, Mapping) for entry in value):
        return "[\n" + ",\n".join(f"{inner}{_inline(entry)}" for entry in value) + f"\n{indent}]"
    return _inline(value)


def _inline(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False)
