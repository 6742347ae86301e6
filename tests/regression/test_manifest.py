"""The manifest: what was read, how it was counted, what was written; nothing else."""

from __future__ import annotations

import getpass
import hashlib
import json
import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from openpyxl import load_workbook
from regressed import COSTS, Runner, extract

from accsocial import __version__


def manifest(run: Runner, *options: object) -> dict[str, Any]:
    done = run("indicators", "extract", *options, "--manifest", "manifest.json")
    assert done.code == 0, done.err
    found = json.loads(Path("manifest.json").read_text(encoding="utf-8"))
    assert isinstance(found, dict)
    return found


def sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def test_it_says_what_was_read(run: Runner, kept: Path) -> None:
    found = manifest(run)
    assert {file["file"]: (file["bytes"], file["sha256"]) for file in found["files"]} == {
        path.name: (path.stat().st_size, sha256(path)) for path in kept.iterdir()
    }
    costs = next(account for account in found["ledger"] if account["file"] == "costs.csv")
    assert (costs["table"], costs["layout"]) == ("costs", "canonical")
    assert (costs["read"], costs["accepted"], costs["rejected"]) == (2, 2, {})
    assert [layout["file"] for layout in found["layouts"]] == ["canonical"]


def test_it_says_how_it_was_counted(run: Runner) -> None:
    found = manifest(run, "--working-days", "228", "--by", "site", "--no-count-collective")
    assert found["accsocial"] == __version__
    assert found["rules"]["working_days"] == "228"
    assert found["settings"]["by"] == ["site"]
    prices = next(used for used in found["parameters"] if used["name"] == "price_series")
    assert "vintage" in prices["source"]
    assert " ".join(found["command"]) == (
        "accsocial indicators extract --by site --no-count-collective --working-days 228"
    )


@pytest.mark.parametrize("ending", ["json", "csv", "parquet", "xlsx", "md"])
def test_it_digests_what_was_written(run: Runner, ending: str) -> None:
    target = Path(f"figures.{ending}")
    found = manifest(run, "-o", target)
    assert found["output"]["file"] == target.name
    assert found["output"]["sha256"] == sha256(target)
    assert found["output"]["bytes"] == target.stat().st_size
    assert run("indicators", "extract", "-o", "figures.json").code == 0
    assert found["results"]["sha256"] == sha256(Path("figures.json"))


def test_formats_that_have_room_tell_the_run(run: Runner, kept: Path) -> None:
    for ending in ("parquet", "xlsx", "md"):
        assert run("indicators", "extract", "-o", f"figures.{ending}").code == 0
    digest = sha256(kept / "costs.csv")
    told = json.loads(pq.read_schema("figures.parquet").metadata[b"accsocial"])["run"]
    assert {"file": "costs.csv", "bytes": 88, "sha256": digest} in told["files"]
    assert told["command"] == ["accsocial", "indicators", "extract"]
    cells = [cell.value for row in load_workbook("figures.xlsx")["Method"] for cell in row]
    assert digest in cells
    assert "accsocial indicators extract" in cells
    assert digest in Path("figures.md").read_text(encoding="utf-8")


def test_no_place_of_this_machine_is_in_it(tmp_path: Path, run: Runner, kept: Path) -> None:
    layout = tmp_path / "private-place" / "own.toml"
    layout.parent.mkdir()
    columns = "".join(f"{name} = '{name}'\n" for name in COSTS.splitlines()[0].split(","))
    layout.write_text(f"[costs.columns]\n{columns}", encoding="utf-8")
    options = ("--layout", layout, "--rejects", tmp_path / "rejects.csv", "-o")
    done = run(
        "indicators", kept, *options, tmp_path / "f.parquet", "--manifest", tmp_path / "m.json"
    )
    assert done.code == 0, done.err
    text = Path("m.json").read_text(encoding="utf-8")
    written = Path("f.parquet").read_bytes()
    for secret in (str(tmp_path), str(Path.home()), tmp_path.name, "private-place"):
        assert secret not in text
        assert secret.encode() not in written
    for word in {socket.gethostname(), getpass.getuser()} - {"accsocial"}:
        assert f'"{word}' not in text
    found = json.loads(text)
    assert found["command"] == ["accsocial", "indicators", "extract", "--layout", "own.toml"]
    assert [layout["file"] for layout in found["layouts"]] == ["canonical", "own.toml"]


COMMANDS = """
import sys
from accsocial.cli import main
sys.argv = ["accsocial", *sys.argv[1:]]
main()
"""


def elsewhere(folder: Path, **variables: str) -> dict[str, bytes]:
    """What a process writes that runs in another folder, with other surroundings."""
    extract(folder / "extract")
    environment = {**os.environ, **variables, "HOME": str(folder), "TMPDIR": str(folder)}
    for arguments in (
        ("baseline", "extract", "-o", "baseline.json", "-q"),
        ("indicators", "extract", "-o", "f.parquet", "--manifest", "m.json", "-q", "--lang", "en"),
        ("check", "extract", "--baseline", "baseline.json", "--report", "json=check.json", "-q"),
    ):
        subprocess.run(
            [sys.executable, "-c", COMMANDS, *arguments],
            cwd=folder,
            env=environment,
            check=True,
            capture_output=True,
        )
    names = ("baseline.json", "m.json", "f.parquet", "check.json")
    return {name: (folder / name).read_bytes() for name in names}


def test_the_same_bytes_on_another_machine(tmp_path: Path) -> None:
    here = elsewhere(tmp_path / "a", TZ="UTC", POLARS_MAX_THREADS="1", PYTHONHASHSEED="1")
    there = elsewhere(
        tmp_path / "b" / "c",
        TZ="Pacific/Auckland",
        LANG="fr_FR.UTF-8",
        USER="somebody",
        HOSTNAME="elsewhere",
        POLARS_MAX_THREADS="2",
        PYTHONHASHSEED="2",
    )
    assert here == there


@pytest.mark.parametrize(
    ("options", "code", "message"),
    [
        (("--manifest", "-"), 2, "standard output carries the figures"),
        (("--manifest", "f.csv", "-o", "f.csv"), 2, "names it too"),
        (("--manifest", "extract/costs.csv"), 2, "it is a file of the extract"),
        (("--manifest", "none/m.json"), 4, "does not exist"),
    ],
)
def test_a_manifest_that_cannot_be_written(
    run: Runner, options: tuple[str, ...], code: int, message: str
) -> None:
    done = run("indicators", "extract", *options)
    assert done.code == code
    assert message in done.err
