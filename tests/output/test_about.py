from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace

from made_results import COST_GROWTH, MEDIAN, PER_DAY, quantity, results, sample

from accsocial.model import Constant, Form
from accsocial.output.about import about, formula
from accsocial.records.ledger import FileAccount, Ledger


def test_it_is_json_and_says_everything_that_defends_a_figure() -> None:
    told = about(sample())
    assert json.loads(json.dumps(told)) == told
    assert list(told) == [
        "accsocial",
        "groups",
        "units",
        "indicators",
        "quantities",
        "rules",
        "parameters",
        "references",
        "sources",
        "ledger",
        "ignored_files",
    ]
    assert told["accsocial"] == "0.0.1"
    assert told["groups"] == ["body", "year"]
    assert told["units"] == {i.id: i.unit for i in sample().indicators}
    assert told["rules"] == sample().rules
    assert told["parameters"] == [
        {"name": "working_days", "value": "198", "unit": "days", "source": "S1, p. 10: 416 / 2.10"}
    ]


def test_an_indicator_is_told_whole() -> None:
    told = about(sample())["indicators"]
    assert isinstance(told, list)
    assert told[0] == {
        "id": "appointments_per_beneficiary",
        "theme": "intensity",
        "label": {
            "en": "Appointments per beneficiary per year",
            "fr": "Rendez-vous par bénéficiaire et par an",
        },
        "unit": "per year",
        "meaning": {
            "en": "What appointments_per_beneficiary means.",
            "fr": "Ce que appointments_per_beneficiary veut dire.",
        },
        "form": "numerator / denominator",
        "formula": "appointments / beneficiaries",
        "unknown": "unknown_beneficiaries",
        "source": {"id": "S1", "page": "p. 9"},
        "references": ["P01", "P02"],
        "basis": [],
    }


def test_only_the_published_figures_that_play_a_part_are_told() -> None:
    references = about(sample())["references"]
    assert isinstance(references, list)
    ids = [figure["id"] for figure in references]
    assert ids == ["P01", "P02", "P04", "P05", "P07", "P08", "P09", "P10", "P21"]
    assert [figure["low"] for figure in references][:2] == ["3.7", "3.9"]


def test_formulas_read_as_words() -> None:
    gap = quantity("workers") - quantity("a") * quantity("b")
    whole = replace(PER_DAY, numerator=gap, denominator=Constant(1))
    assert formula(PER_DAY) == "appointments / (workers x working days)"
    assert formula(COST_GROWTH) == "amount / amount (base year) - 1"
    assert formula(whole) == "(workers - a x b)"
    middle = replace(MEDIAN, numerator=quantity("twice_median"))
    assert formula(middle) == "twice median / 2, over beneficiaries"
    rooted = replace(PER_DAY, form=Form.ROOT)
    assert formula(rooted) == "square root of (appointments / (workers x working days))"


def test_the_ledger_in_it_holds_no_path_and_no_label_that_may_be_personal() -> None:
    account = FileAccount("/home/someone/rdv.csv", "appointments", "gesica", read=7, accepted=7)
    account.unmapped["status"] = Counter({"Reporté": 4, "Mme Exemple 12": 2, "x@example.org": 1})
    told = about(results([], ledger=Ledger([account], ignored=["/home/someone/a.txt"])))
    assert told["ledger"] == [
        {
            "file": "rdv.csv",
            "table": "appointments",
            "layout": "gesica",
            "read": 7,
            "accepted": 7,
            "blank": 0,
            "rejected": {},
            "warnings": {},
            "unmapped": {"status": {"Reporté": 4, "(label withheld)": 3}},
            "notes": {},
        }
    ]
    assert told["ignored_files"] == ["a.txt"]
