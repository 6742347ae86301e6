"""Parquet and Arrow: every way to store a day, a code, an amount."""

from __future__ import annotations

import datetime as dt
import random
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.feather
import pyarrow.parquet as pq
import pytest
from made_files import HEADER, ROWS, account, columns, days, ids, parquet, table

from accsocial import read, summarise
from accsocial.errors import DataRefused
from accsocial.records.files import columnar

DAY = dt.date(2022, 3, 1)
NOON = dt.datetime(2022, 3, 1, 12)  # noqa: DTZ001 - a clock on the wall
EPOCH_DAYS = 19_052
EPOCH_SECONDS = EPOCH_DAYS * 86_400 + 12 * 3_600


def arrow_table(**other: Any) -> pa.Table:
    return pa.table({**columns(), **other})


def three(value: Any, kind: pa.DataType | None = None) -> pa.Array:
    return pa.array([value] * len(ROWS), kind)


ENDINGS = pytest.mark.parametrize("ending", ["parquet", "arrow"])


def written(rows: pa.Table, path: Path) -> Path:
    """The rows as a file whose ending says what it is."""
    with (
        pa.ipc.new_file(path, rows.schema)
        if path.suffix == ".arrow"
        else pq.ParquetWriter(path, rows.schema) as file
    ):
        file.write_table(rows)
    return path


@pytest.mark.parametrize(
    "stored",
    [
        three("2022-03-01"),
        three("01/03/2022"),
        three("2022-03-01T12:00:00"),
        three("2022-03-01", pa.large_string()),
        three("2022-03-01", pa.string_view()),
        three("2022-03-01").dictionary_encode(),
        three(b"2022-03-01"),
        three(DAY, pa.date32()),
        three(DAY, pa.date64()),
        three(NOON, pa.timestamp("s")),
        three(NOON, pa.timestamp("ms")),
        three(NOON, pa.timestamp("us")),
        three(NOON, pa.timestamp("ns")),
        three(NOON, pa.timestamp("us", "UTC")),
        three(NOON, pa.timestamp("us", "America/Guadeloupe")),
        # Midnight of 1 March in Paris.
        three(dt.datetime(2022, 2, 28, 23, tzinfo=dt.UTC), pa.timestamp("us", "UTC")),
        three(dt.datetime(2022, 2, 28, 23, tzinfo=dt.UTC), pa.timestamp("us", "Europe/Paris")),
        three(dt.datetime(2022, 2, 28, 20, tzinfo=dt.UTC), pa.timestamp("ns", "Indian/Reunion")),
        three(EPOCH_DAYS, pa.int32()),
        three(EPOCH_DAYS, pa.int64()),
        three(float(EPOCH_DAYS)),
        three(44_621, pa.int32()),  # a spreadsheet's day
        three(44_621.5),
        three(EPOCH_SECONDS),
        three(EPOCH_SECONDS * 1_000),
        three(EPOCH_SECONDS * 1_000_000),
        three(EPOCH_SECONDS * 1_000_000_000),
        three(20_220_301),
    ],
    ids=lambda array: f"{array.type}:{array[0]}",
)
def test_days(tmp_path: Path, stored: pa.Array) -> None:
    pq.write_table(arrow_table(date=stored), tmp_path / "rdv.parquet")
    pyarrow.feather.write_feather(arrow_table(date=stored), tmp_path / "rdv.feather")
    for name in ("rdv.parquet", "rdv.feather"):
        assert days(tmp_path / name) == ["2022-03-01"] * 3


@pytest.mark.parametrize("day", [-3_000_000, -30_000, 70_000, 2_000_000_000])
def test_days_beyond_what_a_text_may_name_are_no_days(tmp_path: Path, day: int) -> None:
    stored = pa.array([EPOCH_DAYS, day, EPOCH_DAYS], pa.int32()).cast(pa.date32())
    pq.write_table(arrow_table(date=stored), tmp_path / "rdv.parquet")
    assert account(tmp_path / "rdv.parquet").rejected == {"date_invalid": 1}
    assert days(tmp_path / "rdv.parquet") == ["2022-03-01"] * 2


def test_what_is_decided_on_days_is_said(tmp_path: Path) -> None:
    found = account(parquet(tmp_path / "rdv.parquet", date=[EPOCH_DAYS, 20_000, None]))
    assert found.notes["column date"] == "whole numbers, read as days since 1970-01-01"
    assert found.rejected == {"date_missing": 1}


