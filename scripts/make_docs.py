"""Writes the generated pages of docs: `python scripts/make_docs.py [--check]`.

With --check nothing is written: the pages that differ from the code are named
and the exit code is 1.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

from docpages.columns import columns_page
from docpages.commands import commands_page
from docpages.indicators import indicators_page
from docpages.layouts import layouts_page
from docpages.picture import picture
from docpages.published import published_page
from docpages.rules import rules_page

ROOT = Path(__file__).resolve().parent.parent

PAGES: Mapping[str, Callable[[], str]] = {
    "docs/commands.md": partial(commands_page, "en"),
    "docs/fr/commandes.md": partial(commands_page, "fr"),
    "docs/columns.md": partial(columns_page, "en"),
    "docs/fr/colonnes.md": partial(columns_page, "fr"),
    "docs/indicators.md": partial(indicators_page, "en"),
    "docs/fr/indicateurs.md": partial(indicators_page, "fr"),
    "docs/layouts-shipped.md": layouts_page,
    "docs/published-figures.md": partial(published_page, "en"),
    "docs/fr/chiffres-publies.md": partial(published_page, "fr"),
    "docs/rules.md": partial(rules_page, "en"),
    "docs/fr/regles.md": partial(rules_page, "fr"),
    "docs/images/indicators.svg": partial(picture, ROOT),
}
"""Every generated page: to add one, write its function and name it here."""


def stale(root: Path = ROOT) -> list[str]:
    """The pages under `root` that are not what the code says, or are not there."""
    return [name for name, made in PAGES.items() if _written(root / name) != made().encode()]


def _written(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def main() -> int:
    """Writes or checks; returns the exit code."""
    if sys.argv[1:] == ["--check"]:
        pages = stale()
        for name in pages:
            print(f"{name} differs from the code: run python scripts/make_docs.py")
        return 1 if pages else 0
    if sys.argv[1:]:
        print(__doc__)
        return 2
    for name, made in PAGES.items():
        path = ROOT / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(made().encode())
    return 0


if __name__ == "__main__":
    sys.exit(main())
