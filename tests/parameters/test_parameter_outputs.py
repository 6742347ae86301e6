"""What `accsocial prices` and `accsocial references` show."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal

import pytest
from rich.console import Console

from accsocial.output import notes, prices, references
from accsocial.parameters.prices import Link, default_series
from accsocial.parameters.published import figures

NARROW = "\u202f"
WHY = (
    "Four years against five annual rates: from mean to mean, 2018 to 2022 spans four years, "
    "but the published rate of 2018 already is the rise since 2017."
)


def printed(show: Callable[[Console], None], width: int = 80) -> str:
    console = Console(width=width, color_system=None)
    with console.capture() as capture:
        show(console)
    return capture.get()


def prices_text(lang: str, base_year: int = 2018, year: int = 2022) -> str:
    report = prices.prices_report(default_series(), base_year, year, lang)
    return printed(lambda console: prices.render(report, lang, console))


def references_text(lang: str, width: int = 80) -> str:
    return printed(lambda console: references.render(lang, console), width)


# --- prices ----------------------------------------------------------------------


def test_prices_as_data() -> None:
    plain = prices.prices_report(default_series()).as_plain()
    assert json.loads(json.dumps(plain)) == plain
    assert list(plain) == [
        "series",
        "publisher",
        "area",
        "items",
        "base",
        "vintage",
        "chained",
        "annual_means",
        "annual_rates",
        "base_year",
        "year",
        "growth",
        "why",
    ]
    assert (plain["series"], plain["base"], plain["vintage"]) == ("001764363", "2015", "2026-11")
    assert plain["growth"] == {
        "mean-to-mean": pytest.approx(112.01 / 103.09 - 1, rel=1e-12),
        "published-rates": pytest.approx(0.1055, abs=5e-5),
    }
    assert plain["why"] == WHY


def test_prices_of_a_year_without_a_mean() -> None:
    plain = prices.prices_report(default_series(), 2018, 2027).as_plain()
    assert plain["growth"] == {"mean-to-mean": None, "published-rates": None}
    assert plain["why"] == ""


@pytest.mark.parametrize(
    ("lang", "shown"),
    [
        (
            "en",
            [
                "001764363",
                "all items",
                "2015 = 100",
                "2026-11",
                "112.01",
                "+8.65%",
                "+10.6%",
                "+10.55%",
            ],
        ),
        (
            "fr",
            [
                "001764363",
                "ensemble",
                "112,01",
                f"+8,65{NARROW}%",
                f"+10,6{NARROW}%",
                f"+10,55{NARROW}%",
                "Quatre ans contre cinq taux annuels\u00a0:",
            ],
        ),
    ],
)
def test_prices_on_a_terminal(lang: str, shown: list[str]) -> None:
    text = prices_text(lang)
    assert [part for part in shown if part not in text] == []
    assert max(map(len, text.splitlines())) <= 80


def test_prices_say_why_the_two_growths_differ() -> None:
    assert "Four years against five annual rates" in prices_text("en")


@pytest.mark.parametrize(
    ("base_year", "year", "reason"),
    [
        (2018, 2027, "no annual mean for 2026, 2027"),
        (2010, 2022, "no annual mean for 2009"),
        (2009, 2022, "no annual mean for 2009"),
        (2022, 2018, "not defined backwards in time"),
        (2018, 2040, "no annual mean for 2026, 2027, 2028, 2029 …"),
    ],
)
def test_prices_say_what_is_missing(base_year: int, year: int, reason: str) -> None:
    text = prices_text("en", base_year, year)
    assert "not computable" in text
    assert reason in text


def test_prices_of_one_year_and_of_many() -> None:
    one = prices.prices_report(default_series(), 2018, 2018)
    assert one.why.startswith("Zero years against one annual rate:")
    many = prices.prices_report(default_series(), 2011, 2025, "fr")
    assert many.why.startswith("14 ans contre 15 taux annuels")


def test_a_chained_series_says_so() -> None:
    link = Link(2025, "011814630", Decimal("120.95"), Decimal("100.00"))
    report = prices.prices_report(replace(default_series(), link=link))
    text = printed(lambda console: prices.render(report, "en", console))
    assert "Chained   011814630, 2025: 120.95 / 100.00" in text
    assert report.as_plain()["chained"] == {
        "year": 2025,
        "series": "011814630",
        "old_mean": 120.95,
        "new_mean": 100.0,
    }


# --- references --------------------------------------------------------------------


def test_references_as_data() -> None:
    rows = references.references_rows()
    assert [row["id"] for row in rows] == list(figures())
    assert json.loads(json.dumps(rows)) == rows
    assert rows[9] == {
        "id": "P10",
        "indicator": "cost_growth",
        "body": "departement",
        "territory": None,
        "base_year": 2018,
        "year": 2022,
        "low": 0.116,
        "high": 0.136,
        "unit": "share",
        "kind": "observed",
        "wording_fr": "+11,6 % à +13,6 %",
        "source": "S1",
        "title": figures()["P10"].source.title,
        "publisher": "Cour des comptes",
        "date": "2025-01",
        "page": "11",
        "note": "Audited départements with data, Val-de-Marne excepted.",
    }


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("width", [80, 120])
def test_references_fit_the_terminal_and_are_whole(lang: str, width: int) -> None:
    text = references_text(lang, width)
    assert max(map(len, text.splitlines())) <= width
    flat = " ".join(text.split())
    for figure in figures().values():
        assert figure.id in flat
        assert " ".join(figure.wording_fr.split()) in flat


@pytest.mark.parametrize(
    ("figure", "lang", "value"),
    [
        ("P01", "en", "3.7 appointments per beneficiary per year"),
        ("P03", "fr", "8–10 rendez-vous par bénéficiaire et par an"),
        ("P04", "fr", "1,1–1,6 rendez-vous par travailleur social et par jour"),
        ("P06", "en", "2.10 appointments per worker per day"),
        ("P07", "fr", f"1{NARROW}200 euros par bénéficiaire et par an"),
        ("P10", "en", "11.6–13.6%"),
        ("P11", "fr", f"−5,5{NARROW}%"),
    ],
)
def test_a_value_with_its_unit(figure: str, lang: str, value: str) -> None:
    assert references.value_text(figures()[figure], lang) == value


@pytest.mark.parametrize(
    ("figure", "lang", "perimeter"),
    [
        ("P01", "en", "départements, 2022"),
        ("P03", "en", "Caf"),
        ("P04", "fr", "Caf et départements, 2022"),
        ("P11", "fr", "départements, territoire 94, 2018–2022"),
    ],
)
def test_a_perimeter(figure: str, lang: str, perimeter: str) -> None:
    assert notes.perimeter_text(figures()[figure], lang) == perimeter


def test_figures_of_one_indicator_stand_together() -> None:
    lines = references_text("en").splitlines()
    assert lines.count("appointments_per_working_day") == 1
    start = lines.index("appointments_per_working_day")
    block = lines[start : lines.index("", start)]
    assert [line.split()[0] for line in block if line.startswith("  P")] == ["P04", "P06"]


def test_every_unit_is_said_in_french() -> None:
    for figure in figures().values():
        same = figure.unit == "questionnaires"
        assert (references.unit_text(figure, "fr") == figure.unit) is same, figure.id


def test_a_line_never_breaks_before_french_punctuation_nor_in_a_word() -> None:
    for width in range(60, 100):
        for line in references_text("fr", width).splitlines():
            assert line.lstrip(" ")[:1] not in {";", ":", "»"}, line
            assert not line.endswith("-"), line


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_every_source_that_a_note_names_is_listed(lang: str) -> None:
    text, listed = references_text(lang).split("\nSources\n")
    named = {*re.findall(r"\bS\d\b", text)}
    assert named == {*re.findall(r"^ +(S\d) ", listed, re.MULTILINE)} == {"S1", "S2", "S3", "S4"}