@pytest.mark.parametrize(
    ("moments", "read_as"),
    [
        # Midnights in France, in winter and in summer, of a program that keeps moments in UTC.
        (["2022-02-28 23:00", "2022-03-26 23:00", "2022-06-30 22:00"], ["03-01", "03-27", "07-01"]),
        (["2022-02-28 23:00", None, "2022-03-27 22:00"], ["03-01", "03-28"]),
        # Clocks show 23 h at 22 h UTC in winter: these are no midnights.
        (["2022-02-28 22:00", "2022-03-26 23:00", "2022-06-30 22:00"], ["02-28", "03-26", "06-30"]),
        (["2022-02-28 23:00", "2022-03-26 23:00", "2022-06-30 22:30"], ["02-28", "03-26", "06-30"]),
        (["2022-02-28 23:00", "2022-03-26 09:15", "2022-06-30 22:00"], ["02-28", "03-26", "06-30"]),
        (["2022-03-01 00:00", "2022-03-27 00:00", "2022-07-01 00:00"], ["03-01", "03-27", "07-01"]),
    ],
)
@pytest.mark.parametrize("kind", ["int96", "us", "ns", "feather"])
def test_moments_without_a_zone_are_days_in_france_if_all_are_midnights_there(
    tmp_path: Path, kind: str, moments: list[str | None], read_as: list[str]
) -> None:
    stored = pl.Series(moments).str.to_datetime(
        "%Y-%m-%d %H:%M", time_unit="us" if kind == "us" else "ns"
    )
    rows = arrow_table(date=stored.to_arrow())
    path = tmp_path / ("rdv.feather" if kind == "feather" else "rdv.parquet")
    if kind == "feather":
        pyarrow.feather.write_feather(rows, path)
    else:
        pq.write_table(rows, path, use_deprecated_int96_timestamps=kind == "int96")
    assert days(path) == [f"2022-{day}" for day in read_as]
    shifted = read_as[0] == "03-01" and moments[0] != "2022-03-01 00:00"
    assert ("column date" in account(path).notes) == shifted


@ENDINGS
@pytest.mark.parametrize("odd", [9_999, 20_222, 44_562.0])
def test_one_odd_number_does_not_make_days_of_years(
    tmp_path: Path, odd: float, ending: str
) -> None:
    years = pa.array([2021, 2022, odd])
    rows = pa.table({"body": ["caf"] * 3, "territory": ["46"] * 3, "year": years, "amount": years})
    records = read(written(rows, tmp_path / f"costs.{ending}"))
    assert table(records, "costs")["year"].to_list() == [2021, 2022]
    assert records.ledger.accounts[0].rejected == {"year_invalid": 1}


@ENDINGS
@pytest.mark.parametrize("per_second", [1, 10**3, 10**6, 10**9])
def test_numbers_that_no_clock_counts_are_no_days(
    tmp_path: Path, per_second: int, ending: str
) -> None:
    stored = pa.array([2**63 - 1, EPOCH_SECONDS * per_second, -(2**63) + 1])
    path = written(arrow_table(date=stored), tmp_path / f"rdv.{ending}")
    assert account(path).rejected == {"date_invalid": 2}
    assert days(path) == ["2022-03-01"]


@ENDINGS
def test_one_odd_number_does_not_make_other_days_of_days(tmp_path: Path, ending: str) -> None:
    stored = pa.array([20_220_301, 20_222, 20_220_301])
    path = written(arrow_table(date=stored), tmp_path / f"rdv.{ending}")
    assert account(path).rejected == {"date_invalid": 1}
    assert days(path) == ["2022-03-01"] * 2


@pytest.mark.parametrize("zone", [None, "UTC", "Europe/Paris"])
@pytest.mark.parametrize("unit", ["ms", "us", "ns"])
def test_moments_that_no_calendar_has_are_no_days(tmp_path: Path, unit: str, zone: str) -> None:
    per_second = {"ms": 10**3, "us": 10**6, "ns": 10**9}[unit]
    evening = (EPOCH_DAYS * 86_400 - 3_600) * per_second
    stored = pa.array([2**63 - 1, evening, -(2**63) + 1], pa.int64()).cast(pa.timestamp(unit, zone))
    pq.write_table(arrow_table(date=stored), tmp_path / "rdv.parquet")
    records = read(tmp_path, max_rejected=1)
    summarise(records)
    assert records.ledger.accounts[0].rejected == {"date_invalid": 2}
    assert days(tmp_path / "rdv.parquet") == ["2022-03-01"]
    assert str(2**63 - 1) in records.rejects.with_text()["text"][0] or unit == "ns"


