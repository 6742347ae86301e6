"""What `indicators`, `prices` and `references` do: settings, the four calls, stdout and talk."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

# Whatever follows needs it. Imported here it stands on few calls; below a chain of our own modules
# Python 3.11 would ask the system for memory, and give it back, at thousands of its calls.
import polars  # noqa: F401 - see above

from accsocial.commands.job import Job
from accsocial.commands.producing import produce
from accsocial.commands.provenance import told_command
from accsocial.commands.steps import (
    STREAM,
    TABLE,
    language_of,
    one_of,
    price_series,
    settings_for,
    show,
    show_lines,
)
from accsocial.commands.targets import print_json, print_text
from accsocial.errors import UsageError
from accsocial.output import FORMATS, write
from accsocial.output.files import together
from accsocial.output.formats import format_for

if TYPE_CHECKING:
    from accsocial.results import Results


def run_indicators(
    extract: Sequence[str],
    flags: Mapping[str, Any],
    *,
    config: str | None,
    rejects: str | None,
    format: str | None,  # noqa: A002 - the option's name
    output: str | None,
    manifest: str | None,
    quiet: bool,
) -> None:
    """The main job. Nothing is read before the options are known to be good."""
    from accsocial.output.rejected import rejects_format

    _check_format(format, output)
    if rejects is not None:
        rejects_format(rejects)
    if manifest == STREAM:
        raise UsageError("--manifest -: standard output carries the figures. Name a file")
    chosen = settings_for(extract, flags, config, quiet=quiet)
    told = manifest is not None or _tells_run(format, output)
    job = Job(
        extract,
        chosen,
        command=told_command("indicators", extract, flags) if told else (),
        targets={"--output": output, "--manifest": manifest},
        rejects=rejects,
        quiet=quiet,
    )
    with together():
        results, _ = produce(job)
        show_results(results, format=format, output=output, lang=chosen.language)
        if manifest is not None:
            from accsocial.commands.keeping import write_manifest

            write_manifest(results, manifest, output=output, format=format, lang=chosen.language)


def _tells_run(format: str | None, output: str | None) -> bool:  # noqa: A002
    """Whether what is written has room for the origin of the results."""
    if format is None and output in (None, STREAM):
        return False
    return format != TABLE and format_for(output or STREAM, format).tells_run


def show_results(results: Results, *, format: str | None, output: str | None, lang: str) -> None:  # noqa: A002
    """Results to a file, or to stdout as a table or in a format."""
    if output is not None and output != STREAM:
        write(results, output, format=format, lang=lang)
    elif format in (None, TABLE):
        from accsocial.output.terminal import render

        show_lines(lambda console: render(results, console, lang))
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
    language = language_of(lang)
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
        language = language_of(lang)
        show(lambda console: render(language, console))
