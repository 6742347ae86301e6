"""Small text files as bytes, and what becomes of them when they are read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import polars as pl

from accsocial.records.ledger import FileAccount

HEADER = "N° rendez-vous;Organisme;Département;N° allocataire;Date du rendez-vous;Statut;Mode"
"""The header of most files of these tests; a file has lines of this and of `row`."""


def row(number: int | str, day: str = "14/02/2022", status: str = "Honoré") -> str:
    """One good row under `HEADER`."""
    return f"{number};Caf;09;0012345;{day};{status};Téléphone"


def lines(*texts: str, end: str = "\n") -> str:
    return "".join(text + end for text in texts)


@dataclass(frozen=True)
class Reading:
    """One file, read: its accepted rows (with `line`), its account, its rejected rows."""

    rows: pl.DataFrame
    account: FileAccount
    rejects: pl.DataFrame

    def column(self, name: str) -> list[Any]:
        return self.rows[name].to_list()

    @property
    def rejected(self) -> list[tuple[int, str]]:
        """(line, rule) of the rejected rows."""
        return list(self.rejects.select("line", "rule").iter_rows())

    @property
    def notes(self) -> dict[str, str]:
        return self.account.notes


Read = Callable[..., Reading]
