"""The published figures that do not fit together: every number of the notes, from its figures."""

from __future__ import annotations

from fractions import Fraction

import pytest

from accsocial.contesting.contradictions import CONTRADICTIONS, Reckoning
from accsocial.contesting.ranges import Leaf, Range
from accsocial.output.contesting.published_coherence import as_plain, blocks
from accsocial.parameters.published import figures

BY_ID = {each.id: each for each in CONTRADICTIONS}


def test_there_are_seven() -> None:
    assert len(BY_ID) == len(CONTRADICTIONS) == 7


@pytest.mark.parametrize(
    ("contradiction", "calculation", "low", "high", "written"),
    [
        ("appointments_of_departements", "P16 × P01", 7_400_000, None, "7.4 M"),
        (
            "appointments_of_departements",
            "P13 × working_days × P04",
            3_550_140,
            5_163_840,
            "3.55–5.16 M",
        ),
        (
            "appointments_of_departements",
            "P16 × P01 / (P13 × working_days)",
            Fraction(7_400_000, 16_300 * 198),
            None,
            "2.29",
        ),
        ("cost_of_departements", "P16 × P07", 2_400_000_000, None, "2.4 bn"),
        ("cost_of_departements", "P20 − P17 × P08", 990_000_000, None, "1.0 bn"),
        ("cost_of_departements", "(P20 − P17 × P08) / P07", 825_000, None, "0.83 M"),
        ("cost_per_worker", "P17 × P08", 210_000_000, None, "210 M"),
        ("cost_per_worker", "P17 × P08 / P14", Fraction(210_000_000, 1_700), None, "123,500"),
        (
            "cost_per_worker",
            "(P20 − P17 × P08) / P13",
            Fraction(990_000_000, 16_300),
            None,
            "61,000",
        ),
        ("workload_of_caf", "P17 × P02 / P14", Fraction(585_000, 1_700), None, "344"),
        (
            "workload_of_caf",
            "P17 × P02 / P14 / working_days",
            Fraction(585_000, 1_700 * 198),
            None,
            "1.74",
        ),
        (
            "workload_of_caf",
            "P17 × P02 / P14 / legal_working_days",
            Fraction(585_000, 1_700 * 228),
            None,
            "1.51",
        ),
        ("workload_of_caf", "P04", Fraction("1.1"), Fraction("1.6"), "1.1–1.6"),
        ("families_per_worker", "P17 / P14", Fraction(150_000, 1_700), None, "88"),
        ("families_per_worker", "P05 / P02", Fraction(4160, 39), None, "107"),
        ("families_per_worker", "P05 / P03", Fraction("41.6"), 52, "42–52"),
        ("households_behind_the_share", "P17 / P19", 5_000_000, None, "5.0 M"),
        ("who_is_in_the_mean", "P02", Fraction("3.9"), None, "3.9"),
        ("who_is_in_the_mean", "P21", 3, None, "3"),
    ],
)
def test_a_number_of_the_notes(
    contradiction: str, calculation: str, low: Fraction, high: Fraction | None, written: str
) -> None:
    each = BY_ID[contradiction]
    found = [r for r in (each.left, each.right, *each.also) if r and named(r) == calculation]
    assert [r.of.value for r in found] == [Range(Fraction(low), Fraction(high or low))]
    block = blocks("en")[CONTRADICTIONS.index(each)]
    shown = [line.value.replace("\u00a0", " ") for line in block.lines]
    assert written in shown


def named(reckoning: Reckoning) -> str:
    return reckoning.of.text(lambda leaf: leaf.name)


@pytest.mark.parametrize(
    ("contradiction", "low", "high"),
    [
        ("appointments_of_departements", 1.43, 2.08),
        ("cost_of_departements", 2.42, 2.42),
        ("cost_per_worker", 2.03, 2.03),
        ("workload_of_caf", 1.09, 1.58),
        ("families_per_worker", 1.70, 2.12),
        ("who_is_in_the_mean", 1.30, 1.30),
    ],
)
def test_the_ratio_of_both_sides(contradiction: str, low: float, high: float) -> None:
    ratio = BY_ID[contradiction].ratio
    assert ratio is not None
    assert (round(float(ratio.low), 2), round(float(ratio.high), 2)) == (low, high)


def test_where_nothing_was_published_there_is_no_ratio() -> None:
    each = BY_ID["households_behind_the_share"]
    assert (each.right, each.ratio) == (None, None)


def test_on_the_legal_year_the_caf_is_inside_the_range() -> None:
    each = BY_ID["workload_of_caf"]
    assert each.right is not None
    inside = [
        each.right.of.value.low <= number.of.value.low <= each.right.of.value.high
        for number in (each.left, each.also[1])
    ]
    assert inside == [False, True]


def test_every_number_has_a_source() -> None:
    for each in CONTRADICTIONS:
        for reckoning in (each.left, each.right, *each.also):
            for leaf in reckoning.of.leaves() if reckoning else ():
                assert leaf.source.source.id


def test_a_number_that_nobody_published_is_an_error() -> None:
    with pytest.raises(LookupError, match="P99"):
        _ = Leaf("P99").value


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        (Leaf("P13") * Leaf("P14") / Leaf("P17"), "P13 × P14 / P17"),
        (Leaf("P13") / (Leaf("P14") * Leaf("P17")), "P13 / (P14 × P17)"),
        (Leaf("P13") - Leaf("P14") * Leaf("P17"), "P13 − P14 × P17"),
        ((Leaf("P13") - Leaf("P14")) * Leaf("P17"), "(P13 − P14) × P17"),
        (Leaf("P13") - (Leaf("P14") - Leaf("P17")), "P13 − (P14 − P17)"),
    ],
)
def test_brackets_stand_where_they_are_needed(expression: Leaf, text: str) -> None:
    assert expression.text(lambda leaf: leaf.name) == text


def test_ranges_take_the_widest_result() -> None:
    one, two = Range(Fraction(2), Fraction(3)), Range(Fraction(4), Fraction(8))
    assert one.times(two) == Range(Fraction(8), Fraction(24))
    assert two.by(one) == Range(Fraction(4, 3), Fraction(4))
    assert two.less(one) == Range(Fraction(1), Fraction(6))


def test_json_has_the_exact_bounds_and_the_calculation() -> None:
    (first, *_) = as_plain()
    assert first["right"] == {
        "label": {
            "en": "workers × days × appointments a day",
            "fr": "agents × jours × rendez-vous par jour",
        },
        "low": 3_550_140,
        "high": 5_163_840,
        "of": "P13 × working_days × P04",
    }


def test_the_numbers_are_those_of_the_figures() -> None:
    assert Leaf("P04").value == Range(
        Fraction(figures()["P04"].low), Fraction(figures()["P04"].high)
    )
