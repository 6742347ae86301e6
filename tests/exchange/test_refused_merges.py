"""Which summaries cannot be made one: the difference is named."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from folders import counted, extract, figures, stored

from accsocial.errors import UsageError
from accsocial.exchange import Stored, merge
from accsocial.results import FileRead


def summary(root: Path, name: str, body: str, territory: str, **given: Any) -> Stored:
    """The summary of one row of spending."""
    costs = f"body territory year amount\n{body} {territory} 2022 {len(name)}"
    return stored(counted(extract(root / f"{name}-extract", costs=costs), **given), root / name)


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"rules": {"counted_statuses": ("held", "no_show")}}, "counted_statuses is held in"),
        ({"rules": {"count_collective": True}}, "count_collective is false in .*, true in"),
        ({"rules": {"support_threshold": 4}}, "support_threshold is 3 in .*, 4 in"),
        ({"rules": {"working_days": 228}}, "working_days is 198 in .*, 228 in"),
        ({"rules": {"workers_counted": "qualified"}}, "workers_counted is all in"),
        (
            {"rules": {"beneficiary_unit": {"caf": "person", "departement": "household"}}},
            "beneficiary_unit is caf=household,departement=household in .*, caf=person",
        ),
        ({"rules": {"id_scope": "national"}}, "id_scope is territory in .*, national in"),
        ({"by": ["territory"]}, "is by body, year, .* by body, territory, year"),
        ({"by": ["site"]}, "is by body, year, .* by body, year, site"),
    ],
)
def test_other_rules_units_or_groups(tmp_path: Path, given: dict[str, Any], told: str) -> None:
    one = summary(tmp_path, "one", "caf", "94")
    other = summary(tmp_path, "other", "departement", "94", **given)
    with pytest.raises(UsageError, match=told) as refused:
        merge([one, other])
    assert str(tmp_path / "one") in str(refused.value)
    assert str(tmp_path / "other") in str(refused.value)


def test_labels_of_a_rule_have_no_order(tmp_path: Path) -> None:
    labels = ("held", "no_show")
    one = summary(tmp_path, "one", "caf", "94", rules={"counted_statuses": labels})
    other = summary(tmp_path, "other", "caf", "95", rules={"counted_statuses": labels[::-1]})
    assert figures(merge([one, other])[0]) == figures(merge([other, one])[0])


def test_the_same_territory_of_a_body_in_two(tmp_path: Path) -> None:
    one, other = (summary(tmp_path, name, "caf", "94") for name in ("one", "other"))
    both = summary(tmp_path, "both", "departement", "94")
    with pytest.raises(UsageError, match=r"one and .*other both hold caf 94\."):
        merge([one, both, other])
    assert merge([one, both])


def test_a_summary_and_one_that_it_is_already_in(tmp_path: Path) -> None:
    one, other = (summary(tmp_path, name, name, "94") for name in ("caf", "departement"))
    two = stored(merge([one, other])[0], tmp_path / "two")
    with pytest.raises(UsageError, match="both hold departement 94"):
        merge([two, other])


def test_the_same_summary_twice(tmp_path: Path) -> None:
    one = summary(tmp_path, "one", "caf", "94")
    with pytest.raises(UsageError, match="are the same summary"):
        merge([one, replace(one, folder="a copy of it")])


def test_the_same_file_twice(tmp_path: Path) -> None:
    sources = (FileRead("depenses.csv", 5, "0" * 64),)
    one, other = (
        replace(summary(tmp_path, name, name, "94"), sources=sources)
        for name in ("caf", "departement")
    )
    with pytest.raises(UsageError, match=r"made from one file, depenses\.csv"):
        merge([one, other])


def test_national_identifiers(tmp_path: Path) -> None:
    rules = {"id_scope": "national"}
    one, other = (
        summary(tmp_path, name, name, "94", rules=rules, by=["territory"])
        for name in ("caf", "departement")
    )
    with pytest.raises(UsageError, match="id_scope national"):
        merge([one, other])
