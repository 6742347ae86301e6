"""Every indicator: the steps add up, and the parts of the formula are those of the results."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from plain import ALL, Figure, figure_of
from plain_book import Book, Rules
from test_against_plain import (
    CHECKED,
    Extract,
    accepted_rows,
    close,
    extracts,
    limited,
    write_extract,
)
from traced import (
    BY_ID,
    GESICA,
    assert_adds_up,
    assert_is_the_result,
    explained,
    gathered,
    parts,
    proof,
    rows_of,
)

from accsocial.rules import CountingRules
from accsocial.summary import Gathered, Summary, count
from accsocial.tracing.explain import explain
from accsocial.tracing.explanation import Explanation

# --- the sample -------------------------------------------------------------------------

TERRITORY = {"body": "caf", "territory": "94", "year": "2022"}
BODY = {"body": "departement", "year": "2021"}
PART = {"body": "caf", "year": "2020", "site": "Nord", "event": "separation"}


@cache
def sample(*by: str) -> tuple[Gathered, Summary]:
    rows = gathered(GESICA, by)
    return rows, count(rows)


@pytest.mark.parametrize("where", [TERRITORY, BODY, PART], ids="-".join)
@pytest.mark.parametrize("indicator", BY_ID)
def test_a_figure_of_the_sample(indicator: str, where: dict[str, str]) -> None:
    by = [*where, *BY_ID[indicator].needs_groups]
    rows, summary = sample(*sorted({*by} - {"body", "year"}))
    for explanation in explain(BY_ID[indicator], rows, summary, where=where):
        assert_explained(explanation)


def assert_explained(explanation: Explanation) -> None:
    for trail in explanation.trails:
        assert_adds_up(trail)
    assert_is_the_result(explanation)


@pytest.mark.parametrize(
    "indicator",
    [
        "appointments_per_worker",
        "cost_per_beneficiary",
        "staffing_gap",
        "reentry_rate",
        "caseload_per_worker",
        "median_days_between_appointments",
        "documentation_rate_of_optional_fields",
    ],
)
def test_the_evidence_of_the_sample_has_the_rows_that_explain_counts(indicator: str) -> None:
    rows, _ = sample("territory")
    explanations = explained(indicator, rows, {"body": "caf", "year": "2022"})
    assert len(explanations) == 6
    assert_evidence(explanations, rows)


def assert_evidence(explanations: Sequence[Explanation], rows: Gathered) -> None:
    """By group and role as many rows as `explain` said, each once."""
    every = rows_of(proof(explanations, rows))
    for explanation in explanations:
        groups = {f"for_{name}": value for name, value in explanation.group.items()}
        found = every.filter(
            pl.col(name).eq_missing(pl.lit(value)) for name, value in groups.items()
        )
        assert not found.select("table", "file", "line", "part").is_duplicated().any()
        for role in ("numerator", "denominator", "unknown"):
            told = {
                (explanation.trails[place].table, row)
                for part in explanation.parts
                if part.role == role
                for place, chosen in zip(part.trails, part.chosen, strict=True)
                for row in pl.concat(chosen.rows)
            }
            assert found[role].sum() == len(told)
            single = [height for name, _, height in parts(explanation) if name == role]
            if len(single) == 1:
                assert single == [len(told)]


# --- random extracts --------------------------------------------------------------------

GROUPINGS: list[list[str]] = [[], ["territory"], ["site"], ["event", "channel"]]
RULES: list[dict[str, Any]] = [
    {},
    {
        "counted_statuses": ("held", "no_show", "planned"),
        "counted_channels": ("office", "mail", "third_party", "unknown"),
        "count_collective": True,
        "support_threshold": 2,
    },
    {"workers_counted": "qualified"},
    {"workers_counted": "qualified", "id_scope": "national"},
]


@pytest.mark.parametrize("rules", RULES, ids=lambda rules: "-".join(rules) or "default")
def test_a_random_extract_is_explained_by_the_numbers_of_the_plain_recomputation(
    rules: dict[str, Any],
) -> None:
    @settings(CHECKED, max_examples=2)
    @given(extracts(), st.sampled_from(GROUPINGS))
    def under_these_rules(extract: Extract, by: list[str]) -> None:
        extract = limited(extract)
        grouped = any({*by} <= {*table.columns} for table in extract.values())
        if grouped and any(map(accepted_rows, extract.values())):
            assert_traced(extract, by, rules)

    under_these_rules()


def assert_traced(extract: Extract, by: Sequence[str], rules: Mapping[str, Any]) -> None:
    book = Book(extract, by, Rules(**rules), None)
    with TemporaryDirectory() as name:
        write_extract(extract, Path(name), "csv")
        rows = gathered(Path(name), by)
        summary = count(rows, CountingRules(**rules))
        for indicator in BY_ID.values():
            explanations = explain(indicator, rows, summary, keep=True)
            assert {tuple(each.group.values()) for each in explanations} == book.groups
            for explanation in explanations:
                assert_explained(explanation)
                assert_is_plain(explanation, book)
            assert_evidence(explanations, rows)


def assert_is_plain(explanation: Explanation, book: Book) -> None:
    result: Mapping[str, Any] = explanation.result
    told = Figure(*(result[column] for column in Figure._fields))
    name = explanation.indicator.id
    plain = figure_of(ALL[name], book, tuple(explanation.group.values()))
    assert close(told, plain), f"{name}: {told}, plain: {plain}"
