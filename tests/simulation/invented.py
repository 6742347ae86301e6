"""Small simulations for the tests of `accsocial simulate`."""

from __future__ import annotations

import hashlib
from pathlib import Path

from accsocial.simulation import Plan, load_profile, simulate


def plan(
    years: tuple[int, int] = (2022, 2022),
    scale: float = 0.001,
    seed: int = 7,
    format: str = "csv",  # noqa: A002 - the option's name
    defects: float = 0.0,
    profile: str = "national",
) -> Plan:
    return Plan(load_profile(profile), years, scale, seed, format, defects)


def made(folder: Path, **options: object) -> Path:
    """A simulation in a new folder."""
    simulate(plan(**options), folder)  # type: ignore[arg-type]  # options of plan()
    return folder


def digests(folder: Path) -> dict[str, str]:
    """The files of a folder and what they hold, but for the manifest."""
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.iterdir())
        if path.name != "manifest.json"
    }
