"""What the commands about files do: inspect, validate, convert, schema."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from functools import partial
from typing import TYPE_CHECKING, Any

from accsocial.commands.steps import (
    GROWTH,
    SELECTION,
    TABLE,
    extract_paths,
    language_of,
    one_of,
    opened,
    reading_options,
    refuse_overwriting,
    settings_for,
    show,
)
from accsocial.commands.targets import print_json, print_text
from accsocial.errors import DataRefused
from accsocial.rules import CountingRules

if TYPE_CHECKING:
    from accsocial.output.inspection.validation import Validation
    from accsocial.records import Records

_OF_FEASIBILITY = ("workers_counted", "id_scope")
_NOT_CONVERTED = (*SELECTION, *GROWTH, *CountingRules.model_fields)
_NOT_CHECKED = (*_NOT_CONVERTED, "memory_limit")
_NOT_INSPECTED = tuple(
    name for name in (*_NOT_CHECKED, "max_rejected") if name not in _OF_FEASIBILITY
)
"""Settings that these commands do not use: no figure is made, and `inspect` asks for two rules."""


def run_validate(
    extract: Sequence[str],
    flags: Mapping[str, Any],
    *,
    config: str | None,
    control: str | None,
    rejects: str | None,
    format: str | None,  # noqa: A002 - the option's name
    quiet: bool,
) -> None:
    """The account and the control totals of an extract; DataRefused if they do not hold."""
    from accsocial.inspection.slip import read_slip
    from accsocial.output.inspection.validation import render
    from accsocial.output.progress import reading
    from accsocial.output.rejected import rejects_format, write_rejects

    one_of(format, (TABLE, "json"))
    if rejects is not None:
        rejects_format(rejects)
    slip = read_slip(control) if control is not None else []
    chosen = settings_for(extract, flags, config, quiet=quiet, unused=_NOT_CHECKED)
    with ExitStack() as stack:
        records = opened(extract, chosen, stack)
        refuse_overwriting(extract, records, {"--rejects": rejects})
        with reading(records, chosen.language, quiet=quiet):
            validation = _validation(records, slip)
        if rejects is not None:
            write_rejects(records.rejects, rejects)
    if format == "json":
        print_json(validation.as_plain())
    elif not (quiet and validation.holds):
        show(lambda console: render(validation, console, chosen.language))
    if not validation.holds:
        raise DataRefused(validation.refusal or _differ(validation))


def _validation(records: Records, slip: Sequence[Any]) -> Validation:
    from accsocial.inspection.controls import file_controls, table_controls
    from accsocial.inspection.slip import differences
    from accsocial.inspection.survey import survey
    from accsocial.output.inspection.validation import Validation

    surveyed = survey(records)
    files, tables = file_controls(surveyed), table_controls(surveyed)
    refusal = None
    try:
        records.check_usable()
    except DataRefused as error:
        refusal = str(error)
    found = differences(slip, files, tables)
    return Validation(records.ledger, files, tables, len(slip), found, refusal)


def _differ(validation: Validation) -> str:
    return (
        f"{len(validation.differences)} of {validation.checks} lines of the slip differ from what "
        "was read. Ask the producer which of the two is right"
    )


def run_convert(
    extract: Sequence[str],
    output: str,
    flags: Mapping[str, Any],
    *,
    config: str | None,
    keep_identifiers: bool,
    overwrite: bool,
    quiet: bool,
) -> None:
    """The canonical Parquet files of an extract."""
    from accsocial.commands.kept_counts import keep_counts
    from accsocial.conversion import convert
    from accsocial.output.accounts import ledger_lines
    from accsocial.output.numbers import format_count
    from accsocial.output.progress import reading
    from accsocial.records import read

    chosen = settings_for(extract, flags, config, quiet=quiet, unused=_NOT_CONVERTED)
    with ExitStack() as stack:
        paths = extract_paths(extract, stack)
        records = read(*paths, **reading_options(chosen))
        with reading(records, chosen.language, quiet=quiet):
            rows = convert(
                records,
                output,
                extract=paths,
                keep_identifiers=keep_identifiers,
                overwrite=overwrite,
                beside=partial(keep_counts, chosen=chosen),
            )
    if not quiet:
        from accsocial.commands.consoles import tell
        from accsocial.output.words import colon

        lang = chosen.language
        written = ", ".join(f"{table} {format_count(count, lang)}" for table, count in rows.items())
        tell([*ledger_lines(records.ledger, lang), f"{output}{colon(lang)}{written}"])


def run_schema(table: str | None, format: str, lang: str | None) -> None:  # noqa: A002
    """The schema of one table, or the list of tables."""
    from accsocial.output.schema import markdown, render, render_list
    from accsocial.records.tableschema import schema_of, table_schema, table_schemas

    one_of(format, (TABLE, "tableschema", "md"))
    language = language_of(lang)
    if table is None:
        if format == "tableschema":
            print_json(table_schemas(language))
        elif format == "md":
            print_text(markdown(None, language))
        else:
            show(lambda console: render_list(console, language))
        return
    schema = schema_of(table)
    if format == "tableschema":
        print_json(table_schema(schema, language))
    elif format == "md":
        print_text(markdown(schema, language))
    else:
        show(lambda console: render(schema, console, language))


def run_inspect(
    extract: Sequence[str],
    flags: Mapping[str, Any],
    *,
    config: str | None,
    format: str | None,  # noqa: A002 - the option's name
    quiet: bool,
) -> None:
    """What is in an extract, and a layout for what no layout knows."""
    from accsocial.inspection.profile import inspect
    from accsocial.output.inspection.plain import as_plain
    from accsocial.output.inspection.terminal import render

    one_of(format, (TABLE, "json"))
    chosen = settings_for(extract, flags, config, quiet=quiet, unused=_NOT_INSPECTED)
    with ExitStack() as stack:
        profile = inspect(
            extract_paths(extract, stack),
            rules=chosen.rules,
            # What programs read does not depend on the reader.
            lang="en" if format == "json" else chosen.language,
            **reading_options(chosen),
        )
    if format == "json":
        print_json(as_plain(profile, chosen.language))
    else:
        show(lambda console: render(profile, console, chosen.language, brief=quiet))
