"""Text columns of a large Parquet file are read as codes: nothing else may come out."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from accsocial import read
from accsocial.errors import DataRefused
from accsocial.records.files import coded_texts, columnar
from accsocial.records.files.coded_texts import CodedTexts, columns_of_few_texts
from accsocial.records.ledger import Ledger
from accsocial.records.rejects import Rejects

ROWS = 1_000
DAY = dt.date(2022, 3, 1)


def turns(*values: Any) -> list[Any]:
    """These values in turn."""
    return [values[n % len(values)] for n in range(ROWS)]


def extract(**other: Any) -> pa.Table:
    columns = {
        "appointment_id": [f"R{n:06d}" for n in range(ROWS)],
        "body": ["caf"] * 600 + ["departement"] * 400,
        "territory": turns("01", "2A", "1", " 46 ", "99"),
        "beneficiary_id": [f"B{n * 7919 % 400:04d}" for n in range(ROWS)],
        "date": [DAY + dt.timedelta(days=n % 300) for n in range(ROWS)],
        "status": turns("held", "no_show", "Inconnu au bataillon", "planned", None, "", "  "),
        **other,
    }
    return pa.table(columns)


COLUMNS: dict[str, dict[str, Any]] = {
    "labels": {"channel": turns("office", "home", None), "event": turns("fax", "other")},
    "codes and names": {
        "site": turns("Foix ", "\u00a0Foix", "", None),
        "worker_id": turns("1", "2"),
    },
    "nulls alone": {"site": pa.nulls(ROWS, pa.string())},
    "days as text": {"date": turns("2022-03-01", "01/04/2022", "13/04/2022", "hier", "", None)},
    "months first": {"date": turns("03/14/2022", "03/01/2022", " 03/02/2022 ")},
    "yes and no as text": {"collective": turns("oui", "non", "", "peut-être")},
    "numbers as text": {"duration_min": turns("45", "30,5", "", "long")},
    "large strings": {"site": pa.array(turns("a", "b", None), pa.large_string())},
    "string views": {"site": pa.array(turns("a", "b", None), pa.string_view())},
    "stored as codes": {"site": pa.array(turns("b", "a", None)).dictionary_encode()},
    "a label that no row has": {
        "event": pa.DictionaryArray.from_arrays(
            pa.array(turns(1, 2)), pa.array(["télex", "fax", "other"])
        )
    },
    "other texts in every row group": {"site": [f"Site {n // 100}" for n in range(ROWS)]},
}


def outcome(path: Path) -> tuple[pl.DataFrame, dict[str, object], pl.DataFrame]:
    table = read(path, extracted_on=dt.date(2023, 1, 1)).tables["appointments"]
    ledger, rejects = Ledger(), Rejects()
    current = table.read(ledger, rejects)
    rows = pl.concat([pl.DataFrame(schema=table.dtypes), *current])
    current.close()
    return rows, ledger.accounts[0].as_plain(), rejects.places


@pytest.fixture
def every_file_is_large(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The columns that are read as codes, file by file."""
    coded: list[list[str]] = []

    def listed(path: Path, names: list[str], most: int) -> Iterator[CodedTexts]:
        coded.append(names)
        return read_codes(path, names, most)

    read_codes = coded_texts.coded_texts
    monkeypatch.setattr(columnar, "LARGE", 0)
    monkeypatch.setattr(coded_texts, "_LEAST_ROWS", 1)
    monkeypatch.setattr(coded_texts, "coded_texts", listed)
    return coded


@pytest.mark.parametrize("groups", [ROWS, 150, 333])
@pytest.mark.parametrize("name", COLUMNS)
def test_codes_and_texts_give_the_same(
    tmp_path: Path, request: pytest.FixtureRequest, name: str, groups: int
) -> None:
    path = tmp_path / "rdv.parquet"
    pq.write_table(extract(**COLUMNS[name]), path, row_group_size=groups)
    spelt = outcome(path)
    coded: list[list[str]] = request.getfixturevalue("every_file_is_large")
    read_as_codes = outcome(path)
    assert "status" in coded[0]
    assert {*COLUMNS[name]} <= {*coded[0]} or name == "nulls alone"
    assert read_as_codes[0].equals(spelt[0])
    assert read_as_codes[1] == spelt[1]
    assert read_as_codes[2].equals(spelt[2])


