"""What the commands about one figure do: explain and evidence."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from accsocial import __version__
from accsocial.commands.reading import read_all
from accsocial.commands.steps import (
    SELECTION,
    STREAM,
    TABLE,
    named_paths,
    one_of,
    opened,
    price_series,
    refuse_overwriting,
    settings_for,
    show,
)
from accsocial.commands.targets import print_json, print_text
from accsocial.errors import AccsocialError, UsageError

if TYPE_CHECKING:
    from accsocial.config import Settings
    from accsocial.model import Indicator
    from accsocial.parameters.prices import PriceSeries
    from accsocial.records import Records
    from accsocial.summary import Gathered
    from accsocial.tracing.evidence import Evidence
    from accsocial.tracing.explanation import Explanation


def run_explain(
    indicator: str,
    extract: Sequence[str],
    where: Sequence[str],
    flags: Mapping[str, Any],
    *,
    config: str | None,
    format: str | None,  # noqa: A002 - the option's name
    quiet: bool,
) -> None:
    """The ledger of a value in every group that meets the conditions."""
    from accsocial.output.tracing.explanation import render
    from accsocial.output.tracing.explanation_plain import as_plain
    from accsocial.parameters.published import figures

    one_of(format, (TABLE, "json"))
    question = _question(indicator, extract, where, flags, config, quiet=quiet)
    with ExitStack() as stack:
        records = opened(extract, question.chosen, stack)
        _, explanations = _explained(question, records, keep=False, quiet=quiet)
    rules = question.chosen.rules.as_plain()
    if format == "json":
        print_json([as_plain(explanation, rules) for explanation in explanations])
        return
    language = question.chosen.language
    show(lambda console: render(explanations, rules, figures(), console, language))


def run_evidence(
    indicator: str,
    extract: Sequence[str],
    where: Sequence[str],
    flags: Mapping[str, Any],
    *,
    config: str | None,
    output: str,
    columns: str | None,
    expect: str | None,
    quiet: bool,
) -> None:
    """The rows behind a value in a file; the SHA-256 of the set on stdout."""
    from accsocial.output.folders import refuse_inside
    from accsocial.output.tracing.evidence import evidence_format, write_evidence
    from accsocial.records.rows.pseudonyms import pseudonym_key
    from accsocial.tracing.evidence import evidence

    evidence_format(output)
    expected = None if expect is None else _sha_256(expect)
    question = _question(indicator, extract, where, flags, config, quiet=quiet)
    wanted = None if columns is None else [name.strip() for name in columns.split(",")]
    with ExitStack() as stack:
        records = opened(extract, question.chosen, stack)
        refuse_overwriting(extract, records, {"--output": output})
        if output != STREAM:
            refuse_inside(Path(output), named_paths(extract))
        gathered, explanations = _explained(question, records, keep=True, quiet=quiet)
        proof = evidence(explanations, gathered, columns=wanted, key=pseudonym_key())
    write_evidence(proof, _about(question, proof, explanations), output)
    if not quiet:
        _tell(output, proof, explanations, question.chosen.language)
    if output != STREAM:
        print_text(proof.digest + "\n")
    if expected not in (None, proof.digest):
        raise AccsocialError(
            f"--expect: the rows are not those of the earlier run: SHA-256 {proof.digest}. The "
            "extract, the counting rules, --where or --columns differ"
        )


def _sha_256(text: str) -> str:
    digest = text.strip().lower()
    if not re.fullmatch("[0-9a-f]{64}", digest):
        raise UsageError("--expect: must be the 64 hexadecimal digits that an earlier run printed")
    return digest


@dataclass(frozen=True)
class _Question:
    """What is asked: a figure, of which groups, under which settings."""

    indicator: Indicator
    where: Mapping[str, str]
    chosen: Settings
    prices: PriceSeries


def _question(
    indicator: str,
    extract: Sequence[str],
    where: Sequence[str],
    flags: Mapping[str, Any],
    config: str | None,
    *,
    quiet: bool,
) -> _Question:
    """Raises UsageError for what can be known to be wrong before anything is read."""
    from accsocial.computation.compute import one_indicator
    from accsocial.computation.selection import conditions

    chosen = settings_for(extract, flags, config, quiet=quiet, unused=SELECTION)
    found = one_indicator(indicator)
    return _Question(found, conditions(where), chosen, price_series(chosen.prices))


def _explained(
    question: _Question, records: Records, *, keep: bool, quiet: bool
) -> tuple[Gathered, list[Explanation]]:
    from accsocial.computation.selection import check_columns
    from accsocial.summary import count
    from accsocial.tracing.explain import explain

    chosen, where = question.chosen, question.where
    check_columns(where, records)
    by = (*where, *question.indicator.needs_groups)
    gathered = read_all(records, chosen, by, quiet=quiet)
    explanations = explain(
        question.indicator,
        gathered,
        count(gathered, chosen.rules),
        where=where,
        base_year=chosen.base_year,
        prices=question.prices,
        convention=chosen.inflation_convention,
        keep=keep,
    )
    return gathered, explanations


def _about(
    question: _Question, proof: Evidence, explanations: Sequence[Explanation]
) -> dict[str, object]:
    return {
        "accsocial": __version__,
        "indicator": question.indicator.id,
        "where": [f"{name}={value}" for name, value in question.where.items()],
        "sha256_of_the_set": proof.digest,
        "rows": proof.height,
        "rules": question.chosen.rules.as_plain(),
        "parameters": {used.name: used.value for used in explanations[0].parameters},
    }


def _tell(target: str, proof: Evidence, explanations: Sequence[Explanation], lang: str) -> None:
    from accsocial.commands.consoles import tell
    from accsocial.output.tracing.evidence_words import evidence_lines

    tell([*evidence_lines(target, proof, explanations, lang)])
