"""Every indicator is complete, in the catalogue, and there once."""

from __future__ import annotations

import pkgutil
from collections import Counter
from dataclasses import replace
from importlib import import_module

import pytest

from accsocial import indicators
from accsocial.indicators import CATALOGUE
from accsocial.model import Incomplete, Indicator, Source, Text

WRITTEN = {
    id(value): f"{module.name}.{name}"
    for module in pkgutil.iter_modules(indicators.__path__)
    for name, value in vars(import_module(f"accsocial.indicators.{module.name}")).items()
    if isinstance(value, Indicator)
}


def test_every_indicator_that_is_written_is_in_the_catalogue() -> None:
    listed = {id(indicator) for indicator in CATALOGUE}
    assert WRITTEN, "no indicator was found: this test would prove nothing"
    assert [name for key, name in WRITTEN.items() if key not in listed] == []


def test_ids_are_unique_and_the_names_of_their_variables() -> None:
    repeated = [key for key, count in Counter(i.id for i in CATALOGUE).items() if count > 1]
    assert repeated == []
    names = {WRITTEN[id(indicator)].split(".")[1]: indicator.id for indicator in CATALOGUE}
    assert {name: key for name, key in names.items() if name != key} == {}


@pytest.mark.parametrize("part", ["id", "theme", "label", "unit", "meaning", "source"])
@pytest.mark.parametrize("value", [None, ""], ids=["missing", "empty"])
def test_an_incomplete_indicator_is_refused(part: str, value: str | None) -> None:
    with pytest.raises(Incomplete, match=part):
        replace(CATALOGUE[0], **{part: value})  # type: ignore[arg-type]  # wrong on purpose


@pytest.mark.parametrize("part", ["id", "label", "unit", "meaning", "source", "theme"])
def test_no_part_has_a_default(part: str) -> None:
    parts = {name: value for name, value in vars(CATALOGUE[0]).items() if name != part}
    with pytest.raises(TypeError, match=part):
        Indicator(**parts)


def test_a_text_needs_both_languages_and_a_source_its_publisher() -> None:
    with pytest.raises(Incomplete, match="fr"):
        Text(en="Appointments", fr=" ")
    with pytest.raises(Incomplete, match="publisher"):
        Source(id="x", title="A report", publisher="", date="2025")
