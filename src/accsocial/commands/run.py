"""What `indicators`, `prices` and `references` do: settings, the four calls, stdout and talk."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from accsocial.commands.steps import (
    STREAM,
    TABLE,
    one_of,
    opened,
    price_series,
    print_json,
    print_text,
    refuse_overwriting,
    settings_for,
    show,
)
from accsocial.config import Settings, settings
from accsocial.errors import DataRefused, UsageError
from accsocial.output import FORMATS, write
from accsocial.output.formats import format_for

if TYPE_CHECKING:
    from accsocial.parameters.prices import PriceSeries
    from accsocial.records import Records
    from accsocial.results import Results
    from accsocial.summary import Gathered, Summary


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
    from accsocial.output.rejected import rejects_format
    from accsocial.summary import count
    from accsocial.summary.groups import result_groups

    _check_format(format, output)
    if rejects is not None:
        rejects_format(rejects)
    chosen = settings_for(extract, flags, config)
    chosen_indicators(chosen.only)
    result_groups(chosen.by)
    series = price_series(chosen.prices)
    with ExitStack() as stack:
        records = opened(extract, chosen, stack)
        refuse_overwriting(extract, records, {"--output": output, "--rejects": rejects})
        gathered = read_all(records, chosen, chosen.by, rejects=rejects, quiet=quiet)
        results = _compute(chosen, count(gathered, chosen.rules), series)
    show_results(results, format=format, output=output, lang=chosen.language)


def read_all(
    records: Records,
    chosen: Settings,
    by: Sequence[str],
    *,
    rejects: str | None = None,
    quiet: bool = False,
) -> Gathered:
    """Reads an extract once; tells the account of what was read, and writes the rejects."""
    from accsocial.output.accounts import ledger_lines
    from accsocial.output.progress import reading
    from accsocial.output.rejected import write_rejects
    from accsocial.summary import gather

    def account() -> None:
        if not quiet:
            from accsocial.commands.consoles import tell

            tell(ledger_lines(records.ledger, chosen.language))
        if rejects is not None:
            write_rejects(records.rejects, rejects)

    try:
        with reading(records, chosen.language, quiet=quiet):
            gathered = gather(records, by=by)
    except DataRefused:
        # An auditor needs the rejected rows most when there are too many of them.
        account()
        raise
    account()
    return gathered


def _compute(chosen: Settings, summary: Summary, series: PriceSeries) -> Results:
    from accsocial.computation import compute

    return compute(
        summary,
        only=chosen.only,
        years=chosen.year,
        base_year=chosen.base_year,
        prices=series,
        convention=chosen.inflation_convention,
    )


def show_results(results: Results, *, format: str | None, output: str | None, lang: str) -> None:  # noqa: A002
    """Results to a file, or to stdout as a table or in a format."""
    if output is not None and output != STREAM:
        write(results, output, format=format, lang=lang)
    elif format in (None, TABLE):
        from accsocial.output.terminal import render

        show(lambda console: render(results, console, lang))
    else:
        write(results, STREAM, format=format, lang=lang)


def _check_format(format: str | None, output: str | None) -> None:  # noqa: A002
    one_of(format, (TABLE, *(known.name for known in FORMATS)))
    if output is not None and output != STREAM:
        if format == TABLE:
            raise UsageError(
                "--format table is for the terminal. Leave --output out, or write md or xlsx"
            )
        chosen = format_for(output, format)
        ending = Path(output).suffix.lower()
        if ending != chosen.ending and ending in {known.ending for known in FORMATS}:
            raise UsageError(
                f"--format {format} --output {output}: the ending says another format. "
                "Leave one of the two out"
            )


def run_prices(
    file: str | None,
    base_year: int,
    year: int,
    format: str,  # noqa: A002
    lang: str | None,
) -> None:
    """The price index and inflation under both conventions."""
    from accsocial.output.prices import prices_report, render

    one_of(format, (TABLE, "json"))
    language = settings({"lang": lang}).language
    report = prices_report(price_series(file), base_year, year, language)
    if format == "json":
        print_json(report.as_plain())
    else:
        show(lambda console: render(report, language, console))


def run_references(format: str, lang: str | None) -> None:  # noqa: A002
    """The published figures."""
    from accsocial.output.references import references_rows, render

    one_of(format, (TABLE, "json", "csv"))
    if format == "json":
        print_json(references_rows())
    elif format == "csv":
        rows = references_rows()
        text = io.StringIO()
        writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        print_text(text.getvalue())
    else:
        language = settings({"lang": lang}).language
        show(lambda console: render(language, console))
