"""What is planted is what reading finds, row by row, and nothing else."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from pathlib import Path

import polars as pl
import pytest
from invented import made, plan

from accsocial import read, summarise
from accsocial.records import Records
from accsocial.records.rows.rejections import RULES
from accsocial.simulation import simulate, tables

DAY = dt.date(2022, 12, 31)
ONLY_TEXT = {"malformed", "date_invalid"}
PLACE = ["file", "line", "rule"]


def planted(folder: Path, effect: str) -> pl.DataFrame:
    return pl.read_csv(folder / "defects.csv", schema_overrides={"line": pl.UInt32}).filter(
        effect=effect
    )


def found(folder: Path) -> Records:
    records = read(folder, max_rejected=1, extracted_on=DAY)
    summarise(records)
    return records


@pytest.fixture(params=["csv", "parquet"])
def folder(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Two years with defects in pieces of a few rows, so that lines run on from piece to piece."""
    monkeypatch.setattr(tables, "CHUNK_ROWS", 700)
    return made(
        tmp_path / "spoiled", years=(2021, 2022), format=request.param, scale=0.002, defects=0.03
    )


def test_reading_rejects_exactly_what_was_planted(folder: Path) -> None:
    wanted = planted(folder, "rejected").select(PLACE).sort(PLACE)
    places = found(folder).rejects.places.select(PLACE).sort(PLACE)
    assert wanted.height > 500
    assert places.rows() == wanted.rows()


def test_every_rule_is_planted_that_the_format_can_hold(folder: Path) -> None:
    text = (folder / "workers_2022.csv").exists()
    wanted = set(RULES) - (set() if text else ONLY_TEXT)
    assert set(planted(folder, "rejected")["rule"]) == wanted


def test_what_is_accepted_is_warned_about(folder: Path) -> None:
    wanted = Counter(planted(folder, "accepted")["rule"])
    ledger = found(folder).ledger
    warned = sum((account.warnings for account in ledger.accounts), Counter[str]())
    labels = sum(
        (account.unmapped.get("status", Counter()) for account in ledger.accounts), Counter[str]()
    )
    assert wanted.keys() == {"held_in_future", "unknown_label"}
    assert warned["held_in_future"] == wanted["held_in_future"]
    assert labels == {"Reporté": wanted["unknown_label"]}


def test_the_good_rows_stay_as_they_are(tmp_path: Path) -> None:
    clean = found(made(tmp_path / "clean", defects=0.0))
    spoiled = found(made(tmp_path / "spoiled", defects=0.05))
    for name in ("supports", "workers", "costs", "households"):
        frames = [records.lazy(name).drop("line").collect() for records in (clean, spoiled)]
        assert frames[0].rows() == frames[1].rows()
    rows = [
        records.lazy("appointments")
        .filter(pl.col("status") != "unknown", pl.col("date") <= DAY)
        .drop("line")
        .collect()
        .rows()
        for records in (clean, spoiled)
    ]
    assert rows[0] == rows[1]


def test_the_rate_is_that_of_the_rows(tmp_path: Path) -> None:
    rows = simulate(plan(defects=0.0), tmp_path / "clean")["appointments"]
    folder = made(tmp_path / "spoiled", defects=0.1)
    in_appointments = pl.read_csv(folder / "defects.csv").filter(
        pl.col("file").str.starts_with("appointments")
    )
    assert in_appointments.height == pytest.approx(0.1 * rows, abs=1)


def test_the_list_and_the_manifest_are_no_tables(folder: Path) -> None:
    assert sorted(found(folder).ledger.ignored) == ["defects.csv", "manifest.json"]
