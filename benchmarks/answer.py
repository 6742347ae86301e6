"""A way in a process of its own: `python -m benchmarks.answer WAY FIGURES FOLDER COLUMNS`.

WAY is duckdb, polars, pandas or decoding; FIGURES is figures, or all_figures of duckdb and
decoding, or either with _held of decoding; COLUMNS are those that figures are grouped by, with
commas. Prints the answers as JSON.
"""

from __future__ import annotations

import json
import sys
from importlib import import_module
from pathlib import Path


def main() -> None:
    """Prints the answers of one way."""
    way, figures, folder, by = sys.argv[1:]
    answer = getattr(import_module(f"benchmarks.with_{way}"), figures)
    json.dump(answer(Path(folder), by.split(",")), sys.stdout)


if __name__ == "__main__":
    main()
