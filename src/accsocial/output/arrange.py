"""Results arranged in blocks for reading: one for each body, indicators down, years across.

The terminal and Markdown print the same blocks. Nothing is computed here but
texts: numbers are formatted, and reasons gathered into numbered notes.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from accsocial.model import Form, Text, Unit
from accsocial.output import words
from accsocial.output.blocks import Block, Cell, Comparison, Line, Note, Section
from accsocial.output.numbers import (
    MISSING,
    format_count,
    format_gap,
    format_range,
    format_value,
)
from accsocial.output.reasons import reason_text
from accsocial.results import Status

if TYPE_CHECKING:
    from accsocial.model import Indicator
    from accsocial.results import Results

Row = Mapping[str, Any]
"""One row of the results: its values by column."""

PARTIAL_MARK = "~"

_VALUE = Text("Value", "Valeur")
_UNPLACED = Text("Not placed, hence not counted", "Non placés, donc non comptés")
_UNPLACED_IN = Text(
    "Not placed in {year}, hence not counted", "Non placés en {year}, donc non comptés"
)


class Group:
    """The rows of one block before they are formatted: by indicator, then by year."""

    def __init__(self, title: str) -> None:
        self.title = title
        self.rows: dict[str, dict[int | None, Row]] = {}

    @property
    def years(self) -> list[int | None]:
        """The years that any indicator has, oldest first; None is "no year given"."""
        found = {year for by_year in self.rows.values() for year in by_year}
        return sorted(found, key=lambda year: (year is not None, year))


def grouped(results: Results, lang: str) -> list[Group]:
    """The rows of the results, one group for each combination of group columns but the year."""
    columns = [column for column in results.groups if column != "year"]
    found: dict[tuple[str | None, ...], Group] = {}
    for row in results.frame.iter_rows(named=True):
        key = tuple(row[column] for column in columns)
        if key not in found:
            pairs = list(zip(columns, key, strict=True))
            found[key] = Group(words.group_title(pairs, lang))
        found[key].rows.setdefault(row["indicator"], {})[row.get("year")] = row
    in_order = sorted(found, key=lambda key: [(part is not None, part or "") for part in key])
    return [found[key] for key in in_order]


def block(results: Results, group: Group, lang: str, last: int | None = None) -> Block:
    """The block of a group with its `last` years, all of them by default."""
    years = group.years
    shown = years if last is None else years[-last:]
    notes = _Notes(lang)
    themes: dict[str, list[Indicator]] = {}
    for indicator in results.indicators:
        if indicator.id in group.rows:
            themes.setdefault(indicator.theme, []).append(indicator)
    # Theme by theme, as they are read: notes are numbered in this order.
    sections = tuple(
        Section(
            words.theme(name, lang),
            tuple(_line(each, group.rows[each.id], shown, notes, lang) for each in indicators),
        )
        for name, indicators in themes.items()
    )
    return Block(
        title=group.title,
        columns=tuple(_heading(year, "year" in results.groups, lang) for year in shown),
        left_out=tuple(str(year) for year in years[: len(years) - len(shown)]),
        sections=sections,
        notes=notes.all(),
        unplaced=_unplaced(results, group, shown[-1], lang),
    )


def label(indicator: Indicator, lang: str) -> str:
    """The label, with the unit where a bare number in a cell would not tell it."""
    text = indicator.label[lang]
    return f"{text}\u00a0(€)" if indicator.unit == Unit.EUROS and "€" not in text else text


def _heading(year: int | None, grouped_by_year: bool, lang: str) -> str:
    if not grouped_by_year:
        return _VALUE[lang]
    return MISSING if year is None else str(year)


class _Notes:
    """Numbers the reasons as they are met; the same reason has one number."""

    def __init__(self, lang: str) -> None:
        self._lang = lang
        self._numbers: dict[tuple[Status, str | None], int] = {}

    def mark(self, status: Status, reason: str | None) -> str:
        """The mark of a cell; "" for a value that needs no note."""
        if status is Status.OK and reason is None:
            return ""
        number = self._numbers.setdefault((status, reason), len(self._numbers) + 1)
        return (PARTIAL_MARK if status is Status.PARTIAL else "") + _superscript(number)

    def all(self) -> tuple[Note, ...]:
        """The notes in the order of their numbers."""
        return tuple(
            Note(_superscript(number), self._text(status, reason))
            for (status, reason), number in self._numbers.items()
        )

    def _text(self, status: Status, reason: str | None) -> str:
        start = words.STATUSES[status][self._lang]
        if reason is None:
            return start
        return start + words.colon(self._lang) + words.clean(reason_text(reason, self._lang))


def _superscript(number: int) -> str:
    return str(number).translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"))


def _line(
    indicator: Indicator,
    by_year: dict[int | None, Row],
    years: list[int | None],
    notes: _Notes,
    lang: str,
) -> Line:
    cells = tuple(
        _cell(by_year[year], indicator, notes, lang) if year in by_year else None for year in years
    )
    return Line(label(indicator, lang), cells, _comparison(indicator, by_year, years, lang))


def _cell(row: Row, indicator: Indicator, notes: _Notes, lang: str) -> Cell:
    status = Status(row["status"])
    if status is Status.NOT_COMPUTABLE:
        text = words.NOT_COMPUTABLE[lang]
    else:
        growth = indicator.form is Form.GROWTH
        text = format_value(row["value"], indicator.unit, lang, signed=growth, symbol=False)
    return Cell(text, notes.mark(status, row["reason"]), status)


def _comparison(
    indicator: Indicator, by_year: dict[int | None, Row], years: list[int | None], lang: str
) -> Comparison | None:
    """The figure beside the last year shown, else beside the latest year that has one."""
    year = next((y for y in reversed(years) if by_year.get(y, {}).get("reference")), None)
    row = by_year.get(year)
    if row is None or not row["reference"]:
        return None
    low, high, gap = row["reference_low"], row["reference_high"], row["gap"]
    unit = indicator.unit
    known = low is not None and high is not None
    parts = [str(year)] if year != years[-1] else []
    parts += [format_range(low, high, unit, lang, symbol=False)] if known else []
    return Comparison(
        figure=words.colon(lang).join(parts),
        id=row["reference"],
        gap="" if gap is None else format_gap(gap, unit, lang, symbol=False),
    )


def _unplaced(results: Results, group: Group, year: int | None, lang: str) -> str:
    """What could not be placed in the last year: it is not counted, and said all the same."""
    counts: dict[str, str] = {}
    for indicator in results.indicators:
        row = group.rows.get(indicator.id, {}).get(year)
        if row is not None and indicator.unknown is not None and row["unknown"]:
            counts[indicator.unknown.label[lang]] = format_count(row["unknown"], lang)
    if not counts:
        return ""
    start = _UNPLACED[lang] if year is None else _UNPLACED_IN[lang].format(year=year)
    # In brackets: a number behind such a text, without more, would be read as its last word.
    listed = words.semicolon(lang).join(f"{name} ({count})" for name, count in counts.items())
    return start + words.colon(lang) + listed
