"""A table for reading: the shapes that the terminal and Markdown print. All texts, no numbers.

They are named tuples: making as many dataclasses would take as long as printing the table.
"""

from __future__ import annotations

from typing import NamedTuple

from accsocial.results import Status


class Cell(NamedTuple):
    """One value as text; `mark` is what stands behind the number: "~", a note, both or none."""

    text: str
    mark: str = ""
    status: Status = Status.OK

    @property
    def is_number(self) -> bool:
        """Whether the text is a number and not a sign that there is none."""
        return self.status in (Status.OK, Status.PARTIAL)


class Comparison(NamedTuple):
    """A published figure beside a value: the figure, its id and the gap, each a text."""

    figure: str
    id: str
    gap: str


class Line(NamedTuple):
    """One indicator of a block: a cell for each of its columns (None: no such group)."""

    label: str
    cells: tuple[Cell | None, ...]
    comparison: Comparison | None


class Section(NamedTuple):
    """The indicators of one theme."""

    title: str
    lines: tuple[Line, ...]


class Note(NamedTuple):
    """Why cells with this mark are to be read with care or hold no value."""

    mark: str
    text: str


class Block(NamedTuple):
    """All results of one body (and territory, site ...).

    `left_out` are the years that found no room; `unplaced` says what could not
    be counted in the last year, or is empty.
    """

    title: str
    columns: tuple[str, ...]
    left_out: tuple[str, ...]
    sections: tuple[Section, ...]
    notes: tuple[Note, ...]
    unplaced: str
