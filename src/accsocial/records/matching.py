"""Which table each source of a file is, and where its columns stand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from accsocial.errors import DataRefused
from accsocial.records.files.discover import Found
from accsocial.records.files.filenames import table_of_name
from accsocial.records.files.supplied import Supplied
from accsocial.records.layout import Layout, TableLayout
from accsocial.records.missing_years import WithYears, told_by_headers, with_years
from accsocial.records.schema import names_of_tables
from accsocial.records.source import HEADER_SEARCH, Match, Source, best_match
from accsocial.records.table import TableFile
from accsocial.records.thousands import NOTE, speaks_of_thousands
from accsocial.results import GROUP_COLUMNS

_UNDERLINED = re.compile(r"--+(\s+--+)+")
"""What consoles of databases draw below the header of columns of a fixed width."""


def match_file(
    found: Found,
    sources: Sequence[Source],
    layouts: Sequence[Layout],
    given: Sequence[str],
    *,
    alone: bool,
    chosen: str | None,
) -> tuple[list[TableFile], list[str]]:
    """How to read the sources of a file, and the names of those that are left aside.

    Of a workbook all sheets are read whose header fits a table. A file or sheet that lacks
    nothing but a column of years may tell them in its headers or its name, if the name announces
    the table, too. Such a sheet is left aside if another one is that table and has the column, or
    tells the same year more surely: then it sums up rows that are read. `given` are the columns
    supplied as constants; `chosen` is the layout that a refusal is explained by, if the user named
    one. Raises DataRefused if nothing fits and the name of the file announces a table, or it is
    the only file.
    """
    if len(sources) > 1:
        fitting = [_fit(found, source, layouts, given) for source in sources]
        read = [
            None if file is None or _is_told_better(file, fitting) else _with_unit(file)
            for file in fitting
        ]
        if any(read):
            left_aside = [
                # What is told better elsewhere lacks nothing.
                source.name if fits else source.name + _lacking(found, source, layouts, given)
                for source, fits, file in zip(sources, fitting, read, strict=True)
                if file is None
            ]
            return [_own_first(file) for file in read if file], left_aside
    file = _match(found, sources[0], layouts, given, alone=alone, chosen=chosen)
    if file is None:
        return [], [found.name + _lacking(found, sources[0], layouts, given)]
    return [_own_first(_with_unit(file))], []


def announced(found: Found, source: Source) -> str | None:
    """The table that the name of a sheet announces, or else that of its file."""
    return table_of_name(source.name.rpartition("!")[2]) or found.table


def _lacking(found: Found, source: Source, layouts: Sequence[Layout], given: Sequence[str]) -> str:
    """What a sheet or file that is not read lacks, if it has most columns of a table; else ""."""
    match = best_match(source.head(), candidates(announced(found, source), layouts), given)
    if match is None or not is_table(match, None):
        return ""
    missing = match.layout.missing(match.columns, given)
    if not 0 < len(missing) < len(match.columns):
        return ""
    lacking = match.layout.explain_missing(missing, ())
    return f" (as {match.layout.table.name}, not found: {lacking})"


def _is_told_better(file: TableFile, others: Sequence[TableFile | None]) -> bool:
    """Whether another sheet tells by itself, or nearer to its rows, what a name or headers tell."""
    return isinstance(file, WithYears) and any(
        other.match.layout.table is file.match.layout.table
        and (
            not isinstance(other, WithYears)
            or (other.rank < file.rank and not other.years.isdisjoint(file.years))
        )
        for other in others
        if other
    )


def _own_first(file: TableFile) -> TableFile:
    """A column of the file is worth more than what its folder tells, also under another header."""
    if not isinstance(file.source, Supplied):
        return file
    match = file.match
    own = match.layout.match(match.headers[: file.source.width])
    return replace(file, match=replace(match, columns={**match.columns, **own}))


def _with_unit(file: TableFile) -> TableFile:
    if speaks_of_thousands(file.source.name, file.source.head(), file.match):
        file.source.notes["unit"] = NOTE
    return file


def _fit(
    found: Found, source: Source, layouts: Sequence[Layout], given: Sequence[str]
) -> TableFile | None:
    """A sheet as the table that its name, or the file's, announces, or else as any table."""
    head = source.head()
    with_added = None
    for table in dict.fromkeys((announced(found, source), None)):
        match = best_match(head, candidates(table, layouts), given)
        if match and not match.layout.missing(match.columns, given) and is_table(match, table):
            return TableFile(source, match)
        if match and table:
            with_added = with_years(source, match, given)
    return with_added


