"""The commands about files: inspect, validate, convert, schema. Light imports, like cli.py."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from accsocial.commands.options import PLACES, ROWS, Extract, Folder, Lang, Quiet, Rejects, taking

Format = Annotated[str | None, typer.Option("--format", help="table or json.")]


@taking(PLACES)
def inspect(
    extract: Extract,
    format: Format = None,  # noqa: A002 - the option's name
    lang: Lang = None,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="Leave the list of indicators out of the table.")
    ] = False,
    **given: Any,
) -> None:
    """Show what is in an extract, what can be computed, and a layout for unknown headers."""
    from accsocial.commands.run_files import run_inspect

    config = given.pop("config")
    run_inspect(extract, {"lang": lang, **given}, config=config, format=format, quiet=quiet)


@taking(ROWS, PLACES)
def validate(
    extract: Extract,
    control: Annotated[
        str | None,
        typer.Option(help="The producer's slip (TOML): expected rows, totals and days."),
    ] = None,
    rejects: Rejects = None,
    format: Format = None,  # noqa: A002 - the option's name
    lang: Lang = None,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="Print no table if the extract is valid.")
    ] = False,
    **given: Any,
) -> None:
    """Account for every row of an extract, with control totals; exit 0, or 3 if it is not valid."""
    from accsocial.commands.run_files import run_validate

    config = given.pop("config")
    flags = {"lang": lang, **given}
    run_validate(
        extract, flags, config=config, control=control, rejects=rejects, format=format, quiet=quiet
    )


@taking(ROWS, PLACES)
def convert(
    extract: Extract,
    output: Folder,
    keep_identifiers: Annotated[
        bool,
        typer.Option(
            "--keep-identifiers", help="Keep numbers of persons; default: keyed pseudonyms."
        ),
    ] = False,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Replace an earlier conversion.")
    ] = False,
    lang: Lang = None,
    quiet: Quiet = False,
    **given: Any,
) -> None:
    """Write an extract as canonical Parquet files, which give the same figures."""
    from accsocial.commands.run_files import run_convert

    config = given.pop("config")
    run_convert(
        extract,
        output,
        {"lang": lang, **given},
        config=config,
        keep_identifiers=keep_identifiers,
        overwrite=overwrite,
        quiet=quiet,
    )


def schema(
    table: Annotated[
        str | None, typer.Argument(help="Name of a table; without it, all tables are listed.")
    ] = None,
    format: Annotated[str, typer.Option("--format", help="table, tableschema or md.")] = "table",  # noqa: A002
    lang: Lang = None,
) -> None:
    """Show the columns of a table, also as Table Schema (JSON) for whoever prepares a file."""
    from accsocial.commands.run_files import run_schema

    run_schema(table, format, lang)


COMMANDS = (inspect, validate, convert, schema)
