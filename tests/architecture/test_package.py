"""The wheel holds everything that a run needs, and nothing else."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from hatchling.builders.wheel import WheelBuilder

import accsocial

REPOSITORY = Path(__file__).parents[2]
SOURCE = REPOSITORY / "src"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The names in the wheel that the repository builds into."""
    folder = tmp_path_factory.mktemp("wheel")
    (built,) = WheelBuilder(str(REPOSITORY)).build(directory=str(folder), versions=["standard"])
    with zipfile.ZipFile(built) as archive:
        return set(archive.namelist())


def test_the_wheel_holds_every_file_of_the_package(wheel: set[str]) -> None:
    source = {
        path.relative_to(SOURCE).as_posix()
        for path in (SOURCE / "accsocial").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert {name for name in wheel if ".dist-info/" not in name} == source


@pytest.mark.parametrize(
    "name",
    [
        "accsocial/records/layouts/gesica.toml",
        "accsocial/records/layouts/rdv-service-public.toml",
        "accsocial/parameters/data/published_figures.csv",
        "accsocial/parameters/data/constants.toml",
        f"accsocial-{accsocial.__version__}.dist-info/entry_points.txt",
        f"accsocial-{accsocial.__version__}.dist-info/licenses/LICENSE",
    ],
)
def test_data_and_metadata_are_in_it(wheel: set[str], name: str) -> None:
    assert name in wheel
