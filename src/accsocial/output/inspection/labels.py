"""Labels that no layout maps, column by column, without those that may be personal."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import TYPE_CHECKING

from accsocial.output.accounts import counts_text, shown_labels
from accsocial.output.inspection.words import WORDS
from accsocial.output.paragraphs import print_paragraph
from accsocial.output.words import colon

if TYPE_CHECKING:
    from rich.console import Console

    from accsocial.records.ledger import FileAccount

MOST = 12
"""Labels shown of one column; a column with more is free text, or read as the wrong column."""


def _counts(accounts: Iterable[FileAccount], lang: str) -> dict[str, dict[str, Counter[str]]]:
    """Table -> column -> label -> rows, over all accounts."""
    found: dict[str, dict[str, Counter[str]]] = {}
    for account in accounts:
        for column, labels in shown_labels(account, lang).items():
            columns = found.setdefault(account.table, {})
            columns.setdefault(column, Counter()).update(labels)
    return found


def print_labels(accounts: Iterable[FileAccount], console: Console, lang: str) -> None:
    """Prints them; nothing if there are none."""
    if lines := _lines(accounts, lang):
        print_paragraph(console, WORDS["labels"][lang])
        for line in lines:
            print_paragraph(console, line, indent=2)
        console.print()


def _lines(accounts: Iterable[FileAccount], lang: str) -> list[str]:
    """One line for each column: "appointments.status: Reporté 61"."""
    lines = []
    for table, columns in _counts(accounts, lang).items():
        for column, labels in columns.items():
            text = counts_text(dict(labels.most_common(MOST)), lang)
            more = f" (+{len(labels) - MOST})" if len(labels) > MOST else ""
            lines.append(f"{table}.{column}{colon(lang)}{text}{more}")
    return lines
