"""How a file writes its dates is told by its values, wherever they stand and whatever is read."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from accsocial import read
from accsocial.records.files import columnar
from accsocial.records.rows.conventions import LIKE_OTHERS, SWAPPED
from accsocial.records.text import encoding

MARCH = "03/04/2022"
"""The third of April, or the fourth of March."""


def typed(path: Path, *, small: bool = False) -> tuple[list[Any], dict[str, str], list[str]]:
    """The dates of the accepted rows, what is said of the file, and why rows were rejected."""
    records = read(path, max_rejected=1.0)
    current = records.tables["appointments"].read(records.ledger, records.rejects, small=small)
    dates = [day for batch in current for day in batch["date"].to_list()]
    current.close()
    (account,) = records.ledger.accounts
    return dates, account.notes, sorted(account.rejected.elements())


def parquet(folder: Path, dates: list[str | None], rows_of_group: int = 10**6) -> Path:
    path = folder / "appointments.parquet"
    places = {"body": "caf", "territory": "46", "status": "held"}
    frame = pl.DataFrame({"date": dates}, schema={"date": pl.String})
    frame = frame.with_columns(pl.lit(value).alias(name) for name, value in places.items())
    frame.write_parquet(path, row_group_size=rows_of_group)
    return path


@pytest.mark.parametrize(
    ("dates", "said", "day"),
    [
        ([MARCH, MARCH, "04/13/2022"], "month/day/year", dt.date(2022, 3, 4)),
        ([MARCH, MARCH, "13/04/2022"], "day/month/year", dt.date(2022, 4, 3)),
        ([MARCH, MARCH, MARCH], "ambiguous", dt.date(2022, 4, 3)),
        (["", " ", None, MARCH, "04/13/2022"], "month/day/year", dt.date(2022, 3, 4)),
        (["NULL", "-", MARCH, "04/13/2022"], "month/day/year", dt.date(2022, 3, 4)),
        ([MARCH, "13/04/2022", "04/13/2022"], "day/month/year", dt.date(2022, 4, 3)),
        # One that is written otherwise does not turn all others.
        ([MARCH, "04/13/2022", "04/14/2022", "15/04/2022"], "month/day/year", dt.date(2022, 3, 4)),
    ],
)
@pytest.mark.parametrize("kind", ["parquet", "csv"])
def test_what_stands_far_below_tells_too(
    monkeypatch: pytest.MonkeyPatch,
    tmp_path: Path,
    kind: str,
    dates: list[str | None],
    said: str,
    day: dt.date,
) -> None:
    monkeypatch.setattr(columnar, "BATCH_ROWS", 1)
    monkeypatch.setattr(columnar, "SMALL_ROWS", 1)
    monkeypatch.setattr(encoding, "BLOCK", 40)
    path = parquet(tmp_path, dates, rows_of_group=1)
    if kind == "csv":
        rows = pl.read_parquet(path)
        path.unlink()
        path = path.with_suffix(".csv")
        rows.write_csv(path)
    found, notes, _ = typed(path)
    assert day in found
    assert notes["date order"].startswith(said)


@pytest.mark.parametrize(
    ("opened", "contract", "closed", "said"),
    [
        (["04/13/2022", MARCH], [MARCH, ""], ["", MARCH], dt.date(2022, 3, 4)),
        # It is the column that has its values last of all that tells.
        ([MARCH, MARCH], [MARCH, ""], ["", "04/13/2022"], dt.date(2022, 3, 4)),
        (["13/04/2022", MARCH], [MARCH, ""], ["", MARCH], dt.date(2022, 4, 3)),
        # Two that disagree tell nothing of the third.
        (["13/04/2022", ""], [MARCH, ""], ["", "04/13/2022"], dt.date(2022, 4, 3)),
        (["2022-04-13", ""], [MARCH, ""], ["", ""], dt.date(2022, 4, 3)),
    ],
)
@pytest.mark.parametrize("block", [40, encoding.BLOCK])
def test_dates_that_do_not_tell_their_order_follow_the_others_of_the_file(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    block: int,
    opened: list[str],
    contract: list[str],
    closed: list[str],
    said: dt.date,
) -> None:
    monkeypatch.setattr(encoding, "BLOCK", block)
    rows = [f"caf;46;{';'.join(days)}" for days in zip(opened, contract, closed, strict=True)]
    header = "body;territory;opened_on;contract_on;closed_on"
    (tmp_path / "supports.csv").write_text("\n".join([header, *rows]), encoding="utf-8")
    records = read(tmp_path)
    current = records.tables["supports"].read(records.ledger, records.rejects)
    assert pl.concat(current)["contract_on"].to_list() == [said, None]
    current.close()
    note = records.ledger.accounts[0].notes["contract_on order"]
    assert note.startswith("ambiguous" if said.month == 4 else LIKE_OTHERS)


EARLY = [f"2022-{month:02}-{day:02}" for month, day in zip(range(1, 13), range(1, 13), strict=True)]
"""Days that are stored as such, none after the 12th of a month."""


@pytest.mark.parametrize(
    ("dates", "told"),
    [
        ([*EARLY, "25/03/2022"], SWAPPED),
        (["25/03/2022", *EARLY], SWAPPED),
        # One stored day after the 12th, wherever it stands, or one text before it: no such program.
        ([*EARLY, "25/03/2022", "2022-04-25"], "day/month/year"),
        ([*EARLY, "25/03/2022", "05/03/2022"], "day/month/year"),
        # Too few; or all of them the first of a month.
        ([*EARLY[:9], "25/03/2022"], "day/month/year"),
        ([*(f"{year}-01-01" for year in range(2000, 2020)), "25/03/2022"], "day/month/year"),
        (EARLY, None),
    ],
)
@pytest.mark.parametrize("rows_of_group", [1, 100])
def test_days_that_a_spreadsheet_took_for_months_are_told(
    tmp_path: Path, rows_of_group: int, dates: list[str | None], told: str | None
) -> None:
    found, notes, _ = typed(parquet(tmp_path, dates, rows_of_group))
    assert notes.get("date order") == told
    assert dt.date(2022, 2, 2) in found or told == "day/month/year"


DATES = st.sampled_from(
    [None, "", " ", MARCH, "13/04/2022", "04/13/2022", " 05/14/22", "2022-04-03", "soon"]
)


@given(dates=st.lists(DATES, min_size=1, max_size=12), rows_of_group=st.integers(1, 12))
def test_memory_does_not_change_what_is_read(dates: list[str | None], rows_of_group: int) -> None:
    with TemporaryDirectory() as name, pytest.MonkeyPatch.context() as patch:
        patch.setattr(columnar, "BATCH_ROWS", 5)
        patch.setattr(columnar, "SMALL_ROWS", 2)
        path = parquet(Path(name), dates, rows_of_group)
        assert typed(path) == typed(path, small=True)


def test_amounts_far_below_tell_the_mark_too(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(encoding, "BLOCK", 40)
    rows = ["body;territory;year;category;amount", "caf;46;2022;a;1.234", "caf;46;2022;b;12,50"]
    (tmp_path / "costs.csv").write_text("\n".join(rows), encoding="utf-8")
    records = read(tmp_path)
    costs = pl.concat(records.tables["costs"].read(records.ledger, records.rejects))
    assert costs["amount"].to_list() == [Decimal(1234), Decimal("12.5")]


def test_moments_in_utc_are_said_to_be_read_as_the_time_in_france(tmp_path: Path) -> None:
    dates, notes, _ = typed(parquet(tmp_path, ["2021-12-31T23:00:00Z", "2022-01-01T10:00:00Z"]))
    assert dates == [dt.date(2022, 1, 1)] * 2
    assert notes["date moments"] == "in UTC, read as the time in Europe/Paris"


MIDNIGHTS = ["2022-03-31 22:00:00", "2022-12-31T23:00:00.000", "30/06/2022 22:00"]
"""In UTC, those of 1 April, 1 January and 1 July in France."""

DAYS = [dt.date(2022, 4, 1), dt.date(2023, 1, 1), dt.date(2022, 7, 1)]


@pytest.mark.parametrize("block", [30, encoding.BLOCK])
@pytest.mark.parametrize("form", ["parquet", "csv"])
def test_moments_that_are_all_midnights_in_utc_are_days(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str, block: int
) -> None:
    monkeypatch.setattr(encoding, "BLOCK", block)

    def read_back(*dates: str) -> tuple[list[Any], str | None]:
        path = parquet(tmp_path, [*dates], rows_of_group=1)
        if form == "csv":
            path = tmp_path / "rdv.csv"
            pl.read_parquet(tmp_path / "appointments.parquet").write_csv(path)
        found, notes, _ = typed(path, small=True)
        return found, notes.get("date moments")

    assert read_back(*MIDNIGHTS) == (
        DAYS,
        "all at 22 or 23 h: midnights in UTC of the days in Europe/Paris",
    )
    evenings = [day - dt.timedelta(days=1) for day in DAYS]
    # Clocks show 23 h at 22 h UTC in winter: this is no midnight.
    assert read_back(*MIDNIGHTS, "2022-01-01 22:00:00") == ([*evenings, dt.date(2022, 1, 1)], None)
    assert read_back(*MIDNIGHTS, "2022-01-01") == ([*evenings, dt.date(2022, 1, 1)], None)
