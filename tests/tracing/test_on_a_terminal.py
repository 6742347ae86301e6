"""An explanation as it is read: in 80 columns and two languages, and the same numbers as JSON."""

from __future__ import annotations

import io
import json
import re
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
from rich.cells import cell_len
from rich.console import Console
from traced import BY_ID, GESICA, Command, gathered

from accsocial.output.numbers import format_count
from accsocial.output.tracing.explanation import render
from accsocial.output.tracing.explanation_plain import as_plain
from accsocial.parameters.published import figures
from accsocial.summary import Gathered, Summary, count
from accsocial.tracing.explain import explain
from accsocial.tracing.explanation import Explanation

WHERE = {"body": "departement", "territory": "94", "year": "2022"}
WHOLE = {"body": "departement", "year": "2022"}


@cache
def sample(*by: str) -> tuple[Gathered, Summary]:
    rows = gathered(GESICA, by)
    return rows, count(rows)


@cache
def explanations(indicator: str) -> list[Explanation]:
    """Of a territory; of a whole body where territories are compared."""
    found = BY_ID[indicator]
    rows, summary = sample() if found.compares else sample("territory")
    return explain(found, rows, summary, where=WHOLE if found.compares else WHERE)


def page(indicator: str, lang: str) -> str:
    return shown(explanations(indicator), lang)


def shown(found: list[Explanation], lang: str) -> str:
    out = io.StringIO()
    _, summary = sample()
    console = Console(file=out, width=80, highlight=False)
    render(found, summary.rules.as_plain(), figures(), console, lang)
    return out.getvalue()


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("indicator", BY_ID)
def test_a_page_fits_80_columns(indicator: str, lang: str) -> None:
    lines = page(indicator, lang).splitlines()
    assert lines[0].startswith(BY_ID[indicator].label[lang])
    assert max(map(cell_len, lines)) <= 80


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("indicator", BY_ID)
def test_a_page_has_every_number(indicator: str, lang: str) -> None:
    text = page(indicator, lang)
    # A sign, the number in fourteen columns, and what it is.
    number = re.compile(r"[ =+−] [ \d,\u202f]{13}\d  \S")
    steps = [line for line in text.splitlines() if number.match(line)]
    (explanation,) = explanations(indicator)
    told = [
        f"{format_count(step.rows, lang)}  {step.label[lang]}"
        for trail in explanation.trails
        for step in trail.steps
    ]
    assert [line[2:].strip() for line in steps] == told
    value = explanation.result["value"]
    exact = repr(value).replace(".", ",") if lang == "fr" else repr(value)
    assert exact in text if value is not None else explanation.result["reason"] is not None


@pytest.mark.parametrize("indicator", BY_ID)
def test_json_holds_the_same_numbers(indicator: str) -> None:
    (explanation,) = explanations(indicator)
    _, summary = sample()
    rules = summary.rules.as_plain()
    plain: dict[str, Any] = json.loads(json.dumps(as_plain(explanation, rules)))
    assert plain["result"] == explanation.result
    assert plain["rules"] == rules
    assert [[step["rows"] for step in trail["steps"]] for trail in plain["trails"]] == [
        [step.rows for step in trail.steps] for trail in explanation.trails
    ]
    assert [(part["role"], part["rows"]) for part in plain["parts"]] == [
        (part.role.value, [chosen.height for chosen in part.chosen]) for part in explanation.parts
    ]
    assert all(type(part["number"]) in (int, str, type(None)) for part in plain["parts"])


def test_the_command_prints_json_alone(run: Command) -> None:
    where = ["--where", "body=caf", "--where", "year=2022"]
    done = run("explain", "cost_growth", GESICA, *where, "--format", "json")
    (plain,) = json.loads(done.out)
    assert (plain["result"]["indicator"], done.code) == ("cost_growth", 0)
    assert [part["number"] for part in plain["parts"]] == ["761801.28", "702121"]
    assert plain["parameters"][0]["name"] == "base_year"
    assert "rendez_vous_2022.csv" in done.err


@pytest.mark.parametrize(("year", "shown"), [("2022", "  +8.5%  "), ("2018", "  0.0%  ")])
def test_a_growth_has_its_sign(run: Command, year: str, shown: str) -> None:
    where = ["--where", "body=caf", "--where", f"year={year}", "--base-year", "2018"]
    done = run("explain", "cost_growth", GESICA, *where, "-q")
    assert done.out.splitlines()[1].startswith(shown)


def test_the_page_of_a_terminal_in_french(run: Command) -> None:
    where = ["--where", "body=caf", "--where", "territory=94", "--where", "year=2022"]
    done = run("explain", "appointments_per_worker", GESICA, *where, "--lang", "fr", "-q")
    lines = [line.replace("\u202f", " ").replace("\u00a0", " ") for line in done.out.splitlines()]
    assert lines[0].endswith(" : Caf, territoire 94, 2022")
    assert "          25 865  lignes lues" in lines
    assert (
        "                  no_show 75, cancelled_by_beneficiary 33, cancelled_by_service" in lines
    )
    assert (
        "  Numérateur : rendez-vous, une fois par travailleur social = 477 [lignes de la" in lines
    )
    assert any(line.startswith("  Chiffre publié : écart −177,5") for line in lines)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--counted-statuses", "held,no_show"], "counted_statuses = held, no_show"),
        (["--workers-counted", "qualified"], "workers_counted = qualified"),
        (["--count-collective"], "count_collective = true"),
    ],
)
def test_the_page_names_the_rules_of_the_run(run: Command, options: list[str], said: str) -> None:
    where = ["--where", "body=caf", "--where", "year=2022"]
    done = run("explain", "appointments_per_worker", GESICA, *where, *options, "-q")
    assert said in " ".join(done.out.split())


def test_parameters_have_their_source(run: Command) -> None:
    where = ["--where", "body=caf", "--where", "year=2022"]
    done = run("explain", "real_cost_growth", GESICA, *where, "-q", "--base-year", "2019")
    text = " ".join(done.out.split())
    assert "base_year = 2019" in text
    assert "inflation_convention = mean-to-mean" in text
    assert "Insee, series 001764363" in text


def test_a_number_is_no_subject_of_its_plural(run: Command) -> None:
    where = ["--where", "body=caf", "--where", "territory=54", "--where", "year=2021"]
    said = " ".join(
        run("explain", "staffing_gap", GESICA, *where, "--lang", "fr", "-q").out.split()
    )
    assert "Numérateur : travailleurs sociaux du tableau des effectifs = 1 [" in said
    assert "1 travailleurs" not in said


@pytest.mark.parametrize(
    ("lang", "month"),
    [("en", "month 11: 12,345 / 1,006"), ("fr", "mois 11\u00a0: 12\u202f345 / 1\u202f006")],
)
def test_months_have_their_thousands_apart(lang: str, month: str) -> None:
    (found,) = explanations("caseload_per_worker")
    assert month in shown([replace(found, months=((11, 12_345, 1_006),))], lang)
