"""`accsocial simulate` as a user meets it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from importlib.resources import files
from pathlib import Path

import pytest
from invented import digests, made

from accsocial import __version__, cli
from accsocial.simulation import tables

SMALL = ["--scale", "0.0005", "--years", "2022", "--format", "csv"]
MUCH = ["--scale", "0.3", "--years", "2013-2022"]


@pytest.fixture(autouse=True)
def _english(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("LC_ALL", "LC_MESSAGES", "ACCSOCIAL_LANG"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("LANG", "C.UTF-8")
    monkeypatch.chdir(tmp_path)


def run(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], *arguments: str
) -> tuple[int, str]:
    """Exit code, and what was said."""
    monkeypatch.setattr(sys, "argv", ["accsocial", "simulate", *arguments])
    with pytest.raises(SystemExit) as ended:
        cli.main()
    out, err = capfd.readouterr()
    assert out == ""
    return int(ended.value.code or 0), err


def test_the_folder_says_what_it_is(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    code, said = run(monkeypatch, capfd, "-o", "invented", *SMALL, "--seed", "3")
    manifest = json.loads(Path("invented/manifest.json").read_text(encoding="utf-8"))
    assert (code, said[:10]) == (0, "invented: ")
    assert f"appointments {manifest['rows']['appointments']:,}, supports" in said
    assert sorted(path.name for path in Path("invented").iterdir()) == sorted(
        ["manifest.json", *manifest["files"]]
    )
    assert manifest["notice"].startswith("Invented data")
    assert (manifest["version"], manifest["seed"], manifest["scale"]) == (__version__, 3, 0.0005)
    assert manifest["profile"]["bodies"]["caf"]["workers"] == 1700
    assert manifest["rows"]["workers"] == manifest["files"]["workers_2022.csv"]


def test_the_words_are_french_if_asked(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    _, said = run(monkeypatch, capfd, "-o", "a", *SMALL, "--lang", "fr")
    assert said.startswith("a\u00a0: appointments 4\u202f")
    assert run(monkeypatch, capfd, "-o", "b", *SMALL, "--quiet") == (0, "")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--scale", "0"], "--scale 0: must be above 0"),
        (["--scale", "nan"], "--scale nan: must be above 0"),
        (["--scale", "11"], "--scale 11: must be above 0 and at most 10"),
        (["--years", "2022-2018"], "--years 2022-2018: must be years"),
        (["--years", "1789"], "--years 1789: must be years from 1990"),
        (["--years", "2018 2022"], "--years 2018 2022: must be one year, or two"),
        (["--seed", "-1"], "--seed -1: must be a whole number"),
        (["--format", "xlsx"], "--format xlsx: must be one of parquet, csv"),
        (["--profile", "nowhere.toml"], "--profile nowhere.toml: no such file"),
        (["--defects", "0.6"], "--defects 0.6: must be a share"),
    ],
)
def test_nonsense_is_refused_before_anything_is_made(
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    arguments: list[str],
    said: str,
) -> None:
    code, err = run(monkeypatch, capfd, "-o", "invented", *arguments)
    assert (code, err[: len(said) + 11]) == (2, f"accsocial: {said}")
    assert list(Path().iterdir()) == []


def test_territories_that_are_too_large_are_refused(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    national = (files("accsocial.simulation") / "profiles" / "national.toml").read_text("utf-8")
    head, _, _ = national.partition("[territories]")
    Path("one.toml").write_text(head + "[territories]\n94 = 1\n", encoding="utf-8")
    code, said = run(monkeypatch, capfd, "-o", "invented", "--scale", "10", "--profile", "one.toml")
    assert code == 2
    assert "--scale 10: a territory would have more than 60,000 workers" in said
    monkeypatch.setattr(tables, "NUMBERS_A_YEAR", 100)
    code, said = run(monkeypatch, capfd, "-o", "invented", *SMALL)
    assert code == 2
    assert "--scale: a territory has 100 rows or more in 2022" in said
    assert [path.name for path in Path().iterdir()] == ["one.toml"]


def test_a_folder_is_replaced_only_if_it_is_a_simulation(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    before = digests(made(tmp_path / "invented", seed=1, scale=0.0005))
    code, said = run(monkeypatch, capfd, "-o", "invented", *SMALL)
    assert code == 4
    assert "holds an earlier simulation. Replace it with --overwrite" in said
    assert digests(Path("invented")) == before
    assert run(monkeypatch, capfd, "-o", "invented", *SMALL, "--seed", "2", "--overwrite")[0] == 0
    assert digests(Path("invented")) != before
    Path("invented/mine.txt").write_text("mine", encoding="utf-8")
    code, said = run(monkeypatch, capfd, "-o", "invented", *SMALL, "--overwrite")
    assert code == 4
    assert "holds other files" in said
    assert Path("invented/mine.txt").exists()


def test_a_failure_leaves_nothing_behind(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(tables, "supports", full)
    code, said = run(monkeypatch, capfd, "-o", "invented", *SMALL)
    assert code == 4
    assert "invented cannot be written: No space left on device" in said
    assert list(Path().iterdir()) == []


@pytest.mark.skipif(os.name == "nt", reason="Windows has no SIGINT to send")
def test_ctrl_c_leaves_nothing_behind() -> None:
    listening = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
    call = "from accsocial.cli import main; main()"
    process = subprocess.Popen(
        [sys.executable, "-c", f"{listening}\n{call}", "simulate", "-o", "invented", *MUCH],
        stderr=subprocess.PIPE,
    )
    deadline = time.monotonic() + 30
    while not list(Path().rglob("appointments_*")) and time.monotonic() < deadline:
        time.sleep(0.02)
    assert list(Path().iterdir()) != []
    process.send_signal(signal.SIGINT)
    begin = time.monotonic()
    _, err = process.communicate(timeout=30)
    # A second on a machine that does nothing else.
    assert time.monotonic() - begin < 5
    assert (process.returncode, err) == (130, b"accsocial: interrupted; no result was written\n")
    assert list(Path().iterdir()) == []
