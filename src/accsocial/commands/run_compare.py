"""What `compare` does: two extracts or files of results, read one after the other."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from accsocial.commands.job import Job
from accsocial.commands.producing import produce
from accsocial.commands.provenance import bare_name
from accsocial.commands.steps import STREAM, TABLE, refuse_targets, settings_for, show, tell_file
from accsocial.commands.targets import json_bytes, target_format, write_bytes
from accsocial.config import setting_names
from accsocial.errors import DataRefused, UsageError

if TYPE_CHECKING:
    from accsocial.config import Settings
    from accsocial.regression.values import Values

_UNUSED_OF_KEPT = [name for name in setting_names() if name not in ("only", "year", "lang")]
"""Settings that need rows, which a file of results has not."""


def run_compare(
    left: str,
    right: str,
    flags: Mapping[str, Any],
    *,
    config: str | None,
    format: str | None,  # noqa: A002 - the option's name
    output: str | None,
    quiet: bool,
) -> None:
    """Both sides under the same settings; files of results are taken as they are."""
    from accsocial.output.comparison import as_plain, markdown, render
    from accsocial.regression.kept import kept_values
    from accsocial.regression.sides import compare

    chosen_format = target_format(format, output, ("json", "md"))
    if left == right == STREAM:
        raise UsageError("-: standard input can be read once only. Name a file for one of the two")
    kept = [None if side == STREAM else kept_values(Path(side)) for side in (left, right)]
    # The files of an extract are known when it is read, and are looked at then.
    sides = [Path(side) for side in (left, right) if side != STREAM]
    refuse_targets(sides, {"--output": output}, "it is one of the two that are compared")
    if None not in kept:
        _refuse_counting(flags)
    chosen = [settings_for([side], flags, config, quiet=True) for side in (left, right)]
    if not quiet:
        # One file may be that of both sides: what an extract uses of it is more.
        told = []
        for there, settings in sorted(zip(kept, chosen, strict=True), key=_is_kept):
            if settings.file not in told:
                tell_file(settings, _UNUSED_OF_KEPT if there is not None else ())
                told.append(settings.file)
    values = [
        _computed(side, settings, output, quiet=quiet)
        if there is None
        else _part(there, settings, bare_name(side))
        for side, there, settings in zip((left, right), kept, chosen, strict=True)
    ]
    found = compare(values[0], values[1], (bare_name(left), bare_name(right)))
    lang = chosen[0].language
    if chosen_format == TABLE:
        last_year = not chosen[0].year
        show(lambda console: render(found, console, lang, last_year=last_year))
    elif chosen_format == "json":
        write_bytes(json_bytes(as_plain(found)), output)
    else:
        write_bytes(markdown(found, lang).encode(), output)


def _is_kept(side: tuple[Values | None, Settings]) -> bool:
    return side[0] is not None


def _refuse_counting(flags: Mapping[str, Any]) -> None:
    """Raises UsageError for an option that needs rows, where both sides are counted already."""
    for option, value in flags.items():
        if value is not None and option in _UNUSED_OF_KEPT:
            raise UsageError(
                f"--{option.replace('_', '-')}: both are files of results, which are counted "
                "already. Compare the extracts, or leave the option out"
            )


def _computed(side: str, chosen: Settings, output: str | None, *, quiet: bool) -> Values:
    from accsocial.regression.values import values_of

    results, _ = produce(Job([side], chosen, targets={"--output": output}, quiet=quiet))
    return values_of(results.frame, results.groups)


def _part(kept: Values, chosen: Settings, name: str) -> Values:
    """The values of a file that are asked for."""
    from accsocial.computation.compute import chosen_indicators

    # A name that is none is refused, as it would be for an extract.
    asked = {indicator.id for indicator in chosen_indicators(chosen.only)}
    part = kept.part(asked if chosen.only else (), chosen.year)
    if not part.rows:
        raise DataRefused(f"{name}: holds no value that was asked for")
    return part
