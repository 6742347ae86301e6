"""Parameters are English in the results and said in French to a French reader."""

from __future__ import annotations

from pathlib import Path

import pytest

from accsocial import compute, read, summarise
from accsocial.output.parameters import in_words, with_source
from accsocial.results import Parameter

SAMPLE = Path(__file__).parents[2] / "data" / "samples" / "canonical"


PRICES = "Insee, series 01; France, all items; base 2015; vintage 2, last year 3"
PRICES_FR = "Insee, série 01 ; France, ensemble ; base 2015 ; millésime 2, dernière année 3"


@pytest.mark.parametrize(
    ("english", "french"),
    [
        (("1.1", "days per year", "S1, p. 10"), ("1,1", "jours par an", "S1, p. 10")),
        (("2018", "year", "set for this run"), ("2018", "année", "fixé pour ce calcul")),
        (("01", "index", PRICES), ("01", "indice", PRICES_FR)),
        (("a", "of its own", "somewhere"), ("a", "of its own", "somewhere")),
    ],
)
def test_a_parameter_in_french(english: tuple[str, str, str], french: tuple[str, str, str]) -> None:
    used = Parameter("name", *english)
    assert in_words(used, "fr") == Parameter("name", *french)
    assert in_words(used, "en") == used


def test_a_parameter_without_a_unit_has_one_space_before_its_source() -> None:
    assert with_source(Parameter("name", "8", "days", "S1, p. 9")) == "8 days (S1, p. 9)"
    assert with_source(Parameter("name", "a-word", "", "somewhere")) == "a-word (somewhere)"


def test_none_stays_english() -> None:
    for used in compute(summarise(read(SAMPLE))).parameters:
        said = in_words(used, "fr")
        assert said.unit == "" or said.unit != used.unit
        assert said.source.startswith("S1, ") or said.source != used.source
