"""What the commands about summaries do: summarise and merge."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

from accsocial.commands.reading import read_all, read_files
from accsocial.commands.steps import GROWTH, STREAM, language_of, opened, settings_for
from accsocial.errors import UsageError

if TYPE_CHECKING:
    from accsocial.exchange import Stored
    from accsocial.records import Records
    from accsocial.results import FileRead

_UNUSED = ("only", "year", *GROWTH)
"""Settings of the figures that are made of a summary later."""


def run_summarise(
    extract: Sequence[str],
    output: str,
    flags: Mapping[str, Any],
    *,
    config: str | None,
    overwrite: bool,
    quiet: bool,
) -> None:
    """The counts of an extract in a folder. Nothing is read before the options are good."""
    from accsocial.exchange.saving import check_folder, save
    from accsocial.output.exchange import saved_lines
    from accsocial.regression.fingerprint import Hashing
    from accsocial.summary import count_part

    chosen = settings_for(extract, flags, config, quiet=quiet, unused=_UNUSED)
    named = [Path(name) for name in extract if name != STREAM]
    check_folder(output, named, overwrite=overwrite)
    with ExitStack() as stack:
        records = opened(extract, chosen, stack)
        hashing = Hashing(read_files(records))
        # A group column that this extract lacks may be in those it will be merged with.
        gathered = read_all(records, chosen, chosen.by, quiet=quiet, alone=False)
        part = count_part(gathered, chosen.rules)
        read_from = _with_rows(records, hashing.result())
        rows = save(part, read_from, output, overwrite=overwrite)
    if not quiet:
        from accsocial.commands.consoles import tell

        tell(saved_lines(output, part, rows, chosen.language))


def _with_rows(records: Records, files: Sequence[FileRead]) -> list[FileRead]:
    """Those that gave rows: a file with a header alone may stand in many extracts."""
    accepted = {account.file for account in records.ledger.accounts if account.accepted}
    return [file for file in files if file.name in accepted]


def run_merge(
    summaries: Sequence[str], output: str, *, overwrite: bool, lang: str | None, quiet: bool
) -> None:
    """One summary of several, whatever their order."""
    from accsocial.exchange import merge, save
    from accsocial.exchange.saving import check_folder
    from accsocial.output.accounts import ledger_lines
    from accsocial.output.exchange import saved_lines

    language = language_of(lang)
    if len(summaries) < 2:
        raise UsageError(f"{summaries[0]}: name two summaries or more to merge")
    check_folder(output, [Path(name) for name in summaries], overwrite=overwrite)
    part, sources = merge([_loaded(name) for name in summaries])
    rows = save(part, sources, output, overwrite=overwrite)
    if not quiet:
        from accsocial.commands.consoles import tell

        lines = saved_lines(output, part, rows, language)
        tell([*ledger_lines(part.ledger, language), *lines])


def _loaded(name: str) -> Stored:
    from accsocial.exchange.loading import load
    from accsocial.records.files.summaries import summary_folder

    path = Path(name)
    if not path.exists():
        raise UsageError(f"{name}: no such folder")
    folder = summary_folder(path)
    if folder is None:
        raise UsageError(f"{name}: is no summary. Make one with accsocial summarise")
    return load(folder)