LAYOUT = """
[appointments.columns]
body = ["body"]
territory = ["territory"]
beneficiary_id = ["N\u00b0 s\u00e9jour"]
date = ["RDV"]
status = ["status"]
"""


@ENDINGS
def test_numbers_are_days_where_days_are_wanted_whatever_the_header(
    tmp_path: Path, ending: str
) -> None:
    (tmp_path / "stays.toml").write_text(LAYOUT, encoding="utf-8")
    rows = pl.DataFrame(
        {
            "body": "caf",
            "territory": "46",
            "N\u00b0 s\u00e9jour": range(10_000, 10_050),
            "RDV": EPOCH_DAYS,
            "status": "held",
        }
    )
    path = written(rows.to_arrow(), tmp_path / f"rdv.{ending}")
    found = table(read(path, layout=str(tmp_path / "stays.toml")))
    assert found["beneficiary_id"].to_list() == [str(number) for number in range(10_000, 10_050)]
    assert found["date"].unique().to_list() == [DAY]


@pytest.mark.parametrize(
    ("stored", "code"),
    [
        (three("007"), "007"),
        (three("007").dictionary_encode(), "007"),
        (three(b"007"), "007"),
        (three("é".encode()), "é"),
        (three(7, pa.int8()), "7"),
        (three(7, pa.uint64()), "7"),
        (three(7.0), "7"),
        (three(7.0, pa.float32()), "7"),
        (three(Decimal(7), pa.decimal128(10, 0)), "7"),
        (three(Decimal(7), pa.decimal128(38, 10)), "7"),
        (three(Decimal(12345678901234567890), pa.decimal128(20, 0)), "12345678901234567890"),
        (three(7).dictionary_encode(), "7"),
        (three(None, pa.string()), None),
        (pa.nulls(3), None),
        (three(float("nan")), None),
    ],
    ids=lambda value: f"{value.type}" if isinstance(value, pa.Array) else None,
)
def test_codes(tmp_path: Path, stored: pa.Array, code: str | None) -> None:
    pq.write_table(arrow_table(worker_id=stored), tmp_path / "rdv.parquet")
    assert table(read(tmp_path / "rdv.parquet"))["worker_id"].to_list() == [code] * 3


UUIDS = [
    "12345678-1234-4234-9234-123456789abc",
    "20202020-2020-4020-a020-202020202020",
    "20202020-2020-4020-a020-2020202020a0",
]
UUID_BYTES = [UUID(text).bytes for text in UUIDS]
AS_TEXT, AS_UUID = "bytes, read as text", "bytes, read as UUIDs"
AS_HEX = "bytes that are no text, read as hexadecimal"


@pytest.mark.parametrize(
    ("stored", "codes", "note"),
    [
        ([b"007", "\u00e9".encode(), None], ["007", "\u00e9", None], AS_TEXT),
        ([b"007 ", b"", None], ["007", None, None], AS_TEXT),
        # One value is no text: none is read as if it were.
        ([b"007", "\u00e9".encode("latin-1"), None], ["303037", "e9", None], AS_HEX),
        ([b"007", b"00\n", b"00 "], ["303037", "30300a", "303020"], AS_HEX),
        # 1, 2 and 32 in eight bytes: stripped as texts, two of them would be one.
        (
            pa.array([n.to_bytes(8, "big") for n in (1, 9, 32)], pa.binary(8)),
            ["0000000000000001", "0000000000000009", "0000000000000020"],
            AS_HEX,
        ),
        (pa.array(UUID_BYTES, pa.uuid()), UUIDS, AS_UUID),
        (pa.array(UUID_BYTES, pa.binary(16)), UUIDS, AS_UUID),
        (pa.array(UUID_BYTES), UUIDS, AS_UUID),
        (pa.array([b"0123456789abcdef"] * 3, pa.binary(16)), ["0123456789abcdef"] * 3, AS_TEXT),
        # Of the bytes of a digest, some are not those of a UUID.
        (
            pa.array([*UUID_BYTES[:2], b"\xff" * 16], pa.binary(16)),
            [*(text.replace("-", "") for text in UUIDS[:2]), "ff" * 16],
            AS_HEX,
        ),
        # The file says that they are: some were made in another way.
        (
            pa.array([b"\x00" * 16, b"\xff" * 16, None], pa.uuid()),
            [str(UUID(int=0)), str(UUID(int=2**128 - 1)), None],
            AS_UUID,
        ),
    ],
)
@pytest.mark.parametrize("ending", ["parquet", "arrow"])
def test_bytes(tmp_path: Path, stored: Any, codes: list[str], note: str, ending: str) -> None:
    path = tmp_path / f"rdv.{ending}"
    rows = arrow_table(beneficiary_id=stored)
    (pq.write_table if ending == "parquet" else pyarrow.feather.write_feather)(rows, path)
    assert table(read(path))["beneficiary_id"].to_list() == codes
    assert account(path).notes["column beneficiary_id"] == note


