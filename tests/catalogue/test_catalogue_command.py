"""`accsocial catalogue`: the list, and one indicator so that it can be computed by hand."""

from __future__ import annotations

import io
import json
import re
from typing import Any

import pytest
from rich.console import Console
from typer.testing import CliRunner

from accsocial.cli import whole
from accsocial.errors import UsageError
from accsocial.indicators import CATALOGUE
from accsocial.indicators.sheet import sheet_ids, sheet_of
from accsocial.model import Unit
from accsocial.output.catalogue.plain import page_json
from accsocial.output.catalogue.terminal import render
from accsocial.output.catalogue.words import RULES, SETTINGS, UNITS
from accsocial.parameters.published import figures
from accsocial.records.rows.warnings import MEANINGS
from accsocial.records.schema import TABLES
from accsocial.rules import CountingRules

WITH_SHEET = [indicator for indicator in CATALOGUE if indicator.id in sheet_ids()]


def said(*arguments: str) -> str:
    """What the command prints in 80 columns; raises what it raises."""
    done = CliRunner().invoke(whole(), ["catalogue", *arguments], env={"COLUMNS": "80"})
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.stdout


def page(indicator: Any, lang: str) -> str:
    out = io.StringIO()
    render(indicator, Console(file=out, width=80, highlight=False), lang)
    return out.getvalue()


def words(text: str) -> str:
    """The text on one line: what wraps is still there."""
    return " ".join(text.split())


# --- the list ---------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_list_has_every_indicator_and_fits_80_columns(lang: str) -> None:
    lines = said("--lang", lang).splitlines()
    listed = [line.split()[0] for line in lines if line.startswith("  ") and line[2] != " "]
    by_theme = dict.fromkeys(indicator.theme for indicator in CATALOGUE)
    assert listed == [i.id for theme in by_theme for i in CATALOGUE if i.theme == theme]
    assert max(map(len, lines)) <= 80


def test_the_list_says_theme_id_label_and_unit() -> None:
    lines = [line.strip() for line in said("--lang", "fr").splitlines()]
    assert "Intensité" in lines
    entry = next(line for line in lines if line.startswith("reentry_rate "))
    assert entry.split(maxsplit=1)[1].startswith("Retours sous 365 jours (part)")


def test_the_list_as_json_and_as_markdown() -> None:
    rows = json.loads(said("--format", "json"))
    assert [row["id"] for row in rows] == [indicator.id for indicator in CATALOGUE]
    assert rows[0]["label"]["fr"] == "Rendez-vous par bénéficiaire"
    table = said("--format", "md", "--lang", "en")
    assert "| Duration and exits | `reentry_rate` | Re-entries within 365 days | share |" in table


# --- one indicator ----------------------------------------------------------------------


def test_a_page_says_all_that_computing_by_hand_takes() -> None:
    text = said("reentry_rate", "--lang", "en")
    for part in (
        "Supports closed in the year whose beneficiary opens another one within 365",
        "supports: body, territory, beneficiary_id, opened_on, closed_on",
        "supports closed less than 365 days before the end, or without beneficiary: in",
        "id_scope = territory. Where the identifier of a person is unique.",
        "recommendation 5",
        "Right-censoring",
        "    S6          –               2021-07-01  2022-02-01",
        "The rows are of: Caf, territory 94.",
        "value 1/2 (50.0%), numerator 1, denominator 2,",
        "unknown 2, status ok.",
    ):
        assert part in text


def test_a_page_in_french_is_in_french() -> None:
    text = said("cost_growth", "--lang", "fr")
    for part in (
        "Dépenses de l'année par rapport à l'année de base",
        "--base-year\u00a0: l'année dont partent les évolutions",
        "valeur 0,085 (+8,5\u202f%)",
    ):
        assert part in text


def test_settings_and_numbers_that_stand_in_a_formula_are_named() -> None:
    assert "--inflation-convention: mean-to-mean" in said("real_cost_growth", "--lang", "en")
    assert "working_days = 198 (S1, p. 10)" in said("appointments_per_working_day", "--lang", "en")


