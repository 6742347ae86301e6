"""Control totals: what a producer and a reader of an extract compare."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

import polars as pl

from accsocial.inspection.survey import APPOINTMENT, Survey, first_and_last
from accsocial.records.ledger import FileAccount
from accsocial.records.table import ORIGIN

_SCOPE = ("body", "territory")


@dataclass(frozen=True)
class Controls:
    """Totals of one file or table; None where the table has no such column.

    `rows` are the rows of data (read, less blank). `amount` is the exact sum in
    euros. `beneficiaries` and `workers` are distinct inside their body and
    territory, `appointments` are distinct, all over accepted rows. `first` and
    `last` are days (of supports, of any date), in tables by year years; None without one.
    """

    rows: int
    accepted: int
    rejected: int
    amount: Decimal | None
    appointments: int | None
    beneficiaries: int | None
    workers: int | None
    first: dt.date | int | None
    last: dt.date | int | None

    def as_plain(self) -> dict[str, object]:
        """JSON-ready: amounts as text, so that they stay exact; days as yyyy-mm-dd."""
        return {
            "rows": self.rows,
            "accepted": self.accepted,
            "rejected": self.rejected,
            "amount": None if self.amount is None else plain_amount(self.amount),
            "appointments": self.appointments,
            "beneficiaries": self.beneficiaries,
            "workers": self.workers,
            "first": self.first.isoformat() if isinstance(self.first, dt.date) else self.first,
            "last": self.last.isoformat() if isinstance(self.last, dt.date) else self.last,
        }


def plain_amount(amount: Decimal) -> str:
    """An amount with its cents, and with more decimals only if it has more."""
    cents = amount.quantize(Decimal("0.01"))
    return format(cents if cents == amount else amount.normalize(), "f")


def file_controls(survey: Survey) -> dict[str, Controls]:
    """The control totals of every file, by the name that the ledger gives it."""
    found = {}
    for name, table in survey.tables.items():
        for number, account in enumerate(survey.ledger.of_table(name)):
            rows = table.rows.filter(pl.col("file") == number)
            found[account.file] = _controls(rows, [account])
    return found


def table_controls(survey: Survey) -> dict[str, Controls]:
    """The control totals of every table: somebody seen in two of its files counts once."""
    return {
        name: _controls(table.rows, survey.ledger.of_table(name))
        for name, table in survey.tables.items()
    }


def _controls(rows: pl.DataFrame, accounts: Sequence[FileAccount]) -> Controls:
    first, last = first_and_last(rows)
    return Controls(
        rows=sum(account.data_rows for account in accounts),
        accepted=sum(account.accepted for account in accounts),
        rejected=sum(account.rejected_rows for account in accounts),
        amount=_amount(rows),
        appointments=_appointments(rows) if APPOINTMENT[0] in rows.columns else None,
        beneficiaries=_persons(rows, "beneficiary_id"),
        workers=_persons(rows, "worker_id"),
        first=first,
        last=last,
    )


def _amount(rows: pl.DataFrame) -> Decimal | None:
    if "amount" not in rows.columns:
        return None
    return Decimal(rows["amount"].sum() or 0)


def _persons(rows: pl.DataFrame, column: str) -> int | None:
    if column not in rows.columns:
        return None
    known = rows.filter(pl.col(column).is_not_null())
    return known.select(pl.struct(*_SCOPE, column).n_unique()).item() if known.height else 0


def _appointments(rows: pl.DataFrame) -> int:
    """Numbers of appointments, and rows without a number: each of those is an appointment."""
    numbered = pl.col(APPOINTMENT[0]).is_not_null()
    with_number, without = rows.filter(numbered), rows.filter(~numbered)
    return sum(
        part.select(pl.struct(columns).n_unique()).item()
        for part, columns in ((with_number, list(APPOINTMENT)), (without, list(ORIGIN)))
        if part.height
    )
