"""What the pages claim, held against the program."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import typer
from written import PAGES, ROOT, SAMPLES, name, table, text

from accsocial import __version__, compute, read, summarise
from accsocial.cli import whole
from accsocial.commands.exits import DEFECT, INTERRUPTED
from accsocial.config import Settings, settings
from accsocial.errors import DataRefused, ExportRefused, UsageError
from accsocial.indicators import CATALOGUE
from accsocial.model import Form, Unit
from accsocial.output.numbers import format_range, format_value
from accsocial.parameters.published import figures
from accsocial.records.schema import TABLES
from accsocial.results import Results, Status
from accsocial.rules import CountingRules

INDICATORS = {indicator.id: indicator for indicator in CATALOGUE}
COMMANDS: dict[str, Any] = {
    "": (group := typer.main.get_command(whole())),
    **vars(group)["commands"],
}


def options() -> Iterator[str]:
    for command in COMMANDS.values():
        for parameter in command.params:
            if parameter.param_type_name == "option":
                yield from (*parameter.opts, *parameter.secondary_opts)


# --- commands, options, variables ---------------------------------------------


@pytest.mark.parametrize("page", ["docs/commands.md", "docs/fr/commandes.md"])
@pytest.mark.parametrize("command", [command for command in COMMANDS if command])
def test_every_command_is_documented(page: str, command: str) -> None:
    assert f"\n## accsocial {command}\n" in text(page)


@pytest.mark.parametrize("page", ["docs/commands.md", "docs/fr/commandes.md"])
@pytest.mark.parametrize("option", sorted(set(options())))
def test_every_option_is_documented(page: str, option: str) -> None:
    assert f"`{option}`" in text(page)


@pytest.mark.parametrize(
    ("page", "row"),
    [
        ("docs/commands.md", "| `A` | Extract, or a file of results. Required. |"),
        ("docs/commands.md", "10 million rows a year. Default: 0.01. |"),
        ("docs/commands.md", "| `--output`, `-o` | Folder to write: new, or empty. Required. |"),
        ("docs/fr/commandes.md", "| `B` | Extraction, ou fichier de résultats. Obligatoire. |"),
        ("docs/fr/commandes.md", "10 millions de lignes par an. Par défaut : 0.01. |"),
        ("docs/fr/commandes.md", "| `[INDICATEUR]... EXTRACTION...` | Identifiants"),
    ],
)
def test_a_command_is_documented_as_its_help_has_it(page: str, row: str) -> None:
    assert row in re.sub(" +", " ", text(page))


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_no_page_names_an_option_that_is_not_there(page: Path) -> None:
    # Of make_docs.py and ruff, and of pytest.
    others = {"--check", "--accsocial-extract", "--accsocial-config"}
    named = set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", page.read_text(encoding="utf-8")))
    assert named - set(options()) - others == set()


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_no_page_names_a_variable_that_is_not_there(page: Path) -> None:
    known = {*Settings.model_fields, *CountingRules.model_fields, "key", "debug"}
    named = set(re.findall(r"\bACCSOCIAL_([A-Z_]+)", page.read_text(encoding="utf-8")))
    assert {variable.lower() for variable in named} - known == set()


@pytest.mark.parametrize("page", PAGES, ids=name)
def test_no_page_names_a_command_that_is_not_there(page: Path) -> None:
    code = re.findall(r"^```.*?^```|`[^`\n]+`", page.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    named = {
        command for part in code for command in re.findall(r"(?<!from )\baccsocial ([a-z]+)", part)
    }
    assert named <= COMMANDS.keys()


def test_exit_codes_of_the_readme() -> None:
    codes = [int(row["Exit code"]) for row in table("README.md", "Exit code")]
    errors = (UsageError, DataRefused, ExportRefused)
    assert codes == [0, 1, *(error.exit_code for error in errors)]
    outside = re.findall(
        r"\((\d+) after Ctrl-C\), a defect of\s+accsocial itself with (\d+)", text("README.md")
    )
    assert outside == [(str(INTERRUPTED), str(DEFECT))]


def test_every_setting_can_be_given_as_the_page_says() -> None:
    rows = table("docs/rules.md", "Setting", "Variable")
    assert {row["Setting"] for row in rows} == (
        {*Settings.model_fields, *CountingRules.model_fields} - {"rules"}
    )
    given = {
        row["Variable"].strip("`"): row["Default"].strip("`")
        for row in rows
        if row["Default"] != "–"
    }
    assert len(given) >= len(CountingRules.model_fields)
    assert settings({}, environment=given) == Settings()


# --- figures ------------------------------------------------------------------


@cache
def sample(*by: str, rules: CountingRules | None = None) -> Results:
    return compute(summarise(read(SAMPLES / "canonical"), rules, by=by))


@pytest.mark.parametrize(
    "row", table("README.md", "Figure", "Cour"), ids=lambda row: str(row["Figure"])
)
def test_the_figures_of_the_readme(row: dict[str, str]) -> None:
    indicator, figure = INDICATORS[row["Indicator"]], figures()[row["Figure"]]
    published = format_range(figure.low, figure.high, indicator.unit, "en", symbol=False)
    assert row["Cour"] == published
    values = values_of_2022(indicator.id, row["For"])
    signed = indicator.form is Form.GROWTH
    shown = [
        format_value(value, indicator.unit, "en", signed=signed, symbol=False)
        for value in (min(values), max(values))
    ]
    assert row["Samples"] == " to ".join(dict.fromkeys(shown))


def values_of_2022(indicator: str, wanted: str) -> list[float]:
    """The values of the groups a cell names: "caf", "departement 94", "departement, not 94"."""
    territories = re.findall(r"\d\d", wanted)
    frame = (sample("territory") if territories else sample()).frame
    rows = frame.filter(indicator=indicator, year=2022).rows(named=True)
    rows = [row for row in rows if row["body"] in wanted]
    if territories:
        rows = [row for row in rows if (row["territory"] in territories) != ("not" in wanted)]
    return [row["value"] for row in rows]


def test_the_other_convention_gives_the_inflation_of_the_cour() -> None:
    results = compute(
        summarise(read(SAMPLES / "canonical" / "costs.parquet")),
        only=["inflation"],
        years=[2022],
        convention="published-rates",
    )
    shown = {format_value(value, Unit.SHARE, "en") for value in results.frame["value"]}
    assert shown == {"10.6%"}
    assert "10.6%" in {row["Cour"] for row in table("README.md", "Figure", "Cour")}


# --- indicators and rules -------------------------------------------------------

FLIPPED = {
    "counted_statuses": {"counted_statuses": ("held", "no_show")},
    "counted_channels": {"counted_channels": ("office",)},
    "count_collective": {"count_collective": True},
    "support_threshold": {"support_threshold": 4},
    "working_days": {"working_days": 228},
    "workers_counted": {"workers_counted": "qualified"},
    "id_scope": {"id_scope": "national"},
    "beneficiary_unit": {"beneficiary_unit": {"caf": "person", "departement": "person"}},
}


def test_every_rule_is_flipped_here() -> None:
    assert FLIPPED.keys() == CountingRules.model_fields.keys()


@pytest.mark.parametrize("rule", FLIPPED)
def test_a_rule_moves_nothing_that_the_page_leaves_out(rule: str) -> None:
    # Over the whole body: only there can an identifier of two territories be one.
    by = () if rule == "id_scope" else ("territory",)
    before, after = sample(*by), _flipped(rule, by)
    moved = {i for i in INDICATORS if _values(before, i) != _values(after, i)}
    rows = table("docs/rules.md", "Indicator", "working_days")
    said = {row["Indicator"] for row in rows if row.get(rule) == "x"}
    assert moved <= said
    assert bool(moved) == bool(said)


def _flipped(rule: str, by: tuple[str, ...]) -> Results:
    rules = CountingRules.model_validate(FLIPPED[rule])
    return compute(summarise(read(SAMPLES / "canonical"), rules, by=by))


def _values(results: Results, indicator: str) -> list[tuple[object, ...]]:
    return results.frame.filter(indicator=indicator).select("value", "status").rows()


@pytest.mark.parametrize("missing", TABLES)
def test_an_indicator_needs_the_tables_that_the_page_says(missing: str) -> None:
    rest = [SAMPLES / "canonical" / f"{t}.parquet" for t in TABLES if t != missing]
    frame = compute(summarise(read(*rest), by=["territory"])).frame
    lost = frame.filter(status=Status.NOT_COMPUTABLE, reason=f"the extract has no table {missing}")
    said = {i for i in INDICATORS if f"`{missing}`" in needs(i)}
    assert set(lost["indicator"]) == said


def needs(indicator: str) -> str:
    """What the page says that an indicator needs; inflation needs nothing of the extract."""
    section = text("docs/indicators.md").split(f"\n### {indicator}\n")[1].split("\n#")[0]
    lines = section.splitlines()
    return next((line for line in lines if line.startswith("| Needs in the extract")), "")


# --- words, dependencies, versions ----------------------------------------------


def test_the_glossary_names_what_is_in_the_code() -> None:
    code = "\n".join(path.read_text("utf-8") for path in (ROOT / "src").rglob("*.py"))
    named = set(re.findall(r"`([a-z_]+)`", text("GLOSSARY.md"))) - {"code"}
    assert {word for word in named if not re.search(rf"\b{word}\b", code)} == set()


def test_the_glossary_says_each_word_once() -> None:
    words = re.findall(r"^\| ([^|]+) \|", text("GLOSSARY.md"), re.MULTILINE)
    words = [word for word in words if word not in ("French", "---")]
    assert sorted(words) == sorted(set(words))


def test_every_dependency_has_a_decision_and_no_other() -> None:
    project = tomllib.loads(text("pyproject.toml"))["project"]
    wanted = project["dependencies"] + project["optional-dependencies"]["dev"]
    packages = {re.split(r"[<>=]", requirement)[0] for requirement in wanted}
    decided = set(re.findall(r"^\| ([\w-]+) \| \d", text("docs/decisions.md"), re.MULTILINE))
    assert decided == packages


def test_the_changelog_has_this_version() -> None:
    section = text("CHANGELOG.md").split(f"\n## {__version__}\n")[1].split("\n## ")[0]
    assert "### Figures" in section
    if __version__ == "0.1.0":
        assert f"{len(CATALOGUE)} indicators" in section
