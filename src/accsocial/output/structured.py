"""JSON and JSON lines: one object per result, one result per line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from accsocial.results import Results


def write_json(results: Results, lang: str, file: BinaryIO) -> None:  # noqa: ARG001 - no words
    """An array of objects with the columns of the results, in their order."""
    lines = ",\n".join(_objects(results))
    file.write(f"[\n{lines}\n]\n".encode() if lines else b"[]\n")


def write_jsonl(results: Results, lang: str, file: BinaryIO) -> None:  # noqa: ARG001 - no words
    """The same objects, each on a line of its own and nothing around them."""
    file.writelines(f"{line}\n".encode() for line in _objects(results))


def _objects(results: Results) -> Iterator[str]:
    encoder = json.JSONEncoder(ensure_ascii=False, allow_nan=False)
    return map(encoder.encode, results.frame.iter_rows(named=True))