def is_table(match: Match, table: str | None) -> bool:
    """Whether columns are a table: those of groups alone are one only if a name announces `table`.

    Results are such columns, too.
    """
    return table is not None or not set(match.columns) <= set(GROUP_COLUMNS)


def candidates(table: str | None, layouts: Sequence[Layout]) -> list[TableLayout]:
    """How the layouts have a table, or all of their tables."""
    return [
        table_layout
        for layout in layouts
        for name, table_layout in layout.tables.items()
        if table in (None, name)
    ]


def _match(
    found: Found,
    source: Source,
    layouts: Sequence[Layout],
    given: Sequence[str],
    *,
    alone: bool,
    chosen: str | None,
) -> TableFile | None:
    """How to read a file; None if its name announces no table and its columns fit none.

    A refusal is explained by the `chosen` layout, if there is one.
    """
    possible = candidates(found.table, layouts)
    head = source.head()
    match = best_match(head, possible, given)
    missing = match.layout.missing(match.columns, given) if match else None
    if match and not missing and is_table(match, found.table):
        return TableFile(source, match)
    if match and found.table and (with_added := with_years(source, match, given)):
        return with_added
    if found.table is None and not alone:
        return None
    closest = [layout for layout in possible if layout.layout == chosen] or possible
    named = best_match(head, closest, given) if chosen else None
    of_named = named is not None and is_table(named, found.table)
    if match and not is_table(match, found.table) and not of_named:
        # Also without a body, say: that given, it would be refused all the same.
        raise DataRefused(
            f"{found.name}: has columns of places and years, and none that a layout knows and that "
            f"says anything of them. If it is a table of an extract, rename the file: "
            f"{names_of_tables()}. Or describe the columns in a layout file and name it with "
            "--layout; accsocial inspect suggests one"
        )
    raise DataRefused(_explain(found, head, closest, given))


def _explain(
    found: Found,
    head: Sequence[Sequence[str]],
    candidates: Sequence[TableLayout],
    given: Sequence[str],
) -> str:
    headers = next((row for row in head if any(cell.strip() for cell in row)), None)
    if headers is None:
        return (
            f"{found.name}: the file holds no text in its first {HEADER_SEARCH} rows, where the "
            "names of columns are looked for. If it has some further below, delete the rows above"
        )
    if any(_UNDERLINED.fullmatch(" ".join(row).strip()) for row in head):
        return (
            f"{found.name}: blanks set its columns apart, as in a list made for paper. Export it "
            "as CSV, with a semicolon between the columns"
        )
    match = best_match(head, candidates, given)
    if match is None:
        # Nothing fits: the layout is named whose headers come nearest to those of the file.
        layout = max(candidates, key=lambda c: c.near(c.missing({}, given), headers))
        match = Match(layout, 0, headers)
    missing = match.layout.missing(match.columns, given)
    told = told_by_headers(match, head)
    missing = [column for column in missing if column not in told] or missing
    constants = [f"--{column}" for column in missing if column in ("body", "territory")]
    advice = [f"Give what the file lacks with {' and '.join(constants)}"] if constants else []
    if "year" in missing:
        # Years that are sheets, or columns of their own: no layout can tell.
        advice.append(
            "If no column holds the year, add one, or write it in the name of the sheet or file: "
            "each row is of one year"
        )
    if len(missing) > len(constants):
        advice.append(
            "Describe the columns in a layout file and name it with --layout; accsocial inspect "
            "suggests one"
        )
    return (
        f"{found.name}: read as {match.layout.table.name} with layout {match.layout.layout}, these "
        f"columns were not found: {match.layout.explain_missing(missing, match.headers)}. "
        + ". ".join(advice)
    )
