"""The account of everything that was read.

For every file and table: rows read = accepted + rejected + blank. A ledger that
does not balance means that accsocial lost a row: the run stops.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from decimal import Decimal

from accsocial.errors import DataRefused
from accsocial.records.rows.rejections import MEANINGS


@dataclass
class FileAccount:
    """One file (or sheet) read as one table. Counts are rows of the file.

    `notes` say how it was read (encoding, separator, header line); `unmapped`
    counts labels that no layout maps, by column; `warnings` counts, by rule,
    rows that were accepted but are to be looked at.
    """

    file: str
    table: str
    layout: str
    read: int = 0
    accepted: int = 0
    blank: int = 0
    rejected: Counter[str] = field(default_factory=Counter)
    warnings: Counter[str] = field(default_factory=Counter)
    unmapped: dict[str, Counter[str]] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)

    @property
    def data_rows(self) -> int:
        """Rows read that are not blank: those accepted and those rejected."""
        return self.read - self.blank

    @property
    def rejected_rows(self) -> int:
        """Rows that a rule rejected, whichever it was."""
        return sum(self.rejected.values())

    @property
    def balances(self) -> bool:
        """Whether every row that was read is accepted, rejected or blank."""
        return self.read == self.accepted + self.rejected_rows + self.blank

    def as_plain(self) -> dict[str, object]:
        """JSON-ready: the same keys as the attributes, labels sorted."""
        return {
            "file": self.file,
            "table": self.table,
            "layout": self.layout,
            "read": self.read,
            "accepted": self.accepted,
            "blank": self.blank,
            "rejected": dict(sorted(self.rejected.items())),
            "warnings": dict(sorted(self.warnings.items())),
            "unmapped": {
                column: dict(sorted(labels.items()))
                for column, labels in sorted(self.unmapped.items())
            },
            "notes": dict(sorted(self.notes.items())),
        }


@dataclass
class Ledger:
    """The accounts of all files of an extract, in the order they were read.

    `ignored` are the files that are not read, `remarks` what was asked for and not done, or
    is to be looked at before any row.
    """

    accounts: list[FileAccount] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)

    def of_table(self, table: str) -> list[FileAccount]:
        """The accounts of the files of a table, in the order of the ledger."""
        return [account for account in self.accounts if account.table == table]

    @property
    def tables(self) -> list[str]:
        """The names of the tables that files were read as."""
        return list(dict.fromkeys(account.table for account in self.accounts))

    def as_plain(self) -> list[dict[str, object]]:
        """JSON-ready: the account of each file."""
        return [account.as_plain() for account in self.accounts]

    def check_balance(self) -> None:
        """Raises DataRefused if a row is not accounted for."""
        for account in self.accounts:
            if not account.balances:
                raise DataRefused(
                    f"{account.file}: {account.read} rows read, but {account.accepted} accepted + "
                    f"{account.rejected_rows} rejected + {account.blank} blank. "
                    "This is a defect of accsocial: no figure is given. Please report it."
                )

    def check_rejected(self, max_rejected: float) -> None:
        """Raises DataRefused if a table has more than that share of rejected rows."""
        # As it was written: 0.35 as a float is a little less, and 35 of 100 rows too many.
        allowed = Decimal(str(max_rejected))
        decimals = max(1, len(f"{allowed:f}".partition(".")[2]) - 2)
        for table in self.tables:
            accounts = self.of_table(table)
            rows = sum(account.data_rows for account in accounts)
            rejected = sum(account.rejected_rows for account in accounts)
            if rejected > allowed * rows:
                by_rule: Counter[str] = Counter()
                for account in accounts:
                    by_rule.update(account.rejected)
                rules = "; ".join(
                    f"{rule} {count}, {MEANINGS[rule]['en']}"
                    for rule, count in by_rule.most_common()
                )
                raise DataRefused(
                    f"table {table}: {rejected} of {rows} rows rejected ({rules}), more than the "
                    f"{allowed:.{decimals}%} allowed. Look at them with --rejects FILE, then "
                    "correct the file or the layout, or allow more with --max-rejected."
                )
