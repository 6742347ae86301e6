"""Merged summaries are the summary of the pooled extract, whatever each part lacks."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import test_against_plain as random_extracts
from folders import counted, extract, figures, stored
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from polars.testing import assert_frame_equal
from split_extracts import Extract, split_extracts, write_all

from accsocial.errors import DataRefused
from accsocial.exchange import Stored, merge
from accsocial.exchange.stored import in_order
from accsocial.summary import Part

BY: list[list[str]] = [[], ["territory"], ["site"], ["event"], ["channel"], ["territory", "site"]]
RULES = [rules for rules in random_extracts.RULES if "id_scope" not in rules]


def check(
    parts: Sequence[Extract],
    by: Sequence[str],
    rules: Mapping[str, Any],
    kind: str,
    order: random.Random,
) -> None:
    with TemporaryDirectory() as name:
        root = Path(name)
        folders, pooled = write_all(parts, root, kind)
        summaries = []
        for folder in folders:
            try:
                part = counted(folder, by=by, rules=rules)
            except DataRefused:
                # No row is accepted: there is no summary.
                assume(False)
            summaries.append(stored(part, root / f"summary{folder.name}"))
        order.shuffle(summaries)
        assert_equal(merged(summaries, root), counted(pooled, by=by, rules=rules))


def merged(summaries: Sequence[Stored], root: Path) -> Part:
    """All at once; of three, two first and their summary with the third."""
    if len(summaries) > 2:
        first = stored(merge(summaries[:2])[0], root / "two")
        return merge([summaries[2], first])[0]
    return merge(summaries)[0]


def assert_equal(found: Part, expected: Part) -> None:
    assert found.delivered == expected.delivered
    assert found.first_years == expected.first_years
    assert found.last_day == expected.last_day
    assert found.tables.keys() == expected.tables.keys()
    for name, frame in expected.tables.items():
        assert_frame_equal(found.tables[name], in_order(frame))
    assert figures(found) == figures(expected)


@settings(random_extracts.CHECKED, max_examples=25)
@given(
    split_extracts(),
    st.sampled_from(BY),
    st.sampled_from(["csv", "parquet"]),
    st.randoms(use_true_random=False),
)
def test_random_extracts_in_parts(
    parts: list[Extract], by: list[str], kind: str, order: random.Random
) -> None:
    check(parts, by, {}, kind, order)


@pytest.mark.parametrize("rules", RULES, ids=lambda rules: "-".join(map(str, rules)))
def test_under_other_rules(rules: dict[str, Any]) -> None:
    @settings(random_extracts.CHECKED, max_examples=5)
    @given(split_extracts(), st.sampled_from(BY), st.randoms(use_true_random=False))
    def under_these(parts: list[Extract], by: list[str], order: random.Random) -> None:
        check(parts, by, rules, "csv", order)

    under_these()


def test_the_ledger_is_by_table_and_file_as_that_of_one_extract(tmp_path: Path) -> None:
    summaries = []
    for territory in ("94", "95"):
        rows = extract(
            tmp_path / territory,
            appointments="date status\n2022-03-01 held",
            costs="year amount\n2022 5",
        )
        part = counted(rows, body="caf", territory=territory)
        summaries.append(stored(part, tmp_path / f"summary{territory}"))
    for order in (summaries, summaries[::-1]):
        accounts = merge(order)[0].ledger.accounts
        assert [account.table for account in accounts] == ["appointments"] * 2 + ["costs"] * 2
