"""A baseline: the values of a run with its manifest, kept to hold later runs against.

The file is made to be read in a diff: one line per value, sorted by indicator and group. A
digest over the rest tells whether somebody edited it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict

from accsocial.errors import DataRefused
from accsocial.regression.documents import check_format, read_document, validated
from accsocial.regression.fingerprint import sha256
from accsocial.regression.manifest import Manifest, lines
from accsocial.regression.values import Key, Values, parsed
from accsocial.results import GROUP_COLUMNS

FORMAT = "baseline"
VERSION = 1


class Entry(BaseModel):
    """One update: why, and how many values it moved, added and took away."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    reason: str
    accsocial: str
    moved: int
    new: int
    gone: int


class _File(BaseModel):
    """The keys of the file, in its order."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    format: str
    sha256: str
    manifest: Manifest
    history: list[Entry]
    values: list[dict[str, Any]]


@dataclass(frozen=True)
class Baseline:
    """Values, the manifest of the run that gave them, and the reasons for earlier updates.

    `lines` are the lines of the values in the file that was read; none for one that is made.
    """

    manifest: Manifest
    values: Values
    history: tuple[Entry, ...] = ()
    lines: Mapping[Key, int] = field(default_factory=dict)

    def text(self) -> str:
        """The file: the same run gives the same bytes."""
        body: dict[str, object] = {
            "manifest": self.manifest.model_dump(mode="json"),
            "history": [entry.model_dump() for entry in self.history],
            "values": self.values.plain(),
        }
        head = {"format": f"accsocial {FORMAT} {VERSION}", "sha256": _digest(body)}
        return lines(head | body) + "\n"


def read_baseline(path: Path, option: str = "--baseline") -> Baseline:
    """A baseline from its file.

    Raises UsageError if there is no file, DataRefused if it is no baseline, of another version,
    cut short, or edited by hand.
    """
    found, text = read_document(path, option)
    check_format(found, path.name, FORMAT, VERSION)
    file = validated(_File, found, path.name)
    if file.sha256 != _digest({name: found[name] for name in ("manifest", "history", "values")}):
        raise DataRefused(
            f"{path.name}: was edited after it was written (its SHA-256 is another). Restore it, "
            "or make it again with accsocial baseline"
        )
    try:
        values = parsed(file.values, _groups(file.manifest), alone=True)
    except ValueError as error:
        raise DataRefused(f"{path.name}: {error}. Make the baseline again") from None
    return Baseline(file.manifest, values, tuple(file.history), _lines(text, values))


def _groups(manifest: Manifest) -> tuple[str, ...]:
    groups = manifest.results.groups
    if [name for name in GROUP_COLUMNS if name in groups] != groups:
        raise ValueError("its groups are not those that results have")
    return tuple(groups)


def _digest(body: Mapping[str, object]) -> str:
    return sha256(json.dumps(body, ensure_ascii=False, sort_keys=True).encode())


def _lines(text: str, values: Values) -> dict[Key, int]:
    """The line of each value: they stand one under the other, in the order of `Values.plain`."""
    numbers = (
        number
        for number, line in enumerate(text.split("\n"), start=1)
        if line.startswith('  {"indicator":')
    )
    return dict(zip(values.rows, numbers, strict=False))
