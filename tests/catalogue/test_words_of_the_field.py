"""The words of the catalogue are those of the field, one for each thing, in both languages."""

from __future__ import annotations

import re

import pytest

from accsocial.contesting.contradictions import CONTRADICTIONS
from accsocial.contesting.identities import IDENTITIES
from accsocial.indicators import CATALOGUE
from accsocial.indicators.cost import real_cost_growth
from accsocial.indicators.equity import workers_per_1000_poor_households
from accsocial.indicators.sheet import sheet_of
from accsocial.model import Indicator
from accsocial.output.catalogue.example import example_points
from accsocial.output.catalogue.formula import formula
from accsocial.output.catalogue.words import UNITS
from accsocial.output.inspection.words import WORDS

BARE_WORKER = re.compile(r"travailleurs?\b(?! socia)", re.IGNORECASE)
"""A worker in general: the field says travailleur social, or agent."""

EVENT = re.compile(r"\bmotifs?\b(?! de sortie)", re.IGNORECASE)
"""A motif is why a support ended: what sets it off is a fait générateur."""


def french(indicator: Indicator) -> list[str]:
    return [indicator.label.fr, indicator.meaning.fr, formula(indicator, "fr")]


@pytest.mark.parametrize("indicator", CATALOGUE, ids=lambda each: each.id)
def test_who_works_and_why_have_one_name(indicator: Indicator) -> None:
    for text in french(indicator):
        assert not BARE_WORKER.search(text)
        if indicator.theme != "exits":
            assert not EVENT.search(text)


def test_so_have_units_and_comparisons() -> None:
    texts = [unit.fr for unit in UNITS.values()]
    for identity in IDENTITIES:
        texts += [identity.label.fr, identity.explanation.fr]
    for contradiction in CONTRADICTIONS:
        sides = (contradiction.left, contradiction.right, *contradiction.also)
        texts += [side.label.fr for side in sides if side is not None]
    assert not [text for text in texts if BARE_WORKER.search(text)]


def test_amounts_of_published_figures_are_in_euros() -> None:
    per_worker = next(each for each in CONTRADICTIONS if each.id == "cost_per_worker")
    sides = (per_worker.left, per_worker.right, *per_worker.also)
    assert all("(€)" in side.label[lang] for side in sides if side for lang in ("en", "fr"))


def test_a_real_growth_is_defined_as_it_is_computed() -> None:
    # Costs × 1.085 and prices × 1.0865: not 8.5 % divided by 8.65 %.
    assert round((1.085 / 1.0865 - 1) * 100, 1) == -0.1
    assert "× 1.085 and prices × 1.0865 make −0.1 %" in real_cost_growth.meaning.en
    assert re.search(r"× 1,085 et des prix × 1,0865 font −0,1.%", real_cost_growth.meaning.fr)


def test_thousands_stand_apart_in_formulas_and_examples() -> None:
    assert "× 1\u202f000 ÷" in formula(workers_per_1000_poor_households, "fr")
    assert "× 1,000 ÷" in formula(workers_per_1000_poor_households, "en")
    *_, found = example_points(real_cost_growth, sheet_of("real_cost_growth").example, "fr")
    assert "numérateur 111\u202f852,65, dénominateur 112\u202f010" in found


def test_a_question_mark_stands_as_each_language_has_it() -> None:
    assert (WORDS["doubt"].en, WORDS["doubt"].fr) == ("?", "\u00a0?")
