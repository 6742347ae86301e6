"""The invented extracts that are counted."""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.process import measure

MANIFEST = "manifest.json"
"""What `accsocial simulate` says of the rows that it wrote."""

_BLOCK = 1 << 24

CP1252, UTF_8 = "cp1252", "utf-8"
"""The parts of an extract `as_text`, which differ in their encoding alone."""


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
        _simulate(folder, scale, years, "parquet")
    return Extract(folder.resolve(), _rows(folder), _size(folder))


def as_text(inside: Path, scale: float, years: str) -> Extract:
    """The same rows as `extract` makes, as CSV files: a folder for each of two encodings."""
    folder = inside / f"scale-{scale:g}-years-{years}-text"
    if not folder.is_dir():
        with TemporaryDirectory(dir=inside) as scratch:
            plain, text = Path(scratch) / "plain", Path(scratch) / "text"
            _simulate(plain, scale, years, "csv")
            for encoding in (CP1252, UTF_8):
                (text / encoding).mkdir(parents=True)
                for path in plain.glob("*.csv"):
                    _with_accents(path, text / encoding / path.name, encoding)
            (plain / MANIFEST).rename(text / MANIFEST)
            text.rename(folder)
    return Extract(folder.resolve(), _rows(folder), _size(folder / CP1252))


def _simulate(folder: Path, scale: float, years: str, form: str) -> None:
    command = [sys.executable, "-m", "accsocial", "simulate", "-o", str(folder.resolve())]
    command += ["--scale", repr(scale), "--years", years, "--format", form]
    measure([*command, "--quiet"])


def _with_accents(path: Path, target: Path, encoding: str) -> None:
    """A copy of a text whose sites have a name that is other bytes in every encoding."""
    with (
        path.open(encoding="utf-8", newline="") as plain,
        target.open("w", encoding=encoding, newline="") as file,
    ):
        file.writelines(line.replace("Secteur", "Périmètre") for line in plain)


def _rows(folder: Path) -> int:
    """The rows of appointments."""
    manifest = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    return int(manifest["rows"]["appointments"])


def _size(folder: Path) -> int:
    """The bytes of the files of appointments."""
    files = (path for path in folder.iterdir() if path.name.startswith("appointments_"))
    return sum(path.stat().st_size for path in files)


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
