"""Years that no column of a table tells: they stand in its headers, or in a name.

`Montant 2021;Montant 2022` are the amounts of two years, and `depenses.xlsx` may have a sheet
for each.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from accsocial.records.files.supplied import Supplied
from accsocial.records.files.years_across import YearsAcross
from accsocial.records.layout import TableLayout
from accsocial.records.names import fold
from accsocial.records.source import Match, Source, headers_of
from accsocial.records.table import TableFile

_YEAR = r"(?<!\d)(?:199|20\d)\d(?!\d)"
_EUROS = r"(?i)\b(en|euros?)\b"
_WORD = r"[^\W\d_]|%"
_DAY = r"(?<!\d)(?:\d{4}([-_. ])\d{1,2}\1\d{1,2}|\d{1,2}([-_. ])\d{1,2}\2\d{4})(?!\d)"


@dataclass(frozen=True)
class WithYears(TableFile):
    """A file whose `years` no column tells; of a low `rank` is what tells them near the rows."""

    years: frozenset[str]
    rank: int


_BY_HEADERS, _BY_SHEET, _BY_FILE = range(3)


def with_years(source: Source, match: Match, given: Sequence[str]) -> WithYears | None:
    """A file that fits but for its years, with a column of them, if its headers or name tell them.

    None if something else is missing, too.
    """
    layout = match.layout
    if "year" not in layout.table.required or "year" in match.columns:
        return None
    head = source.head()
    measures = _measured(layout)
    for row, headers, _ in headers_of(head):
        seen = Match(layout, row, headers, layout.match(headers))
        across = _across(seen, head)
        # No row of data is taken for a header by the years in it. And nobody knows of which year
        # a number without one is.
        fits = {*match.columns} - measures <= {*seen.columns} and not measures & {*seen.columns}
        if across and seen.columns and fits and not _goes_on_below(seen, head, across):
            measured = {column for cells in across.values() for column in cells}
            if {*layout.missing(seen.columns, given)} <= {"year", *measured}:
                return _side_by_side(source, seen, across)
    year, rank = _named(source, match)
    if year is None or layout.missing(match.columns, given) != ["year"]:
        return None
    if _is_of_years(source, match):
        return None
    source.notes["year"] = f"{year}, as the name says: no column holds it"
    header = _header(layout, "year")
    supplied = Supplied(source, {header: year})
    columns = _with_columns(match, {"year": supplied.added[header]}, {})
    return WithYears(supplied, columns, frozenset([year]), rank)


def tell_of_one_year(files: Sequence[TableFile]) -> None:
    """Notes where several sheets or files of a table are named after one year.

    They may be parts of it, or what was planned and what was spent.
    """
    named = [file for file in files if isinstance(file, WithYears) and file.rank > _BY_HEADERS]
    for file in named:
        alike = sum(other.years == file.years for other in named)
        if alike > 1:
            file.source.notes["same year"] = (
                f"{alike} sheets or files are named after it, and all are counted"
            )


def told_by_headers(match: Match, head: Sequence[Sequence[str]]) -> set[str]:
    """The columns that headers with years stand for: nobody need look for others."""
    across = _across(match, head)
    return {"year", *(name for cells in across.values() for name in cells)} if across else set()


def _side_by_side(
    source: Source, match: Match, across: Mapping[str, Mapping[str, int]]
) -> WithYears:
    source.notes["years"] = (
        f"{', '.join(across)} stand side by side: a row is read for each"
        if len(across) > 1
        else f"{', '.join(across)}, as the headers say: no column holds it"
    )
    others = {year for header in match.headers for year in re.findall(_YEAR, header)} - {*across}
    if others:
        told = ", ".join(sorted(others))
        source.notes["other years"] = f"{told} in headers that no column is read from"
    names = dict.fromkeys(["year", *(column for cells in across.values() for column in cells)])
    header = {column: _header(match.layout, column) for column in names}
    years = {
        year: {header[column]: at for column, at in cells.items()} for year, cells in across.items()
    }
    added = YearsAcross(source, header["year"], years)
    own = {at: column for cells in across.values() for column, at in cells.items()}
    columns = {column: added.added[header[column]] for column in names}
    return WithYears(added, _with_columns(match, columns, own), frozenset(across), _BY_HEADERS)


def _with_columns(match: Match, added: Mapping[str, int], own: Mapping[int, str]) -> Match:
    """The match with `added` columns (and their positions), which are read from `own` positions.

    What stands above these is their header now: they are no columns that are left out.
    """
    headers = ["" if at in own else header for at, header in enumerate(match.headers)]
    headers += [""] * (max(added.values()) + 1 - len(headers))
    for at, column in own.items():
        above = headers[added[column]]
        headers[added[column]] = f"{above}, {match.headers[at]}" if above else match.headers[at]
    return replace(match, headers=headers, columns={**match.columns, **added})


def _across(match: Match, head: Sequence[Sequence[str]]) -> Mapping[str, Mapping[str, int]]:
    """Year -> measured column -> position, from headers that hold a year and nothing unknown.

    Empty if two headers mean the same: amounts that were planned and spent are not told apart. And
    if all that there is of some year stands below an unknown word.
    """
    found: dict[str, dict[str, int]] = {}
    doubtful = set()
    below = _below(match, head)
    for position, header in enumerate(match.headers):
        name = below.get(position, header)
        years = re.findall(_YEAR, name)
        if len(years) != 1:
            continue
        column = _measured_below(match.layout, name.replace(years[0], ""))
        if column is None and position in below:
            doubtful.add(years[0])
        if column is None or column in match.columns:
            continue
        if column in found.setdefault(years[0], {}):
            return {}
        found[years[0]][column] = position
    return dict(sorted(found.items())) if doubtful <= {*found} else {}


def _below(match: Match, head: Sequence[Sequence[str]]) -> dict[int, str]:
    """The cells of the header row that hold a year alone, each with what stands above it.

    What stands above several of them is in the cell above the first. Nothing is added by `Exercice`
    or `en euros`; a title of the whole table stands above its first column.
    """
    upper = head[match.header_row - 1] if match.header_row else ()
    found, above = {}, ""
    for position, cell in enumerate(head[match.header_row]):
        if fold(re.sub(_YEAR, "", cell)) or not fold(cell):
            above = ""
            continue
        above = (upper[position].strip() if position < len(upper) else "") or above
        adds = fold(re.sub(_EUROS, "", above)) and "year" not in match.layout.match([above])
        found[position] = f"{above} {cell}" if adds else cell
    return found


def _goes_on_below(
    match: Match, head: Sequence[Sequence[str]], across: Mapping[str, Mapping[str, int]]
) -> bool:
    """Whether the row below the years has words for them alone: `Prévu`, `k€`; not `en euros`."""
    below = dict(enumerate(head[match.header_row + 1])) if len(head) > match.header_row + 1 else {}
    if any(below.get(at, "").strip() for at in match.columns.values()):
        return False
    words = (below.get(at, "") for cells in across.values() for at in cells.values())
    return any(re.search(_WORD, re.sub(_EUROS, "", word)) for word in words)


def _measured(layout: TableLayout) -> set[str]:
    """The columns that hold numbers."""
    return {c.name for c in layout.table.columns if c.kind.is_measure}


def _header(layout: TableLayout, column: str) -> str:
    """A name for a column that is added. A layout of the user's need not know its header."""
    return layout.columns.get(column, (column,))[0]


