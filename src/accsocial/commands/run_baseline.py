"""What `baseline` does: the main job, kept as a file that later runs are held against."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from accsocial.commands.job import Job
from accsocial.commands.keeping import values_and_manifest
from accsocial.commands.producing import produce
from accsocial.commands.provenance import told_command
from accsocial.commands.steps import STREAM, settings_for
from accsocial.commands.targets import write_bytes
from accsocial.errors import AccsocialError, ExportRefused
from accsocial.output.files import together

NAME = "baseline"


def run_baseline(
    extract: Sequence[str],
    output: str,
    flags: Mapping[str, Any],
    *,
    config: str | None,
    rejects: str | None,
    quiet: bool,
) -> None:
    """The figures with their manifest, one line per value."""
    from accsocial.output.rejected import rejects_format
    from accsocial.regression.baseline import Baseline

    if output != STREAM and Path(output).suffix.lower() != ".json":
        raise ExportRefused(f"{output}: a baseline is JSON. Use an ending in .json")
    if rejects is not None:
        rejects_format(rejects)
    _keep_history(output)
    job = Job(
        extract,
        settings_for(extract, flags, config, quiet=quiet),
        command=told_command(NAME, extract, flags),
        targets={"--output": output},
        rejects=rejects,
        quiet=quiet,
    )
    with together():
        results, _ = produce(job)
        values, manifest = values_and_manifest(results)
        write_bytes(Baseline(manifest, values).text().encode(), output)


def _keep_history(output: str) -> None:
    """Raises ExportRefused if the target holds reasons of earlier updates, which would be lost."""
    from accsocial.regression.baseline import read_baseline

    if output == STREAM or not Path(output).is_file():
        return
    try:
        history = read_baseline(Path(output)).history
    except AccsocialError:
        # Not a baseline that could be updated: nothing of it is worth keeping.
        return
    if history:
        raise ExportRefused(
            f"{output}: is a baseline with reasons of updates ({len(history)}). Update it with "
            "check --update --reason, or remove it first"
        )
