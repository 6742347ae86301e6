"""A source with more columns behind those of its file."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from accsocial.records.source import Source


class Widened:
    """What sources have in common that add columns to another: `added` are header -> position.

    `width` is how many columns there are without them.
    """

    def __init__(self, source: Source, headers: Iterable[str]) -> None:
        self._source = source
        self.path: Path = source.path
        self.name = source.name
        self.notes = source.notes
        self.width = max((len(row) for row in source.head()), default=0)
        self.added = {header: self.width + n for n, header in enumerate(dict.fromkeys(headers))}

    def head(self) -> list[list[str]]:
        return [row + [""] * (self.width - len(row)) + [*self.added] for row in self._source.head()]

    def original(self, lines: Collection[int]) -> Mapping[int, str]:
        return self._source.original(lines)
