"""What the commands do: settings -> the four calls -> stdout, with the talk on stderr."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from accsocial.config import Settings, settings
from accsocial.errors import DataRefused, UsageError
from accsocial.output import FORMATS, write

if TYPE_CHECKING:
    from rich.console import Console

    from accsocial.results import Results

TABLE = "table"


def run_indicators(
    extract: Sequence[str],
    flags: Mapping[str, Any],
    *,
    config: str | None,
    rejects: str | None,
    format: str | None,  # noqa: A002 - the option's name
    output: str | None,
    quiet: bool,
) -> None:
    """The main job. Nothing is read before the options are known to be good."""
    from accsocial.computation.compute import chosen_indicators
    from accsocial.output.accounts import ledger_lines
    from accsocial.output.rejected import rejects_format, write_rejects
    from accsocial.records import read
    from accsocial.records.stdin import spooled
    from accsocial.summary import summarise
    from accsocial.summary.groups import result_groups

    _check_format(format)
    with ExitStack() as stack:
        paths = [
            stack.enter_context(spooled(sys.stdin.buffer)) if name == "-" else Path(name)
            for name in extract
        ]
        chosen = settings(flags, config=config, beside=[p for p in paths if p.exists()])
        chosen_indicators(chosen.only)
        result_groups(chosen.by)
        series = _prices(chosen.prices)
        if rejects is not None:
            rejects_format(rejects)
        records = read(
            *paths,
            layout=chosen.layout,
            body=chosen.body,
            territory=chosen.territory,
            max_rejected=chosen.max_rejected,
        )
        talk = _stderr() if not quiet else None
        try:
            summary = summarise(records, chosen.rules, by=chosen.by)
        except DataRefused:
            # An auditor needs the rejected rows most when there are too many of them.
            _tell(talk, ledger_lines(records.ledger, chosen.language))
            if rejects is not None:
                write_rejects(records.rejects, rejects)
            raise
        _tell(talk, ledger_lines(summary.ledger, chosen.language))
        if rejects is not None:
            write_rejects(records.rejects, rejects)
        results = _compute(chosen, summary, series)
    show(results, format=format, output=output, lang=chosen.language)


def _compute(chosen: Settings, summary: Any, series: Any) -> Results:
    from accsocial.computation import compute

    return compute(
        summary,
        only=chosen.only,
        years=chosen.year,
        base_year=chosen.base_year,
        prices=series,
        convention=chosen.inflation_convention,
    )


def show(results: Results, *, format: str | None, output: str | None, lang: str) -> None:  # noqa: A002
    """Results to a file, or to stdout as a table or in a format."""
    if output is not None and output != "-":
        write(results, output, format=format, lang=lang)
    elif format in (None, TABLE):
        from accsocial.output.terminal import render

        render(results, stdout_console(), lang)
    else:
        write(results, "-", format=format, lang=lang)


def _check_format(format: str | None) -> None:  # noqa: A002
    known = [TABLE, *(f.name for f in FORMATS)]
    if format is not None and format not in known:
        raise UsageError(f"--format {format}: known formats are {', '.join(known)}")


def _prices(path: str | None) -> Any:
    if path is None:
        from accsocial.parameters.prices import default_series

        return default_series()
    from accsocial.parameters.insee import read_prices

    return read_prices(Path(path))


def stdout_console() -> Console:
    """A console for stdout: 80 columns in a pipe, unless COLUMNS says otherwise."""
    from rich.console import Console

    return Console(highlight=False, soft_wrap=False)


def _stderr() -> Console:
    from rich.console import Console

    return Console(stderr=True, highlight=False, soft_wrap=True)


def _tell(talk: Console | None, lines: Sequence[str]) -> None:
    if talk is not None:
        for line in lines:
            talk.print(line, markup=False, style="dim")


def run_prices(
    file: str | None,
    base_year: int,
    year: int,
    format: str,  # noqa: A002
    lang: str | None,
) -> None:
    """The price index and inflation under both conventions."""
    from accsocial.output.prices import prices_report, render

    if format not in (TABLE, "json"):
        raise UsageError(f"--format {format}: known formats are table, json")
    language = settings({"lang": lang}).language
    report = prices_report(_prices(file), base_year, year, language)
    if format == "json":
        _print_json(report.as_plain())
    else:
        render(report, language, stdout_console())


def run_references(format: str, lang: str | None) -> None:  # noqa: A002
    """The published figures."""
    from accsocial.output.references import references_rows, render

    if format not in (TABLE, "json", "csv"):
        raise UsageError(f"--format {format}: known formats are table, json, csv")
    if format == "json":
        _print_json(references_rows())
    elif format == "csv":
        rows = references_rows()
        writer = csv.DictWriter(sys.stdout, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    else:
        render(settings({"lang": lang}).language, stdout_console())


def _print_json(value: object) -> None:
    sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=1) + "\n")
