"""The invented extracts that are counted."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path

from benchmarks.process import measure

_BLOCK = 1 << 24


@dataclass(frozen=True)
class Extract:
    """A simulated extract: where it is, its rows of appointments, and the bytes of their files."""

    folder: Path
    rows: int
    size: int


def extract(inside: Path, scale: float, years: str) -> Extract:
    """Makes an extract in a folder, or takes the one that is there from an earlier run."""
    folder = inside / f"scale-{scale:g}-years-{years}"
    if not folder.is_dir():
        inside.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, "-m", "accsocial", "simulate", "-o", str(folder.resolve())]
        measure([*command, "--scale", repr(scale), "--years", years, "--quiet"])
    manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
    files = [path for path in folder.iterdir() if path.name.startswith("appointments_")]
    size = sum(path.stat().st_size for path in files)
    return Extract(folder.resolve(), int(manifest["rows"]["appointments"]), size)


def converted(made: Extract) -> Extract:
    """The same after `accsocial convert`, beside it; or the one that is there already."""
    folder = made.folder.with_name(f"{made.folder.name}-converted")
    if not folder.is_dir():
        command = [sys.executable, "-m", "accsocial", "convert", str(made.folder)]
        measure([*command, "-o", str(folder), "--quiet"])
    return Extract(folder, made.rows, (folder / "appointments.parquet").stat().st_size)


def warm(made: Extract) -> None:
    """Reads the files once: whoever is first would otherwise wait for the disk."""
    for path in (path for path in made.folder.rglob("*") if path.is_file()):
        with path.open("rb") as file:
            while file.read(_BLOCK):
                pass
