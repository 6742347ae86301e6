"""The flips: one choice each, for every rule that can move a figure."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest
from small_extracts import RICH, gathered

from accsocial.contesting.flip import NoSetting, differing
from accsocial.contesting.flips import FLIPS
from accsocial.contesting.instead import with_instead
from accsocial.contesting.sensitivity import CHANGE_NO_TABLE
from accsocial.indicators import CATALOGUE
from accsocial.parameters.prices import CONVENTIONS
from accsocial.rules import CountingRules
from accsocial.summary import count

BY_NAME = {flip.name: flip for flip in FLIPS}
INDICATORS = {indicator.id: indicator for indicator in CATALOGUE}
OTHER_RULES = CountingRules(
    counted_statuses=("held", "no_show"),
    counted_channels=("office",),
    count_collective=True,
    support_threshold=5,
    working_days=Decimal(200),
    workers_counted="qualified",
    id_scope="national",
)


def test_names_are_unique() -> None:
    assert len(BY_NAME) == len(FLIPS)


@pytest.mark.parametrize("flip", FLIPS, ids=lambda flip: flip.name)
def test_a_label_fits_its_column(flip: object) -> None:
    label = BY_NAME[flip.name].label  # type: ignore[attr-defined]  # an id for pytest
    assert max(len(label.en), len(label.fr)) <= 36


def test_every_rule_that_moves_a_figure_is_flipped() -> None:
    flipped = {
        name
        for rules in (CountingRules(), OTHER_RULES)
        for flip in FLIPS
        for name in differing(rules, flip.settings(rules, 2022))
    }
    assert flipped == CountingRules.model_fields.keys() - {"beneficiary_unit"}
    assert {flip.convention for flip in FLIPS} - {None} == {*CONVENTIONS}


@pytest.mark.parametrize(
    ("name", "rules", "settings"),
    [
        ("with_no_shows", {}, {"counted_statuses": ("held", "no_show")}),
        ("with_no_shows", {"counted_statuses": ("no_show", "held")}, {}),
        ("held_only", {}, {}),
        ("held_only", {"counted_statuses": ("held", "planned")}, {"counted_statuses": ("held",)}),
        (
            "with_mail_and_third_parties",
            {"counted_channels": ("mail", "office")},
            {"counted_channels": ("office", "mail", "email", "third_party")},
        ),
        ("face_to_face_only", {"counted_channels": ("outside", "home", "office")}, {}),
        (
            "without_unknown_channels",
            {"counted_channels": ("office", "unknown")},
            {"counted_channels": ("office",)},
        ),
        # Rules that count nothing are none.
        ("without_unknown_channels", {"counted_channels": ("unknown",)}, {}),
        ("with_group_sessions", {}, {"count_collective": True}),
        ("without_group_sessions", {"count_collective": True}, {"count_collective": False}),
        ("support_threshold_3", {}, {}),
        ("support_threshold_1", {}, {"support_threshold": 1}),
        ("support_threshold_3", {"support_threshold": 4}, {"support_threshold": 3}),
        ("working_days_198", {}, {}),
        ("working_days_198", {"working_days": Decimal(228)}, {"working_days": Decimal(198)}),
        ("working_days_228", {}, {"working_days": Decimal(228)}),
        ("working_days_of_calendar", {}, {"working_days": Decimal(253)}),
        ("qualified_workers", {}, {"workers_counted": "qualified"}),
        ("national_identifiers", {}, {"id_scope": "national"}),
        ("identifiers_by_territory", {}, {}),
        ("fte_for_workers", {}, {}),
    ],
)
def test_what_a_flip_sets_in_2022(
    name: str, rules: dict[str, object], settings: dict[str, object]
) -> None:
    run = CountingRules.model_validate(rules)
    assert differing(run, BY_NAME[name].settings(run, 2022)) == settings


def test_a_year_without_calendar_has_no_working_days_of_it() -> None:
    with pytest.raises(NoSetting, match="no calendar of working days for 2030") as raised:
        BY_NAME["working_days_of_calendar"].settings(CountingRules(), 2030)
    assert raised.value.rule == "working_days"


@pytest.mark.parametrize(
    ("name", "indicator"),
    [(flip.name, indicator) for flip in FLIPS for indicator in flip.of],
)
def test_other_quantities_change_the_formulas_they_are_for(name: str, indicator: str) -> None:
    before = INDICATORS[indicator]
    after = with_instead(before, BY_NAME[name].instead)
    formulas = [(str(i.numerator), str(i.denominator)) for i in (before, after)]
    assert formulas[0] != formulas[1]
    assert not {r.quantity for r in after.reads()} & BY_NAME[name].instead.keys()


def test_quantities_are_swapped_at_every_place_and_no_others() -> None:
    gap = with_instead(INDICATORS["staffing_gap"], BY_NAME["fte_for_workers"].instead)
    assert str(gap.numerator) == (
        "(fte x poor households (whole body) - fte (whole body) x poor households)"
    )
    growth = with_instead(INDICATORS["worker_growth"], BY_NAME["fte_for_workers"].instead)
    assert (str(growth.numerator), str(growth.denominator)) == ("fte", "fte (base year)")


def test_parameters_change_no_summary_table(tmp_path: Path) -> None:
    read = gathered(tmp_path / "extract", by=["territory"], **RICH)
    changed = {
        "support_threshold": 1,
        "working_days": Decimal(1),
        "beneficiary_unit": {"caf": "person", "departement": "person"},
    }
    assert changed.keys() == {*CHANGE_NO_TABLE}
    before, after = count(read), count(read, CountingRules.model_validate(changed))
    assert before.tables.keys() == after.tables.keys()
    for name, table in before.tables.items():
        assert table.equals(after.tables[name]), name
    assert before.absent == after.absent
