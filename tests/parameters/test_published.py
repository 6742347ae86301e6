"""Published figures as data, and which one applies to a group."""

from __future__ import annotations

from decimal import Decimal

import pytest

from accsocial.parameters.published import figure_for, figures, note_of, sources

GROWTH = ("P09", "P10", "P11")
INTENSITY = ("P01", "P02", "P03")
PER_DAY = ("P04", "P06")


def test_all_figures_are_there_with_their_place() -> None:
    assert list(figures()) == [f"P{n:02}" for n in range(1, 26)]
    figure = figures()["P06"]
    assert (figure.body, figure.territory, figure.base_year, figure.year) == (
        "caf",
        None,
        None,
        None,
    )
    assert (str(figure.low), str(figure.high)) == ("2.10", "2.10")
    assert figure.wording_fr == "2,10 rendez-vous par jour en moyenne"
    assert (figure.source.id, figure.source.page, figure.page) == ("S1", "p. 10", "10")


def test_a_range_keeps_both_bounds() -> None:
    assert (figures()["P10"].low, figures()["P10"].high) == (Decimal("0.116"), Decimal("0.136"))


def test_a_source_without_page_is_a_whole_publication() -> None:
    assert figures()["P22"].source == sources()["S3"]


def test_a_note_in_each_language() -> None:
    figure = figures()["P16"]
    assert note_of(figure, "en") == "Persons, not households."
    assert note_of(figure, "fr") == "Des personnes, non des foyers."


def test_every_note_is_translated() -> None:
    for figure in figures().values():
        same = note_of(figure, "fr") == note_of(figure, "en")
        assert same is (figure.note in ("", "101 Caf.")), figure.id


@pytest.mark.parametrize(
    ("ids", "body", "territory", "year", "base_year", "applies"),
    [
        # the body's own figure
        (INTENSITY, "departement", None, 2022, 2018, "P01"),
        (INTENSITY, "caf", None, 2022, 2018, "P02"),
        # a figure of 2022 says nothing of 2021; the expectation is open on the year
        (INTENSITY, "caf", None, 2021, 2018, "P03"),
        (INTENSITY, "departement", None, 2021, 2018, None),
        # not grouped by body: only a figure that leaves the body open
        (INTENSITY, None, None, 2022, 2018, None),
        (PER_DAY, None, None, 2022, None, "P04"),
        # as many dimensions fixed: the first listed
        (PER_DAY, "caf", None, 2022, None, "P04"),
        (("P06", "P04"), "caf", None, 2022, None, "P06"),
        (PER_DAY, "caf", "94", 2019, None, "P06"),
        # not grouped by year
        (INTENSITY, "caf", None, None, None, "P03"),
        # Val-de-Marne is excepted from the range and has its own figure
        (GROWTH, "departement", "34", 2022, 2018, "P10"),
        (GROWTH, "departement", "94", 2022, 2018, "P11"),
        (GROWTH, "departement", None, 2022, 2018, "P10"),
        (GROWTH, "caf", "94", 2022, 2018, "P09"),
        # a growth from another base year is another figure
        (GROWTH, "caf", None, 2022, 2019, None),
        (GROWTH, "caf", None, 2022, None, None),
        (("P12",), "caf", "94", 2022, 2018, "P12"),
        ((), "caf", None, 2022, 2018, None),
    ],
)
def test_figure_for(
    ids: tuple[str, ...],
    body: str | None,
    territory: str | None,
    year: int | None,
    base_year: int | None,
    applies: str | None,
) -> None:
    figure = figure_for(ids, body=body, territory=territory, year=year, base_year=base_year)
    assert (figure.id if figure else None) == applies


def test_an_id_that_does_not_exist_is_an_error() -> None:
    with pytest.raises(KeyError, match="P99"):
        figure_for(("P99",), body=None, territory=None, year=None, base_year=None)
