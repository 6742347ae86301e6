"""A private folder for what must be unpacked to be read; nothing of it stays."""

from __future__ import annotations

import shutil
import tempfile
import weakref
from functools import cached_property
from pathlib import Path
from typing import IO

from accsocial.errors import DataRefused

_LONGEST_NAME = 120
_BLOCK = 1 << 20


class Scratch:
    """A temporary folder, made when it is first needed, that only its user can read.

    It is removed when nothing refers to this object any more, and at the latest
    when the program ends, also after an error or Ctrl-C. `kept_by` ties it to
    whatever reads from it.
    """

    def __init__(self) -> None:
        self._files = 0

    @cached_property
    def folder(self) -> Path:
        """Raises DataRefused if no temporary folder can be made."""
        try:
            folder = Path(tempfile.mkdtemp(prefix="accsocial-"))
        except OSError as error:
            raise DataRefused(
                f"no temporary folder can be made ({error.strerror}); set TMPDIR to a folder with "
                "room"
            ) from error
        weakref.finalize(self, shutil.rmtree, folder, ignore_errors=True)
        return folder

    @property
    def free(self) -> int:
        """Bytes that can still be written."""
        return shutil.disk_usage(self.folder).free

    def new_file(self, name: str) -> Path:
        """A path for a new file of this name, in a folder of its own. The name may be hostile."""
        safe = "".join(char if char.isalnum() or char in " ._-()" else "_" for char in name)
        ending = Path(safe).suffix[:_LONGEST_NAME]
        return self.new_folder() / f"{Path(safe).stem[:_LONGEST_NAME] or 'file'}{ending}"

    def new_folder(self) -> Path:
        self._files += 1
        folder = self.folder / str(self._files)
        folder.mkdir()
        return folder

    def spool(self, stream: IO[bytes], name: str) -> Path:
        """A copy of a stream that can be read more than once.

        Raises DataRefused if the stream fails or the disk is full.
        """
        path = self.new_file(name)
        try:
            with path.open("wb") as file:
                shutil.copyfileobj(stream, file, _BLOCK)
        except OSError as error:
            raise DataRefused(
                f"{name}: cannot be kept for a second reading ({error.strerror}); set TMPDIR to a "
                "folder with room"
            ) from error
        return path

    def kept_by(self, reader: object) -> None:
        """The folder stays at least as long as `reader`."""
        weakref.finalize(reader, _stay, self)


def _stay(scratch: Scratch) -> None:
    """Does nothing: a finalizer holds its arguments until its object is gone."""
