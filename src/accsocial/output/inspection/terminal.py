"""What `accsocial inspect` shows: files, columns, rows, what can be computed, a layout."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text as Line

from accsocial.inspection.suggestion import shown_header
from accsocial.output.accounts import file_name, left_aside, rows_text
from accsocial.output.inspection.labels import print_labels
from accsocial.output.inspection.validation import value_text
from accsocial.output.inspection.words import TABLES, WORDS
from accsocial.output.numbers import MISSING, format_count
from accsocial.output.paragraphs import print_paragraph
from accsocial.output.reading_notes import note_text, remark_text
from accsocial.output.reasons import reason_text
from accsocial.output.refusals import refusal_text
from accsocial.output.words import clean, colon, group_title

if TYPE_CHECKING:
    from rich.console import Console

    from accsocial.inspection.feasibility import Feasible
    from accsocial.inspection.opening import Unread
    from accsocial.inspection.profile import BodyProfile, FileProfile, Profile, TableProfile


def render(profile: Profile, console: Console, lang: str, *, brief: bool = False) -> None:
    """Prints the profile; made for 80 columns. `brief` leaves out the indicators."""
    for table in profile.tables:
        _print_table(table, console, lang)
    print_labels(profile.ledger.accounts, console, lang)
    _print_unread(profile, console, lang)
    if not brief:
        _print_indicators(profile.indicators, console, lang)
    if profile.layout:
        console.print(Line(WORDS["layout"][lang], style="bold"))
        print_paragraph(console, WORDS["layout_how"][lang])
        console.print()
        for line in profile.layout.splitlines():
            console.print(Line(clean(line)), soft_wrap=True)


def _print_table(table: TableProfile, console: Console, lang: str) -> None:
    console.print(Line(f"{TABLES[table.name][lang]} ({table.name})", style="bold"))
    for files in _alike(table.files):
        _print_files(files, console, lang)
        _print_columns(files, console, lang)
    for found in table.bodies:
        _print_body(found, console, lang)
    console.print()


def _alike(files: Iterable[FileProfile]) -> list[list[FileProfile]]:
    """Files with the same layout and headers together: their columns are shown once."""
    groups: dict[tuple[object, ...], list[FileProfile]] = {}
    for file in files:
        match = file.match
        form = (match.layout.layout, tuple(match.headers), tuple(match.columns.items()))
        groups.setdefault(form, []).append(file)
    return list(groups.values())


def _print_files(files: Sequence[FileProfile], console: Console, lang: str) -> None:
    grid = _grid(lang, "file", "rows", "accepted", "first", "last")
    for file in files:
        account = file.account
        ends = [_end(end, lang) for end in (file.first, file.last)]
        counts = [format_count(n, lang) for n in (account.read, account.accepted)]
        grid.add_row(Line(clean(file_name(account.file))), *counts, *ends)
    console.print(grid)
    layout = files[0].match.layout.layout
    text = WORDS["layout_used"][lang].format(layout=clean(layout))
    print_paragraph(console, text, indent=2)
    for notes, names in _notes(files, lang).items():
        whose = "" if len(names) == len(files) else ", ".join(names) + colon(lang)
        print_paragraph(console, whose + notes, indent=2)
    console.print()


def _notes(files: Sequence[FileProfile], lang: str) -> dict[str, list[str]]:
    """How the files were read -> the files that were read so."""
    found: dict[str, list[str]] = {}
    for file in files:
        said = (note_text(name, note, lang) for name, note in file.account.notes.items())
        notes = " · ".join(f"{name} {note}" for name, note in said)
        if notes:
            found.setdefault(clean(notes), []).append(clean(file_name(file.account.file)))
    return found


def _print_columns(files: Sequence[FileProfile], console: Console, lang: str) -> None:
    match = files[0].match
    rows = sum(file.rows for file in files)
    grid = _grid(lang, "column", "header", "empty", texts=2)
    for column, position in match.columns.items():
        empty = sum(file.empty[column] for file in files)
        header = clean(match.headers[position])
        grid.add_row(column, Line(header, overflow="fold"), _percent(empty, rows, lang))
    console.print(grid)
    left = [_left_out(header, files, lang) for header in match.left_out]
    if left:
        print_paragraph(console, WORDS["left_out"][lang].format(headers=", ".join(left)), indent=2)
    console.print()


def _left_out(header: str, files: Sequence[FileProfile], lang: str) -> str:
    name = clean(shown_header(header) or WORDS["withheld"][lang])
    hints = {column for file in files if (column := file.hints.get(header))}
    return f"{name} ({', '.join(sorted(hints))}{WORDS['doubt'][lang]})" if hints else name


def _percent(part: int, whole: int, lang: str) -> str:
    if not whole:
        return MISSING
    tenths = (2000 * part + whole) // (2 * whole)
    # A few empty cells of many are not none.
    text = f"{tenths // 10}.{tenths % 10}" if tenths or not part else "< 0.1"
    return text.replace(".", ",") + "\u202f%" if lang == "fr" else text + "%"


def _print_body(found: BodyProfile, console: Console, lang: str) -> None:
    text = WORDS["body_years" if isinstance(found.first, int) else "body"][lang].format(
        rows=rows_text(found.rows, lang),
        first=_end(found.first, lang),
        last=_end(found.last, lang),
        territories=WORDS["territory" if len(found.territories) == 1 else "territories"][
            lang
        ].format(territories=", ".join(found.territories)),
    )
    print_paragraph(console, f"{group_title([('body', found.body)], lang)}{colon(lang)}{text}")
    if found.gaps:
        months = ", ".join(month_runs(found.gaps))
        print_paragraph(console, WORDS["gaps"][lang].format(months=months), indent=2)


def month_runs(months: Sequence[dt.date]) -> list[str]:
    """Months as runs: "2020-03 – 2020-05", "2021-08"."""
    runs: list[list[dt.date]] = []
    for month in months:
        if runs and (month - runs[-1][-1]).days <= _LONGEST_MONTH:
            runs[-1].append(month)
        else:
            runs.append([month])
    return [
        f"{run[0]:%Y-%m}" if len(run) == 1 else f"{run[0]:%Y-%m} – {run[-1]:%Y-%m}" for run in runs
    ]


_LONGEST_MONTH = 31


def _end(end: dt.date | int | None, lang: str) -> str:
    # A year is no quantity: it has no separator of thousands.
    return str(end) if isinstance(end, int) else value_text(end, lang)


def _print_unread(profile: Profile, console: Console, lang: str) -> None:
    for remark in profile.ledger.remarks:
        print_paragraph(console, clean(remark_text(remark, lang)))
        console.print()
    if profile.ignored:
        names = left_aside(profile.ignored, lang)
        print_paragraph(console, WORDS["ignored"][lang].format(files=names))
        console.print()
    for file in profile.unread:
        _print_guesses(file, console, lang)


def _print_guesses(file: Unread, console: Console, lang: str) -> None:
    name = clean(file_name(file.file))
    console.print(Line(WORDS["unread"][lang].format(file=name), style="bold"))
    why = refusal_text(file.reason, lang).removeprefix(f"{file.file}{colon(lang)}")
    print_paragraph(console, clean(why.removeprefix(f"{file.file}: ")), indent=2)
    if file.table is None:
        print_paragraph(console, WORDS["no_header"][lang], indent=2)
        console.print()
        return
    row, table = file.header_row + 1, f"{TABLES[file.table.name][lang]} ({file.table.name})"
    print_paragraph(console, WORDS["guessed"][lang].format(row=row, table=table), indent=2)
    grid = _grid(lang, "header", "guess", texts=2)
    for position, header in enumerate(file.headers):
        if header:
            shown = clean(shown_header(header) or WORDS["withheld"][lang])
            grid.add_row(
                Line(shown, overflow="fold"), ", ".join(file.columns_at(position)) or MISSING
            )
    console.print(grid)
    known = {*(guess.column for guess in file.guesses), *file.given}
    lacking = [column for column in file.table.required if column not in known]
    if lacking:
        text = WORDS["lacking"][lang].format(columns=", ".join(lacking))
        print_paragraph(console, text, indent=2)
    console.print()


def _print_indicators(indicators: Sequence[Feasible], console: Console, lang: str) -> None:
    console.print(Line(WORDS["indicators"][lang], style="bold"))
    for title, chosen in _by_verdict(indicators, lang).items():
        print_paragraph(console, title, indent=2)
        for name in chosen:
            print_paragraph(console, name, indent=4)
    console.print()


def _by_verdict(indicators: Sequence[Feasible], lang: str) -> Mapping[str, list[str]]:
    """What can be computed, then what cannot, by reason; each indicator with what it needs."""
    verdicts: dict[str, list[str]] = {}
    can = WORDS["can"][lang]
    verdicts[can] = []
    for found in indicators:
        name = f"{found.indicator.label[lang]} ({found.indicator.id})"
        if found.by:
            name += WORDS["with_by"][lang].format(groups=",".join(found.by))
        if found.possible:
            verdicts[can].append(name)
        for reason, groups in found.missing.items():
            which = WORDS["cannot" if not found.possible else "not_all"][lang]
            share = f"{groups}/{found.groups}"
            title = which.format(reason=clean(reason_text(reason, lang)), share=share)
            verdicts.setdefault(title, []).append(name)
    return {title: names for title, names in verdicts.items() if names}


def _grid(lang: str, *names: str, texts: int = 1) -> Table:
    grid = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="dim")
    for position, name in enumerate(names):
        text = position < texts
        grid.add_column(
            WORDS[name][lang],
            justify="left" if text else "right",
            overflow="fold",
            vertical="top",
            no_wrap=not text,
        )
    return grid
