"""Days that stand for none, in dates that may be empty: the end of what has not ended."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import openpyxl
import polars as pl
import pytest
from small_files import HEADER, Read, lines, row

END = dt.date(2022, 6, 30)


def supports(*closed: str) -> str:
    """One support per day of closing."""
    rows = [f"S{at};caf;94;10/01/2022;{day}" for at, day in enumerate(closed)]
    return "\n".join(("support_id;body;territory;opened_on;closed_on", *rows)) + "\n"


@pytest.mark.parametrize(
    "day",
    [
        "31/12/9999",
        "31-12-9999",
        "9999-12-31",
        "99991231",
        "31/12/9999 23:59:59",
        "9999-12-31T00:00:00",
        "31/12/2999",
        "2999-12-31",
        "00/00/0000",
        "0000-00-00",
        "0000-00-00 00:00:00",
        "12/31/9999",
        "99/99/9999",
        "99999999",
        "00000000",
        "00000000000000",
        "99991231235959",
        "9999-12-31-00.00.00.000000",
        # The zero of mainframes, also as pandas writes it where other cells are empty.
        "0",
        "0.0",
        # The first days of SQL Server, Dynamics and .NET.
        "01/01/1900",
        "1900-01-01 00:00:00.000",
        "Jan  1 1900 12:00AM",
        "01/01/1753",
        "01/01/0001 00:00:00",
        "0001-01-01T00:00:00",
        # What spreadsheets show where a formula repeats an empty cell.
        "00/01/1900",
        "1/0/1900",
        "1900-01-00",
        "31/12/1899",
        "1899-12-30",
        "12/30/1899",
        "00:00:00",
    ],
)
def test_a_day_for_none_is_empty(day: str, read: Read) -> None:
    reading = read(supports("30/06/2022", day, ""), "supports.csv")
    assert reading.column("closed_on") == [END, None, None]
    assert reading.account.warnings == {"word_for_nothing": 1}


@pytest.mark.parametrize(
    "day",
    [
        *("30/12/9999", "31/12/9998", "01/00/0000", "32/12/2022", "0000"),
        *("29/12/1899", "00/02/1900", "00", "1", "0 jour", "10:30:00"),
    ],
)
def test_other_days_that_are_none_are_rejected(day: str, read: Read) -> None:
    reading = read(supports("30/06/2022", day), "supports.csv")
    assert reading.rejected == [(3, "date_invalid")]


@pytest.mark.parametrize("day", ["31/12/9999", "00/00/0000", "0", "00/01/1900", "30/12/1899"])
def test_the_day_of_an_appointment_cannot_be_none(day: str, read: Read) -> None:
    assert read(lines(HEADER, row(1, day=day))).rejected == [(2, "date_invalid")]


@pytest.mark.parametrize("dtype", [pl.Date, pl.Datetime("us")])
def test_stored_days_are_read_alike(dtype: pl.DataType, tmp_path: Path, read: Read) -> None:
    none = [dt.date(9999, 12, 31), dt.date(1900, 1, 1), dt.date(1, 1, 1), dt.date(1899, 12, 30)]
    closed = [END, *none, None, dt.date(9999, 12, 30)]
    path = tmp_path / "stored.parquet"
    pl.DataFrame(
        {
            "body": "caf",
            "territory": "94",
            "opened_on": dt.date(2022, 1, 10),
            "closed_on": pl.Series(closed, dtype=pl.Date).cast(dtype),
        }
    ).write_parquet(path)
    reading = read(path.read_bytes(), "supports.parquet")
    assert reading.column("closed_on") == [END, *[None] * 5]
    assert reading.rejected == [(7, "date_invalid")]
    assert reading.account.warnings == {"word_for_nothing": 4}


@pytest.mark.parametrize("zone", [None, "UTC", "Europe/Paris", "America/Cayenne"])
@pytest.mark.parametrize(
    ("dtype", "none"),
    [
        (pl.Datetime("ms"), dt.date(9999, 12, 31)),
        (pl.Datetime("us"), dt.date(1, 1, 1)),
        # These do not reach as far.
        (pl.Datetime("ns"), dt.date(1900, 1, 1)),
    ],
)
def test_stored_moments_of_any_zone_are_read_alike(
    dtype: pl.Datetime, none: dt.date, zone: str | None, tmp_path: Path, read: Read
) -> None:
    closed = pl.Series([END, none], dtype=pl.Date).cast(dtype)
    rows = pl.DataFrame(
        {
            "body": "caf",
            "territory": "94",
            "opened_on": dt.date(2022, 1, 10),
            "closed_on": closed.dt.replace_time_zone(zone),
        }
    )
    rows.write_parquet(tmp_path / "stored.parquet")
    reading = read((tmp_path / "stored.parquet").read_bytes(), "supports.parquet")
    assert reading.column("closed_on") == [END, None]
    assert reading.rejected == []


@pytest.mark.parametrize("none", ["9999-12-31 00:00:00", "1900-01-01 00:00:00"])
def test_a_day_for_none_is_no_moment_in_utc(none: str, tmp_path: Path, read: Read) -> None:
    """All other closings are midnights of France in UTC: the days are those that begin then."""
    closed = ["2022-06-29 22:00:00", none, ""]
    assert read(supports(*closed), "supports.csv").column("closed_on") == [END, None, None]
    rows = pl.read_csv(supports(*closed).encode(), separator=";", infer_schema=False)
    rows = rows.with_columns(pl.col("closed_on").str.to_datetime("%Y-%m-%d %H:%M:%S"))
    rows.write_parquet(tmp_path / "stored.parquet")
    stored = read((tmp_path / "stored.parquet").read_bytes(), "supports.parquet")
    assert stored.column("closed_on") == [END, None, None]


@pytest.mark.parametrize("dtype", [pl.Int32, pl.Int64, pl.Float64])
def test_days_that_are_stored_as_numbers_are_read_alike(
    dtype: type[pl.DataType], tmp_path: Path, read: Read
) -> None:
    path = tmp_path / "stored.parquet"
    closed = pl.Series([20220630, 0, 99991231, None, 1], dtype=dtype)
    rows = pl.DataFrame(
        {"body": "caf", "territory": "94", "opened_on": 20220110, "closed_on": closed}
    )
    rows.write_parquet(path)
    reading = read(path.read_bytes(), "supports.parquet")
    assert reading.column("closed_on") == [END, None, None, None]
    assert reading.rejected == [(5, "date_invalid")]
    assert reading.account.warnings == {"word_for_nothing": 2}


def test_a_cell_of_a_sheet_that_repeats_an_empty_one_is_empty(tmp_path: Path, read: Read) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["support_id", "body", "territory", "opened_on", "closed_on"])
    sheet.append(["S1", "caf", "94", dt.date(2022, 1, 10), END])
    # Shown as 00/01/1900, or as 0 where the cell has no format of a date.
    for at, form in enumerate(("dd/mm/yyyy", "General"), start=2):
        sheet.append([f"S{at}", "caf", "94", dt.date(2022, 1, 10), 0])
        sheet.cell(at + 1, 5).number_format = form
    book.save(tmp_path / "supports.xlsx")
    reading = read((tmp_path / "supports.xlsx").read_bytes(), "supports.xlsx")
    assert reading.column("closed_on") == [END, None, None]
    assert reading.account.warnings == {"word_for_nothing": 2}


def test_a_day_before_the_database_was_is_no_contact(read: Read) -> None:
    """SQL Server writes 1900-01-01 where a program gave it an empty text."""
    text = "support_id;body;territory;detected_on;contacted_on\n"
    rows = ("S1;caf;94;2022-01-13;2022-01-14\n", "S2;caf;94;2022-01-13;1900-01-01\n")
    reading = read(text + "".join(rows), "supports.csv")
    assert reading.column("contacted_on") == [dt.date(2022, 1, 14), None]
