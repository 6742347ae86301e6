"""Where an output goes, and in which format: what is asked for by name or by an ending."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from accsocial.commands.steps import STREAM, TABLE, one_of
from accsocial.errors import ExportRefused, UsageError
from accsocial.output.files import write_file, write_stdout


def target_format(format: str | None, output: str | None, known: Sequence[str]) -> str:  # noqa: A002
    """The format that is asked for, by name or by the ending of the file; else a table.

    Raises UsageError for a format that is not known or not that of the ending, ExportRefused for
    an ending that tells none.
    """
    one_of(format, (TABLE, *known))
    if output is None or output == STREAM:
        return format or TABLE
    if format == TABLE:
        raise UsageError("--format table is for the terminal. Leave --output out, or write md")
    ending = Path(output).suffix.lower().removeprefix(".")
    if format is None and ending not in known:
        endings = ", ".join(f".{name}" for name in known)
        raise ExportRefused(
            f"{output}: the ending tells no format. Use {endings}, or give --format"
        )
    if format is not None and ending != format and ending in known:
        raise UsageError(
            f"--format {format} --output {output}: the ending says another format. "
            "Leave one of the two out"
        )
    return format or ending


def json_bytes(value: object) -> bytes:
    """A JSON document in UTF-8."""
    return (json.dumps(value, ensure_ascii=False, allow_nan=False, indent=1) + "\n").encode()


def write_bytes(content: bytes, output: str | None) -> None:
    """Writes to a file, whole or not at all, or to stdout. Raises ExportRefused."""

    def fill(file: BinaryIO) -> None:
        file.write(content)

    if output is None or output == STREAM:
        write_stdout(fill)
    else:
        write_file(output, fill)


def print_json(value: object) -> None:
    """A JSON document on stdout."""
    write_bytes(json_bytes(value), None)


def print_text(text: str) -> None:
    """Text of a machine format on stdout: UTF-8, whatever the terminal's encoding is."""
    write_bytes(text.encode(), None)
