"""The same seed and options give the same bytes, whatever else is made, and in what pieces."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest
from invented import digests, made
from polars.testing import assert_frame_equal

from accsocial.simulation import tables


@pytest.mark.parametrize("format", ["csv", "parquet"])
def test_twice_the_same(tmp_path: Path, format: str) -> None:  # noqa: A002 - the option's name
    first = made(tmp_path / "a", format=format, defects=0.02)
    second = made(tmp_path / "b", format=format, defects=0.02)
    assert digests(first) == digests(second)
    assert (first / "manifest.json").read_bytes() == (second / "manifest.json").read_bytes()
    assert len(digests(first)) == 6


def test_another_seed_gives_other_rows(tmp_path: Path) -> None:
    first = digests(made(tmp_path / "a", seed=1))
    second = digests(made(tmp_path / "b", seed=2))
    assert [name for name in first if first[name] == second[name]] == []


def test_a_year_is_the_same_alone_and_among_others(tmp_path: Path) -> None:
    alone = digests(made(tmp_path / "a", years=(2022, 2022)))
    among = digests(made(tmp_path / "b", years=(2020, 2022)))
    # A support remembers what came before the year, if that is in the extract.
    same = [name for name in alone if alone[name] == among[name]]
    assert same == [
        f"{table}_2022.csv" for table in ("appointments", "costs", "households", "workers")
    ]


def test_chunks_change_no_byte(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = digests(made(tmp_path / "a"))
    monkeypatch.setattr(tables, "CHUNK_ROWS", 1000)
    assert digests(made(tmp_path / "b")) == whole


@pytest.mark.parametrize("table", ["appointments", "supports", "workers", "costs", "households"])
def test_both_formats_hold_the_same(tmp_path: Path, table: str) -> None:
    text = pl.read_csv(
        made(tmp_path / "a", scale=0.0005) / f"{table}_2022.csv", separator=";", infer_schema=False
    )
    typed = pl.read_parquet(
        made(tmp_path / "b", scale=0.0005, format="parquet") / f"{table}_2022.parquet"
    )
    assert_frame_equal(text, typed.cast(pl.String))
    assert typed.schema["territory"] == pl.String


def test_rows_stand_by_day_and_their_keys_differ(tmp_path: Path) -> None:
    folder = made(tmp_path / "a", format="parquet")
    appointments = pl.read_parquet(folder / "appointments_2022.parquet")
    supports = pl.read_parquet(folder / "supports_2022.parquet")
    key = ["body", "territory", "appointment_id", "beneficiary_id", "worker_id"]
    assert appointments["date"].is_sorted()
    assert not appointments.select(key).is_duplicated().any()
    assert not supports.select("body", "territory", "support_id").is_duplicated().any()


def test_some_appointments_span_rows(tmp_path: Path) -> None:
    rows = pl.read_parquet(
        made(tmp_path / "a", format="parquet", scale=0.01) / "appointments_2022.parquet"
    )
    one = rows.group_by("body", "territory", "appointment_id").agg(
        pl.col("beneficiary_id", "worker_id").n_unique(),
        pl.col("collective").any(),
        pl.col("date", "status", "channel").n_unique().max(),
    )
    assert one.filter(~pl.col("collective"))["worker_id"].max() == 2
    assert one.filter(~pl.col("collective"))["beneficiary_id"].max() == 1
    assert set(one.filter("collective")["beneficiary_id"]) == {6}
    assert one.select("date", "status", "channel").max().row(0) == (1, 1, 1)
