"""Standard input or a pipe as an extract: kept in a private file, to be read more than once."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO


@contextmanager
def spooled(stream: IO[bytes], name: str) -> Iterator[Path]:
    """A path to what the stream holds, of this name; the file goes with the context."""
    with tempfile.TemporaryDirectory(prefix="accsocial-") as folder:
        path = Path(folder) / name
        with path.open("wb") as file:
            shutil.copyfileobj(stream, file)
        yield path
