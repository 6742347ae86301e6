"""The grid of one block on a terminal: column widths, and lines of styled text."""

from __future__ import annotations

import math
import textwrap
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import zip_longest
from typing import TYPE_CHECKING, NamedTuple

from accsocial.model import Text
from accsocial.results import Status

if TYPE_CHECKING:
    from accsocial.output.blocks import Block, Cell, Comparison, Line
    from accsocial.output.lines import Styled

_REFERENCE = Text("Reference", "Référence")
_GAP = Text("gap", "écart")
_INDENT = "  "
_SHORTEST_LABEL = 16
_CELL_STYLES = {
    Status.OK: "",
    Status.PARTIAL: "yellow",
    Status.EMPTY: "dim",
    Status.NOT_COMPUTABLE: "dim",
}


class Layout(NamedTuple):
    """A way to lay a grid out.

    `between` is the space between columns; `stacked` puts the gap under the
    published figure, not beside it; `label` is the least width for labels that
    makes the layout acceptable.
    """

    between: int
    stacked: bool
    label: int

    def fits(self, block: Block, width: int, lang: str) -> bool:
        """Whether the block can stand in `width` columns without squeezing its labels."""
        grid = _Grid(block, self, lang)
        return width - grid.right >= min(self.label, grid.longest_label)


LAYOUTS = (
    Layout(between=2, stacked=False, label=32),
    Layout(between=2, stacked=True, label=26),
    Layout(between=1, stacked=True, label=20),
)
"""From the roomiest to the tightest."""


def grid_lines(block: Block, layout: Layout, width: int, lang: str) -> Iterator[Styled]:
    """The grid as lines: headings, a rule, and for each theme its indicators."""
    grid = _Grid(block, layout, lang)
    room = max(min(grid.longest_label, width - grid.right), _SHORTEST_LABEL)
    yield from grid.headings(room)
    yield [("─" * (room + grid.right), "dim")]
    for section in block.sections:
        yield [(section.title, "bold")]
        for line in section.lines:
            yield from grid.line(line, room)


class _Grid:
    """The widths of the columns of a block, and its lines within them."""

    def __init__(self, block: Block, layout: Layout, lang: str) -> None:
        self._block, self._layout, self._lang = block, layout, lang
        lines = [line for section in block.sections for line in section.lines]
        columns = list(zip(*(line.cells for line in lines), strict=True))
        self._marks = [max(map(_mark_width, column)) for column in columns]
        self._numbers = [
            max(len(heading), *(_number_width(cell, mark) for cell in column))
            for heading, column, mark in zip(block.columns, columns, self._marks, strict=True)
        ]
        self._cells = sum(self._numbers) + sum(self._marks) + layout.between * len(columns)
        self._measure_comparisons([line.comparison for line in lines if line.comparison])
        self.longest_label = max(len(_INDENT + line.label) for line in lines)
        self.right = self._cells + self._references

    def _measure_comparisons(self, comparisons: list[Comparison]) -> None:
        self._references = self._id = self._gap = self._figure = 0
        if not comparisons:
            return
        self._id = max(len(shown.id) for shown in comparisons)
        self._gap = max(len(_GAP[self._lang]), *(len(shown.gap) for shown in comparisons))
        self._figure = max(len(shown.figure) for shown in comparisons)
        # The heading stands over the figure and its id.
        self._figure = max(self._figure, len(_REFERENCE[self._lang]) - 1 - self._id)
        if self._layout.stacked:
            self._figure = max(self._figure, self._gap)
        self._references = self._layout.between + self._figure + 1 + self._id
        self._references += 0 if self._layout.stacked else self._layout.between + self._gap

    def headings(self, room: int) -> Iterator[Styled]:
        """The years, and over the published figures what they are."""
        names = zip(self._block.columns, self._numbers, self._marks, strict=True)
        gap = " " * self._layout.between
        years = "".join(gap + name.rjust(number) + " " * mark for name, number, mark in names)
        above, beside = self._heading_of_references()
        if above:
            yield [(" " * (room + self._cells) + above, "bold")]
        yield [(" " * room + years + beside, "bold")]

    def _heading_of_references(self) -> tuple[str, str]:
        if not self._references:
            return "", ""
        between = " " * self._layout.between
        reference = between + _REFERENCE[self._lang].rjust(self._figure + 1 + self._id)
        gap = between + _GAP[self._lang]
        if self._layout.stacked:
            return reference, between + _GAP[self._lang].rjust(self._figure)
        return "", reference + gap.rjust(self._layout.between + self._gap)

    def line(self, line: Line, room: int) -> Iterator[Styled]:
        """One indicator: its label may take several lines, its numbers take one."""
        label = _wrapped(line.label, room)
        cells = [
            self._cell(cell, number, mark)
            for cell, number, mark in zip(line.cells, self._numbers, self._marks, strict=True)
        ]
        blank = [(" " * self._cells, "")]
        references = self._comparison(line.comparison) if line.comparison else []
        for index, (part, reference) in enumerate(zip_longest(label, references, fillvalue="")):
            middle = blank if index else cells
            yield [(part.ljust(room), ""), *middle, (reference, "cyan")]

    def _cell(self, cell: Cell | None, number: int, mark: int) -> tuple[str, str]:
        gap = " " * self._layout.between
        if cell is None:
            return gap + " " * (number + mark), ""
        style = _CELL_STYLES[cell.status]
        if cell.is_number:
            return gap + cell.text.rjust(number) + cell.mark.ljust(mark), style
        return gap + (cell.text + cell.mark).rjust(number + mark), style

    def _comparison(self, shown: Comparison) -> list[str]:
        between = " " * self._layout.between
        first = f"{between}{shown.figure.rjust(self._figure)} {shown.id.ljust(self._id)}"
        if self._layout.stacked:
            return [first, between + shown.gap.rjust(self._figure)] if shown.gap else [first]
        return [first + between + shown.gap.rjust(self._gap)]


def _mark_width(cell: Cell | None) -> int:
    """The room that the mark of a number needs behind the digits of its column."""
    return len(cell.mark) if cell and cell.is_number else 0


def _number_width(cell: Cell | None, mark: int) -> int:
    """The room that a cell needs before the `mark` columns; "n/c" may reach into those."""
    if cell is None:
        return 0
    return len(cell.text) if cell.is_number else len(cell.text + cell.mark) - mark


@cache
def _wrapped(label: str, room: int) -> Sequence[str]:
    """The label in as few lines as `room` allows, of lengths as even as they can be."""

    def wrap(width: int) -> list[str]:
        return textwrap.wrap(
            label,
            width,
            initial_indent=_INDENT,
            subsequent_indent=_INDENT * 2,
            break_on_hyphens=False,
            break_long_words=False,
        )

    fewest = len(wrap(room))
    # No narrower lines could hold the label in so few: a break takes the place of one space.
    held = len(label) + len(_INDENT) * (2 * fewest - 1) - (fewest - 1)
    narrowest = max(_SHORTEST_LABEL, min(math.ceil(held / fewest), room))
    tried = (wrap(width) for width in range(narrowest, room + 1))
    return next(lines for lines in tried if len(lines) == fewest)
