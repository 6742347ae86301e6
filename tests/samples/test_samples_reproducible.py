"""The samples are what the script writes: same bytes, same rows."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest
from polars.testing import assert_frame_equal

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = ROOT / "data" / "samples"


def files(folder: Path) -> list[str]:
    return sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()
    )


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("samples")
    subprocess.run([sys.executable, ROOT / "scripts" / "make_samples.py", folder], check=True)
    return folder


def test_the_script_writes_exactly_the_files_of_the_repository(made: Path) -> None:
    assert files(made) == files(SAMPLES)


@pytest.mark.parametrize("name", [n for n in files(SAMPLES) if not n.endswith(".parquet")])
def test_same_bytes(made: Path, name: str) -> None:
    assert (made / name).read_bytes() == (SAMPLES / name).read_bytes()


@pytest.mark.parametrize("table", ["appointments", "supports", "workers", "costs", "households"])
def test_same_rows_and_types(made: Path, table: str) -> None:
    name = f"canonical/{table}.parquet"
    assert_frame_equal(pl.read_parquet(made / name), pl.read_parquet(SAMPLES / name))


def test_all_samples_together_stay_small() -> None:
    assert sum((SAMPLES / name).stat().st_size for name in files(SAMPLES)) < 3_000_000
