"""Rows of large extracts are traced some at a time: what is told is the same, in bounded memory."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from polars.testing import assert_frame_equal
from test_portions import APPOINTMENTS, SUPPORTS, Shared
from traced import BY_ID, GESICA, gathered, proof, rows_of, written

from accsocial.contesting.coherence import coherence
from accsocial.errors import DataRefused
from accsocial.output.contesting.coherence_plain import as_plain as plain_coherence
from accsocial.output.tracing.explanation_plain import as_plain
from accsocial.rules import CountingRules
from accsocial.summary import Gathered, Summary, count
from accsocial.summary.rows import memory
from accsocial.summary.rows.activity import Activity
from accsocial.summary.rows.memory import Memory
from accsocial.tracing import found as found_module
from accsocial.tracing.evidence import Evidence
from accsocial.tracing.explain import explain

RULES: Mapping[str, Mapping[str, Any]] = {
    "default": {},
    "national": {"id_scope": "national"},
    "qualified": {"workers_counted": "qualified", "count_collective": True},
}

WALKS = (
    "appointments_per_beneficiary",
    "share_of_beneficiaries_seen_in_6_months",
    "appointments_per_worker",
    "caseload_per_worker",
    "no_show_rate",
    "home_visit_share",
    "cost_per_appointment",
    "worker_growth",
    "median_days_between_appointments",
    "share_of_appointments_for_separation",
    "documentation_rate_of_optional_fields",
    "median_days_to_entry",
    "acceptance_rate",
    "days_to_first_appointment",
)
"""Indicators whose rows are found in all the ways there are."""


@cache
def sample(*by: str, parted: bool) -> Gathered:
    """The sample; if it is `parted`, in portions of one shelf each, and in shares."""
    with pytest.MonkeyPatch.context() as patch:
        if parted:
            patch.setattr(memory, "_ROWS_OF_PORTION", 1)
        rows = gathered(GESICA, by)
    assert (len(activity(rows).portions) > 10) == parted
    return replace(rows, activity=replace(activity(rows), memory=Shared())) if parted else rows


@cache
def counted(rules: str, *, parted: bool) -> Summary:
    return count(sample(parted=parted), CountingRules(**RULES[rules]))


def activity(rows: Gathered) -> Activity:
    assert rows.activity is not None
    return rows.activity


@pytest.mark.parametrize("rules", RULES)
@pytest.mark.parametrize("indicator", WALKS)
def test_a_figure_of_a_body_is_traced_alike(
    indicator: str, rules: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    where = {"body": "departement", "year": "2022"}
    found = {}
    for parted in (False, True):
        rows, summary = sample(parted=parted), counted(rules, parted=parted)
        explanations = explain(BY_ID[indicator], rows, summary, where=where, keep=True)
        monkeypatch.setattr(found_module, "AT_ONCE", 97 if parted else 10**9)
        told = [as_plain(each, {}) for each in explanations]
        found[parted] = told, proof(explanations, rows)
    assert found[True][0] == found[False][0]
    assert_same_evidence(found[True][1], found[False][1])


@pytest.mark.parametrize("scope", ["territory", "national"])
@pytest.mark.parametrize("indicator", WALKS)
def test_a_figure_of_few_persons_in_several_places_is_traced_alike(
    indicator: str, scope: str, tmp_path: Path
) -> None:
    # Two rows of the first appointment have a worker alone: in one share, or it would be two.
    whole = gathered(written(tmp_path, rdv=APPOINTMENTS, supports=SUPPORTS))
    parted = replace(whole, activity=replace(activity(whole), memory=Shared()))
    told: list[object] = []
    for rows in (whole, parted):
        summary = count(rows, CountingRules.model_validate({"id_scope": scope}))
        explanations = explain(BY_ID[indicator], rows, summary, keep=True)
        plain = [as_plain(each, {}) for each in explanations]
        told.append((plain, proof(explanations, rows).digest))
    assert told[0] == told[1]


def assert_same_evidence(parted: Evidence, whole: Evidence) -> None:
    assert parted.digest == whole.digest
    assert parted.height == whole.height
    assert_frame_equal(rows_of(parted), rows_of(whole))
    assert max(part.height for part in parted.parts()) <= 97


@pytest.mark.parametrize("rules", RULES)
def test_identities_hold_alike(rules: str) -> None:
    chosen = CountingRules(**RULES[rules])
    parted, whole = (
        plain_coherence(coherence(sample("territory", parted=each), chosen))
        for each in (True, False)
    )
    assert parted == whole


def limited(rows: Gathered, limit: int) -> Gathered:
    return replace(rows, activity=replace(activity(rows), memory=Memory(limit)))


def for_appointments(bytes_of_one: int) -> Callable[[int], int]:
    """The limit that allows so many appointments of so many bytes."""
    return lambda appointments: 550_000_000 + appointments * bytes_of_one


def test_rows_of_one_territory_are_enough_to_hold() -> None:
    rows, rules = sample(parted=True), CountingRules()
    summary, figure = count(rows, rules), BY_ID["median_days_between_appointments"]
    largest = max(
        sum(activity(rows).shelves.heights[s] for s in p.shelves) for p in activity(rows).portions
    )
    limit = for_appointments(memory.TRACED)
    enough = explain(figure, limited(rows, limit(largest)), summary)
    assert [each.result for each in enough] == [
        each.result for each in explain(figure, rows, summary)
    ]
    with pytest.raises(DataRefused, match=r"appointments must be counted together, .* Allow more"):
        explain(figure, limited(rows, limit(largest // 2)), summary)


def test_more_evidence_than_there_is_memory_for_is_refused_with_what_to_do() -> None:
    rows = sample(parted=True)
    explanations = explain(
        BY_ID["appointments_per_beneficiary"], rows, count(rows), where={"body": "caf"}, keep=True
    )
    behind = proof(explanations, rows).height
    limit = for_appointments(memory.BEHIND)
    assert proof(explanations, limited(rows, limit(behind))).height == behind
    said = f"{behind:,} appointments stand behind what is asked for, which takes about 0.55 GB"
    with pytest.raises(DataRefused, match=re.escape(said) + ".* fewer groups with --where"):
        proof(explanations, limited(rows, limit(behind) - 1))


def test_places_are_kept_for_evidence_alone() -> None:
    rows = sample(parted=False)
    (told,) = explain(
        BY_ID["appointments_per_beneficiary"],
        rows,
        count(rows),
        where={"body": "caf", "year": "2022"},
    )
    chosen = [each for part in told.parts for each in part.chosen]
    assert sum(each.height for each in chosen) > 1000
    assert all(each.rows == [] for each in chosen)
    with pytest.raises(ValueError, match="have not kept the places"):
        proof([told], rows)
