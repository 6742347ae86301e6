"""What `accsocial validate` shows: the account of every file, control totals, and a verdict."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Literal

from rich.table import Table
from rich.text import Text as Line

from accsocial.inspection.controls import plain_amount
from accsocial.inspection.slip import ENDS
from accsocial.output.accounts import file_name, left_aside, notes_text, remark_lines
from accsocial.output.inspection.labels import print_labels
from accsocial.output.inspection.validation_words import WORDS, rule_text
from accsocial.output.inspection.words import TABLES
from accsocial.output.numbers import MISSING, format_count, format_decimal
from accsocial.output.paragraphs import print_paragraph
from accsocial.output.plain_ledger import plain_account
from accsocial.output.refusals import refusal_text
from accsocial.output.words import clean, colon

if TYPE_CHECKING:
    from rich.console import Console

    from accsocial.inspection.controls import Controls
    from accsocial.inspection.slip import Difference, Value
    from accsocial.records.ledger import Ledger


_MANY = 6
"""Columns from which on a grid moves them together to fit 80."""


@dataclass(frozen=True)
class Validation:
    """Everything validate knows.

    `checks` counts the lines of the slip; `refusal` is why the extract would be
    refused, if it would.
    """

    ledger: Ledger
    files: Mapping[str, Controls]
    tables: Mapping[str, Controls]
    checks: int
    differences: Sequence[Difference]
    refusal: str | None

    @property
    def holds(self) -> bool:
        return self.refusal is None and not self.differences

    @property
    def not_there(self) -> list[str]:
        """Files and tables of the slip that the extract does not have."""
        there = {"files": self.files, "tables": self.tables}
        lines = (each.expected for each in self.differences)
        lacking = (line.place for line in lines if line.place not in there[line.part])
        return [file_name(place) for place in dict.fromkeys(lacking)]

    def as_plain(self) -> dict[str, object]:
        """JSON-ready; amounts are text so that they stay exact."""
        return {
            "valid": self.holds,
            "refusal": self.refusal,
            "files": [
                plain_account(account) | {"controls": self.files[account.file].as_plain()}
                for account in self.ledger.accounts
            ],
            "tables": {name: totals.as_plain() for name, totals in self.tables.items()},
            "ignored": [file_name(file) for file in self.ledger.ignored],
            "remarks": self.ledger.remarks,
            "control": {
                "compared": self.checks,
                "not_there": self.not_there,
                "differences": [
                    {
                        "place": file_name(found.expected.place),
                        "what": found.expected.what,
                        "expected": _plain(found.expected.value),
                        "found": _plain(found.found),
                        "difference": _plain(found.change),
                    }
                    for found in self.differences
                ],
            },
        }


def _plain(value: Value | None) -> object:
    if isinstance(value, Decimal):
        return plain_amount(value)
    return value.isoformat() if isinstance(value, dt.date) else value


def render(validation: Validation, console: Console, lang: str) -> None:
    """Prints the validation; made for 80 columns."""
    for table in validation.tables:
        console.print(Line(f"{TABLES[table][lang]} ({table})", style="bold"))
        _print_accounts(validation, table, console, lang)
        _print_controls(validation, table, console, lang)
        _print_counts(validation, table, console, lang)
        console.print()
    _print_notes(validation, console, lang)
    _print_verdict(validation, console, lang)


def _print_accounts(validation: Validation, table: str, console: Console, lang: str) -> None:
    grid = _grid(lang, "file", "read", "accepted", "rejected", "blank")
    accounts = validation.ledger.of_table(table)
    for account in accounts:
        counts = (account.read, account.accepted, account.rejected_rows, account.blank)
        _row(grid, account.file, [format_count(n, lang) for n in counts])
    if len(accounts) > 1:
        totals = (
            sum(a.read for a in accounts),
            sum(a.accepted for a in accounts),
            sum(a.rejected_rows for a in accounts),
            sum(a.blank for a in accounts),
        )
        grid.add_row(WORDS["all"][lang], *(format_count(n, lang) for n in totals), style="bold")
    console.print(grid)


def _print_controls(validation: Validation, table: str, console: Console, lang: str) -> None:
    accounts = validation.ledger.of_table(table)
    rows = {account.file: validation.files[account.file] for account in accounts}
    total = validation.tables[table]
    shown = [
        name
        for name in ("first", "last", "appointments", "beneficiaries", "workers", "amount")
        if getattr(total, name) is not None
    ]
    if not shown:
        return
    grid = _grid(lang, "file", *shown)
    for file, controls in rows.items():
        _row(grid, file, _cells(controls, shown, lang))
    if len(rows) > 1:
        grid.add_row(WORDS["all"][lang], *_cells(total, shown, lang), style="bold")
    console.print()
    console.print(grid)


def _cells(controls: Controls, names: Sequence[str], lang: str) -> list[str]:
    return [_text_of(name, getattr(controls, name), lang) for name in names]


def _print_counts(validation: Validation, table: str, console: Console, lang: str) -> None:
    """Rejected rows by rule, and warnings, each with what it means."""
    accounts = validation.ledger.of_table(table)
    rejected: Counter[str] = sum((a.rejected for a in accounts), Counter())
    warned: Counter[str] = sum((a.warnings for a in accounts), Counter())
    for title, counts in (("rejected_by_rule", rejected), ("warned", warned)):
        if counts:
            console.print()
            print_paragraph(console, WORDS[title][lang])
        for rule, count in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
            text = rule_text(rule, lang)
            print_paragraph(console, text, indent=10, label=format_count(count, lang))


def _print_notes(validation: Validation, console: Console, lang: str) -> None:
    """Labels that no layout knows, doubts of reading, and files that were not read."""
    print_labels(validation.ledger.accounts, console, lang)
    if doubts := _doubts(validation.ledger, lang):
        print_paragraph(console, WORDS["to_know"][lang])
        for line in doubts:
            print_paragraph(console, line, indent=2)
        console.print()
    if validation.ledger.ignored:
        names = left_aside(validation.ledger.ignored, lang)
        print_paragraph(console, WORDS["ignored"][lang].format(files=names))
        console.print()


def _doubts(ledger: Ledger, lang: str) -> list[str]:
    """What is to know of some files, the same once, and then of the extract."""
    files: dict[str, list[str]] = {}
    for account in ledger.accounts:
        if notes := notes_text(account, lang):
            files.setdefault(notes, []).append(clean(file_name(account.file)))
    lines = [", ".join(names) + colon(lang) + notes for notes, names in files.items()]
    return lines + remark_lines(ledger.remarks, lang)


def _print_verdict(validation: Validation, console: Console, lang: str) -> None:
    if validation.checks:
        _print_slip(validation, console, lang)
    if validation.refusal is not None:
        why = refusal_text(validation.refusal, lang)
        print_paragraph(console, WORDS["refused"][lang].format(why=why))
    elif validation.differences:
        print_paragraph(console, WORDS["differs"][lang])
    else:
        print_paragraph(console, WORDS["valid"][lang])


def _print_slip(validation: Validation, console: Console, lang: str) -> None:
    found, checks = len(validation.differences), validation.checks
    console.print(Line(WORDS["slip"][lang], style="bold"))
    compared = WORDS["compared"][lang].format(checks=checks, differ=found)
    print_paragraph(console, compared)
    if found:
        grid = _grid(lang, "place", "what", "expected", "found", "difference", texts=2)
        for line in validation.differences:
            change = line.change
            _row(
                grid,
                line.expected.place,
                [
                    WORDS[line.expected.what][lang],
                    _text_of(line.expected.what, line.expected.value, lang),
                    _text_of(line.expected.what, line.found, lang),
                    MISSING if change is None else _signed(change, line, lang),
                ],
            )
        console.print(grid)
    if validation.not_there:
        names = ", ".join(validation.not_there)
        print_paragraph(console, WORDS["not_there"][lang].format(names=names))
    console.print()


def _text_of(what: str, value: Value | None, lang: str) -> str:
    # A year is no quantity: it has no separator of thousands.
    if what in ENDS and isinstance(value, int):
        return str(value)
    return value_text(value, lang)


def _signed(change: Value, line: Difference, lang: str) -> str:
    text = value_text(change, lang)
    sign = "+" if isinstance(change, int | Decimal) and change > 0 else ""
    days = WORDS["days"][lang] if isinstance(line.found, dt.date) else ""
    return sign + text + days


def value_text(value: Value | None, lang: str) -> str:
    """A count, an amount with its cents, a day or a year, for reading."""
    if value is None:
        return MISSING
    if isinstance(value, Decimal):
        return format_decimal(value, 2, lang)
    if isinstance(value, dt.date):
        return value.strftime("%d/%m/%Y") if lang == "fr" else value.isoformat()
    return format_count(value, lang)


def _grid(lang: str, *names: str, texts: int = 1) -> Table:
    between = 2 if len(names) < _MANY else 1
    grid = Table(box=None, padding=(0, between, 0, 0), pad_edge=False, header_style="dim")
    for position, name in enumerate(names):
        justify: Literal["left", "right"] = "left" if position < texts else "right"
        grid.add_column(
            WORDS[name][lang],
            justify=justify,
            overflow="fold",
            vertical="bottom",
            no_wrap=position >= texts,
        )
    return grid


def _row(grid: Table, file: str, cells: Sequence[str]) -> None:
    grid.add_row(Line(clean(file_name(file)), overflow="fold"), *map(Line, cells))
