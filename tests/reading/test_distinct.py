"""Distinct texts of a column: the same whether they are few or many."""

from __future__ import annotations

from collections import Counter

import polars as pl
import pytest

from accsocial.records.rows.distinct import _FEW, _LOOKED_UP, _SAMPLE, Coded, Distinct, coded

LETTERS: list[str | None] = [f"Motif {letter}" for letter in "abcdefghij"]

COLUMNS: dict[str, list[str | None]] = {
    "nothing": [],
    "nulls alone": [None, None],
    "one text": ["Non"] * 5,
    "null first, and between": [None, "Oui", None, "Non", "Oui"],
    "few": LETTERS[:_FEW] * 2,
    "one too many for few": LETTERS[: _FEW + 1] * 2,
    "many": [*map(str, range(300))] * 2,
    "few, and a rare one below the sample": [*(["Oui", "Non", None] * _SAMPLE), "Peut-être"],
    "nulls, then texts below the sample": [*([None] * _SAMPLE), "Oui", "Non"],
    "white space around": [" Oui", "Oui ", "Oui", "\u00a0Oui"],
}


@pytest.mark.parametrize("name", COLUMNS)
@pytest.mark.parametrize("rows", ["as many", "many"])
def test_every_row_points_to_its_text(name: str, rows: str) -> None:
    cells = COLUMNS[name]
    if rows == "many" and cells:
        # What follows for few rows is looked up, for many it is compared.
        cells = cells * (_LOOKED_UP // len(cells) + 1)
    distinct = Distinct(pl.Series(cells, dtype=pl.String))
    given = [cell for cell in cells if cell is not None]
    assert distinct.texts.to_list() == [text.strip() for text in dict.fromkeys(given)]
    stripped = [None if cell is None else cell.strip() for cell in cells]
    assert distinct.spread(distinct.texts).to_list() == stripped
    places = list(range(len(distinct.texts)))
    assert distinct.count(places) == list(Counter(given).values())


def test_what_is_white_space_alone_is_null() -> None:
    distinct = Distinct(pl.Series(["a", " ", "b"]))
    assert distinct.texts.to_list() == ["a", None, "b"]
    assert distinct.spread(pl.Series([1, 2, 3])).to_list() == [1, 2, 3]


def test_a_column_in_several_chunks() -> None:
    column = pl.concat([pl.Series(["a", "b"]), pl.Series(["c", None, "a"])], rechunk=False)
    distinct = Distinct(column)
    assert distinct.spread(distinct.texts).to_list() == ["a", "b", "c", None, "a"]


def test_a_column_of_codes() -> None:
    # Texts may be in no row, stand twice, or differ in nothing but the white space around them.
    texts = pl.Series(["b ", "a", "c", "a", "b", " "])
    rows = pl.Series([0, None, 1, 0, 4, 3, 5], dtype=pl.UInt32)
    distinct = Distinct(Coded(texts, rows))
    assert distinct.spread(distinct.texts).to_list() == ["b", None, "a", "b", "b", "a", None]
    assert distinct.count([0, 1, 2, 3, 4]) == [2, 1, 0, 1, 1]


@pytest.mark.parametrize("texts", [["b ", "a", "c"], ["b", "a", "b "], ["b", "a", " ", "c"], []])
def test_coded_texts_as_categories(texts: list[str]) -> None:
    rows = pl.Series([*range(len(texts)), None, *range(len(texts))], dtype=pl.UInt32)
    distinct = Distinct(Coded(pl.Series(texts, dtype=pl.String), rows))
    found = distinct.of_categories()
    expected = distinct.spread(distinct.texts).to_list()
    assert found.cast(pl.String).to_list() == expected
    again = coded(found)
    assert again.texts.gather(again.rows).to_list() == expected


def test_a_column_of_booleans() -> None:
    distinct = Distinct(pl.Series([True, None, False, True]))
    assert distinct.spread(distinct.texts).to_list() == ["true", None, "false", "true"]
    assert distinct.count([0, 1]) == [1, 2]
