"""A summary in the place of an extract: found, verified, and asked for its figures."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from accsocial.commands.steps import STREAM, refuse_targets
from accsocial.config import Settings
from accsocial.errors import UsageError

if TYPE_CHECKING:
    from accsocial.commands.job import Job
    from accsocial.summary import Summary

_OF_READING = ("layout", "body", "territory", "extracted_on", "max_rejected")


def given_summary(extract: Sequence[str]) -> Path | None:
    """The folder of the summary that is named in the place of an extract; None for an extract.

    Raises UsageError for a summary among other things.
    """
    from accsocial.records.files.summaries import summary_folder

    for name in extract:
        folder = None if name == STREAM else summary_folder(Path(name))
        if folder is not None and len(extract) > 1:
            raise UsageError(
                f"{name}: is a summary, and is read alone. Make one of several with accsocial merge"
            )
        if folder is not None:
            return folder
    return None


def summary_asked(folder: Path, job: Job) -> Summary:
    """The summary of a job, verified; tells the account of what was read to make it.

    Raises UsageError for what only rows can give.
    """
    from accsocial.exchange.asking import asked_of
    from accsocial.exchange.loading import load
    from accsocial.output.accounts import ledger_lines
    from accsocial.summary import settle

    if job.rejects is not None:
        raise UsageError(
            f"--rejects {job.rejects}: {folder} is a summary, which holds no rows. Leave it out, "
            "or name the extract"
        )
    refuse_targets(folder_files(folder).values(), job.targets)
    part = asked_of(load(folder), job.chosen.by, job.chosen.rules)
    if not job.quiet:
        from accsocial.commands.consoles import tell

        tell([*ledger_lines(part.ledger, job.chosen.language), *_not_used(job.chosen)])
    return settle(part)


def folder_files(folder: Path) -> dict[str, Path]:
    """The files of a summary by name."""
    return {path.name: path for path in sorted(folder.iterdir()) if path.is_file()}


def _not_used(chosen: Settings) -> list[str]:
    """Says so if a setting was given that is about reading rows: they were read elsewhere."""
    given = [name for name in _OF_READING if name in chosen.model_fields_set]
    default = Settings()
    return [
        f"--{name.replace('_', '-')} {getattr(chosen, name)} is not used: a summary holds no rows"
        for name in given
        if getattr(chosen, name) != getattr(default, name)
    ]
