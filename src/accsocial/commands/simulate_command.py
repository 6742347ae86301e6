"""The command that invents an extract: simulate. Light imports, like cli.py."""

from __future__ import annotations

from typing import Annotated

import typer

from accsocial.commands.options import Folder, Lang, Quiet


def simulate(
    output: Folder,
    years: Annotated[
        str, typer.Option(help="One year, or the first and the last: 2018-2022.")
    ] = "2018-2022",
    scale: Annotated[
        float,
        typer.Option(help="Size; 1 is the whole country, 10 million rows a year."),
    ] = 0.01,
    seed: Annotated[int, typer.Option(help="Another number, other rows.")] = 1,
    format: Annotated[str, typer.Option("--format", help="parquet or csv.")] = "parquet",  # noqa: A002
    profile: Annotated[
        str, typer.Option(help="A profile that ships (national), or a TOML file.")
    ] = "national",
    defects: Annotated[
        float, typer.Option(help="Share of rows to add that reading must reject; they are listed.")
    ] = 0.0,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Replace an earlier simulation.")
    ] = False,
    lang: Lang = None,
    quiet: Quiet = False,
) -> None:
    """Invent a whole extract whose figures are the published ones, at any size."""
    from accsocial.commands.run_simulate import run_simulate

    flags = {
        "years": years,
        "scale": scale,
        "seed": seed,
        "format": format,
        "profile": profile,
        "defects": defects,
    }
    run_simulate(output, flags, overwrite=overwrite, lang=lang, quiet=quiet)


COMMANDS = (simulate,)