@pytest.mark.parametrize(("at_once", "groups"), [(170, 300), (110, 300), (1_000, 300), (300, 1)])
@pytest.mark.usefixtures("every_file_is_large")
def test_batches_that_are_cut_at_other_places(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: int, groups: int
) -> None:
    path = tmp_path / "rdv.parquet"
    pq.write_table(extract(), path)
    usual = outcome(path)
    pq.write_table(extract(), path, row_group_size=groups)
    monkeypatch.setattr(columnar, "BATCH_ROWS", at_once)
    other = outcome(path)
    assert other[0].equals(usual[0])
    assert other[1] == usual[1]
    assert other[2].equals(usual[2])


@pytest.mark.parametrize(
    ("most", "heights"),
    [
        (1_000, [1_000]),
        (620, [600, 400]),
        (310, [300, 300, 300, 100]),
        (200, [200, 100, 200, 100, 200, 200]),
    ],
)
def test_a_batch_is_of_whole_row_groups_where_these_are_small_enough(
    tmp_path: Path, most: int, heights: list[int]
) -> None:
    path = tmp_path / "rdv.parquet"
    rows = extract()
    pq.write_table(rows, path, row_group_size=300)
    batches = [*coded_texts.coded_texts(path, ["status", "body"], most)]
    assert [batch.codes.height for batch in batches] == heights
    for name in ("status", "body"):
        texts = [batch.texts[name].gather(batch.codes[name]).to_list() for batch in batches]
        assert [text for batch in texts for text in batch] == rows[name].to_pylist()


def test_a_row_group_without_rows(tmp_path: Path, every_file_is_large: list[list[str]]) -> None:
    path, rows = tmp_path / "rdv.parquet", extract()
    with pq.ParquetWriter(path, rows.schema) as file:
        for part in (rows.slice(0, 300), rows.slice(0, 0), rows.slice(300)):
            file.write_table(part)
    assert outcome(path)[0].height == 300 - 60 + 700 - 140
    assert every_file_is_large


def test_which_columns_are_read_as_codes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(coded_texts, "_LEAST_ROWS", 200)
    path = tmp_path / "rdv.parquet"
    names = ["appointment_id", "status"]
    pq.write_table(extract(), path, row_group_size=250)
    assert columns_of_few_texts(path, names) == ["status"]
    pq.write_table(extract(), path, row_group_size=50)
    assert columns_of_few_texts(path, names) == [], "each row group has texts of its own"
    pq.write_table(extract(), path, use_dictionary=False)
    assert columns_of_few_texts(path, names) == []
    nested = extract(more=pa.array([{"x": 1, "y": 2}] * ROWS))
    pq.write_table(nested, path)
    assert columns_of_few_texts(path, names) == [], "columns stand at other places"
    pq.write_table(extract().slice(0, 0), path)
    assert columns_of_few_texts(path, names) == []


@pytest.mark.usefixtures("every_file_is_large")
@pytest.mark.parametrize("rows", [0, 900, 999, 1_001])
def test_other_numbers_of_codes_than_of_rows_are_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, rows: int
) -> None:
    path, other = tmp_path / "rdv.parquet", tmp_path / "other.parquet"
    pq.write_table(extract(), path)
    pq.write_table(pa.concat_tables([extract(), extract()]).slice(0, rows), other)
    codes = [*coded_texts.coded_texts(other, ["status"], ROWS)]
    monkeypatch.setattr(coded_texts, "columns_of_few_texts", lambda *_: ["status"])
    monkeypatch.setattr(coded_texts, "coded_texts", lambda *_: iter(codes))
    with pytest.raises(DataRefused, match=r"rdv\.parquet: is damaged"):
        outcome(path)
