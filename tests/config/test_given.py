"""Records of settings do as pydantic's models did, without pydantic where nothing is given."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from accsocial.config import Settings
from accsocial.rules import CountingRules


class _Inside(BaseModel):
    rules: CountingRules = CountingRules()


def test_what_is_given_is_checked_and_converted() -> None:
    given: dict[str, Any] = {"working_days": "198.10", "counted_statuses": ["held", "no_show"]}
    rules = CountingRules(**given)
    assert rules.working_days == Decimal("198.10")
    assert rules.counted_statuses == ("held", "no_show")


@pytest.mark.parametrize(
    ("name", "one", "other"),
    [
        ("counted_statuses", ("held", "no_show"), ["no_show", "held", "no_show"]),
        ("counted_channels", ("office", "mail", "unknown"), ("unknown", "office", "mail")),
        ("working_days", Decimal(200), "200.00"),
        (
            "beneficiary_unit",
            {"caf": "person", "departement": "household"},
            {"departement": "household", "caf": "person"},
        ),
    ],
)
def test_a_rule_has_one_form_however_it_is_written(name: str, one: Any, other: Any) -> None:
    rules, others = CountingRules(**{name: one}), CountingRules(**{name: other})
    assert repr(others) == repr(rules)
    assert getattr(rules, name) == one
    inside = _Inside.model_validate({"rules": {name: other}}).rules
    assert repr(inside) == repr(rules)


@pytest.mark.parametrize(
    "given", [{"support_threshold": 0}, {"counted_statuses": ()}, {"suport_threshold": 3}]
)
def test_a_value_beyond_its_limits_or_a_name_that_is_none(given: dict[str, Any]) -> None:
    with pytest.raises(ValidationError, match="1 validation error for CountingRules"):
        CountingRules(**given)
    with pytest.raises(ValidationError, match=rf"rules\.{next(iter(given))}"):
        _Inside.model_validate({"rules": given})


def test_a_record_in_another_and_in_a_model() -> None:
    rules = CountingRules(support_threshold=4)
    assert Settings(rules=rules).rules == rules
    assert _Inside(rules=rules).rules is rules
    inside = _Inside.model_validate({"rules": {"support_threshold": 4}}).rules
    assert inside == rules
    assert inside.model_fields_set == {"support_threshold"}


def test_what_was_given_is_known_even_if_it_is_the_default() -> None:
    assert CountingRules().model_fields_set == frozenset()
    rules = CountingRules(support_threshold=3)
    assert rules == CountingRules()
    assert rules.model_fields_set == {"support_threshold"}
    copied = rules.model_copy(update={"id_scope": "national"})
    assert copied.model_fields_set == {"support_threshold", "id_scope"}
    assert (copied.id_scope, rules.id_scope) == ("national", "territory")


def test_a_record_is_frozen() -> None:
    rules = CountingRules()
    with pytest.raises(AttributeError, match="support_threshold cannot be set"):
        rules.support_threshold = 4  # type: ignore[misc]  # what mypy forbids too
    with pytest.raises(AttributeError, match="support_threshold cannot be deleted"):
        del rules.support_threshold


def test_no_record_changes_the_defaults() -> None:
    CountingRules().beneficiary_unit["caf"] = "person"
    assert CountingRules().beneficiary_unit["caf"] == "household"


def test_a_record_is_equal_to_one_of_its_kind_with_the_same_values() -> None:
    assert CountingRules() != CountingRules(support_threshold=4)
    assert CountingRules() != CountingRules().as_plain()
    assert repr(Settings(by=("site",))).startswith("Settings(body=None, territory=None,")
