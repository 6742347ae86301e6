"""SHA-256 of what a run reads and of the code that reads it."""

from __future__ import annotations

import hashlib
import os
import threading
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import accsocial
from accsocial.records.files.watched import State, changed
from accsocial.results import FileRead

_OF_CODE = (".py", ".toml", ".csv")


def sha256(content: bytes) -> str:
    """The digest of some bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def file_read(name: str, path: Path) -> FileRead:
    """Size and digest of a file that is called `name` in the outputs.

    Raises DataRefused if it changes meanwhile: nobody could say what was read.
    """
    with path.open("rb") as file:
        before = State.of(path)
        digest = hashlib.file_digest(file, "sha256").hexdigest()
    if State.of(path) != before:
        raise changed(name)
    return FileRead(name, before.size, digest)


class Hashing:
    """Hashes files on a thread of its own, which costs a reader next to nothing.

    The files are in the cache of the system then, and hashing lets other threads run.
    """

    def __init__(self, files: Mapping[str, Path]) -> None:
        self._files = files
        self._read: dict[str, FileRead] = {}
        self._error: Exception | None = None
        # A daemon: who refuses the data need not wait for the hash of the last file.
        self._thread = threading.Thread(target=self._run, daemon=True)
        self._thread.start()

    def _run(self) -> None:
        done: dict[Path, FileRead] = {}
        try:
            for name, path in self._files.items():
                # The sheets of a workbook are one file.
                found = done.get(path) or file_read(name, path)
                done[path] = found
                self._read[name] = FileRead(name, found.size, found.sha256)
        except Exception as error:
            # Whatever it is: a list of files that ends early must not be taken for all of them.
            self._error = error

    def result(self) -> tuple[FileRead, ...]:
        """The files in the order given; waits for them. Raises what made hashing fail."""
        self._thread.join()
        if self._error is not None:
            raise self._error
        return tuple(self._read.values())


@cache
def code_digest() -> str:
    """One digest of accsocial's own modules and data files, whatever their line ends.

    It tells two states of the code apart that have the same version.
    """
    root = Path(accsocial.__file__).parent
    digest = hashlib.sha256()
    for name, path in sorted(_code_files(root)):
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123 - see _code_files
            content = file.read().replace(b"\r\n", b"\n")
        digest.update(f"{name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()


def _code_files(root: Path) -> Iterator[tuple[str, str]]:
    """Name below `root` and path. Without Path objects: they took most of the time of a digest."""
    for folder, _, names in os.walk(root):
        below = Path(folder).relative_to(root).as_posix()
        for name in names:
            if name.endswith(_OF_CODE):
                yield f"{below}/{name}", f"{folder}{os.sep}{name}"
