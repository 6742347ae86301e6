"""The commands about files: inspect, validate, convert, schema. Light imports, like cli.py."""

from __future__ import annotations

from typing import Annotated

import typer
from typer.core import TyperCommand

from accsocial.commands.options import (
    Body,
    Config,
    Extract,
    Lang,
    Layout,
    MaxRejected,
    Rejects,
    Territory,
)

Format = Annotated[str | None, typer.Option("--format", help="table or json.")]


def inspect(
    extract: Extract,
    layout: Layout = None,
    body: Body = None,
    territory: Territory = None,
    config: Config = None,
    format: Format = None,  # noqa: A002 - the option's name
    lang: Lang = None,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="Leave out the list of indicators.")
    ] = False,
) -> None:
    """Show what is in an extract, what can be computed, and a layout for unknown headers."""
    from accsocial.commands.run_files import run_inspect

    flags = {"layout": layout, "body": body, "territory": territory, "lang": lang}
    run_inspect(extract, flags, config=config, format=format, quiet=quiet)


def validate(
    extract: Extract,
    control: Annotated[
        str | None,
        typer.Option(help="The producer's slip (TOML): expected rows, totals and days."),
    ] = None,
    rejects: Rejects = None,
    max_rejected: MaxRejected = None,
    layout: Layout = None,
    body: Body = None,
    territory: Territory = None,
    config: Config = None,
    format: Format = None,  # noqa: A002 - the option's name
    lang: Lang = None,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="Print nothing if the extract is valid.")
    ] = False,
) -> None:
    """Account for every row of an extract, with control totals; exit 0, or 3 if it is not valid."""
    from accsocial.commands.run_files import run_validate

    flags = {
        "max_rejected": max_rejected,
        "layout": layout,
        "body": body,
        "territory": territory,
        "lang": lang,
    }
    run_validate(
        extract, flags, config=config, control=control, rejects=rejects, format=format, quiet=quiet
    )


def convert(
    extract: Extract,
    output: Annotated[str, typer.Option("--output", "-o", help="Folder to write: new, or empty.")],
    keep_identifiers: Annotated[
        bool,
        typer.Option(
            "--keep-identifiers", help="Keep numbers of persons; default: keyed pseudonyms."
        ),
    ] = False,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Replace an earlier conversion.")
    ] = False,
    max_rejected: MaxRejected = None,
    layout: Layout = None,
    body: Body = None,
    territory: Territory = None,
    config: Config = None,
    lang: Lang = None,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="Nothing on stderr but errors.")
    ] = False,
) -> None:
    """Write an extract as canonical Parquet files, which give the same figures."""
    from accsocial.commands.run_files import run_convert

    flags = {
        "max_rejected": max_rejected,
        "layout": layout,
        "body": body,
        "territory": territory,
        "lang": lang,
    }
    run_convert(
        extract,
        output,
        flags,
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


def register(app: typer.Typer, cls: type[TyperCommand] = TyperCommand) -> None:
    """Adds the commands to the command line, as commands of class `cls`."""
    for command in COMMANDS:
        app.command(cls=cls)(command)
