"""What every reader of a file format offers: headers, then batches of raw rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from accsocial.records.names import fold
from accsocial.records.schema import Kind

if TYPE_CHECKING:
    import polars as pl

    from accsocial.records.layout import TableLayout

HEADER_SEARCH = 30
"""The header is looked for in that many rows from the top: titles and notes may stand above it."""

_LONGEST_NAME = 200
"""A cell with more characters is no name of a column."""


@dataclass(frozen=True)
class RawBatch:
    """Some rows of a file as they stand in it.

    `frame` has one column per wanted position, named by the position, and a
    column `line` (UInt32): the line of a text file, or row of a sheet or table,
    counted from 1, on which each row begins. A column that is in `texts` holds codes (UInt32,
    null for an empty cell): the places of its texts there (String). `malformed` are the lines of
    rows that cannot be split into the right number of fields (`malformed_cells`, to be taken
    once, is what they hold), `blank` counts empty rows; neither is in `frame`. `size` is how many
    bytes of the file these rows take, as far as that is known. `trimmed` texts have no white
    space around them, nothing in them that cannot be seen, and are null instead of empty: there
    is nothing to strip. `is_large` is a
    batch that might have fewer rows if it had to be small (see `Source.batches`).
    """

    frame: pl.DataFrame
    malformed: Sequence[int] = ()
    malformed_cells: Iterable[Sequence[str]] = ()
    blank: int = 0
    size: int = 0
    trimmed: bool = False
    is_large: bool = False
    texts: Mapping[str, pl.Series] = field(default_factory=dict)

    def spelled_out(self) -> pl.DataFrame:
        """The frame with texts in the place of codes."""
        return self.frame.with_columns(
            texts.gather(self.frame[name]).alias(name)
            for name, texts in self.texts.items()
            if name in self.frame.columns
        )


NO_KINDS: Mapping[int, Kind] = {}


def days_among(kinds: Mapping[int, Kind]) -> set[int]:
    """Where days stand, or years, which may be stored as days."""
    return {at for at, kind in kinds.items() if kind in (Kind.DATE, Kind.YEAR)}


class Source(Protocol):
    """One file (or one sheet of a workbook)."""

    name: str
    path: Path
    notes: dict[str, str]

    def head(self) -> list[list[str]]:
        """The first rows, split into cells; enough to find the header."""
        ...

    def batches(
        self,
        header_row: int,
        positions: Sequence[int],
        *,
        small: bool = False,
        kinds: Mapping[int, Kind] = NO_KINDS,
    ) -> Iterator[RawBatch]:
        """All rows below the header (an index into `head`), with the cells at `positions`.

        Batches are `small` if memory counts for more than time. `kinds` says how the cells at
        some positions will be read: a file may store days as numbers, and years as days.
        """
        ...

    def original(self, lines: Collection[int]) -> Mapping[int, str]:
        """The original text of some lines, for the file of rejected rows."""
        ...


@dataclass(frozen=True)
class Match:
    """A source read as a table: where its header is, and which column stands where."""

    layout: TableLayout
    header_row: int
    headers: Sequence[str]
    columns: Mapping[str, int] = field(default_factory=dict)

    @property
    def kinds(self) -> dict[int, Kind]:
        """How the cells at each position are read."""
        kinds = {column.name: column.kind for column in self.layout.table.columns}
        return {at: kinds[name] for name, at in self.columns.items()}

    def header_of(self, column: str) -> str:
        """The header above a column; "" for one that is read from none."""
        at = self.columns.get(column)
        return "" if at is None or at >= len(self.headers) else self.headers[at]

    @property
    def left_out(self) -> list[str]:
        """Headers that no column is read from."""
        used = set(self.columns.values())
        return [h for i, h in enumerate(self.headers) if i not in used and h.strip()]

    @property
    def repeated(self) -> list[str]:
        """Headers of columns that are read from the first of several columns of that name."""
        names = Counter(fold(header) for header in self.headers)
        used = {self.headers[i] for i in self.columns.values() if i < len(self.headers)}
        return sorted(header for header in used if fold(header) and names[fold(header)] > 1)


def best_match(
    head: Sequence[Sequence[str]], layouts: Sequence[TableLayout], given: Sequence[str]
) -> Match | None:
    """The layout and header row that fit best: fewest required columns missing, most columns found.

    None if no cell of the head is the name of a column. `given` are columns supplied as constants.
    """
    best: tuple[tuple[int, int, int], Match] | None = None
    names = _Names(layouts)
    highest = (0, max(map(len, head), default=0), 0)

    @cache
    def matches(known: tuple[str, ...]) -> list[dict[str, int]]:
        # The same few names stand in row after row: `departement` is a body, and a header.
        return [layout.match(known) for layout in layouts]

    for row, cells, two_rows in headers_of(head):
        positions = [position for position, cell in enumerate(cells) if cell in names]
        if not positions:
            continue
        found = matches(tuple(cells[position] for position in positions))
        for layout, matched in zip(layouts, found, strict=True):
            columns = {name: positions[at] for name, at in matched.items()}
            if not columns:
                continue
            # A header over two rows must find more than its last row alone.
            score = (-len(layout.missing(columns, given)), len(columns), -int(two_rows))
            if best is None or score > best[0]:
                best = (score, Match(layout, row, cells, columns))
        if best and best[0] >= highest:
            # Every cell is a name, and none is missing: no row below can have more of them.
            break
    return best[1] if best else None


class _Names:
    """Which texts are the name of a column in some layout: of thousands of cells, a few are."""

    def __init__(self, layouts: Sequence[TableLayout]) -> None:
        self._folded = {name for layout in layouts for name in layout.folded_names}
        self._known: dict[str, bool] = {}

    def __contains__(self, text: str) -> bool:
        if len(text) > _LONGEST_NAME:
            return False
        if text not in self._known:
            self._known[text] = fold(text) in self._folded
        return self._known[text]


def headers_of(head: Sequence[Sequence[str]]) -> Iterator[tuple[int, list[str], bool]]:
    """Rows that may be the header: number, cells, and whether they are joined with the row above.

    In a header over two rows the upper cell stands above several lower ones: it
    is carried to the right; where one of the two is empty the other is the name.
    """
    head = head[:HEADER_SEARCH]
    for row, cells in enumerate(head):
        yield row, list(cells), False
        if row and any(cell.strip() for cell in head[row - 1]):
            upper, carried = [], ""
            for position in range(len(cells)):
                above = head[row - 1][position] if position < len(head[row - 1]) else ""
                carried = above.strip() or carried
                upper.append((above.strip(), carried))
            for choice in (1, 0):
                yield (
                    row,
                    [
                        f"{upper[i][choice]} {cell}".strip() if cell.strip() else upper[i][0]
                        for i, cell in enumerate(cells)
                    ],
                    True,
                )
            # A name that spans both rows stands in the upper one, beside names in the lower one.
            yield row, [cell.strip() or upper[i][0] for i, cell in enumerate(cells)], True
