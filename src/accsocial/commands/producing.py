"""The main job as several commands do it: an extract and settings in, results out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

from accsocial.commands.steps import STREAM, opened, price_series, refuse_overwriting
from accsocial.config import names_a_file
from accsocial.errors import DataRefused
from accsocial.records.files.filenames import shown
from accsocial.records.layout import SHIPPED

if TYPE_CHECKING:
    from accsocial.config import Settings
    from accsocial.parameters.prices import PriceSeries
    from accsocial.records import Records
    from accsocial.records.ledger import Ledger
    from accsocial.regression.fingerprint import Hashing
    from accsocial.results import FileRead, Results
    from accsocial.summary import Gathered, Summary

_NOT_OF_FIGURES = ("lang", "memory_limit")
"""Settings that change no figure: a run is told without them."""


@dataclass(frozen=True)
class Job:
    """What to compute. `targets` are the files that will be written, by option.

    `command` are the words that results tell as their origin; without any, results do not
    tell their run, and nothing is hashed for it.
    """

    extract: Sequence[str]
    chosen: Settings
    command: Sequence[str] = ()
    targets: Mapping[str, str | None] = field(default_factory=dict)
    rejects: str | None = None
    quiet: bool = False


def produce(job: Job) -> tuple[Results, Summary]:
    """Reads the extract once, or the summary that is named in its place.

    Nothing is read before the settings are known to be good.
    """
    from accsocial.commands.kept_counts import kept_counts, may_be_kept
    from accsocial.commands.summaries import folder_files, given_summary, summary_asked
    from accsocial.computation.compute import chosen_indicators
    from accsocial.summary.codes.groups import result_groups

    chosen = job.chosen
    chosen_indicators(chosen.only)
    result_groups(chosen.by)
    series = price_series(chosen.prices)
    folder = given_summary(job.extract)
    if folder is not None:
        summary = summary_asked(folder, job)
        results = _computed(summary, chosen, series)
        if job.command:
            read = _hashing(folder_files(folder)).result()
            results = _telling(results, job, [], read)
        return results, summary
    with ExitStack() as stack:
        records = opened(job.extract, chosen, stack)
        refuse_overwriting(job.extract, records, {**job.targets, "--rejects": job.rejects})
        kept = job.rejects is None and may_be_kept(job.extract, chosen)
        hashing = _hashing(read_files(records)) if job.command or kept else None
        found = None
        if kept and hashing is not None:
            found = kept_counts(job.extract, records, chosen, hashing.result())
        summary = found or _counted(job, records)
        if found is not None and not job.quiet:
            _tell_account(found.ledger, chosen)
        results = _computed(summary, chosen, series)
        if hashing is not None and job.command:
            results = _telling(results, job, records.layouts, hashing.result())
    return results, summary


def _counted(job: Job, records: Records) -> Summary:
    """The summary of the rows of an extract."""
    from accsocial.summary import count

    chosen = job.chosen
    gathered = read_all(records, chosen, chosen.by, rejects=job.rejects, quiet=job.quiet)
    return count(gathered, chosen.rules)


def _computed(summary: Summary, chosen: Settings, series: PriceSeries) -> Results:
    from accsocial.computation import compute

    return compute(
        summary,
        only=chosen.only,
        years=chosen.year,
        base_year=chosen.base_year,
        prices=series,
        convention=chosen.inflation_convention,
    )


def read_all(
    records: Records,
    chosen: Settings,
    by: Sequence[str],
    *,
    rejects: str | None = None,
    quiet: bool = False,
    alone: bool = True,
) -> Gathered:
    """Reads an extract once; tells the account of what was read, and writes the rejects.

    `alone`: see `gather`.
    """
    from accsocial.output.progress import reading
    from accsocial.summary import gather
    from accsocial.summary.rows.memory import Memory

    def account() -> None:
        if not quiet:
            _tell_account(records.ledger, chosen)
        if rejects is not None:
            from accsocial.output.rejected import write_rejects

            write_rejects(records.rejects, rejects)

    try:
        with reading(records, chosen.language, quiet=quiet):
            memory = Memory(chosen.memory_limit)
            gathered = gather(records, by=by, alone=alone, memory=memory)
    except DataRefused:
        # An auditor needs the rejected rows most when there are too many of them.
        account()
        raise
    account()
    return gathered


def _tell_account(ledger: Ledger, chosen: Settings) -> None:
    from accsocial.commands.consoles import tell
    from accsocial.output.accounts import ledger_lines

    tell(ledger_lines(ledger, chosen.language))


def told_command(name: str, extract: Sequence[str], flags: Mapping[str, Any]) -> list[str]:
    """The command as outputs tell it: files by their names alone, and what changes figures."""
    words = ["accsocial", name, *map(bare_name, extract)]
    for option, value in flags.items():
        if value is None or option in (*_NOT_OF_FIGURES, "quiet"):
            continue
        spelt = f"--{option.replace('_', '-')}"
        if isinstance(value, bool):
            words.append(spelt if value else spelt.replace("--", "--no-", 1))
        else:
            words += [spelt, _told(option, str(value))]
    return words


def told_settings(chosen: Settings) -> dict[str, object]:
    """The settings of a run, without counting rules and words: those are told apart, or nowhere."""
    plain = chosen.as_plain(without=("rules", *_NOT_OF_FIGURES))
    return {n: _told(n, v) if isinstance(v, str) else v for n, v in plain.items()}


def _told(option: str, value: str) -> str:
    return bare_name(value) if names_a_file(option, value) else value


def bare_name(path: str) -> str:
    """The last part of a path: the rest says where somebody works, and differs by machine.

    It is written into files of UTF-8, which a name need not be.
    """
    return shown(path if path == STREAM else Path(path).name or Path(path).resolve().name or path)


def read_files(records: Records) -> dict[str, Path]:
    """The files of an extract by the name that the ledger gives them."""
    return {
        file.source.name: file.source.path
        for table in records.tables.values()
        for file in table.files
    }


def _hashing(files: Mapping[str, Path]) -> Hashing:
    from accsocial.regression.fingerprint import Hashing

    return Hashing(files)


def _telling(
    results: Results, job: Job, used: Sequence[tuple[str, str, str]], read: tuple[FileRead, ...]
) -> Results:
    import polars as pl

    from accsocial.regression.fingerprint import code_digest, file_read
    from accsocial.results import Run

    prices = job.chosen.prices
    run = Run(
        command=tuple(job.command),
        settings=told_settings(job.chosen),
        polars=pl.__version__,
        code=code_digest(),
        files=read,
        layouts=tuple(_layouts(job.chosen, {layout for _, _, layout in used})),
        prices=None if prices is None else file_read(bare_name(prices), Path(prices)),
    )
    return replace(results, run=run)


def _layouts(chosen: Settings, used: Set[str]) -> list[FileRead]:
    """The layouts that files were read with; one that ships by its name."""
    from accsocial.regression.fingerprint import file_read, sha256
    from accsocial.results import FileRead

    found = []
    for name in SHIPPED:
        if name in used:
            resource = files("accsocial.records") / "layouts" / f"{name}.toml"
            content = resource.read_bytes().replace(b"\r\n", b"\n")
            found.append(FileRead(name, len(content), sha256(content)))
    if chosen.layout is not None and chosen.layout not in SHIPPED:
        found.append(file_read(bare_name(chosen.layout), Path(chosen.layout)))
    return found
