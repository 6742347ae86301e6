"""Days that stand for none, in dates that may be empty: the end of what has not ended."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

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
    ],
)
def test_a_day_for_none_is_empty(day: str, read: Read) -> None:
    reading = read(supports("30/06/2022", day, ""), "supports.csv")
    assert reading.column("closed_on") == [END, None, None]
    assert reading.account.warnings == {"word_for_nothing": 1}


@pytest.mark.parametrize("day", ["30/12/9999", "31/12/9998", "01/00/0000", "32/12/2022", "0000"])
def test_other_days_that_are_none_are_rejected(day: str, read: Read) -> None:
    reading = read(supports("30/06/2022", day), "supports.csv")
    assert reading.rejected == [(3, "date_invalid")]


@pytest.mark.parametrize("day", ["31/12/9999", "00/00/0000"])
def test_the_day_of_an_appointment_cannot_be_none(day: str, read: Read) -> None:
    assert read(lines(HEADER, row(1, day=day))).rejected == [(2, "date_invalid")]


@pytest.mark.parametrize("dtype", [pl.Date, pl.Datetime("us")])
def test_stored_days_are_read_alike(dtype: pl.DataType, tmp_path: Path, read: Read) -> None:
    closed = [END, dt.date(9999, 12, 31), None, dt.date(9999, 12, 30)]
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
    assert reading.column("closed_on") == [END, None, None]
    assert reading.rejected == [(4, "date_invalid")]
    assert reading.account.warnings == {"word_for_nothing": 1}
