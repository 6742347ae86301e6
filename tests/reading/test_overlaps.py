"""Files that hold the same rows are told: without common numbers, these count twice."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple

import polars as pl
import pytest

from accsocial import read
from accsocial.exchange.loading import load
from accsocial.exchange.saving import save
from accsocial.inspection.survey import survey
from accsocial.output.accounts import ledger_lines
from accsocial.records.overlaps import Overlaps
from accsocial.records.schema import APPOINTMENTS
from accsocial.records.table import collect
from accsocial.rules import CountingRules
from accsocial.summary import count_part, gather

FIRST = dt.date(2022, 1, 1)


class Row(NamedTuple):
    body: str
    territory: str
    beneficiary_id: str
    date: dt.date
    status: str
    appointment_id: str


def year(people: int = 40) -> list[Row]:
    """Everybody is seen in each month, on a day of their own."""
    return [
        Row("caf", "46", f"b{person}", dt.date(2022, month, 1 + person % 28), status, number)
        for month in range(1, 13)
        for person in range(people)
        for status in [("held", "no_show")[person % 2]]
        for number in [f"{month}-{person}"]
    ]


def of(rows: Iterable[Row], chosen: Callable[[Row], bool]) -> list[Row]:
    return [row for row in rows if chosen(row)]


def months(first: int, last: int) -> list[Row]:
    return of(year(), lambda row: first <= row.date.month <= last)


def renumbered(rows: Iterable[Row]) -> list[Row]:
    return [row._replace(appointment_id=f"n{row.appointment_id}") for row in rows]


def written(folder: Path, files: dict[str, list[Row]], *without: str) -> Path:
    for name, rows in files.items():
        frame = pl.DataFrame(rows, schema=Row._fields, orient="row").drop(*without)
        if name.endswith(".csv"):
            # As it comes from another system: other days, another separator, another order.
            told = frame.reverse().with_columns(pl.col("date").dt.strftime("%d/%m/%Y"))
            told.write_csv(folder / name, separator=";")
        else:
            frame.with_columns(pl.col("beneficiary_id").cast(pl.Categorical)).write_parquet(
                folder / name
            )
    return folder


def told(folder: Path) -> dict[str, str]:
    """What the ledger says of each file that holds the same rows as others."""
    records = read(folder)
    (table,) = records.tables.values()
    collect(table, records.ledger, records.rejects)
    accounts = records.ledger.accounts
    return {a.file: a.notes["same rows"] for a in accounts if "same rows" in a.notes}


ALIKE = {
    "a month beside the year": {"rdv_2022.parquet": year(), "rdv_2022-03.csv": months(3, 3)},
    "halves with two months in common": {
        "rdv_1.parquet": months(1, 7),
        "rdv_2022-03.csv": months(6, 11),
    },
    "one status beside all": {
        "rdv.parquet": year(),
        "rdv_2022-03.csv": of(year(), lambda row: row.status == "held"),
    },
    "numbered anew": {
        "rdv.parquet": year(),
        "rdv_2022-03.csv": renumbered(months(1, 6)),
    },
}
APART = {
    "months": {f"rdv_{month}.csv": months(month, month) for month in range(1, 13)},
    "statuses": {
        "rdv_1.csv": of(year(), lambda row: row.status == "held"),
        "rdv_2.csv": of(year(), lambda row: row.status != "held"),
    },
    "the same identifiers in two territories": {
        "rdv_1.csv": year(),
        "rdv_2.csv": [row._replace(territory="54") for row in year()],
    },
    "the same identifiers in two bodies": {
        "rdv_1.csv": year(),
        "rdv_2.csv": [row._replace(body="departement") for row in year()],
    },
    "few have two appointments on a day": {
        "rdv_1.csv": year(),
        "rdv_2.csv": [
            row._replace(date=row.date + dt.timedelta(int(row.beneficiary_id[1:]) % 3))
            for row in year()
        ],
    },
    "a file of nobody": {
        "rdv_1.csv": year(),
        "rdv_2.csv": [row._replace(beneficiary_id="") for row in year()],
    },
    "nine rows in common": {"rdv_1.csv": year(), "rdv_2.csv": year()[:9]},
}


@pytest.mark.parametrize("files", ALIKE.values(), ids=ALIKE)
def test_rows_that_stand_in_two_files_are_told(tmp_path: Path, files: dict[str, list[Row]]) -> None:
    numbered = any(row.appointment_id.startswith("n") for rows in files.values() for row in rows)
    written(tmp_path, files, *(() if numbered else ("appointment_id",)))
    (larger, *_) = files
    assert list(told(tmp_path)) == ["rdv_2022-03.csv"]
    assert f"most stand in {larger}, too" in told(tmp_path)["rdv_2022-03.csv"]


@pytest.mark.parametrize("files", APART.values(), ids=APART)
def test_what_only_looks_alike_is_not_told(tmp_path: Path, files: dict[str, list[Row]]) -> None:
    assert told(written(tmp_path, files, "appointment_id")) == {}


def test_rows_of_one_number_are_duplicates_and_not_told_once_more(tmp_path: Path) -> None:
    folder = written(tmp_path, {"rdv_1.csv": year(), "rdv_2.csv": months(3, 3)})
    assert told(folder) == {}
    records = read(folder)
    collect(records.tables["appointments"], records.ledger, records.rejects)
    assert [dict(a.rejected) for a in records.ledger.accounts] == [{}, {"duplicate": 40}]


def test_nine_rows_may_be_chance_and_ten_are_told(tmp_path: Path) -> None:
    files = {"rdv_1.csv": year(), "rdv_2.csv": year()[:10]}
    assert list(told(written(tmp_path, files, "appointment_id"))) == ["rdv_2.csv"]


def test_of_many_larger_files_three_are_named(tmp_path: Path) -> None:
    files = {f"rdv_{n}.csv": months(3 * n - 2, 3 * n) for n in range(1, 5)}
    files["rdv_x.csv"] = of(year(), lambda row: int(row.beneficiary_id[1:]) < 8)
    notes = told(written(tmp_path, files, "appointment_id"))
    assert {file: note.split(", too")[0] for file, note in notes.items()} == {
        "rdv_x.csv": "on the days of both, most stand in rdv_1.csv, rdv_2.csv, rdv_3.csv and 1 more"
    }


def test_of_all_months_beside_the_year_each_is_told(tmp_path: Path) -> None:
    files = {f"rdv_2022-{month:02}.csv": months(month, month) for month in range(1, 13)}
    notes = told(written(tmp_path, {**files, "rdv_2022.csv": year()}, "appointment_id"))
    assert list(notes) == list(files)


def test_large_files_are_told_by_a_sample(tmp_path: Path) -> None:
    # 60,000 rows are more than are held of a file, in batches; one of them is a tenth of the other.
    rows = year(people=5_000)
    march = of(rows, lambda row: row.date.month == 3)
    files = {"rdv_2022.parquet": rows, "rdv_2022-03.csv": march}
    assert list(told(written(tmp_path, files, "appointment_id"))) == ["rdv_2022-03.csv"]
    (tmp_path / "rdv_2022-03.csv").unlink()
    others = [row._replace(beneficiary_id=f"c{row.beneficiary_id}") for row in march]
    assert told(written(tmp_path, {"rdv_2022-03.csv": others}, "appointment_id")) == {}


def test_of_thousands_of_files_less_is_held_and_still_told() -> None:
    # A hundred rows of each file: some eight of the year are of March.
    rows = pl.DataFrame(year(people=200), schema=Row._fields, orient="row").drop("appointment_id")
    march = rows.filter(pl.col("date").dt.month() == 3)
    others = march.with_columns(pl.format("c{}", "beneficiary_id").alias("beneficiary_id"))
    seen = Overlaps(APPOINTMENTS, files=5_000)
    for file, frame in enumerate((rows, march, others)):
        seen.add(file, frame)
    assert seen.found([rows.height, march.height, others.height]) == {1: [0]}


@pytest.mark.parametrize("share", range(35, 70, 5))
def test_the_size_of_batches_changes_nothing(share: int) -> None:
    rows = pl.DataFrame(year(people=900), schema=Row._fields, orient="row").drop("appointment_id")
    one = rows.with_columns(pl.col("beneficiary_id").replace({"b7": None, "b8": None}))
    # Of each hundred persons some are the same, others not: where it is half, chance decides.
    number = pl.col("beneficiary_id").str.slice(1).cast(pl.Int64)
    other = rows.with_columns(
        beneficiary_id=pl.when(number % 100 < share)
        .then("beneficiary_id")
        .otherwise(pl.format("c{}", "beneficiary_id"))
    )
    found = []
    for size in (rows.height, 5_000, 777, 60):
        seen = Overlaps(APPOINTMENTS, files=2_000)
        for file, frame in enumerate((one, other)):
            for batch in frame.iter_slices(size):
                seen.add(file, batch)
        found.append(seen.found([1, 2]))
    assert found[1:] == found[:1] * 3
    assert found[0] == {0: [1]} or share < 60
    assert found[0] == {} or share > 40


def test_supports_are_looked_at_too(tmp_path: Path) -> None:
    rows = [("caf", "46", f"b{n}", FIRST + dt.timedelta(n)) for n in range(30)]
    names = ("body", "territory", "beneficiary_id", "opened_on")
    frame = pl.DataFrame(rows, schema=names, orient="row")
    frame.write_csv(tmp_path / "supports_1.csv")
    frame.head(20).reverse().write_csv(tmp_path / "supports_2.csv")
    assert list(told(tmp_path)) == ["supports_2.csv"]


def test_every_way_of_reading_says_so_and_a_summary_keeps_it(tmp_path: Path) -> None:
    (tmp_path / "e").mkdir()
    folder = written(tmp_path / "e", ALIKE["a month beside the year"], "appointment_id")
    records = read(folder)
    part = count_part(gather(records), CountingRules())
    lines = ledger_lines(records.ledger, "en")
    assert len([line for line in lines if "to know: same rows (on the days of both" in line]) == 1
    inspected = read(folder)
    survey(inspected)
    assert ledger_lines(inspected.ledger, "en") == lines
    save(part, [], tmp_path / "summary")
    assert ledger_lines(load(tmp_path / "summary").part.ledger, "en") == lines