def _measured_below(layout: TableLayout, header: str) -> str | None:
    """The column of numbers with that header; without one, that which its table must have."""
    measured = _measured(layout)
    if "%" in header:
        return None
    if not fold(header):
        # Below `2021` in a table of workers may stand anything that can be counted.
        return next((column for column in layout.table.required if column in measured), None)
    return next((column for column in layout.match([header]) if column in measured), None)


def _named(source: Source, match: Match) -> tuple[str | None, int]:
    """The one year that the sheet's name tells, or the file's, or its folder's; and its rank.

    None if there is none, if the first name that holds a year holds two, or a day (that is when
    somebody made the file), and if the head of the table speaks of another year.
    """
    names = (source.notes.get("sheet", ""), *reversed(source.name.split("!")[0].split("/")))
    for rank, name in enumerate(names, start=_BY_SHEET):
        years = set(re.findall(_YEAR, name))
        if years:
            is_told = len(years) == 1 and not re.search(_DAY, name) and not _goes_on(name, *years)
            is_it = is_told and {*_in_head(source, match)} <= years
            return years.pop() if is_it else None, min(rank, _BY_FILE)
    return None, _BY_FILE


def _goes_on(name: str, year: str) -> bool:
    """Whether the next year stands behind it, as in `2021-22`."""
    return re.search(rf"{year}[-_/ ]{(int(year) + 1) % 100:02}(?!\d)", name) is not None


def _in_head(source: Source, match: Match) -> Iterator[str]:
    """Years in titles and headers, and those that stand alone in the row below."""
    head = source.head()
    for row in head[: match.header_row + 1]:
        for cell in row:
            yield from re.findall(_YEAR, cell)
    for cell in head[match.header_row + 1] if len(head) > match.header_row + 1 else ():
        if re.fullmatch(_YEAR, cell.strip()):
            yield cell.strip()


def _is_of_years(source: Source, match: Match) -> bool:
    """Whether a column that no layout knows may hold the years: there is nothing else in it."""
    rows = source.head()[match.header_row + 1 :]
    unknown = {*range(len(match.headers))} - {*match.columns.values()}
    columns = ([row[at].strip() for row in rows if at < len(row)] for at in unknown)
    return any(
        any(cells) and all(re.fullmatch(_YEAR, cell) for cell in cells if cell) for cells in columns
    )
