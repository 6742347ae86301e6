"""Reading an extract as several commands do it: with a bar, an account, and its rejects."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from accsocial.errors import DataRefused

if TYPE_CHECKING:
    from accsocial.config import Settings
    from accsocial.records import Records
    from accsocial.records.ledger import Ledger
    from accsocial.summary import Gathered


def read_all(
    records: Records,
    chosen: Settings,
    by: Sequence[str],
    *,
    rejects: str | None = None,
    quiet: bool = False,
    alone: bool = True,
) -> Gathered:
    """Reads an extract once; tells the account of what was read, and writes the rejects.

    `alone`: see `gather`.
    """
    from accsocial.output.progress import reading
    from accsocial.summary import gather
    from accsocial.summary.rows.memory import Memory

    def account() -> None:
        if not quiet:
            tell_account(records.ledger, chosen)
        if rejects is not None:
            from accsocial.output.rejected import write_rejects

            write_rejects(records.rejects, rejects)

    try:
        with reading(records, chosen.language, quiet=quiet):
            memory = Memory(chosen.memory_limit)
            gathered = gather(records, by=by, alone=alone, memory=memory)
    except DataRefused:
        # An auditor needs the rejected rows most when there are too many of them.
        account()
        raise
    account()
    return gathered


def tell_account(ledger: Ledger, chosen: Settings) -> None:
    """Tells what was read, file by file, on the error output."""
    from accsocial.commands.consoles import tell
    from accsocial.output.accounts import ledger_lines

    tell(ledger_lines(ledger, chosen.language))


def tell_remarks(remarks: Sequence[str], chosen: Settings) -> None:
    """Tells remarks on the whole extract on the error output."""
    from accsocial.commands.consoles import tell
    from accsocial.output.accounts import remark_lines

    tell(remark_lines(remarks, chosen.language))


def read_files(records: Records) -> dict[str, Path]:
    """The files of an extract by the name that the ledger gives them."""
    return {
        file.source.name: file.source.path
        for table in records.tables.values()
        for file in table.files
    }