def test_uuids_of_duckdb_are_those_of_a_text_file(tmp_path: Path) -> None:
    rows = (
        "select 'caf' body, '46' territory, date '2022-03-01' as date, 'held' status, "
        "md5(range::varchar)::uuid beneficiary_id from range(500)"
    )
    for name in ("rdv.parquet", "rdv.csv"):
        duckdb.sql(f"copy ({rows}) to '{tmp_path / name}'")
    of_parquet, of_text = (
        table(read(tmp_path / name))["beneficiary_id"] for name in ("rdv.parquet", "rdv.csv")
    )
    assert of_parquet.to_list() == of_text.to_list()
    assert of_parquet.n_unique() == 500


@pytest.mark.parametrize(
    ("stored", "amount"),
    [
        ([1234.5], "1234.5"),
        ([Decimal("1234.50")], "1234.5"),
        ([Decimal("1234.00")], "1234"),
        (["1 234,50 €"], "1234.5"),
        ([1234], "1234"),
        (pa.array([1234.5], pa.float32()), "1234.5"),
        (pa.array([Decimal("1234.5")], pa.decimal128(38, 18)), "1234.5"),
        (pa.array([Decimal("1234.5")], pa.decimal256(50, 4)), "1234.5"),
    ],
)
def test_amounts(tmp_path: Path, stored: Any, amount: str) -> None:
    costs = {"body": ["caf"], "territory": ["46"], "year": [2022], "amount": stored}
    pyarrow.feather.write_feather(pa.table(costs), tmp_path / "costs.arrow")
    found = table(read(tmp_path / "costs.arrow"), "costs")["amount"].to_list()
    assert found == [Decimal(amount)]


@pytest.mark.parametrize(
    "stored", [[True, False, None], [1, 0, None], ["oui", "non", ""], [1.0, 0.0, float("nan")]]
)
def test_booleans(tmp_path: Path, stored: list[Any]) -> None:
    path = parquet(tmp_path / "rdv.parquet", collective=pl.Series(stored, strict=False))
    assert table(read(path))["collective"].to_list() == [True, False, None]


def test_durations(tmp_path: Path) -> None:
    path = parquet(tmp_path / "rdv.parquet", duration_min=[dt.timedelta(minutes=45)] * 3)
    assert table(read(path))["duration_min"].to_list() == [45] * 3


def extension(kind: Any, storage: pa.Array) -> pa.Array:
    return pa.ExtensionArray.from_storage(kind, storage)


PERIODS = pa.array(pd.Series(pd.to_datetime(["2022-03-01"] * 3)).dt.to_period("M"))


@ENDINGS
@pytest.mark.parametrize(
    ("column", "stored", "found"),
    [
        ("collective", extension(pa.bool8(), three(1, pa.int8())), True),
        ("beneficiary_id", extension(pa.json_(), three("7")), "7"),
        (
            "beneficiary_id",
            extension(pa.json_(pa.large_string()), three("7", pa.large_string())),
            "7",
        ),
        ("beneficiary_id", extension(pa.opaque(pa.int64(), "name", "vendor"), three(7)), "7"),
        ("date", extension(pa.opaque(pa.date32(), "name", "vendor"), three(DAY)), DAY),
    ],
)
def test_extension_types_are_what_they_are_stored_as(
    tmp_path: Path, column: str, stored: pa.Array, found: Any, ending: str
) -> None:
    path = written(arrow_table(**{column: stored}), tmp_path / f"rdv.{ending}")
    assert table(read(path))[column].to_list() == [found] * 3


@ENDINGS
def test_periods_are_refused_if_they_are_used(tmp_path: Path, ending: str) -> None:
    path = written(arrow_table(date=PERIODS), tmp_path / f"rdv.{ending}")
    with pytest.raises(DataRefused, match=rf"rdv\.{ending}: column date holds periods .*; store"):
        account(path)
    path = written(arrow_table(month=PERIODS), tmp_path / f"rdv.{ending}")
    assert account(path).read == 3


