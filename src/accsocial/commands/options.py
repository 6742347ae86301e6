"""Options that several commands take, said once."""

from __future__ import annotations

from typing import Annotated

import typer

READING = "Reading"

Extract = Annotated[
    list[str], typer.Argument(help="Files or folders of the extract; - is standard input.")
]
Layout = Annotated[
    str | None,
    typer.Option(help="Layout: a shipped one by name, or a TOML file.", rich_help_panel=READING),
]
Body = Annotated[
    str | None,
    typer.Option(
        help="Body, where the files lack it: caf or departement.", rich_help_panel=READING
    ),
]
Territory = Annotated[
    str | None,
    typer.Option(
        help="Territory, where the files lack it: code of the département.",
        rich_help_panel=READING,
    ),
]
Config = Annotated[
    str | None,
    typer.Option(
        help="Settings file; default: accsocial.toml beside the extract or here.",
        rich_help_panel=READING,
    ),
]
MaxRejected = Annotated[
    float | None,
    typer.Option(
        help="Share of rejected rows that stops the run; default 0.05.", rich_help_panel=READING
    ),
]
Rejects = Annotated[
    str | None,
    typer.Option(
        help="File (.csv or .parquet) for the rejected rows, with their text.",
        rich_help_panel=READING,
    ),
]
Lang = Annotated[
    str | None, typer.Option("--lang", help="Language of words and numbers: en or fr.")
]
