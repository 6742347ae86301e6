"""What is told of the files of a table once all of them are read, and can be compared."""

from __future__ import annotations

from collections.abc import Sequence

import polars as pl

from accsocial.records import lookalikes, overlaps, same_spending
from accsocial.records.ledger import FileAccount
from accsocial.records.schema import TableSchema

_NAMED = 3
"""Other files that are named; more are counted."""


class Compared:
    """The rows of some files of a table, as far as it takes to compare them."""

    def __init__(self, schema: TableSchema, files: int) -> None:
        several = files > 1
        by_person = several and overlaps.may_overlap(schema)
        self._overlaps = overlaps.Overlaps(schema, files) if by_person else None
        by_amount = several and "amount" in schema.names
        self._spending = same_spending.SameSpending() if by_amount else None
        self._lookalikes = lookalikes.Lookalikes(schema, files)

    def add(self, file: int, rows: pl.DataFrame) -> None:
        """Takes accepted rows of a file. Texts may be Categorical."""
        for each in (self._overlaps, self._spending, self._lookalikes):
            if each is not None:
                each.add(file, rows)

    def tell(self, accounts: Sequence[FileAccount]) -> None:
        """Writes what was found into the notes of each file."""
        if self._overlaps is not None:
            accepted = [account.accepted for account in accounts]
            for file, larger in self._overlaps.found(accepted).items():
                accounts[file].notes["same rows"] = overlaps.note_on(_named(accounts, larger))
        if self._spending is not None:
            for file, earlier in self._spending.found().items():
                others = _named(accounts, earlier)
                accounts[file].notes["same spending"] = same_spending.note_on(others)
        for file, columns in self._lookalikes.found().items():
            accounts[file].notes["identifiers"] = lookalikes.note_on(columns)


def _named(accounts: Sequence[FileAccount], files: Sequence[int]) -> str:
    """The names of some files: the first of them, and how many more there are."""
    names = [accounts[file].file for file in files]
    more = f" and {len(names) - _NAMED} more" if len(names) > _NAMED else ""
    return ", ".join(names[:_NAMED]) + more
