"""Raw rows -> canonical typed rows, each checked against the rules of its table.

A row that breaks a rule is not raised about: it is counted and its place is
kept. The first rule that it breaks, in the order of `RULES`, is its rule.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache, partial
from typing import NamedTuple

import polars as pl

from accsocial.records.rows.asides import Asides
from accsocial.records.rows.cells import CellReader
from accsocial.records.rows.file_conventions import Again
from accsocial.records.rows.identifiers import hide_names, split_cells
from accsocial.records.rows.labels import LONGEST_KEPT
from accsocial.records.rows.pseudonyms import Pseudonyms
from accsocial.records.rows.rejections import RULES
from accsocial.records.rows.warnings import warnings
from accsocial.records.schema import BODIES, TERRITORIES, Column, Kind
from accsocial.records.source import Match, RawBatch

_NEVER_NEGATIVE = ("fte", "eligible_households", "poor_households")

_WORTH_THREADS = 1 << 14
"""Rows of a batch from which on its columns are read by several threads."""

_PLACES = {"line": pl.UInt32, "rule": pl.String, "column": pl.String}


@dataclass
class TypedBatch:
    """Accepted rows under canonical names (plus `line`), and what became of the others.

    `accepted` counts rows of the file: a row whose cells name several persons fills several rows of
    `frame`. `rejected` has the columns line, rule and column; `blank` counts the rows without data.
    """

    frame: pl.DataFrame
    accepted: int
    rejected: pl.DataFrame
    blank: int
    warnings: Mapping[str, int]


class _Broken(NamedTuple):
    """The rows (a Boolean series) whose value in a column breaks a rule."""

    rule: str
    column: str
    rows: pl.Series


class TypedReader:
    """Types the rows of one source, in one way. `again` reads columns of it once more."""

    def __init__(
        self,
        match: Match,
        constants: Mapping[str, str],
        pseudonyms: Pseudonyms,
        extracted_on: dt.date,
        again: Again,
    ) -> None:
        self._layout = match.layout
        self._positions = match.columns
        self._constants = {c: v for c, v in constants.items() if c not in match.columns}
        self._pseudonyms = pseudonyms
        self._extracted_on = extracted_on
        self._asides = Asides(match.headers, match.columns)
        self._cells = CellReader(match, again)
        self._repeated = ", ".join(match.repeated)
        self.columns = [
            column
            for column in match.layout.table.columns
            if column.name in match.columns or column.name in self._constants
        ]

    @property
    def unmapped(self) -> dict[str, Counter[str]]:
        """Labels that no layout maps and that count as unknown, with their counts, by column."""
        found = {
            # Where it is repeated in the middle of a file the header is no label; it may be one
            # elsewhere: "Collectif" below "Collectif".
            name: reader.unmapped - self._in_headers(name)
            for name, reader in self._cells.labels.items()
            # A body or territory that nobody knows is no unknown one: its row is rejected.
            if self._layout.table.column(name).rule is None
        }
        return {name: labels for name, labels in found.items() if labels}

    def _in_headers(self, name: str) -> Counter[str]:
        cells = self._asides.headers.get(str(self._positions.get(name)), [])
        return Counter(cell[:LONGEST_KEPT] for cell in cells)

    @property
    def notes(self) -> dict[str, str]:
        """How cells were read, columns of one name, and rows that are no data."""
        repeated = {"same header": f"the first column is read of {self._repeated}"}
        named = any(reader.names_territories for reader in self._cells.labels.values())
        return {
            **self._cells.conventions.notes,
            **({"territory names": "read as the codes of these départements"} if named else {}),
            **(repeated if self._repeated else {}),
            **self._asides.notes,
        }

    def read(self, raw: RawBatch) -> TypedBatch:
        """Types a batch: every row of it is accepted, rejected or blank."""
        self._cells.conventions.decide(raw)
        typed = self._typed(raw)
        found = self._broken_rules(raw, typed)
        accepted, broken = self._judged(typed, found)
        rejected = self._asides.sort_out(raw, broken)
        malformed = self._malformed(raw)
        frame, words = self._finish(accepted)
        return TypedBatch(
            frame=frame,
            accepted=accepted.height,
            rejected=pl.concat([malformed, rejected]),
            blank=raw.blank
            + (broken.height - rejected.height)
            + (len(raw.malformed) - malformed.height),
            warnings={
                **warnings(accepted, self._extracted_on),
                **self._unread_numbers(raw, typed, found),
                **self._emptied(words),
                **self._doubtful(),
            },
        )

    def _typed(self, raw: RawBatch) -> pl.DataFrame:
        """The values of all columns, with `line`."""
        found = [column for column in self.columns if column.name in self._positions]
        cells = [self._cells.of(column, raw) for column in found]
        # Columns are independent, and Polars works on a Series with one thread. Where codes were
        # read, or rows are few, little is to do: threads would get in each other's way.
        little = bool(raw.texts) or raw.frame.height < _WORTH_THREADS
        side_by_side = map if little else _threads().map
        read = side_by_side(partial(self._cells.read, trimmed=raw.trimmed), found, cells)
        return raw.frame.select(
            "line",
            *(
                column_values.alias(column.name)
                for column, column_values in zip(found, read, strict=True)
            ),
            *(self._constant(c) for c in self.columns if c.name in self._constants),
        )

    def _constant(self, column: Column) -> pl.Expr:
        domain = BODIES if column.kind is Kind.BODY else TERRITORIES
        return pl.lit(self._constants[column.name]).cast(pl.Enum(domain)).alias(column.name)

    def _broken_rules(self, raw: RawBatch, typed: pl.DataFrame) -> list[_Broken]:
        """Where values break a rule, in the order of the rules, then of the columns."""
        broken: list[_Broken] = []
        for column in self.columns:
            if column.rule is None or column.name in self._constants:
                continue
            values = typed[column.name]
            never_negative = column.name in _NEVER_NEGATIVE
            if not (values.null_count() or never_negative):
                continue
            unread = values.is_null()
            if column.kind is Kind.DATE or not column.required:
                given = self._cells.given(column, raw, values)
                if column.required:
                    broken.append(_Broken("date_missing", column.name, unread & ~given))
                unread = unread & given
            if never_negative:
                unread = unread | (values < 0).fill_null(value=False)
            broken.append(_Broken(column.rule, column.name, unread))
        found = [each for each in broken if each.rows.any()]
        return sorted(found, key=lambda each: RULES.index(each.rule))

    @staticmethod
    def _judged(
        typed: pl.DataFrame, broken: Sequence[_Broken]
    ) -> tuple[pl.DataFrame, pl.DataFrame]:
        """The accepted rows; and line, first broken rule and its column of the others."""
        if not broken:
            # The usual batch: nothing is copied.
            return typed, pl.DataFrame(schema=_PLACES)
        judged = typed.with_columns(
            rule=pl.coalesce([pl.when(pl.lit(b.rows)).then(pl.lit(b.rule)) for b in broken]),
            column=pl.coalesce([pl.when(pl.lit(b.rows)).then(pl.lit(b.column)) for b in broken]),
        )
        accepted = judged.filter(pl.col("rule").is_null()).select(typed.columns)
        return accepted, judged.filter(pl.col("rule").is_not_null()).select(*_PLACES)

    def _malformed(self, raw: RawBatch) -> pl.DataFrame:
        """The damaged rows, less those that are notes or totals below the table."""
        if not len(raw.malformed):
            return pl.DataFrame(schema=_PLACES)
        lines = []
        for line, cells in zip(raw.malformed, raw.malformed_cells, strict=True):
            kind = self._asides.kind(cells)
            if kind is None:
                lines.append(line)
            else:
                self._asides.note(kind, line)
        return pl.DataFrame({"line": lines}, schema={"line": pl.UInt32}).with_columns(
            rule=pl.lit("malformed"), column=pl.lit("")
        )

    def _finish(self, accepted: pl.DataFrame) -> tuple[pl.DataFrame, int]:
        """Fills labels, splits cells that hold several identifiers, and hides names.

        The number is that of words for nothing in split cells.
        """
        frame = accepted.with_columns(
            pl.col(c.name).fill_null("unknown")
            for c in self.columns
            if c.kind is Kind.LABEL and "unknown" in c.labels
        )
        frame, words = split_cells(frame, self._layout.split)
        return hide_names(frame, self._layout.pseudonymise, self._pseudonyms), words

    def _emptied(self, words: int) -> dict[str, int]:
        """A count of the cells that say nothing in a word, and of such `words` in others."""
        cells = words + sum(self._cells.emptied.values())
        return {"word_for_nothing": cells} if cells else {}

    def _doubtful(self) -> dict[str, int]:
        """Counts, by warning, of identifiers and numbers in doubt."""
        counts: Counter[str] = Counter()
        for by_warning in self._cells.doubtful.values():
            counts.update(by_warning)
        return {warning: count for warning, count in counts.items() if count}

    def _unread_numbers(
        self, raw: RawBatch, typed: pl.DataFrame, broken: Sequence[_Broken]
    ) -> dict[str, int]:
        """A count of the optional numbers of accepted rows that are given and cannot be read."""
        lost = 0
        for column in self.columns:
            if column.kind is Kind.INTEGER and column.rule is None:
                values = typed[column.name]
                if values.null_count():
                    unread = values.is_null() & self._cells.given(column, raw, values)
                    for each in broken:
                        unread = unread & ~each.rows
                    lost += int(unread.sum())
        return {"number_unread": lost} if lost else {}


@cache
def _threads() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(pl.thread_pool_size(), thread_name_prefix="accsocial-column")
