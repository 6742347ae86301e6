"""The ways that are measured: how each is started, and what it is called."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.extracts import CP1252, UTF_8
from benchmarks.question import ALL_INDICATORS, INDICATORS

Command = Callable[[Path, Sequence[str]], list[str]]


@dataclass(frozen=True)
class Way:
    """A way to the figures.

    `command` is that of a process that prints the answers for an extract and the columns they
    are grouped by. `answers` is whether it gives figures at all.
    """

    name: str
    command: Command
    answers: bool = True


def _accsocial(indicators: Sequence[str], part: str = "") -> Command:
    def command(extract: Path, by: Sequence[str]) -> list[str]:
        more = [name for name in by if name not in ("body", "year")]
        command = [sys.executable, "-m", "accsocial", "indicators", str(extract / part), "--quiet"]
        command += ["--only", ",".join(indicators), "--format", "json"]
        return [*command, "--by", ",".join(more)] if more else command

    return command


def _of(module: str, figures: str = "figures", part: str = "") -> Command:
    def command(extract: Path, by: Sequence[str]) -> list[str]:
        answer = [sys.executable, "-m", "benchmarks.answer", module, figures]
        return [*answer, str(extract / part), ",".join(by)]

    return command


ACCSOCIAL = Way("accsocial", _accsocial(INDICATORS))
"""The way that the others are compared with."""

WAYS = (
    ACCSOCIAL,
    Way("DuckDB", _of("duckdb")),
    Way("Polars", _of("polars")),
    Way("pandas", _of("pandas")),
    Way("decoding alone", _of("decoding"), answers=False),
    Way("decoding into memory", _of("decoding", "figures_held"), answers=False),
)

OF_ALL_FIGURES = (
    Way(ACCSOCIAL.name, _accsocial(ALL_INDICATORS)),
    Way("DuckDB", _of("duckdb", "all_figures")),
    Way("decoding alone", _of("decoding", "all_figures"), answers=False),
    Way("decoding into memory", _of("decoding", "all_figures_held"), answers=False),
)
"""Those that are asked for all figures."""

AFTER_CONVERSION = WAYS[:2]
"""Those that are compared once more on converted files: accsocial and DuckDB."""

OF_TEXT = (
    Way(ACCSOCIAL.name, _accsocial(ALL_INDICATORS, CP1252)),
    Way("DuckDB", _of("duckdb", "all_figures_of_text", UTF_8)),
)
"""Those that are asked for all figures of text files."""

OF_FEW_ROWS = (
    *OF_ALL_FIGURES[:2],
    Way("importing Polars", lambda *_: [sys.executable, "-c", "import polars"], answers=False),
)
"""Those that are asked for all figures of a thousand rows, and what none that uses Polars saves."""
