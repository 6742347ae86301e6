"""The extracts that all ways answer, made once."""

from __future__ import annotations

from pathlib import Path

import pytest
from hand_made import extract

from accsocial.simulation import Plan, load_profile, simulate


@pytest.fixture(scope="session", params=["hand-made", "simulated"])
def folder(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An extract of canonical Parquet files."""
    target = tmp_path_factory.mktemp("extracts") / str(request.param)
    if request.param == "hand-made":
        return extract(target)
    simulate(Plan(load_profile("national"), (2021, 2022), 0.0005, 7, "parquet", 0.0), target)
    return target


@pytest.fixture(scope="session")
def hand_made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The extract of `hand_made.py`."""
    return extract(tmp_path_factory.mktemp("extracts") / "small")
