"""JSON and JSON lines: one object per result, one result per line."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from accsocial.results import Results


def write_json(results: Results, lang: str, file: BinaryIO) -> None:  # noqa: ARG001 - no words
    """An array of objects with the columns of the results, in their order."""
    # A line break within a text is written as \n: each one here ends an object.
    objects = _lines(results).removesuffix(b"\n").replace(b"\n", b",\n")
    file.write(b"[\n%b\n]\n" % objects if objects else b"[]\n")


def write_jsonl(results: Results, lang: str, file: BinaryIO) -> None:  # noqa: ARG001 - no words
    """The objects of `write_json`, each on a line of its own and nothing around them."""
    file.write(_lines(results))


def _lines(results: Results) -> bytes:
    lines = io.BytesIO()
    results.frame.write_ndjson(lines)
    return lines.getvalue()
