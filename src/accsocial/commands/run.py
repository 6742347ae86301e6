"""What the commands do: settings -> the four calls -> stdout, with the talk on stderr."""

from __future__ import annotations

import csv
import io
import json
import sys
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from accsocial.config import Settings, settings
from accsocial.errors import DataRefused, UsageError
from accsocial.output import FORMATS, write
from accsocial.output.files import write_stdout
from accsocial.output.formats import format_for

if TYPE_CHECKING:
    from accsocial.parameters.prices import PriceSeries
    from accsocial.records import Records
    from accsocial.results import Results
    from accsocial.summary import Summary

TABLE = "table"
STREAM = "-"
"""Standard input as an extract, standard output as a target."""


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
    from accsocial.records import read
    from accsocial.summary.groups import result_groups

    _check_format(format, output)
    if rejects is not None:
        rejects_format(rejects)
    named = [Path(name) for name in extract if name != STREAM]
    chosen = settings(flags, config=config, beside=[path for path in named if path.exists()])
    chosen_indicators(chosen.only)
    result_groups(chosen.by)
    series = _prices(chosen.prices)
    with ExitStack() as stack:
        records = read(
            *extract_paths(extract, stack),
            layout=chosen.layout,
            body=chosen.body,
            territory=chosen.territory,
            max_rejected=chosen.max_rejected,
        )
        refuse_overwriting(extract, records, {"--output": output, "--rejects": rejects})
        summary = _summary(records, chosen, rejects, quiet=quiet)
        results = _compute(chosen, summary, series)
    show(results, format=format, output=output, lang=chosen.language)


def extract_paths(extract: Sequence[str], stack: ExitStack) -> list[Path]:
    """The paths of an extract; standard input is kept in a file until `stack` closes."""
    from accsocial.records.files.stdin import spooled

    if extract.count(STREAM) > 1:
        raise UsageError("-: standard input can be read once only. Give - once")
    paths = []
    for name in extract:
        if name != STREAM:
            paths.append(Path(name))
            continue
        if sys.stdin is None:
            raise UsageError("-: standard input is closed. Name a file, or pipe one in")
        try:
            paths.append(stack.enter_context(spooled(sys.stdin.buffer)))
        except OSError as error:
            raise DataRefused(
                f"-: standard input cannot be read, or not be kept for a second reading: "
                f"{error.strerror}. Name the file instead, or set TMPDIR to a folder with room"
            ) from error
    return paths


def refuse_overwriting(
    extract: Sequence[str], records: Records, targets: Mapping[str, str | None]
) -> None:
    """No target may be a file of the extract, nor one target the other."""
    read = [file.source.path for table in records.tables.values() for file in table.files]
    # A zip is named in the extract; what is read are copies of its members.
    paths = [*read, *(Path(name) for name in extract if name != STREAM)]
    taken = {path.resolve(): "it is a file of the extract" for path in paths}
    for option, target in targets.items():
        if target is None or target == STREAM:
            continue
        path = Path(target).resolve()
        if path in taken:
            raise UsageError(f"{option} {target}: {taken[path]}. Choose another name")
        taken[path] = f"{option} names it too"


def _summary(records: Records, chosen: Settings, rejects: str | None, *, quiet: bool) -> Summary:
    """The summary; the account of what was read is told, and the rejects are written."""
    from accsocial.output.accounts import ledger_lines
    from accsocial.output.progress import reading
    from accsocial.output.rejected import write_rejects
    from accsocial.summary import summarise

    def account() -> None:
        if not quiet:
            from accsocial.commands.consoles import tell

            tell(ledger_lines(records.ledger, chosen.language))
        if rejects is not None:
            write_rejects(records.rejects, rejects)

    try:
        with reading(records, chosen.language, quiet=quiet):
            summary = summarise(records, chosen.rules, by=chosen.by)
    except DataRefused:
        # An auditor needs the rejected rows most when there are too many of them.
        account()
        raise
    account()
    return summary


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


def show(results: Results, *, format: str | None, output: str | None, lang: str) -> None:  # noqa: A002
    """Results to a file, or to stdout as a table or in a format."""
    if output is not None and output != STREAM:
        write(results, output, format=format, lang=lang)
    elif format in (None, TABLE):
        from accsocial.commands.consoles import stdout_console
        from accsocial.output.terminal import render

        with stdout_console() as console:
            render(results, console, lang)
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


def one_of(format: str | None, known: Sequence[str]) -> None:  # noqa: A002
    """Raises UsageError for a format that is not known."""
    if format is not None and format not in known:
        raise UsageError(f"--format {format}: must be one of {', '.join(known)}")


def _prices(path: str | None) -> PriceSeries:
    if path is None:
        from accsocial.parameters.prices import default_series

        return default_series()
    from accsocial.parameters.insee import read_prices

    return read_prices(Path(path))


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
    report = prices_report(_prices(file), base_year, year, language)
    if format == "json":
        _print_json(report.as_plain())
    else:
        from accsocial.commands.consoles import stdout_console

        with stdout_console() as console:
            render(report, language, console)


def run_references(format: str, lang: str | None) -> None:  # noqa: A002
    """The published figures."""
    from accsocial.output.references import references_rows, render

    one_of(format, (TABLE, "json", "csv"))
    if format == "json":
        _print_json(references_rows())
    elif format == "csv":
        rows = references_rows()
        text = io.StringIO()
        writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
        print_text(text.getvalue())
    else:
        from accsocial.commands.consoles import stdout_console

        language = settings({"lang": lang}).language
        with stdout_console() as console:
            render(language, console)


def _print_json(value: object) -> None:
    print_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n")


def print_text(text: str) -> None:
    """Text of a machine format on stdout: UTF-8, whatever the terminal's encoding is."""

    def fill(file: BinaryIO) -> None:
        file.write(text.encode())

    write_stdout(fill)