ODD = {
    "interval": pa.array([pa.MonthDayNano([1, 2, 3])] * 3),
    "zone": three(NOON, pa.timestamp("us", "Mars/Olympus")),
    "run ends": pa.RunEndEncodedArray.from_arrays(pa.array([3], pa.int32()), pa.array(["a"])),
    "union": pa.UnionArray.from_sparse(pa.array([0] * 3, pa.int8()), [pa.array([1, 2, 3])]),
    "list view": three([1], pa.list_view(pa.int32())),
    "wide inside": three([Decimal(1)], pa.list_(pa.decimal256(50, 4))),
}


@pytest.mark.parametrize(
    ("ending", "kind"),
    [*(("arrow", kind) for kind in ODD), ("parquet", "zone"), ("parquet", "list view")],
)
def test_columns_of_odd_types_are_left_out(tmp_path: Path, ending: str, kind: str) -> None:
    path = written(arrow_table(more=ODD[kind]), tmp_path / f"rdv.{ending}")
    assert ids(path) == ["r1", "r2", "r3"]
    assert account(path).notes["columns of odd types"].startswith("left out: more (")
    path = written(arrow_table(duration_min=ODD[kind]), path)
    with pytest.raises(DataRefused, match=rf"rdv\.{ending}: column duration_min holds .*; store"):
        account(path)


def test_intervals_of_duckdb_are_left_out(tmp_path: Path) -> None:
    path = tmp_path / "rdv.parquet"
    made = duckdb.from_arrow(arrow_table()).project("*, interval '1 day' as more")
    made.write_parquet(str(path))
    assert ids(path) == ["r1", "r2", "r3"]
    done = subprocess.run(
        [sys.executable, "-m", "accsocial", "inspect", "--quiet", str(path)],
        capture_output=True,
        check=True,
    )
    assert done.stderr == b""


def test_of_a_time_zone_that_nobody_knows_only_the_ledger_speaks(tmp_path: Path) -> None:
    rows = arrow_table(more=three(NOON, pa.timestamp("us", "Romance Standard Time")))
    done = subprocess.run(
        [sys.executable, "-m", "accsocial", "inspect", written(rows, tmp_path / "rdv.parquet")],
        capture_output=True,
        check=True,
        encoding="utf-8",
    )
    assert done.stderr == ""
    assert "columns of odd types left out: more" in done.stdout


