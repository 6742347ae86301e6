"""What `simulate` does: a plan from the options, the folder, and a line of talk."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from accsocial.commands.steps import language_of
from accsocial.output.numbers import format_count
from accsocial.output.progress import making
from accsocial.simulation import Plan, load_profile, parse_years, simulate, steps


def run_simulate(
    output: str, flags: Mapping[str, Any], *, overwrite: bool, lang: str | None, quiet: bool
) -> None:
    """Writes the invented extract; nothing is made before the options are known to be good."""
    language = language_of(lang)
    plan = Plan(
        **{
            **flags,
            "years": parse_years(flags["years"]),
            "profile": load_profile(flags["profile"]),
        }
    )
    with making(steps(plan), language, quiet=quiet) as listener:
        rows = simulate(plan, output, overwrite=overwrite, listener=listener)
    if not quiet:
        from accsocial.commands.consoles import tell
        from accsocial.output.words import colon

        counts = (f"{table} {format_count(count, language)}" for table, count in rows.items())
        tell([f"{output}{colon(language)}{', '.join(counts)}"])
