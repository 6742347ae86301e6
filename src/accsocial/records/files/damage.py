"""What libraries raise on a damaged file, also by panicking: that is a refusal, not a crash."""

from __future__ import annotations

import lzma
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

from accsocial.errors import DataRefused

ZIP_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    OSError,
    EOFError,
    ValueError,
    KeyError,
    NotImplementedError,
    RuntimeError,
)
"""What reading a damaged zip file may raise."""


@contextmanager
def refusing(message: str, *errors: type[Exception]) -> Iterator[None]:
    """Raises DataRefused with that message in place of `errors` and of panics."""
    try:
        yield
    except errors as error:
        if isinstance(error, MemoryError):
            # A damaged file asks for absurd sizes, and a whole one may be large.
            message += ". If it is whole, this machine has too little memory for it"
        raise DataRefused(message) from error
    except BaseException as error:
        if not is_panic(error):
            raise
        raise DataRefused(message) from error


def is_panic(error: BaseException) -> bool:
    """Whether a library has panicked. Each has a class of its own; none of them is an Exception."""
    return type(error).__name__ == "PanicException"
