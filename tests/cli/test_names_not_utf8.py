"""Names of files that are no UTF-8, from old archives: shown and written with replacements."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import polars as pl
import pytest
from command_line import Run

pytestmark = pytest.mark.skipif(os.name == "nt", reason="names are texts there")

NAME = os.fsdecode(b"rdv_\xe9.csv")
SHOWN = "rdv_�.csv"
OUT = os.fsdecode(b"out_\xe9")


@pytest.fixture(autouse=True)
def _named(_plain: None) -> None:
    try:
        shutil.copy("good.csv", NAME)
    except OSError:
        pytest.skip("this file system takes no such name")
    folder = Path(os.fsdecode(b"dossier_\xe9"))
    folder.mkdir()
    shutil.copy("good.csv", folder / NAME)


@pytest.mark.parametrize("extract", [NAME, os.fsdecode(b"dossier_\xe9")], ids=["file", "folder"])
@pytest.mark.parametrize(
    "command",
    [
        ["indicators", "-o", "out.json", "--manifest", "m.json"],
        ["indicators", "-o", f"{OUT}.json", "--manifest", "m.json"],
        ["indicators", "-o", "out.parquet", "--rejects", "rejects.parquet"],
        ["indicators", "-o", "out.xlsx"],
        ["indicators", "-o", "out.md"],
        ["indicators", "-o", "out.csv", "--rejects", f"{OUT}.csv"],
        ["indicators", "--format", "json"],
        ["baseline", "-o", "out.json"],
        ["summarise", "-o", "out"],
        ["summarise", "-o", OUT],
        ["convert", "-o", "out"],
        ["convert", "-o", OUT],
        ["inspect"],
        ["inspect", "--format", "json"],
        ["validate"],
        ["validate", "--format", "json"],
        ["compare", "good.csv", "--format", "json"],
        ["compare", "good.csv", "-o", "out.md"],
        ["evidence", "no_show_rate", "-o", "out.csv"],
        ["evidence", "no_show_rate", "-o", "out.xlsx"],
        ["explain", "no_show_rate", "--format", "json"],
        ["sensitivity", "no_show_rate", "--format", "json"],
        ["coherence", "--format", "json"],
    ],
    ids=lambda command: ascii(" ".join(command)).replace("\\udce9", "x"),
)
def test_every_command_takes_them(run: Run, extract: str, command: list[str]) -> None:
    before = ["no_show_rate"] if "no_show_rate" in command else []
    rest = [word for word in command[1:] if word not in before]
    outcome = run(command[0], *before, extract, *rest)
    assert (outcome.code, "\udce9" in outcome.out) == (0, False)


def test_they_are_written_with_replacement_characters(run: Run) -> None:
    run("indicators", NAME, "-q", "-o", f"{OUT}.json", "--manifest", "m.json")
    manifest = Path("m.json").read_text(encoding="utf-8")
    assert SHOWN in manifest
    assert "out_�.json" in manifest
    run("indicators", NAME, "-q", "-o", "out.parquet")
    told = pl.read_parquet_metadata("out.parquet")
    assert SHOWN in str(told)
    run("baseline", NAME, "-q", "-o", "b.json")
    assert SHOWN in Path("b.json").read_text(encoding="utf-8")
    shutil.move("b.json", OUT)
    assert run("replay", OUT, "--extract", NAME).code == 0


def test_a_check_of_them(run: Run) -> None:
    base = f"{OUT}.json"
    assert run("baseline", NAME, "-o", base).code == 0
    for name in ("json", "md", "junit", "github", "gitlab", "openmetrics"):
        outcome = run("check", NAME, "--baseline", base, "--format", name)
        assert (outcome.code, "\udce9" in outcome.out) == (0, False)


def test_layouts_prices_and_settings_with_such_names(run: Run) -> None:
    layout = os.fsdecode(b"layout_\xe9.toml")
    Path(layout).write_text("", encoding="utf-8")
    assert run("indicators", NAME, "--layout", layout).code == 2
    Path(os.fsdecode(b"r\xe9glages.toml")).write_text("year = 2022\n", encoding="utf-8")
    settings = ("--config", os.fsdecode(b"r\xe9glages.toml"))
    assert run("indicators", NAME, *settings, "-o", "out.parquet").code == 0