def test_a_type_that_only_polars_writes_is_no_damage(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rows = pl.DataFrame(columns()).with_columns(more=pl.lit(1, pl.Int128))
    rows.write_parquet(tmp_path / "rdv.parquet")
    assert ids(tmp_path / "rdv.parquet") == ["r1", "r2", "r3"]
    monkeypatch.setattr(columnar, "LARGE", 0)
    assert ids(tmp_path / "rdv.parquet") == ["r1", "r2", "r3"]
    rows.write_ipc(tmp_path / "rdv.arrow")
    with pytest.raises(DataRefused, match=r"rdv\.arrow: holds columns of a type that is not read"):
        account(tmp_path / "rdv.arrow")


@ENDINGS
def test_decimals_of_many_digits(tmp_path: Path, ending: str) -> None:
    wide = three(Decimal(45), pa.decimal256(50, 4))
    path = written(arrow_table(more=wide, duration_min=wide), tmp_path / f"rdv.{ending}")
    assert table(read(path))["duration_min"].to_list() == [45] * 3


@ENDINGS
def test_of_columns_of_one_name_the_first_is_read(tmp_path: Path, ending: str) -> None:
    rows = arrow_table().append_column("status", three("no_show")).append_column("more", three(1))
    path = written(rows.append_column("more", three(2)), tmp_path / f"rdv.{ending}")
    assert table(read(path))["status"].to_list() == [row[-1] for row in ROWS]
    assert account(path).notes["same header"] == "the first column is read of status"


def test_nested_columns_are_left_out(tmp_path: Path) -> None:
    path = parquet(tmp_path / "rdv.parquet", site=[["a"], ["b"], []], more=[{"x": 1}] * 3)
    records = read(path)
    assert "site" not in records.tables["appointments"].columns
    assert account(path).notes["nested columns"] == "left out: site, more"


def test_row_groups_of_one_row(tmp_path: Path) -> None:
    many = pl.DataFrame(columns()).select(
        pl.all().exclude("appointment_id").repeat_by(100).explode()
    )
    many = many.with_row_index("appointment_id")
    many.write_parquet(tmp_path / "rdv.parquet", row_group_size=1)
    found = table(read(tmp_path / "rdv.parquet"))
    assert found["line"].to_list() == list(range(1, 301))
    assert found["appointment_id"].to_list() == [str(i) for i in range(300)]


@pytest.mark.parametrize("ending", ["parquet", "arrow"])
def test_zero_rows(tmp_path: Path, ending: str) -> None:
    empty = pl.DataFrame(schema=dict.fromkeys(HEADER, pl.String))
    path = tmp_path / f"rdv.{ending}"
    empty.write_parquet(path) if ending == "parquet" else empty.write_ipc(path)
    assert (account(path).read, ids(path)) == (0, [])


def test_arrow_in_a_file_and_as_a_stream(tmp_path: Path) -> None:
    with pa.ipc.new_file(tmp_path / "file.arrow", arrow_table().schema) as file:
        file.write_table(arrow_table(), max_chunksize=1)
    with pa.ipc.new_stream(tmp_path / "stream.arrows", arrow_table().schema) as stream:
        stream.write_table(arrow_table(), max_chunksize=1)
    for name in ("file.arrow", "stream.arrows"):
        assert ids(tmp_path / name) == ["r1", "r2", "r3"]


def stream(rows: pa.Table) -> bytes:
    sink = pa.BufferOutputStream()
    with pa.ipc.new_stream(sink, rows.schema) as writer:
        writer.write_table(rows, max_chunksize=1)
    return bytes(sink.getvalue())


def numbers() -> pa.Table:
    """The last bytes of such a batch are those of the mark that ends a stream."""
    return arrow_table(duration_min=pa.array([-1, -1, -1], pa.int32()))


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (stream(arrow_table())[:-8], "is not complete"),
        (stream(numbers())[:-8], "is not complete"),
        (stream(arrow_table().slice(0, 0))[:-8], "is not complete"),
        (stream(arrow_table()) * 2, "holds more than one stream"),
        (stream(arrow_table().slice(0, 0)) + stream(arrow_table()), "holds more than one stream"),
        (stream(arrow_table()) + b"\x00", "holds more than one stream"),
    ],
    ids=["cut", "cut after its like", "cut without rows", "two", "two, one empty", "a byte"],
)
def test_a_stream_that_is_not_one_whole_one(tmp_path: Path, content: bytes, what: str) -> None:
    (tmp_path / "rdv.arrows").write_bytes(content)
    with pytest.raises(DataRefused, match=rf"rdv\.arrows: {what}.*; ask for "):
        account(tmp_path / "rdv.arrows")


@pytest.mark.parametrize(
    "rows", [arrow_table(), numbers(), arrow_table().slice(0, 0)], ids=["texts", "numbers", "none"]
)
def test_a_stream_that_was_closed(tmp_path: Path, rows: pa.Table) -> None:
    (tmp_path / "rdv.arrows").write_bytes(stream(rows))
    assert account(tmp_path / "rdv.arrows").read == rows.num_rows


def test_columns_that_change_name_order_and_type_between_years(tmp_path: Path) -> None:
    parquet(tmp_path / "rdv_2021.parquet", date=[DAY.replace(year=2021)] * 3)
    later = pl.DataFrame(columns()).select(
        pl.col("status").cast(pl.Categorical).alias("STATUS"),
        pl.lit(EPOCH_DAYS).alias("Date"),
        territory=pl.lit(46),
        body=pl.lit("CAF"),
        beneficiary_id=pl.Series([1, 2, 3]),
        appointment_id=pl.lit(12.0),
    )
    later.write_parquet(tmp_path / "rdv_2022.parquet")
    found = table(read(tmp_path))
    assert found["date"].dt.year().to_list() == [2021] * 3 + [2022] * 3
    assert found["beneficiary_id"].to_list() == ["b1", "b2", "b3", "1", "2", "3"]
    assert found["worker_id"].to_list() == ["w1", "w1", "w2", None, None, None]


# --- partitions ------------------------------------------------------------------


def without(*names: str) -> pl.DataFrame:
    return pl.DataFrame(columns()).drop(names)


def test_partition_values_become_columns(tmp_path: Path) -> None:
    for body, territory in (("caf", "46"), ("departement", "2A")):
        folder = tmp_path / "appointments" / "year=2022" / f"body={body}" / f"territory={territory}"
        folder.mkdir(parents=True)
        without("body", "territory").write_parquet(folder / "part-0.parquet")
        (folder / "_SUCCESS").touch()
    records = read(tmp_path)
    found = table(records)
    assert found["body"].to_list() == ["caf"] * 3 + ["departement"] * 3
    assert found["territory"].to_list() == ["46"] * 3 + ["2A"] * 3
    first = records.ledger.accounts[0]
    assert first.file == "appointments/year=2022/body=caf/territory=46/part-0.parquet"
    assert first.notes["partition"] == "year=2022, body=caf, territory=46"
    assert records.ledger.ignored == []


