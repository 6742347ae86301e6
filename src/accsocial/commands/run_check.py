"""What `check` does: figures held against a baseline and against what is expected."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from accsocial.commands.check_plan import (
    CheckOptions,
    CheckPlan,
    check_plan,
    check_update,
    reports_asked,
    values_asked,
)
from accsocial.commands.job import Job
from accsocial.commands.keeping import values_and_manifest
from accsocial.commands.producing import produce
from accsocial.commands.provenance import told_command
from accsocial.commands.recorded import told_path
from accsocial.commands.run_baseline import NAME as BASELINE
from accsocial.commands.steps import TABLE, one_of, show
from accsocial.commands.targets import write_bytes
from accsocial.errors import AccsocialError, ExportRefused
from accsocial.output.reports import REPORTS, report

if TYPE_CHECKING:
    from accsocial.regression.checked import Check
    from accsocial.regression.manifest import Manifest
    from accsocial.regression.values import Values
    from accsocial.results import Results
    from accsocial.summary import Summary

SUMMARY_VARIABLE = "GITHUB_STEP_SUMMARY"
"""Where a GitHub job says which file holds its summary."""


def run_check(
    extract: Sequence[str],
    flags: Mapping[str, Any],
    options: CheckOptions,
    *,
    config: str | None,
    quiet: bool,
) -> None:
    """Reports are written, then the exit code says the outcome: AccsocialError (1) if it failed."""
    one_of(options.format, (TABLE, *REPORTS))
    reports = reports_asked(options.reports)
    check_update(options)
    plan = check_plan(extract, flags, options, config, quiet=quiet)
    # No report may take the place of what the next check reads.
    settings_file = str(plan.settings_file) if plan.settings_file.is_file() else None
    job = Job(
        extract,
        plan.chosen,
        # What is only expected needs no digests.
        command=told_command(BASELINE, extract, flags) if plan.baseline else (),
        targets={"--config": settings_file, "--baseline": options.baseline}
        | {f"--report {name}": target for name, target in reports.items()},
        quiet=quiet,
        recorded=plan.looks_at_recorded_years,
    )
    results, summary = produce(job)
    check, values, manifest = _held(plan, results, summary, strict=options.strict)
    lang = plan.chosen.language
    for name, target in reports.items():
        write_bytes(report(name, check, lang), target)
    if "github" in (options.format, *reports):
        _fill_summary(check, lang)
    _show(check, options.format, lang)
    if options.update:
        _update(plan, check, values, manifest, options, quiet=quiet)
    _end(check, lang, updated=options.update)


def _held(
    plan: CheckPlan, results: Results, summary: Summary, *, strict: bool
) -> tuple[Check, Values, Manifest | None]:
    from accsocial.regression.causes import causes
    from accsocial.regression.checked import Check, check_values
    from accsocial.regression.expecting import hold, months_of
    from accsocial.regression.values import values_of

    months = months_of(summary, plan.chosen.year)
    base = plan.baseline
    if base is None:
        values, manifest = values_of(results.frame, results.groups), None
    else:
        values, manifest = values_and_manifest(results)
    check = Check(
        values=values,
        version=results.version,
        baseline=told_path(plan.path) if plan.path else None,
        settings=told_path(plan.settings_file),
        checked=(
            check_values(values_asked(plan, base), values, plan.tolerances, base.lines)
            if base
            else ()
        ),
        expected=hold(plan.expected, values, months, results.ledger),
        causes=causes(base.manifest, manifest) if base and manifest else (),
        strict=strict,
    )
    return check, values, manifest


def _fill_summary(check: Check, lang: str) -> None:
    """Appends to the summary of the GitHub job, if this is one."""
    target = os.environ.get(SUMMARY_VARIABLE)
    if not target:
        return
    try:
        with Path(target).open("ab") as file:
            file.write(report("md", check, lang))
    except OSError as error:
        raise ExportRefused(
            f"{SUMMARY_VARIABLE}: the summary cannot be written: {error.strerror}"
        ) from error


def _show(check: Check, format: str, lang: str) -> None:  # noqa: A002
    if format == TABLE:
        from accsocial.output.reports.table import render

        show(lambda console: render(check, console, lang))
    else:
        write_bytes(report(format, check, lang), None)


def _update(
    plan: CheckPlan,
    check: Check,
    values: Values,
    manifest: Manifest | None,
    options: CheckOptions,
    *,
    quiet: bool,
) -> None:
    from accsocial.regression.baseline import Baseline, Entry
    from accsocial.regression.checked import What

    if plan.baseline is None or manifest is None or options.baseline is None:
        return
    what = [checked.what for checked in check.moved]
    new, gone = what.count(What.NEW), what.count(What.GONE)
    entry = Entry(
        reason=(options.reason or "").strip(),
        accsocial=check.version,
        moved=len(what) - new - gone,
        new=new,
        gone=gone,
    )
    updated = Baseline(manifest, values, (*plan.baseline.history, entry))
    write_bytes(updated.text().encode(), options.baseline)
    if not quiet:
        from accsocial.commands.consoles import tell

        tell([f"{options.baseline}: updated, {entry.moved} moved, {new} new, {gone} gone"])


def _end(check: Check, lang: str, *, updated: bool) -> None:
    """Raises AccsocialError if the check failed; moved values that were accepted are no failure."""
    from accsocial.regression.checked import State

    unmet = any(expected.state is State.FAILED for expected in check.expected)
    failed = unmet if updated else check.state is State.FAILED
    if failed:
        from accsocial.output.reports.words import headline

        raise AccsocialError(headline(check, lang))
