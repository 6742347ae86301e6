"""Standard input as an extract: kept in a private temporary file, to be read more than once."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

_MAGIC = {
    b"PAR1": ".parquet",
    b"PK\x03\x04": ".xlsx",
    b"\xd0\xcf\x11\xe0": ".xls",
    b"ARRO": ".arrow",
}


@contextmanager
def spooled(stream: IO[bytes]) -> Iterator[Path]:
    """A path to what the stream holds; the file goes with the context."""
    with tempfile.TemporaryDirectory(prefix="accsocial-") as folder:
        head = stream.read(4)
        path = Path(folder) / f"stdin{_MAGIC.get(head, '.csv')}"
        with path.open("wb") as file:
            file.write(head)
            shutil.copyfileobj(stream, file)
        yield path
