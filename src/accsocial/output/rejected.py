"""The file of rejected rows that `--rejects` names: the only output with text from the data."""

from __future__ import annotations

from pathlib import PurePath
from typing import TYPE_CHECKING, BinaryIO

from accsocial.errors import UsageError
from accsocial.output.files import in_memory, write_file

if TYPE_CHECKING:
    from accsocial.records.rejects import Rejects

ENDINGS = (".csv", ".parquet")


def rejects_format(target: str) -> str:
    """The ending of the file. Raises UsageError if it is no known one."""
    ending = PurePath(target).suffix.lower()
    if ending not in ENDINGS:
        raise UsageError(f"--rejects {target}: the file must end in {' or '.join(ENDINGS)}")
    return ending


def write_rejects(rejects: Rejects, target: str) -> None:
    """Columns table, file, line, rule, column, text; in the order of files and lines."""
    ending = rejects_format(target)
    rows = rejects.with_text()
    if ending == ".csv":
        from accsocial.output.delimited import escape_text

        content = in_memory(escape_text(rows).write_csv)
    else:
        content = in_memory(rows.write_parquet)

    def fill(file: BinaryIO) -> None:
        file.write(content)

    write_file(target, fill)
