"""The ledger in words: what was read, for standard error and for the exports.

A label that no layout maps can be free text that somebody typed about a person, or
a name that stands in the wrong column. It is shown only when it is short, made of words
that systems use for labels, holds no digit and no @, and is not rare in its file.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from pathlib import PurePosixPath, PureWindowsPath
from typing import TYPE_CHECKING

from accsocial.model import Text
from accsocial.output.numbers import format_count
from accsocial.output.reading_notes import note_text, remark_text
from accsocial.output.vocabulary import is_usual
from accsocial.output.words import clean, colon, semicolon
from accsocial.records.rows.conventions import USUAL_EVIDENCE
from accsocial.records.rows.warnings import MEANINGS

if TYPE_CHECKING:
    from accsocial.records.ledger import FileAccount, Ledger

LONGEST_LABEL = 40
MOST_LABELS = 20
"""A column with more labels that are not mapped holds names or texts, taken for labels."""

RAREST_LABEL = 3
"""A label of a system comes back; what stands once or twice in a file was typed by somebody."""

_LONG_NOTE = 60
"""A note with more characters is read once, and skipped in the twelve lines that follow."""

_OF_A_COLUMN = re.compile(r"^\w+ (?=(?:mark|moments|order)$)|(?<=^column) .+")
"""What in the name of a note is that of a column: the rest is the thing that is told of it."""

_USUAL = frozenset(
    {"encoding", "fields", "format", "header", "hidden sheets", "partition", "separator", "sheet"}
)
"""Notes that every file of its kind has, or that are told elsewhere: `inspect` shows them."""

_WITHHELD = Text("(label withheld)", "(libellé non affiché)")
_ROWS = Text("{n} row", "{n} ligne"), Text("{n} rows", "{n} lignes")
_ACCEPTED = Text("{n} accepted", "{n} acceptée"), Text("{n} accepted", "{n} acceptées")
_REJECTED = Text("{n} rejected", "{n} rejetée"), Text("{n} rejected", "{n} rejetées")
_BLANK = Text("{n} blank", "{n} vide"), Text("{n} blank", "{n} vides")
"""Of one, and of several."""

_WARNINGS = Text("to look at: {counts}", "à regarder : {counts}")
_UNMAPPED = Text(
    "labels not mapped in {column}: {counts}", "libellés inconnus, {column} : {counts}"
)
_AS_ABOVE = Text("as above", "comme ci-dessus")
_NOTES = Text("to know: {notes}", "à savoir : {notes}")
_IGNORED = Text("not read: {files}", "non lus : {files}")


def ledger_lines(ledger: Ledger, lang: str) -> list[str]:
    """Plain lines: one for each file, indented ones for its warnings and unknown labels."""
    lines: list[str] = []
    told: dict[str, str] = {}
    for account in ledger.accounts:
        lines.append(_account_line(account, lang))
        if account.warnings:
            lines.append("  " + _WARNINGS[lang].format(counts=_warnings_text(account, lang)))
        if notes := notes_text(account, lang, told):
            lines.append("  " + _NOTES[lang].format(notes=notes))
        for column, labels in shown_labels(account, lang).items():
            counts = counts_text(labels, lang)
            lines.append("  " + _UNMAPPED[lang].format(column=clean(column), counts=counts))
    lines += remark_lines(ledger.remarks, lang)
    if ledger.ignored:
        lines.append(_IGNORED[lang].format(files=left_aside(ledger.ignored, lang)))
    return lines


def left_aside(files: Iterable[str], lang: str) -> str:
    """The files that were not read, with the reasons."""
    # Most extracts have none.
    from accsocial.output.refusals import left_aside_text

    return ", ".join(clean(left_aside_text(file_name(file), lang)) for file in files)


def remark_lines(remarks: Iterable[str], lang: str) -> list[str]:
    """A plain line for each remark on the whole extract."""
    return [clean(remark_text(remark, lang)) for remark in remarks]


def counts_text(counts: Mapping[str, int], lang: str) -> str:
    """Names with their counts, the largest first: "duplicate 8, date_missing 4"."""
    largest_first = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return ", ".join(f"{clean(name)} {format_count(count, lang)}" for name, count in largest_first)


def _warnings_text(account: FileAccount, lang: str) -> str:
    """Meanings with their counts in brackets, the largest first.

    Meanings are sentences: a bare number behind one would be read as its last word.
    """
    by_size = sorted(account.warnings.items(), key=lambda item: (-item[1], item[0]))
    counts = (f"{_meaning(rule, lang)} ({format_count(n, lang)})" for rule, n in by_size)
    return semicolon(lang).join(counts)


def shown_labels(account: FileAccount, lang: str) -> dict[str, dict[str, int]]:
    """The unmapped labels by column; those that may be personal are one entry together."""
    shown: dict[str, dict[str, int]] = {}
    for column, labels in sorted(account.unmapped.items()):
        by_label: dict[str, int] = {}
        for label, count in sorted(labels.items()):
            harmless = len(labels) <= MOST_LABELS and _is_harmless(label, count)
            name = label if harmless else _WITHHELD[lang]
            by_label[name] = by_label.get(name, 0) + count
        shown[column] = by_label
    return shown


def _meaning(rule: str, lang: str) -> str:
    return MEANINGS[rule][lang] if rule in MEANINGS else rule


def notes_text(account: FileAccount, lang: str, told: dict[str, str] | None = None) -> str:
    """What of the way a file was read an auditor must know: doubts, and rows that are no data.

    Long notes that were `told` above are not told again in full; new ones are added. Of several
    about one thing, such as the order of dates, only the last one is "above".
    """
    told = {} if told is None else told
    notes = []
    for name, note in sorted(account.notes.items()):
        if name not in _USUAL and note not in USUAL_EVIDENCE:
            said, text = note_text(name, note, lang)
            thing = _OF_A_COLUMN.sub("", name)
            above = len(note) > _LONG_NOTE and told.get(thing) == note
            notes.append(clean(f"{said} ({_AS_ABOVE[lang] if above else text})"))
            told[thing] = note
    return semicolon(lang).join(notes)


def file_name(file: str) -> str:
    """The file as the ledger names it, but never an absolute path: outputs travel."""
    for kind in (PurePosixPath, PureWindowsPath):
        if kind(file).is_absolute():
            return kind(file).name
    return file


def _is_harmless(label: str, count: int) -> bool:
    usual = count >= RAREST_LABEL and len(label) <= LONGEST_LABEL
    plain = "@" not in label and not any(map(str.isdigit, label))
    return usual and plain and is_usual(label)


def _account_line(account: FileAccount, lang: str) -> str:
    parts = [_counted(account.accepted, _ACCEPTED, lang)]
    if account.rejected_rows:
        rejected = _counted(account.rejected_rows, _REJECTED, lang)
        parts.append(f"{rejected} ({counts_text(account.rejected, lang)})")
    if account.blank:
        parts.append(_counted(account.blank, _BLANK, lang))
    start = f"{clean(file_name(account.file))}{colon(lang)}{account.table} ({account.layout}), "
    return start + rows_text(account.read, lang) + colon(lang) + ", ".join(parts)


def rows_text(count: int, lang: str) -> str:
    """So many rows: "1 row", "1,131 rows"."""
    return _counted(count, _ROWS, lang)


def _counted(count: int, words: tuple[Text, Text], lang: str) -> str:
    one, several = words
    # In French nothing is singular, too.
    words_of = one if count == 1 or (lang == "fr" and not count) else several
    return words_of[lang].format(n=format_count(count, lang))
