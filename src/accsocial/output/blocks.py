"""A table for reading: the shapes that the terminal and Markdown print. All texts, no numbers."""

from __future__ import annotations

from dataclasses import dataclass

from accsocial.results import Status


@dataclass(frozen=True)
class Cell:
    """One value as text; `mark` is what stands behind the number: "~", a note, both or none."""

    text: str
    mark: str = ""
    status: Status = Status.OK

    @property
    def is_number(self) -> bool:
        """Whether the text is a number and not a sign that there is none."""
        return self.status in (Status.OK, Status.PARTIAL)


@dataclass(frozen=True)
class Comparison:
    """A published figure beside a value: the figure, its id and the gap, each a text."""

    figure: str
    id: str
    gap: str


@dataclass(frozen=True)
class Line:
    """One indicator of a block: a cell for each of its columns (None: no such group)."""

    label: str
    cells: tuple[Cell | None, ...]
    comparison: Comparison | None


@dataclass(frozen=True)
class Section:
    """The indicators of one theme."""

    title: str
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Note:
    """Why cells with this mark are to be read with care or hold no value."""

    mark: str
    text: str


@dataclass(frozen=True)
class Block:
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
