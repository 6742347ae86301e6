"""docs/layouts-shipped.md, from the layouts that ship."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from typing import Any

from accsocial.records.layout import ANY_OTHER, TableLayout
from accsocial.records.layout_files import SHIPPED, shipped_layouts
from docpages.markdown import code, codes, page, table

Labels = Mapping[str, Mapping[str, Sequence[str]]]
"""Column -> canonical value -> labels as the layout spells them."""


def layouts_page() -> str:
    """Every shipped layout: headers in order of preference, labels, splits, pseudonyms."""
    parts = [
        (
            "The headers and labels that accsocial knows. Case, accents, spaces and punctuation do "
            f"not count. Without `--layout`, the best match among {codes(SHIPPED)} is taken for "
            "each file, and named on standard error. To describe a system of your own, see "
            "[layouts](layouts.md). Canonical names of values are understood in every layout."
        )
    ]
    for layout in shipped_layouts():
        written = _written(layout.name)
        parts += [f"## {layout.name}", f"{layout.description}."]
        for name, described in layout.tables.items():
            parts += [f"### {layout.name}: {name}", _columns(described)]
            labels: Labels = written[name].get("labels", {})
            if labels:
                parts.append(table(("Column", "Value", "Labels"), _labels(labels)))
    return page("Layouts that ship", *parts)


def _written(layout: str) -> dict[str, Any]:
    """The file itself: a parsed layout keeps labels only as they are compared."""
    resource = files("accsocial.records") / "layouts" / f"{layout}.toml"
    return tomllib.loads(resource.read_text(encoding="utf-8"))


def _columns(described: TableLayout) -> str:
    return table(
        ("Column", "Headers, the preferred one first", "Read how"),
        ((code(c), codes(headers), _how(described, c)) for c, headers in described.columns.items()),
    )


def _how(described: TableLayout, column: str) -> str:
    how = []
    if column in described.split:
        how.append(f'several in one cell, joined by "{described.split[column]}"')
    if column in described.pseudonymise:
        how.append("becomes a keyed pseudonym")
    return "; ".join(how) or "–"


def _labels(labels: Labels) -> Iterator[tuple[str, str, str]]:
    for column, values in labels.items():
        for value, texts in values.items():
            shown = ["any other text" if text == ANY_OTHER else code(text) for text in texts]
            yield code(column), code(value), ", ".join(shown)
