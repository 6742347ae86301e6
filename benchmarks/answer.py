"""A way in a process of its own: `python -m benchmarks.answer WAY FOLDER COLUMNS`.

WAY is duckdb, polars, pandas or decoding, COLUMNS those that figures are grouped by, with commas.
Prints the answers as JSON.
"""

from __future__ import annotations

import json
import sys
from importlib import import_module
from pathlib import Path


def main() -> None:
    """Prints the answers of one way."""
    way, folder, by = sys.argv[1:]
    answers = import_module(f"benchmarks.with_{way}").figures(Path(folder), by.split(","))
    json.dump(answers, sys.stdout)


if __name__ == "__main__":
    main()
