"""The commands about summaries that travel: summarise and merge. Light imports, like cli.py."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from accsocial.commands.options import (
    COUNTED_ROWS,
    PLACES,
    RULES,
    Extract,
    Folder,
    Lang,
    Quiet,
    taking,
)

Overwrite = Annotated[bool, typer.Option("--overwrite", help="Replace an earlier summary.")]


@taking(PLACES, COUNTED_ROWS, RULES)
def summarise(
    extract: Extract,
    output: Folder,
    by: Annotated[
        str | None,
        typer.Option(help="Count also by: territory, site, event, channel (with commas)."),
    ] = None,
    overwrite: Overwrite = False,
    lang: Lang = None,
    quiet: Quiet = False,
    **given: Any,
) -> None:
    """Write the summary of an extract: counts, no rows or persons, for figures made elsewhere."""
    from accsocial.commands.run_exchange import run_summarise

    config = given.pop("config")
    flags = {"by": by, "lang": lang, **given}
    run_summarise(extract, output, flags, config=config, overwrite=overwrite, quiet=quiet)


def merge(
    summaries: Annotated[list[str], typer.Argument(help="Folders of summaries: two or more.")],
    output: Folder,
    overwrite: Overwrite = False,
    lang: Lang = None,
    quiet: Quiet = False,
) -> None:
    """Make one summary of those of several bodies or territories."""
    from accsocial.commands.run_exchange import run_merge

    run_merge(summaries, output, overwrite=overwrite, lang=lang, quiet=quiet)


COMMANDS = (summarise, merge)