def test_a_column_of_the_file_is_worth_more_than_its_folder(tmp_path: Path) -> None:
    parquet(tmp_path / "body=departement" / "year=1999" / "rdv.parquet")
    found = table(read(tmp_path))
    assert found["body"].unique().to_list() == ["caf"]
    assert found["date"].dt.year().unique().to_list() == [2022]


def test_so_it_is_under_another_header_of_the_layout(tmp_path: Path) -> None:
    """The year of a delivery is not that of its rows."""
    path = tmp_path / "Année=2023" / "Département=01" / "depenses.csv"
    path.parent.mkdir(parents=True)
    path.write_text("Organisme;Territoire;Exercice;Montant\nCaf;94;2022;10\n", encoding="utf-8")
    assert table(read(tmp_path), "costs").select("territory", "year").row(0) == ("94", 2022)


def test_the_year_of_a_partition_is_that_of_a_table_by_year(tmp_path: Path) -> None:
    folder = tmp_path / "costs" / "year=2021" / "territory=__HIVE_DEFAULT_PARTITION__"
    folder.mkdir(parents=True)
    pl.DataFrame({"amount": [1, 2]}).write_parquet(folder / "part-0.parquet")
    records = read(tmp_path, body="caf")
    assert table(records, "costs").height == 0
    assert records.ledger.accounts[0].rejected == {"territory_invalid": 2}


def test_partitions_of_text_files(tmp_path: Path) -> None:
    folder = tmp_path / "rdv" / "body=caf" / "territory=46"
    folder.mkdir(parents=True)
    without("body", "territory").write_csv(folder / "a.csv")
    assert table(read(tmp_path))["territory"].to_list() == ["46"] * 3


@pytest.mark.parametrize(
    "header", ["Département", "De\u0301partement", "Code département", "Code%20d%C3%A9partement"]
)
def test_partitions_under_headers_with_accents_and_spaces(tmp_path: Path, header: str) -> None:
    """Also as Macs write accents, behind their letter, and as Hive writes what is no letter."""
    path = tmp_path / f"{header}=94" / "rdv.csv"
    path.parent.mkdir()
    path.write_text("Organisme;Date RDV;Statut\nCaf;03/01/2022;Honoré\n", encoding="utf-8")
    assert table(read(tmp_path))["territory"].to_list() == ["94"]


@pytest.mark.parametrize("ending", ["parquet", "arrow", "csv"])
def test_a_folder_that_tells_a_day(tmp_path: Path, ending: str) -> None:
    """Whether the day stands before the month is asked of its column alone: no file has it."""
    path = tmp_path / "date=01-03-2022" / f"rdv.{ending}"
    path.parent.mkdir()
    if ending == "csv":
        without("date").write_csv(path)
    else:
        written(without("date").to_arrow(), path)
    records = read(tmp_path)
    assert [str(day) for day in table(records)["date"]] == ["2022-03-01"] * 3
    (file,) = records.tables["appointments"].files
    (batch,) = file.source.batches(0, [file.match.columns["date"]])
    assert batch.frame[str(file.match.columns["date"])].to_list() == ["01-03-2022"] * 3


# --- damage ------------------------------------------------------------------------


def stored(path: Path) -> bytes:
    rows = pl.DataFrame(columns()).select(pl.all().repeat_by(50).explode())
    if path.suffix == ".parquet":
        rows.write_parquet(path)
    elif path.suffix == ".arrow":
        rows.write_ipc(path, compression="lz4")
    else:
        rows.write_ipc_stream(path)
    return path.read_bytes()


@ENDINGS
@pytest.mark.parametrize(
    ("largest_exact", "kind"),
    [(2**11, pa.float16()), (2**24, pa.float32()), (2**53, pa.float64())],
)
def test_identifiers_that_are_floats_too_large_to_be_exact(
    tmp_path: Path, largest_exact: int, kind: pa.DataType, ending: str
) -> None:
    def told(*numbers: float | None) -> dict[str, int]:
        rows = arrow_table(beneficiary_id=pa.array(numbers, kind))
        return dict(account(written(rows, tmp_path / f"rdv.{ending}")).warnings)

    assert told(largest_exact - 1.0, None, 12.0) == {}
    assert told(largest_exact * 1.0, None, 12.0) == {"identifier_rounded": 1}


