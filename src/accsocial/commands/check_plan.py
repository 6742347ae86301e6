"""What `check` is asked for, found to be good before anything is read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from accsocial.commands.recorded import has_recorded_years, recorded_settings
from accsocial.commands.steps import STREAM, named_paths, settings_for
from accsocial.config import Settings, checking
from accsocial.errors import UsageError
from accsocial.output.reports import REPORTS

if TYPE_CHECKING:
    from accsocial.regression.baseline import Baseline
    from accsocial.regression.expectations import Expectations
    from accsocial.regression.tolerances import Tolerance
    from accsocial.regression.values import Values


@dataclass(frozen=True)
class CheckOptions:
    """What `check` takes beside an extract and settings."""

    baseline: str | None
    update: bool
    reason: str | None
    strict: bool
    format: str
    reports: Sequence[str]


@dataclass(frozen=True)
class CheckPlan:
    """What to hold the figures against, read and found to be good."""

    baseline: Baseline | None
    path: Path | None
    chosen: Settings
    settings_file: Path
    tolerances: Mapping[str, Tolerance]
    expected: Expectations

    @property
    def looks_at_recorded_years(self) -> bool:
        """Whether the years are those of the baseline: nobody asked for others."""
        baseline = self.baseline
        return baseline is not None and has_recorded_years(self.chosen, baseline.manifest)


def reports_asked(asked: Sequence[str]) -> dict[str, str]:
    """The files of reports by format. Raises UsageError for what is not FORMAT=FILE."""
    found: dict[str, str] = {}
    for text in asked:
        name, equals, target = text.partition("=")
        if not equals or not target or target == STREAM:
            raise UsageError(f"--report {text}: must be FORMAT=FILE, such as junit=report.xml")
        if name not in REPORTS:
            raise UsageError(f"--report {text}: the format must be one of {', '.join(REPORTS)}")
        if name in found:
            raise UsageError(f"--report {name} is given twice. Give each format once")
        found[name] = target
    return found


def check_update(options: CheckOptions) -> None:
    """Raises UsageError if --update or --reason stands without what it needs."""
    if options.update and options.baseline is None:
        raise UsageError("--update rewrites a baseline: name it with --baseline FILE")
    if options.update and not (options.reason or "").strip():
        raise UsageError("--update needs --reason: say why the figures may change")
    if options.reason is not None and not options.update:
        raise UsageError("--reason is kept by --update alone: add it, or leave --reason out")


def check_plan(
    extract: Sequence[str],
    flags: Mapping[str, Any],
    options: CheckOptions,
    config: str | None,
    *,
    quiet: bool,
) -> CheckPlan:
    """Baseline, settings, tolerances and expectations.

    Raises UsageError for what is wrong with them, DataRefused for a damaged baseline.
    """
    from accsocial.regression.baseline import read_baseline
    from accsocial.regression.expectations import expectations
    from accsocial.regression.tolerances import tolerances

    path = None if options.baseline is None else Path(options.baseline)
    baseline = None if path is None else read_baseline(path)
    recorded = recorded_settings(baseline.manifest, path.parent) if baseline and path else None
    chosen = settings_for(extract, flags, config, recorded, quiet=quiet)
    file, tables = checking(config, named_paths(extract))
    plan = CheckPlan(
        baseline,
        path,
        chosen,
        file,
        tolerances(tables["check"], file.name),
        expectations(tables["expect"], file.name),
    )
    if baseline is None and not plan.expected.any:
        raise UsageError(
            "nothing to check: give --baseline FILE, or write [expect] in accsocial.toml"
        )
    if baseline is not None:
        _check_same_kind(baseline, chosen, update=options.update)
    return plan


def _check_same_kind(baseline: Baseline, chosen: Settings, *, update: bool) -> None:
    """A baseline of other groups has no value to compare; a part of it is no new baseline."""
    from accsocial.summary.codes.groups import result_groups

    wanted = result_groups(chosen.by)
    if wanted != baseline.values.groups and not update:
        raise UsageError(
            f"the baseline is by {', '.join(baseline.values.groups)}, the run by "
            f"{', '.join(wanted)}: no value of the one stands beside one of the other. Use the "
            "same --by, or make another baseline"
        )
    settings = baseline.manifest.settings
    for name, value in (("only", chosen.only), ("year", chosen.year)):
        if update and list(value) != settings.get(name, []):
            raise UsageError(f"--update rewrites the whole baseline: leave --{name} out")


def values_asked(plan: CheckPlan, baseline: Baseline) -> Values:
    """The values of the baseline that this run looks at: --only and --year may leave some out."""
    from accsocial.computation.compute import chosen_indicators

    settings, chosen = baseline.manifest.settings, plan.chosen
    only = chosen.only if list(chosen.only) != settings.get("only", []) else ()
    years = () if plan.looks_at_recorded_years else chosen.year
    # Values are kept by indicator, and --only may name a theme.
    return baseline.values.part(
        {each.id for each in chosen_indicators(only)} if only else (), years
    )
