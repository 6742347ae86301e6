"""Every indicator has a sheet that is whole, and whose example is what the program finds."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest
from worked import found, nearest_float

from accsocial import indicators
from accsocial.indicators import CATALOGUE
from accsocial.indicators.sheet import parse_sheet, sheet_ids, sheet_of
from accsocial.model import Incomplete

SHEETS = sorted(sheet_ids())
LONGEST = 30
"""Lines that a definition may have: longer ones are not read."""


def test_every_indicator_has_a_sheet_and_no_sheet_is_left_over() -> None:
    assert set(SHEETS) == {indicator.id for indicator in CATALOGUE}


@pytest.mark.parametrize("indicator", SHEETS)
def test_the_example_is_what_the_program_finds(indicator: str, tmp_path: Path) -> None:
    example = sheet_of(indicator).example
    expected, row = example.expect, found(indicator, example, tmp_path)
    assert (row["status"], row["unknown"]) == (expected.status, expected.unknown)
    assert row["value"] == nearest_float(expected.value)
    assert row["numerator"] == nearest_float(expected.numerator)
    assert row["denominator"] == nearest_float(expected.denominator)


@pytest.mark.parametrize("indicator", SHEETS)
def test_an_example_can_be_worked_by_hand(indicator: str) -> None:
    """Three to six rows, beside tables of one; eight appointments take eight, and two more."""
    sizes = [len(table.rows) for table in sheet_of(indicator).example.tables.values()]
    named = max(map(int, re.findall(r"_(\d{1,2})(?=_|$)", indicator)), default=0)
    assert 3 <= sum(sizes) <= max(6, named + 2) + sizes.count(1)


@pytest.mark.parametrize("indicator", SHEETS)
def test_nobody_in_an_example_could_be_real(indicator: str) -> None:
    """Identifiers are one letter and a digit, or a digit."""
    for table in sheet_of(indicator).example.tables.values():
        places = [i for i, column in enumerate(table.header) if column.endswith("_id")]
        cells = {row[place] for row in table.rows for place in places}
        assert all(len(cell) <= 2 for cell in cells), cells


WHOLE = """
[pitfalls]
en = ["Beware."]
fr = ["Attention."]
[example]
text.en = "One row."
text.fr = "Une ligne."
[example.costs]
header = ["year", "amount"]
rows = [["2022", "1"]]
[example.expect]
group = { year = 2022 }
value = "1/3"
status = "ok"
"""


def test_a_whole_sheet_is_read() -> None:
    sheet = parse_sheet(WHOLE, "made.toml")
    assert sheet.pitfalls["fr"] == ("Attention.",)
    assert list(sheet.example.tables) == ["costs"]
    assert sheet.example.given_rules == {}


@pytest.mark.parametrize(
    ("part", "instead", "named"),
    [
        ('fr = ["Attention."]', "", "pitfalls.fr"),
        ('fr = ["Attention."]', 'fr = ["Un.", "Deux."]', "as many points"),
        ('en = ["Beware."]', 'en = [" "]', "has no words"),
        ('"year", "amount"', '"year", "price"', "price is no column of costs"),
        ('[["2022", "1"]]', '[["2022"]]', "not as long as the header"),
        ('value = "1/3"', 'value = "a third"', "expect.value"),
        ('value = "1/3"', "value = 0.33", "expect.value"),
        ("year = 2022", "jahr = 2022", "jahr is no group column"),
        ('status = "ok"', 'status = "fine"', "expect.status"),
        ('status = "ok"', "", "expect.status"),
        ("[pitfalls]", 'note = "x"\n[pitfalls]', "note"),
        ('text.en = "One row."', "rules = { count_all = true }", "rules.count_all"),
        ("[example.costs]", "[example.prices]", "prices"),
        ("[pitfalls]", "[pitfalls", "made.toml"),
    ],
)
def test_what_is_not_whole_is_refused_by_name(part: str, instead: str, named: str) -> None:
    assert WHOLE.count(part) == 1
    with pytest.raises(Incomplete, match=named):
        parse_sheet(WHOLE.replace(part, instead), "made.toml")


def test_an_indicator_without_a_sheet_is_refused() -> None:
    with pytest.raises(Incomplete, match=r"sheets/nothing_of_the_kind\.toml"):
        sheet_of("nothing_of_the_kind")


# --- definitions ------------------------------------------------------------------------


def definitions(source: str) -> list[tuple[int, int]]:
    """The first line of every definition of an indicator in a module, and its number of lines."""
    return [
        (node.lineno, (node.end_lineno or 0) - node.lineno + 1)
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "Indicator"
    ]


def test_no_definition_is_longer_than_can_be_read() -> None:
    sizes = {
        f"{path.name}:{line}": size
        for path in Path(indicators.__path__[0]).rglob("*.py")
        for line, size in definitions(path.read_text(encoding="utf-8"))
    }
    assert sizes, "no definition was found: this test would prove nothing"
    assert {place: size for place, size in sizes.items() if size > LONGEST} == {}


def test_the_lines_of_a_definition_are_counted() -> None:
    assert definitions("a = 1\nb = Indicator(\n  id='b',\n)\nc = other()\n") == [(2, 3)]
