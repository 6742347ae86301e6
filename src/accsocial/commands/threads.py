"""How many threads Polars may start: settled before it is imported, so nothing heavy is here."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

SMALL = 1 << 20
SMALL_FILE = 1 << 16
"""Bytes of an extract that one thread is enough for; and of the usual file of a larger extract, if
no file of it is as large as that.

To hand a table of a thousand rows to other threads takes longer than they save: one thread does
with a tenth less work, and with a quarter for many files of text. From there on it saves nothing.
"""

_MOST = "POLARS_MAX_THREADS"


def spare_threads(extract: Sequence[str]) -> None:
    """Tells Polars to do with one thread, if the files of the extract are small.

    What the user says is left as it is. Once Polars was imported it is too late.
    """
    if "polars" not in sys.modules and _MOST not in os.environ and _is_small(map(Path, extract)):
        os.environ[_MOST] = "1"


def _is_small(extract: Iterable[Path]) -> bool:
    """Whether all there is to read is known to be small; pipes and folders below may be large."""
    sizes = []
    try:
        for path in extract:
            for file in path.iterdir() if path.is_dir() else [path]:
                if not file.is_file():
                    return False
                sizes.append(file.stat().st_size)
    except OSError:
        # Reading says in words what is wrong.
        return False
    return max(sizes, default=0) <= SMALL and sum(sizes) <= max(SMALL, len(sizes) * SMALL_FILE)
