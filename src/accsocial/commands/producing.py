"""The main job as several commands do it: an extract and settings in, results out."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

from accsocial.commands.provenance import with_run
from accsocial.commands.reading import read_all, read_files, tell_account, tell_remarks
from accsocial.commands.steps import opened, price_series, refuse_overwriting

if TYPE_CHECKING:
    from accsocial.commands.job import Job
    from accsocial.parameters.prices import PriceSeries
    from accsocial.records import Records
    from accsocial.regression.fingerprint import Hashing
    from accsocial.results import Results
    from accsocial.summary import Summary


def produce(job: Job) -> tuple[Results, Summary]:
    """Reads the extract once, or the summary that is named in its place.

    Nothing is read before the settings are known to be good.
    """
    from accsocial.commands.kept_counts import kept_counts, may_be_kept
    from accsocial.commands.summaries import folder_files, given_summary, summary_asked
    from accsocial.computation.compute import chosen_indicators

    chosen = job.chosen
    chosen_indicators(chosen.only)
    series = price_series(chosen.prices)
    folder = given_summary(job.extract)
    if folder is not None:
        summary = summary_asked(folder, job)
        results = _computed(summary, job, series)
        if job.command:
            read = _hashing(folder_files(folder)).result()
            results = with_run(results, job, [], read)
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
            tell_account(found.ledger, chosen)
        results = _computed(summary, job, series)
        if hashing is not None and job.command:
            results = with_run(results, job, records.layouts, hashing.result())
    return results, summary


def _counted(job: Job, records: Records) -> Summary:
    """The summary of the rows of an extract."""
    from accsocial.summary import count

    chosen = job.chosen
    gathered = read_all(records, chosen, chosen.by, rejects=job.rejects, quiet=job.quiet)
    return count(gathered, chosen.rules)


def _computed(summary: Summary, job: Job, series: PriceSeries) -> Results:
    """The results of a summary; what they add to its remarks is told."""
    from accsocial.computation import compute

    chosen = job.chosen
    results = compute(
        summary,
        only=chosen.only,
        years=chosen.year,
        base_year=chosen.base_year,
        prices=series,
        convention=chosen.inflation_convention,
        may_lack_years=job.recorded,
    )
    added = results.ledger.remarks[len(summary.ledger.remarks) :]
    if added and not job.quiet:
        tell_remarks(added, chosen)
    return results


def _hashing(files: Mapping[str, Path]) -> Hashing:
    from accsocial.regression.fingerprint import Hashing

    return Hashing(files)
