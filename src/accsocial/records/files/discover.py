"""Which files an extract is made of: found in folders and archives, each read once."""

from __future__ import annotations

import errno
import os
import stat
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from accsocial.errors import DataRefused, UsageError
from accsocial.records.files.filenames import is_hidden, is_junk, shown, table_of_path, told_apart
from accsocial.records.files.formats import KNOWN, Format, ending, format_of, note_on_ending
from accsocial.records.files.partitions import partitions_of
from accsocial.records.files.scratch import Scratch
from accsocial.records.files.summaries import refuse_summary
from accsocial.records.files.watched import State


@dataclass(frozen=True)
class Found:
    """A file of the extract.

    `name` is how it is shown (below what was given; unique), `table` what its name
    announces, `partitions` the values in the names of its folders. `scratch` is
    the folder that must stay while it is read, `state` what the file was when it was found.
    """

    path: Path
    name: str
    table: str | None
    format: Format
    scratch: Scratch
    state: State
    partitions: Mapping[str, str | None] = field(default_factory=dict)
    notes: Mapping[str, str] = field(default_factory=dict)


def discover(
    paths: Sequence[Path], settings_file: Path | None = None
) -> tuple[list[Found], list[str]]:
    """The files that can be read, and the names of those that are left aside (with the reason).

    `settings_file` was read and applied: it is not left aside, and no part of the extract.
    Raises UsageError for a path that does not exist or cannot be opened, or is a summary,
    DataRefused if nothing can be read or a file is of a kind that cannot be read.
    """
    search = _Search(None if settings_file is None else settings_file.resolve())
    for path in paths:
        search.add(path)
    search.open_all()
    if not search.found:
        left = f" (not read: {', '.join(search.ignored[:5])})" if search.ignored else ""
        raise DataRefused(
            f"{', '.join(shown(path.name or str(path)) for path in paths)}: holds no file of a "
            f"known format ({' '.join(KNOWN)}, also .gz and .zst){left}"
        )
    return search.found, search.ignored


class _Search:
    def __init__(self, settings_file: Path | None) -> None:
        self._settings_file = settings_file
        self.found: list[Found] = []
        self.ignored: list[str] = []
        self._scratch = Scratch()
        self._seen: dict[tuple[int, int], str] = {}
        self._files: list[tuple[Path, str]] = []

    def add(self, path: Path) -> None:
        """A path as a user gave it."""
        mode = _mode(path)
        if mode is None:
            what = "a link that leads nowhere" if path.is_symlink() else "no such file or folder"
            raise UsageError(f"{shown(str(path))}: {what}")
        refuse_summary(path)
        if stat.S_ISDIR(mode):
            for file, name, reason in _walk(path, "", ()):
                if reason is None:
                    self._add_file(file, name, given=False)
                else:
                    self._ignore(name, reason)
        elif stat.S_ISREG(mode):
            self._add_file(path, shown(path.name), given=True)
        elif stat.S_ISFIFO(mode):
            self._files.append((path, shown(path.name)))
        else:
            kind = "a socket" if stat.S_ISSOCK(mode) else "a device"
            raise UsageError(f"{shown(str(path))}: is {kind}, not a file")

    def open_all(self) -> None:
        """What was added, under names that tell the files apart."""
        for (path, _), name in zip(self._files, told_apart(self._files), strict=True):
            if path.is_fifo():
                with path.open("rb") as stream:
                    self._add_content(self._scratch.spool(stream, path.name), name)
            else:
                self._add_content(self._readable(path), name)

    def _add_file(self, path: Path, name: str, *, given: bool) -> None:
        if not given and ending(name) not in KNOWN:
            if path.resolve() != self._settings_file:
                self._ignore(name, "")
            return
        status = path.stat()
        identity = (status.st_dev, status.st_ino)
        if identity in self._seen:
            self._ignore(name, f"the same file as {self._seen[identity]}")
            return
        self._seen[identity] = name
        self._files.append((path, name))

    def _add_content(self, path: Path, name: str) -> None:
        try:
            state = State.of(path)
        except OSError as error:
            raise UsageError(f"{name}: cannot be opened ({error.strerror})") from error
        kind = format_of(path, name)
        if kind is Format.ARCHIVE:
            self._add_archive(path, name)
            return
        note = note_on_ending(kind, name)
        self.found.append(
            Found(
                path,
                name,
                table_of_path(name),
                kind,
                self._scratch,
                state,
                partitions_of(name),
                {"content": note} if note else {},
            )
        )

    def _add_archive(self, path: Path, name: str) -> None:
        # Most extracts hold no archive.
        from accsocial.records.files.archive import members

        for member in members(path, name, self._scratch):
            inner = f"{name}/{member.name}"
            if member.path is None:
                self._ignore(inner, member.reason)
            elif format_of(member.path, inner) is Format.ARCHIVE:
                self._ignore(inner, "an archive in the archive: unpack it")
            else:
                self._add_content(member.path, inner)

    def _ignore(self, name: str, reason: str) -> None:
        self.ignored.append(f"{name} ({reason})" if reason else name)

    def _readable(self, path: Path) -> Path:
        """The path, or a link to it if its name is no text: libraries take texts only."""
        try:
            str(path).encode()
        except UnicodeEncodeError:
            link = self._scratch.new_file(shown(path.name))
            link.symlink_to(path.absolute())
            return link
        return path


def _mode(path: Path) -> int | None:
    """The kind of what a path leads to; None if it leads nowhere (also in a circle)."""
    try:
        return path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        if error.errno == errno.ELOOP:
            return None
        raise UsageError(f"{shown(str(path))}: cannot be opened ({error.strerror})") from error


def _walk(
    folder: Path, prefix: str, above: tuple[tuple[int, int], ...]
) -> Iterator[tuple[Path, str, str | None]]:
    """The files below a folder: path, name, and why it is not to be read (None if it is)."""
    try:
        status = folder.stat()
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        raise UsageError(f"{shown(str(folder))}: cannot be listed ({error.strerror})") from error
    above = (*above, (status.st_dev, status.st_ino))
    for entry in entries:
        if is_junk(entry.name):
            continue
        path, name = folder / entry.name, prefix + shown(entry.name)
        mode = _mode(path)
        if is_hidden(entry.name):
            if ending(name) in KNOWN or (mode and stat.S_ISDIR(mode) and _may_hold_rows(path)):
                yield path, name, "its name hides it"
        elif mode is None:
            yield path, name, "a link that leads nowhere"
        elif stat.S_ISREG(mode):
            yield path, name, None
        elif not stat.S_ISDIR(mode):
            yield path, name, "no ordinary file"
        elif _identity(path) in above:
            yield path, name, "a link back to a folder above it"
        else:
            yield from _walk(path, f"{name}/", above)


def _may_hold_rows(folder: Path) -> bool:
    """Whether a hidden folder, as `_2021`, holds a file to read: then it is told.

    Programs, not people, make those whose name begins with a point: they are not told.
    """
    if folder.name.startswith("."):
        return False
    return any(ending(name) in KNOWN for *_, names in os.walk(folder) for name in names)


def _identity(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_dev, status.st_ino
