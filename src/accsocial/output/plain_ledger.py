"""The ledger as JSON that may travel: no label that may be personal, no absolute path."""

from __future__ import annotations

from typing import TYPE_CHECKING

from accsocial.output.accounts import file_name, shown_labels

if TYPE_CHECKING:
    from accsocial.records.ledger import FileAccount, Ledger


def plain_account(account: FileAccount, *, withhold: bool = True) -> dict[str, object]:
    """The account of one file; with `withhold`, labels that may be personal are counted only."""
    plain = account.as_plain() | {"file": file_name(account.file)}
    return plain | {"unmapped": shown_labels(account, "en")} if withhold else plain


def plain_ledger(ledger: Ledger, *, withhold: bool = True) -> dict[str, object]:
    """All accounts under `files`, the names of the files that were not read, and remarks."""
    return {
        "files": [plain_account(account, withhold=withhold) for account in ledger.accounts],
        "ignored": [file_name(file) for file in ledger.ignored],
        "remarks": ledger.remarks,
    }
