"""`accsocial schema`: what it says has the structure of the Table Schema specification."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from made_extracts import Outcome

from accsocial.records.schema import TABLES, TERRITORIES
from accsocial.records.tableschema import TERRITORY_PATTERN

TYPES = {"string", "number", "integer", "boolean", "date", "year"}
CONSTRAINTS = {"required", "enum", "pattern"}
FIELD_KEYS = {
    "name",
    "title",
    "description",
    "type",
    "format",
    "example",
    "constraints",
    "trueValues",
    "falseValues",
    "decimalChar",
}
READS = {
    "string": r".+",
    "number": r"-?\d+(\.\d+)?",
    "integer": r"-?\d+",
    "boolean": r"true|false",
    "date": r"\d{4}-\d{2}-\d{2}",
    "year": r"\d{4}",
}


def descriptor(table: str, lang: str = "en") -> dict[str, Any]:
    found: dict[str, Any] = json.loads(
        Outcome("schema", table, "--format", "tableschema", "--lang", lang).out
    )
    return found


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("table", TABLES)
def test_a_descriptor_has_the_structure_of_the_specification(table: str, lang: str) -> None:
    found = descriptor(table, lang)
    assert re.fullmatch(r"[a-z0-9._-]+", found["name"])
    assert found["title"]
    assert found["description"]
    assert found["missingValues"] == [""]
    names = [field["name"] for field in found["fields"]]
    assert names == list(TABLES[table].names)
    for field in found["fields"]:
        assert field.keys() <= FIELD_KEYS
        assert field["type"] in TYPES
        assert field["title"]
        assert field["description"].endswith(".")
        constraints = field["constraints"]
        assert constraints.keys() <= CONSTRAINTS
        assert isinstance(constraints["required"], bool)
        assert re.fullmatch(READS[field["type"]], field["example"])
        assert field["example"] in constraints.get("enum", [field["example"]])
        assert re.fullmatch(constraints.get("pattern", ".*"), field["example"])


@pytest.mark.parametrize("table", TABLES)
def test_a_primary_key_has_no_optional_field_and_unique_keys_are_the_key(table: str) -> None:
    found = descriptor(table)
    required = {f["name"] for f in found["fields"] if f["constraints"]["required"]}
    if "primaryKey" in found:
        assert found["primaryKey"] == list(TABLES[table].key)
        assert required.issuperset(found["primaryKey"])
    else:
        assert found["uniqueKeys"] == [list(TABLES[table].key)]
        assert not required.issuperset(TABLES[table].key)


def test_the_pattern_of_territories_takes_exactly_the_codes() -> None:
    codes = [f"{n:02d}" for n in range(1000)] + [f"2{letter}" for letter in "ABC"]
    assert {code for code in codes if re.fullmatch(TERRITORY_PATTERN, code)} == {*TERRITORIES}


def test_titles_are_in_the_language_asked_for() -> None:
    assert descriptor("workers", "fr")["fields"][0]["title"] == "Matricule agent"
    assert descriptor("workers", "en")["fields"][0]["title"] == "Worker id"


def test_the_tables_are_listed() -> None:
    lines = Outcome("schema", "--lang", "en").lines
    assert [line for line in lines if line in TABLES] == list(TABLES)
    listed = json.loads(Outcome("schema", "--format", "tableschema").out)
    assert [one["name"] for one in listed] == [f"accsocial-{name}" for name in TABLES]


def test_a_page_in_markdown() -> None:
    lines = Outcome("schema", "costs", "--format", "md", "--lang", "fr").lines
    assert lines[0] == "## costs"
    assert "| `amount` | nombre | oui | montant en euros | `1234.50` |" in lines


def test_a_table_for_the_terminal() -> None:
    lines = Outcome("schema", "costs", "--lang", "en").lines
    assert "  One row for each: body, territory, year, category, amount" in lines
    assert "amount     number  yes       euros, exact decimals" in lines


@pytest.mark.parametrize("lang", ["en", "fr"])
@pytest.mark.parametrize("table", ["", *TABLES])
def test_it_fits_80_columns(table: str, lang: str) -> None:
    arguments = [table] if table else []
    assert max(map(len, Outcome("schema", *arguments, "--lang", lang).lines)) <= 80


def test_an_unknown_table_names_the_nearest() -> None:
    seen = Outcome("schema", "worker")
    assert (seen.code, seen.message) == (2, "no table 'worker'; did you mean workers?")
