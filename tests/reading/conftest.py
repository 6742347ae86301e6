"""Reading one small file: `read(data)` for tests that look at rows and account."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from small_files import Read, Reading

from accsocial.records import read as read_extract
from accsocial.records.ledger import Ledger
from accsocial.records.rejects import Rejects


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Writes bytes (or a text, as UTF-8) to a file and reads it as its only table."""

    def read(data: bytes | str, name: str = "rdv.csv", **given: str) -> Reading:
        path = tmp_path / name
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        (table,) = read_extract(path, **given).tables.values()  # type: ignore[arg-type]  # texts only
        ledger, rejects = Ledger(), Rejects()
        current = table.read(ledger, rejects)
        rows = pl.concat([pl.DataFrame(schema=table.dtypes), *current])
        current.close()
        (account,) = ledger.accounts
        assert account.balances
        assert account.accepted == rows["line"].n_unique()
        return Reading(rows, account, rejects.with_text())

    return read
