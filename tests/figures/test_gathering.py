"""Appointments as integers: the shortcuts taken give what the plain way gives."""

from __future__ import annotations

import polars as pl
import pytest

from accsocial.records.rows import short_texts
from accsocial.records.schema import BODIES, TERRITORIES
from accsocial.summary.codes import groups as groups_module
from accsocial.summary.codes.groups import GroupCodes
from accsocial.summary.codes.identifiers import Identifiers
from accsocial.summary.codes.numbering import SmallNumbers

BATCHES: list[list[str | None]] = [
    ["B0000001", "B0000002", None, "B0000001"],
    ["00012", None, "00013", "00012"],
    ["a\0", "bc", "a\0"],
    ["a", "b", "c"],
    ["é", "ab", "é"],
    ["é", "è"],
    ["\0\0", "\0a"],
    ["123456789", "12345678", "1", "B0000001"],
    ["123456789", "987654321"],
    ["1", "00012", "é", "a\0", None, "a", "bc"],
    [None, None],
    [],
    ["\x7f" * 8, "ABCDEFG\x7f"],
]
"""Of one length, of several, with nulls, beyond eight bytes or ASCII, with padding in them."""


def test_an_identifier_has_one_number_in_every_batch(monkeypatch: pytest.MonkeyPatch) -> None:
    identifiers = Identifiers()
    numbers: dict[str, set[int]] = {}
    for place, batch in enumerate(BATCHES * 2):
        # The first time as few texts are read, then as many are.
        monkeypatch.setattr(short_texts, "WORTH", len(batch) + (place < len(BATCHES)))
        texts = pl.Series("id", batch, dtype=pl.String)
        found = identifiers.numbers(texts)
        assert found.dtype == pl.UInt64
        coded = identifiers.numbers(texts.cast(pl.Categorical(pl.Categories.random())))
        assert coded.equals(found)
        for text, number in zip(batch, found.to_list(), strict=True):
            assert (text is None) == (number is None)
            if text is not None:
                numbers.setdefault(text, set()).add(number)
    assert all(len(each) == 1 for each in numbers.values())
    assert len(set.union(*numbers.values())) == len(numbers)


COLUMNS = ["body", "territory", "year", "site"]
ROWS = [
    ("caf", "01", 2022, "Foix"),
    ("departement", "976", 2019, None),
    ("caf", "2A", 2022, "Foix"),
    ("caf", "01", 2022, "Pamiers"),
    ("caf", "01", 2022, "Foix"),
    ("caf", "01", 2021, "Foix"),
]


def frame(rows: list[tuple[str, str, int, str | None]]) -> pl.DataFrame:
    dtypes = [pl.Enum(BODIES), pl.Enum(TERRITORIES), pl.Int32(), pl.String()]
    with_year = pl.DataFrame(rows, schema=dict(zip(COLUMNS, dtypes, strict=True)), orient="row")
    return with_year.with_columns(date=pl.date("year", 12, 31)).drop("year")


def decoded(codes: GroupCodes, given: SmallNumbers) -> list[tuple[object, ...]]:
    table = {code: row for *row, code in codes.table().iter_rows()}
    return [tuple(table[code]) for code in given.tolist()]


@pytest.mark.parametrize("places", [groups_module._TABLE, 1])
def test_a_code_stands_for_the_group_of_its_row(
    monkeypatch: pytest.MonkeyPatch, places: int
) -> None:
    monkeypatch.setattr(groups_module, "_TABLE", places)
    codes = GroupCodes(COLUMNS)
    first, later = codes.encode(frame(ROWS[:4])), codes.encode(frame(ROWS[2:]))
    assert decoded(codes, first) == ROWS[:4]
    assert decoded(codes, later) == ROWS[2:]
    assert first[0] == later[2]
    assert codes.encode(frame([])).tolist() == []
    assert codes.table().height == len(set(ROWS))


def test_years_that_follow_are_given_codes_once() -> None:
    codes = GroupCodes(["body", "year"])
    codes.encode(frame(ROWS))
    codes.add_following_years()
    known = codes.table()
    # Slices are counted side by side: what one asks for must change nothing for another.
    codes.add_following_years()
    assert codes.table().equals(known)
    assert sorted(known.select("body", "year").iter_rows()) == [
        ("caf", 2021),
        ("caf", 2022),
        ("caf", 2023),
        ("departement", 2019),
        ("departement", 2020),
    ]
    coarser, _ = codes.coarser(["year"])
    coarser.add_following_years()
    assert sorted(coarser.table()["year"]) == [2019, 2020, 2021, 2022, 2023]
    # A year that merely followed has rows of its own now, and is followed by another.
    codes.encode(frame([("departement", "01", 2020, None)]))
    codes.add_following_years()
    assert codes.table().height == known.height + 1
    assert ("departement", 2021) in list(codes.table().select("body", "year").iter_rows())
