"""Extracts as text, what `explain` and `evidence` tell of them, and the command line on them."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from accsocial import read
from accsocial.cli import main
from accsocial.indicators import CATALOGUE
from accsocial.model import Number
from accsocial.results import Status
from accsocial.rules import CountingRules
from accsocial.summary import Gathered, count, gather
from accsocial.tracing.evidence import Evidence, evidence
from accsocial.tracing.explain import explain
from accsocial.tracing.explanation import Explanation, Role, Sign, Trail

BY_ID = {indicator.id: indicator for indicator in CATALOGUE}
SAMPLES = Path(__file__).parents[2] / "data" / "samples"
GESICA = SAMPLES / "gesica"
KEY = b"a key of the tests, of 32 bytes."

# --- extracts ---------------------------------------------------------------------------


def written(folder: Path, **tables: str) -> Path:
    """A folder with a CSV file for each table."""
    folder.mkdir(exist_ok=True)
    for table, text in tables.items():
        (folder / f"{table}.csv").write_text(text, encoding="utf-8")
    return folder


def gathered(extract: Path, by: Sequence[str] = (), **reading: Any) -> Gathered:
    return gather(read(extract, max_rejected=1.0, **reading), by=by)


def explained(
    indicator: str,
    rows: Gathered,
    where: Mapping[str, str] | None = None,
    rules: Mapping[str, Any] | None = None,
    base_year: int | None = None,
) -> list[Explanation]:
    summary = count(rows, CountingRules(**rules or {}))
    return explain(BY_ID[indicator], rows, summary, where=where, base_year=base_year, keep=True)


def rows_of(found: Evidence) -> pl.DataFrame:
    return pl.concat(found.parts())


def proof(explanations: Sequence[Explanation], rows: Gathered, **options: Any) -> Evidence:
    return evidence(explanations, rows, **{"columns": None, "key": KEY, **options})


# --- what an explanation comes to -------------------------------------------------------


def lines(trail: Trail) -> list[str]:
    """The steps of a trail as an auditor writes them: "- 2 blank"."""
    return [f"{step.sign or ' '} {step.rows} {step.label.en}" for step in trail.steps]


def assert_adds_up(trail: Trail) -> None:
    """Each total is what the lines above it come to, and details are what their line is."""
    assert trail.steps[0].sign is Sign.START
    assert trail.steps[-1].sign is Sign.EQUALS
    total = 0
    for step in trail.steps:
        assert step.rows >= 0, (trail.table, step)
        if step.sign is Sign.EQUALS:
            assert step.rows == total, (trail.table, step)
        else:
            total += -step.rows if step.sign is Sign.LESS else step.rows
        if step.details:
            assert sum(step.details.values()) == step.rows, (trail.table, step)


def assert_is_the_result(explanation: Explanation) -> None:
    """The formula over the parts gives the numerator, denominator and unknown of the results."""
    result, indicator = explanation.result, explanation.indicator
    found = {(part.role, part.reading): part.number for part in explanation.parts}
    if result["status"] == Status.NOT_COMPUTABLE:
        assert found == {}
        return

    def number(role: Role) -> float | None:
        term = indicator.numerator if role is Role.NUMERATOR else indicator.denominator
        exact = term.reader(lambda reading: lambda _: found[role, reading])(())
        return None if exact is None else float(exact)

    # The numerator of a median is not shown in results.
    if result["numerator"] is not None:
        assert number(Role.NUMERATOR) == result["numerator"]
    assert number(Role.DENOMINATOR) == result["denominator"]
    assert (
        sum(n or 0 for (role, _), n in found.items() if role is Role.UNKNOWN) == (result["unknown"])
    )


def parts(explanation: Explanation) -> list[tuple[str, Number | None, int]]:
    """Role, number and rows behind it, of each part that rows stand behind."""
    return [
        (part.role.value, part.number, sum(chosen.height for chosen in part.chosen))
        for part in explanation.parts
        if part.trails
    ]


def behind(found: Evidence, role: str) -> list[str]:
    """Where the rows stand that are behind a role: "costs 2", "appointments 3.1" if split."""
    chosen = rows_of(found).filter(role)
    split = chosen["part"].max() != 1
    return [
        f"{table} {line}" + (f".{part}" if split else "")
        for table, line, part in chosen.select("table", "line", "part").rows()
    ]


# --- the command line -------------------------------------------------------------------


@dataclass(frozen=True)
class Outcome:
    code: int
    out: str
    err: str

    @property
    def message(self) -> str:
        """The one message of a run that failed; fails the test if there is not exactly one."""
        assert "Traceback" not in self.err
        assert "a defect of accsocial" not in self.err
        found = [line for line in self.err.splitlines() if line.startswith("accsocial: ")]
        (message,) = found
        return message

    @property
    def digest(self) -> str:
        """The SHA-256 that a run of `evidence` printed."""
        assert self.code == 0, self.err
        (line,) = self.out.splitlines()
        assert len(line) == 64
        return line


class Command:
    """Runs the command line in this process."""

    def __init__(self, capture: pytest.CaptureFixture[str], patch: pytest.MonkeyPatch) -> None:
        self._capture = capture
        self._patch = patch

    def __call__(self, *arguments: object) -> Outcome:
        self._patch.setattr(sys, "argv", ["accsocial", *map(str, arguments)])
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = self._capture.readouterr()
        assert "Traceback" not in err
        return Outcome(int(ended.value.code or 0), out, err)
