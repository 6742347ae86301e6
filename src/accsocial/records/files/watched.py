"""A file that changes while it is read is refused: nobody could say what was counted.

What the system says of a file is noted before its first byte is read, and compared after its last.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from accsocial.errors import DataRefused
from accsocial.records.schema import Kind
from accsocial.records.source import NO_KINDS, RawBatch, Source


class State(NamedTuple):
    """What tells one state of a file from another, at no cost."""

    device: int
    number: int
    size: int
    modified: int

    @classmethod
    def of(cls, path: Path) -> State:
        """Raises OSError if there is no such file any more."""
        status = path.stat()
        return cls(status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns)


def changed(name: str) -> DataRefused:
    """What is told of a file that is not what it was."""
    return DataRefused(f"{name}: changed while it was read. Run again when it is complete")


class Watched:
    """A source whose file must be, at the end of every reading, what it was `before`."""

    def __init__(self, source: Source, before: State) -> None:
        self._source = source
        self._before = before
        self.path: Path = source.path
        self.name = source.name
        self.notes = source.notes

    def head(self) -> list[list[str]]:
        return self._source.head()

    def batches(
        self,
        header_row: int,
        positions: Sequence[int],
        *,
        small: bool = False,
        kinds: Mapping[int, Kind] = NO_KINDS,
    ) -> Iterator[RawBatch]:
        with self._unchanged():
            yield from self._source.batches(header_row, positions, small=small, kinds=kinds)

    def original(self, lines: Collection[int]) -> Mapping[int, str]:
        with self._unchanged():
            return self._source.original(lines)

    @contextmanager
    def _unchanged(self) -> Iterator[None]:
        try:
            yield
        except Exception as error:
            # Half of a new file and half of an old one look like damage.
            self._check(error)
            raise
        self._check()

    def _check(self, cause: Exception | None = None) -> None:
        try:
            unchanged = State.of(self.path) == self._before
        except OSError:
            unchanged = False
        if not unchanged:
            raise changed(self.name) from cause
