"""Files that appear whole or not at all."""

from __future__ import annotations

import atexit
import contextlib
import errno
import functools
import io
import os
import secrets
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO

from accsocial.errors import ExportRefused

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
    removed and an existing target is as it was. A device or a named pipe is
    written to directly. Raises ExportRefused if the system refuses.
    """
    shown = os.fspath(target)
    with _refusals(shown):
        # A rename would replace a link by a file: the file that it names is meant.
        path = Path(os.path.realpath(target))
        if path.is_dir():
            raise ExportRefused(f"{shown} is a folder. Add a file name to it.")
        if not path.parent.is_dir():
            raise ExportRefused(
                f"{shown}: the folder {os.path.dirname(shown) or os.curdir} does not exist. "  # noqa: PTH120
                "Create it, or choose another."
            )
        if path.exists() and not path.is_file():
            content = _in_memory(fill)
            with path.open("wb") as file:
                file.write(content)
        else:
            _write_beside(path, fill)


def write_stdout(fill: Fill) -> None:
    """Fill standard output with bytes, at once and only when they are complete.

    Raises ExportRefused if the system refuses; a BrokenPipeError (the reader
    has gone) is left to the caller.
    """
    stream = getattr(sys.stdout, "buffer", None)
    if stream is None:
        raise ExportRefused("standard output takes no bytes here. Give the name of a file.")
    content = _in_memory(fill)
    with _refusals("standard output"):
        sys.stdout.flush()
        stream.write(content)
        stream.flush()


def _in_memory(fill: Fill) -> bytes:
    memory = io.BytesIO()
    fill(memory)
    return memory.getvalue()


def _write_beside(path: Path, fill: Fill) -> None:
    beside = path.with_name(f".accsocial-{secrets.token_hex(6)}.tmp")
    remove = functools.partial(beside.unlink, missing_ok=True)
    # The process may have to end while the system is at work on the file.
    atexit.register(remove)
    try:
        # Not tempfile: its files can be read by their owner alone, and stay so.
        with beside.open("xb") as file:
            fill(file)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            shutil.copymode(path, beside)
        beside.replace(path)
    finally:
        # Renamed, it is not there any more.
        remove()
        atexit.unregister(remove)


@contextlib.contextmanager
def _refusals(shown: str) -> Iterator[None]:
    """Turn what the operating system refuses into a message for the user."""
    try:
        yield
    except BrokenPipeError:
        raise
    except OSError as error:
        reason = error.strerror or type(error).__name__
        advice = _ADVICE.get(error.errno or 0, "Choose another place or name.")
        raise ExportRefused(f"{shown} cannot be written: {reason}. {advice}") from error
