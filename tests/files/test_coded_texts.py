"""Text columns of a large Parquet file are read as codes: nothing else may come out."""

from __future__ import annotations

import datetime as dt
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

    class Listed(CodedTexts):
        def __init__(self, path: Path, names: list[str]) -> None:
            coded.append(names)
            super().__init__(path, names)

    monkeypatch.setattr(columnar, "LARGE", 0)
    monkeypatch.setattr(coded_texts, "_LEAST_ROWS", 1)
    monkeypatch.setattr(coded_texts, "CodedTexts", Listed)
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


def test_batches_that_are_cut_at_other_places(
    tmp_path: Path, every_file_is_large: list[list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "rdv.parquet"
    pq.write_table(extract(), path, row_group_size=300)
    usual = outcome(path)
    monkeypatch.setattr(columnar, "BATCH_ROWS", 170)
    monkeypatch.setattr(coded_texts, "_AT_ONCE", 110)
    other = outcome(path)
    assert every_file_is_large == [every_file_is_large[0]] * 2
    assert other[0].equals(usual[0])
    assert other[1] == usual[1]


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


def test_a_dictionary_that_has_a_text_twice() -> None:
    stored = pa.DictionaryArray.from_arrays(pa.array([0, 1, 2, None]), pa.array(["a", "b", "a"]))
    assert coded_texts._coded(stored).cast(pl.String).to_list() == ["a", "b", "a", None]


@pytest.mark.usefixtures("every_file_is_large")
def test_fewer_codes_than_rows_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "rdv.parquet"
    pq.write_table(extract(), path)
    less = pq.ParquetFile(path, read_dictionary=["status"]).read(["status"]).slice(0, 900)
    frames = iter([pl.DataFrame({"status": coded_texts._coded(less["status"].chunk(0))})])
    monkeypatch.setattr(coded_texts, "columns_of_few_texts", lambda *_: ["status"])
    monkeypatch.setattr(CodedTexts, "_read", lambda *_: frames)
    with pytest.raises(DataRefused, match=r"rdv\.parquet: is damaged"):
        outcome(path)