@pytest.mark.parametrize(
    ("indicator", "settings"),
    [
        ("appointments_per_beneficiary", []),
        ("cost_growth", ["base_year"]),
        ("real_cost_growth", ["base_year", "prices", "inflation_convention"]),
    ],
)
def test_only_growths_have_a_base_year_and_only_real_ones_prices(
    indicator: str, settings: list[str]
) -> None:
    assert json.loads(said(indicator, "--format", "json"))["settings"] == settings


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_every_page_fits_80_columns_and_has_its_figures_word_for_word(lang: str) -> None:
    for indicator in WITH_SHEET:
        text = page(indicator, lang)
        wide = [line for line in text.splitlines() if len(line) > 80]
        assert wide == [], indicator.id
        for figure_id in (*indicator.references, *indicator.basis):
            figure = figures()[figure_id]
            assert words(f"« {figure.wording_fr} », {figure.source.id}") in words(text)


def test_a_page_as_json_has_all_of_it() -> None:
    made = json.loads(said("share_of_beneficiaries_advice_only", "--format", "json"))
    assert made["columns"] == {
        "appointments": ["body", "territory", "beneficiary_id", "date", "status"]
    }
    assert made["columns_if_there"] == {
        "appointments": ["appointment_id", "worker_id", "channel", "collective"]
    }
    assert made["rules"]["support_threshold"] == 3
    assert [constant["page"] for constant in made["constants"]] == ["p. 7"]
    assert [figure["wording_fr"] for figure in made["figures"]] == ["moins de trois rendez-vous"]
    assert len(made["pitfalls"]["en"]) == len(made["pitfalls"]["fr"]) > 0
    assert made["example"]["tables"]["appointments"]["rows"][5] == ["B2", "2022-06-02", "no_show"]
    assert made["example"]["expect"]["value"] == "1/2"


def test_every_page_as_json_can_be_written() -> None:
    for indicator in WITH_SHEET:
        made = json.loads(json.dumps(page_json(indicator), allow_nan=False))
        assert made["id"] == indicator.id


def test_a_page_as_markdown_has_its_example_as_a_table() -> None:
    lines = said("reentry_rate", "--format", "md", "--lang", "en").splitlines()
    assert lines[0] == "# reentry_rate"
    assert "| support_id | beneficiary_id | opened_on | closed_on |" in lines
    assert "| S6 |  | 2021-07-01 | 2022-02-01 |" in lines


def test_an_unknown_indicator_names_the_nearest() -> None:
    with pytest.raises(UsageError, match="no indicator 'reentry'; did you mean reentry_rate"):
        said("reentry")


def test_an_unknown_format_is_refused() -> None:
    with pytest.raises(UsageError, match="--format csv: must be one of table, json, md"):
        said("--format", "csv")


# --- words ------------------------------------------------------------------------------


def test_every_unit_rule_and_setting_has_words() -> None:
    assert set(UNITS) == set(Unit)
    assert RULES.keys() == CountingRules.model_fields.keys()
    named = {name for indicator in WITH_SHEET for name in page_json(indicator)["settings"]}  # type: ignore[attr-defined]  # JSON
    assert named == SETTINGS.keys()


def test_a_pitfall_names_only_what_is_there() -> None:
    ids = {indicator.id for indicator in CATALOGUE}
    columns = {name for table in TABLES.values() for name in table.names}
    for indicator in WITH_SHEET:
        for point in (*sheet_of(indicator.id).pitfalls.en, *sheet_of(indicator.id).pitfalls.fr):
            named = {word.strip(".,;:()`") for word in point.split() if "_" in word}
            known = ids | columns | CountingRules.model_fields.keys() | MEANINGS.keys()
            assert named <= known, (indicator.id, named - known)
            published = set(re.findall(r"\bP\d\d\b", point))
            assert published <= figures().keys(), (indicator.id, published)
