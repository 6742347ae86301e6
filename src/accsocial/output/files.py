"""Files that appear whole or not at all, alone or together."""

from __future__ import annotations

import atexit
import contextlib
import errno
import io
import os
import secrets
import shutil
import sys
from collections.abc import Callable, Iterator, Sequence
from contextvars import ContextVar
from pathlib import Path
from typing import BinaryIO

from accsocial.errors import DataRefused, ExportRefused

Fill = Callable[[BinaryIO], None]
"""Writes everything there is to write to a binary file."""

_ADVICE = {
    errno.ENOSPC: "Free some space, or write to another disk.",
    errno.EDQUOT: "Free some space, or write to another disk.",
    errno.EACCES: "Choose a place where you may write.",
    errno.EPERM: "Choose a place where you may write.",
    errno.EROFS: "Choose a place where you may write.",
    errno.ENAMETOOLONG: "Choose a shorter name.",
}


def write_file(target: str | os.PathLike[str], fill: Fill) -> None:
    """Fill `target` through a temporary file beside it, renamed when complete.

    Whatever goes wrong (a full disk, an interruption), the temporary file is
    removed and an existing target is as it was. It is renamed later in the context
    `together`. A device or a named pipe is written to directly. Raises ExportRefused
    if the system refuses.
    """
    shown = os.fspath(target)
    given, path = Path(target), check_place(target)
    with _refusals(shown):
        # The path of a pipe that a shell made (/dev/fd/63, /dev/stdout) leads nowhere.
        if given.exists() and not given.is_file():
            content = in_memory(fill)
            with given.open("wb") as file:
                file.write(content)
        else:
            _write_beside(path, shown, fill)


def real_path(path: str | os.PathLike[str]) -> Path:
    """What a path names, behind all links; links that lead in a circle name themselves.

    `Path.resolve` gives up at a circle, with an error that is none of the system's.
    """
    return Path(os.path.realpath(path))


def check_place(target: str | os.PathLike[str]) -> Path:
    """The file that a target names. Raises ExportRefused for a folder, or a file in none."""
    shown = os.fspath(target)
    with _refusals(shown):
        # A rename would replace a link by a file: the file that it names is meant.
        path = real_path(target)
        if path.is_symlink():
            raise ExportRefused(f"{shown} is a link that leads nowhere. Choose another name.")
        if path.is_dir():
            raise ExportRefused(f"{shown} is a folder. Add a file name to it.")
        if not path.parent.is_dir():
            raise ExportRefused(
                f"{shown}: the folder {os.path.dirname(shown) or os.curdir} does not exist. "  # noqa: PTH120
                "Create it, or choose another."
            )
    return path


def write_stdout(fill: Fill) -> None:
    """Fill standard output with bytes, at once and only when they are complete.

    Raises ExportRefused if the system refuses; a BrokenPipeError (the reader
    has gone) is left to the caller.
    """
    stream = getattr(sys.stdout, "buffer", None)
    if stream is None:
        raise ExportRefused("standard output takes no bytes here. Give the name of a file.")
    content = in_memory(fill)
    with _refusals("standard output"):
        sys.stdout.flush()
        stream.write(content)
        stream.flush()


def in_memory(fill: Fill) -> bytes:
    """What `fill` writes.

    Polars tells of a full disk in an error of its own, or without the system's word. What it makes
    in memory, Python writes.
    """
    memory = io.BytesIO()
    fill(memory)
    return memory.getvalue()


def _write_beside(path: Path, shown: str, fill: Fill) -> None:
    made, kept = _Made(path, shown), _KEPT_BACK.get()
    try:
        made.fill(fill)
        if kept is None:
            made.appear()
    except BaseException:
        made.discard()
        raise
    if kept is None:
        made.discard()
    else:
        kept.append(made)


class _Made:
    """A file under a temporary name, beside its target."""

    def __init__(self, path: Path, shown: str) -> None:
        self.path = path
        self.beside = path.with_name(f".accsocial-{secrets.token_hex(6)}.tmp")
        self._shown = shown
        # The process may have to end while the system is at work on the file.
        atexit.register(self._remove)

    def fill(self, fill: Fill) -> None:
        # Not tempfile: its files can be read by their owner alone, and stay so.
        with self.beside.open("xb") as file:
            fill(file)
            file.flush()
            os.fsync(file.fileno())

    def appear(self) -> None:
        """Takes the place of the target."""
        with _refusals(self._shown):
            if self.path.exists():
                shutil.copymode(self.path, self.beside)
            self.beside.replace(self.path)

    def discard(self) -> None:
        """Removes the temporary file; one that has appeared is not there any more."""
        self._remove()
        atexit.unregister(self._remove)

    def _remove(self) -> None:
        self.beside.unlink(missing_ok=True)


_KEPT_BACK: ContextVar[list[_Made] | None] = ContextVar("kept_back", default=None)
"""The files that wait for each other."""


@contextlib.contextmanager
def together() -> Iterator[None]:
    """Files that are written in this context appear at its end, or none of them.

    If the data are refused, what is written by then tells why; if the reader of standard output
    has gone, nothing is wrong: then they appear too.
    """
    kept: list[_Made] = []
    before = _KEPT_BACK.set(kept)
    try:
        try:
            yield
        except (DataRefused, BrokenPipeError):
            _appear(kept)
            raise
        _appear(kept)
    finally:
        _KEPT_BACK.reset(before)
        for made in kept:
            made.discard()


def _appear(kept: Sequence[_Made]) -> None:
    for made in kept:
        made.appear()


def as_written(target: str | os.PathLike[str]) -> Path:
    """Where the bytes of a target are, which may still have to appear."""
    path = real_path(target)
    waiting = (made.beside for made in _KEPT_BACK.get() or () if made.path == path)
    return next(waiting, Path(target))


@contextlib.contextmanager
def _refusals(shown: str) -> Iterator[None]:
    """Turn what the operating system refuses into a message for the user."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        advice = _ADVICE.get(error.errno or 0, "Choose another place or name.")
        raise ExportRefused(f"{shown} cannot be written: {reason(error)}. {advice}") from error


def reason(error: OSError) -> str:
    """What the system says, without the words that a library puts around it."""
    return os.strerror(error.errno) if error.errno else error.strerror or type(error).__name__
