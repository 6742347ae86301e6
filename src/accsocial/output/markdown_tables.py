"""Parts of a Markdown document: headings, lists and tables of safe text."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from accsocial.output.words import clean

_SPECIAL = re.compile(r"([\\`*_\[\]<>|#~])")


def escape(text: str) -> str:
    """Text from data or labels, so that Markdown takes it for text."""
    return _SPECIAL.sub(r"\\\1", clean(text))


def table(header: Sequence[str], rows: Iterable[Sequence[str]], *, texts: int = 1) -> str:
    """A table; the first `texts` columns are set left, all others right."""
    rule = ["---"] * texts + ["---:"] * (len(header) - texts)
    return "\n".join(f"| {' | '.join(row)} |" for row in (header, rule, *rows))


def bullets(items: Iterable[str]) -> str:
    """A list of points."""
    return "\n".join(f"* {item}" for item in items)


def document(blocks: Iterable[str]) -> str:
    """Blocks with an empty line between each and the next."""
    return "\n\n".join(blocks) + "\n"