def test_amounts_and_days_that_are_floats_too_large_to_be_exact(tmp_path: Path) -> None:
    where = {"body": ["caf"] * 2, "territory": ["46"] * 2, "year": [2021, 2022]}
    # 411367.94 is 411367.9375 in single precision.
    amounts = pa.table({**where, "amount": pa.array([411367.94, 12345.67], pa.float32())})
    written(amounts, tmp_path / "costs.parquet")
    # 20220215 is 20220216 in single precision.
    numbers = pa.array([20220215.0, None], pa.float32())
    written(pa.table({**where, "closed_on": numbers}), tmp_path / "supports.parquet")
    records = read(tmp_path)
    summarise(records)
    warnings = {found.table: found.warnings["number_rounded"] for found in records.ledger.accounts}
    assert warnings == {"costs": 1, "supports": 1}


@pytest.mark.parametrize("name", ["rdv.parquet", "rdv.arrow", "rdv.arrows"])
@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_file_that_was_cut_off(tmp_path: Path, name: str, share: float) -> None:
    good = stored(tmp_path / name)
    (tmp_path / name).write_bytes(good[: int(len(good) * share)])
    with pytest.raises(DataRefused, match=rf"{name}: is (not|damaged).*ask for it again"):
        account(tmp_path / name)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("rdv.parquet", b"PAR1"),
        ("rdv.parquet", b"PAR1" * 10),
        ("rdv.parquet", b"\x00" * 100),
        ("rdv.arrow", b"ARROW1\x00\x00"),
        ("rdv.arrow", b"\xff\xff\xff\xff\x00\x00\x00\x00"),
    ],
)
def test_a_file_that_is_none(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(DataRefused, match=rf"{name}: "):
        account(tmp_path / name)


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"PAR1", "Parquet file"),
        (b"ARROW1\x00\x00", "Arrow file"),
        (b"\xff\xff\xff\xff", "Arrow stream file"),
    ],
)
def test_the_kind_of_a_damaged_file_is_told(tmp_path: Path, content: bytes, kind: str) -> None:
    (tmp_path / "rdv.parquet").write_bytes(content)
    with pytest.raises(DataRefused, match=rf"^rdv\.parquet: is not a whole {kind};"):
        read(tmp_path)


@pytest.mark.parametrize("name", ["rdv.parquet", "rdv.arrow", "rdv.arrows"])
def test_changed_bytes_lose_no_row_in_silence(tmp_path: Path, name: str) -> None:
    good = stored(tmp_path / name)
    outcomes = set()
    for seed in range(60):
        chance = random.Random(seed)  # noqa: S311 - no secret
        bad = bytearray(good)
        for _ in range(chance.randint(1, 3)):
            bad[chance.randrange(len(bad))] = chance.randrange(256)
        (tmp_path / name).write_bytes(bad)
        try:
            outcomes.add(account(tmp_path / name).read)
        except DataRefused:
            outcomes.add(-1)
    assert outcomes == {150, -1}


def test_a_want_of_memory_is_not_blamed_on_the_file_alone(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    parquet(tmp_path / "appointments.parquet")

    def no_memory(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(pl.DataFrame, "rechunk", no_memory)
    with pytest.raises(DataRefused, match=r"too little memory for it$"):
        summarise(read(tmp_path))


def test_feather_of_version_1_is_refused(tmp_path: Path) -> None:
    (tmp_path / "rdv.feather").write_bytes(b"FEA1" + b"\x00" * 50)
    with pytest.raises(DataRefused, match="Feather file of version 1"):
        read(tmp_path / "rdv.feather")


def test_days_that_no_calendar_has_are_rejected_with_their_number(tmp_path: Path) -> None:
    days = pl.Series([19_000] * 38 + [2_000_000_000, -2_000_000_000], dtype=pl.Int32).cast(pl.Date)
    moments = pl.Series([19_000 * 86_400_000_000] * 39 + [2**63 - 1], dtype=pl.Int64)
    pl.DataFrame(
        {
            "body": ["caf"] * 40,
            "territory": ["94"] * 40,
            "date": days,
            "status": ["held"] * 40,
            "made_at": moments.cast(pl.Datetime("us")),
        }
    ).write_parquet(tmp_path / "rdv.parquet")
    records = read(tmp_path)
    summarise(records)
    texts = records.rejects.with_text()["text"].to_list()
    assert texts[0].startswith("caf;94;2000000000;held;2022-01-08")
    assert texts[1] == f"caf;94;-2000000000;held;{2**63 - 1}"
