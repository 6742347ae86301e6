"""The rules that are said to act on a summary table are those that do, on a sample."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl
import pytest

from accsocial import compute, read
from accsocial.indicators import CATALOGUE
from accsocial.indicators.depends import rules_of as rules_of_indicator
from accsocial.model import Indicator
from accsocial.results import DEFAULT_GROUPS
from accsocial.rules import CountingRules
from accsocial.summary import Gathered, Summary, count, gather
from accsocial.summary.needs import NEEDS
from accsocial.summary.rules_of import RULES_OF, rules_of

PEOPLE = ("beneficiary_id", "worker_id")
SAMPLE = Path(__file__).parents[2] / "data" / "samples" / "canonical"
FLIPPED: Mapping[str, Any] = {
    "counted_statuses": ("held", "no_show"),
    "counted_channels": ("office",),
    "count_collective": True,
    "support_threshold": 4,
    "working_days": 228,
    "workers_counted": "qualified",
    "id_scope": "national",
    "beneficiary_unit": {"caf": "person", "departement": "person"},
}
FIGURES = ("indicator", *DEFAULT_GROUPS, "value", "numerator", "denominator", "unknown")


@cache
def gathered(*by: str) -> Gathered:
    with TemporaryDirectory() as folder:
        for path in SAMPLE.glob("*.parquet"):
            _few_people(pl.read_parquet(path)).write_parquet(Path(folder) / path.name)
        return gather(read(folder, max_rejected=1.0), by=by)


def _few_people(table: pl.DataFrame) -> pl.DataFrame:
    """The rows with so few numbers of people that each stands in several territories.

    Appointments are entered up to a week after.
    """
    table = table.with_columns(
        pl.col(name).str.extract(r"(\d\d?)$") for name in PEOPLE if name in table.columns
    )
    if "date" in table.columns:
        entry = pl.col("date") + pl.duration(days=pl.int_range(pl.len()) % 8)
        table = table.with_columns(entry.cast(pl.Date).alias("entered_on"))
    return table


@cache
def counted(rule: str | None, *by: str) -> Summary:
    changed = {} if rule is None else {rule: FLIPPED[rule]}
    return count(gathered(*by), CountingRules.model_validate(changed))


@cache
def figures(rule: str | None, *by: str) -> dict[str, list[tuple[Any, ...]]]:
    """The rows of results of two years, by indicator: closings of 2021 can be followed up."""
    frame = compute(counted(rule, *by), years=[2021, 2022]).frame.select(FIGURES)
    return {i.id: frame.filter(indicator=i.id).rows() for i in CATALOGUE}


def changed_columns(before: pl.DataFrame, after: pl.DataFrame) -> set[str]:
    """The columns that differ: all of them if the tables have not the same number of rows."""
    if before.height != after.height:
        return set(before.columns)
    return {name for name in before.columns if not before[name].equals(after[name])}


def test_every_summary_table_says_its_rules() -> None:
    tables = {name for name in NEEDS if "." not in name}
    assert tables == {name for name in RULES_OF if "." not in name}


def test_only_columns_that_are_there_and_rules_that_exist_are_named() -> None:
    tables = counted(None, "territory").tables
    for name, rules in RULES_OF.items():
        table, _, column = name.partition(".")
        assert not column or column in tables[table].columns
        assert set(rules) <= CountingRules.model_fields.keys()


def test_every_rule_is_flipped_here() -> None:
    assert FLIPPED.keys() == CountingRules.model_fields.keys()


# With other scopes of identifiers the tables have other columns: figures tell that rule alone.
@pytest.mark.parametrize("rule", [rule for rule in FLIPPED if rule != "id_scope"])
def test_a_rule_changes_the_tables_that_name_it_and_no_other_column(rule: str) -> None:
    before, after = counted(None, "territory").tables, counted(rule, "territory").tables
    assert before.keys() == after.keys()
    for table, frame in before.items():
        changed = changed_columns(frame, after[table])
        said = {column for column in frame.columns if rule in rules_of(table, [column])}
        assert changed <= said, (table, changed - said)
        assert bool(changed) == bool(said), table


@pytest.mark.parametrize("rule", FLIPPED)
def test_a_rule_changes_no_figure_of_an_indicator_that_does_not_name_it(rule: str) -> None:
    # Over the whole body: only there can an identifier of two territories be one.
    by = () if rule == "id_scope" else ("territory",)
    before, after = figures(None, *by), figures(rule, *by)
    moved = {name for name, rows in before.items() if rows != after[name]}
    said = {i.id for i in CATALOGUE if rule in rules_of_indicator(i)}
    assert moved <= said
    assert bool(moved) == bool(said)


def test_the_scope_of_identifiers_moves_a_figure_of_every_table_that_names_it() -> None:
    moved: set[str] = set()
    # By territory too: there the workers of the body are set against those of the territory.
    for by in ((), ("territory",)):
        before, after = figures(None, *by), figures("id_scope", *by)
        moved |= {name for i in CATALOGUE if before[i.id] != after[i.id] for name in read_from(i)}
    said = {name for name, rules in RULES_OF.items() if "id_scope" in rules}
    assert said - moved == set()


def read_from(indicator: Indicator) -> set[str]:
    """The summary tables, and columns of them, that an indicator reads."""
    quantities = [reading.quantity for reading in indicator.reads()]
    columns = {
        f"{quantity.table}.{column}"
        for quantity in quantities
        if quantity.total is not None
        for column in quantity.total.meta.root_names()
    }
    return columns | {quantity.table for quantity in quantities}
