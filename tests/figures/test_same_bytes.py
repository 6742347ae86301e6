"""The same extract gives the same bytes, whatever the threads; shuffled, the same figures."""

from __future__ import annotations

import os
import random
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

from accsocial import compute, read, summarise
from accsocial.results import GROUP_COLUMNS

SAMPLES = Path(__file__).resolve().parents[2] / "data" / "samples"
FORMATS = ("json", "jsonl", "csv", "parquet", "xlsx", "md")
ALL_FORMATS = """
import sys
from accsocial import compute, read, summarise, write
results = compute(summarise(read(sys.argv[1]), by=["territory"]))
for ending in sys.argv[3:]:
    write(results, f"{sys.argv[2]}/figures.{ending}")
"""


def run(folder: Path, threads: str) -> Path:
    """Writes the figures of the sample in every format, in a process of its own."""
    folder.mkdir()
    arguments = [str(SAMPLES / "gesica"), str(folder), *FORMATS]
    environment = {**os.environ, "POLARS_MAX_THREADS": threads, "PYTHONHASHSEED": threads}
    subprocess.run([sys.executable, "-c", ALL_FORMATS, *arguments], check=True, env=environment)
    return folder


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    folder = tmp_path_factory.mktemp("bytes")
    return [run(folder / f"{n}-{threads}", threads) for n, threads in enumerate("122")]


@pytest.mark.parametrize("ending", FORMATS)
def test_same_bytes_with_one_thread_and_with_two(written: list[Path], ending: str) -> None:
    one, two, again = ((folder / f"figures.{ending}").read_bytes() for folder in written)
    assert len(one) > 1000
    assert one == two == again


@pytest.mark.parametrize("by", [[], ["territory"], ["event", "channel"]])
def test_the_order_of_rows_does_not_matter(tmp_path: Path, by: list[str]) -> None:
    for table in ("appointments", "supports", "workers", "costs", "households"):
        rows = pl.read_parquet(SAMPLES / "canonical" / f"{table}.parquet")
        order = random.Random(7).sample(range(rows.height), rows.height)  # noqa: S311 - a test
        assert order != sorted(order)
        rows[order].write_parquet(tmp_path / f"{table}.parquet")
    straight, shuffled = (
        compute(summarise(read(folder), by=by)) for folder in (SAMPLES / "canonical", tmp_path)
    )
    assert straight.frame.height > 37
    assert set(by) <= set(GROUP_COLUMNS) & set(straight.frame.columns)
    assert_frame_equal(straight.frame, shuffled.frame, check_exact=True)
