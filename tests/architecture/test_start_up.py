"""What a command imports before it has done its work: nothing heavy that it does not need."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

from accsocial.cli import prepared, whole

HEAVY = ("polars", "pyarrow", "numpy", "pydantic", "fastexcel", "xlsxwriter", "rich")

LIST_IMPORTS = """
import atexit, sys
sys.argv[0] = "accsocial"
atexit.register(lambda: sys.stderr.write("\\n".join(sys.modules)))
from accsocial.__main__ import start
start()
"""

ROWS = {
    "body": ["caf", "caf"],
    "territory": ["94", "94"],
    "date": ["2022-03-01", "2022-03-02"],
    "status": ["held", "no_show"],
}


def modules(*arguments: str, **variables: str) -> tuple[str, set[str]]:
    """What a command prints, and every module that it imports; fails if it is a defect."""
    done = subprocess.run(
        [sys.executable, "-c", LIST_IMPORTS, *arguments],
        env={**os.environ, **variables},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in (0, 2)
    loaded = set(done.stderr.splitlines())
    assert "typer" in loaded
    return done.stdout, loaded


def imported_by(*arguments: str, **variables: str) -> tuple[str, list[str]]:
    """What a command prints, and the heavy packages that it imports."""
    printed, loaded = modules(*arguments, **variables)
    return printed, sorted(loaded & set(HEAVY))


@pytest.fixture(params=["csv", "parquet"])
def small(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """A small extract in one file."""
    path = tmp_path / f"rdv.{request.param}"
    frame = pl.DataFrame(ROWS)
    if request.param == "csv":
        frame.write_csv(path)
    else:
        frame.write_parquet(path)
    return str(path)


@pytest.mark.parametrize("arguments", [["--help"], ["indicators", "--help"], ["--version"]])
def test_help_imports_nothing_heavy(arguments: list[str]) -> None:
    printed, heavy = imported_by(*arguments)
    assert "accsocial" in printed
    assert heavy == []


@pytest.mark.parametrize("lang", ["en", "fr"])
def test_a_wrong_option_is_told_without_anything_heavy(lang: str) -> None:
    _, loaded = modules("indicators", "--yaer", ACCSOCIAL_LANG=lang)
    assert loaded & set(HEAVY) == set()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
@pytest.mark.parametrize(
    ("words", "completed"),
    [("accsocial ind", "indicators"), ("accsocial prices --b", "--base-year")],
)
def test_shell_completion_imports_nothing_heavy(shell: str, words: str, completed: str) -> None:
    printed, heavy = imported_by(
        _ACCSOCIAL_COMPLETE=f"complete_{shell}",
        COMP_WORDS=words,
        COMP_CWORD=str(len(words.split()) - 1),
        _TYPER_COMPLETE_ARGS=words,
        _TYPER_COMPLETE_FISH_ACTION="get-args",
    )
    assert completed in printed
    # Typer itself writes the descriptions with rich, for shells that show them.
    assert set(heavy) <= ({"rich"} if shell in ("zsh", "fish") else set())


def test_a_heavy_import_would_be_seen() -> None:
    _, heavy = imported_by("references", "--format", "json")
    assert "polars" in heavy


@pytest.mark.parametrize(
    "options",
    [
        [],
        ["--format", "json"],
        ["--format", "csv"],
        # Texts of which any is right as a text: nothing is to be checked of them.
        ["--by", "body, territory", "--only", "no_show_rate"],
    ],
)
def test_a_small_job_imports_no_more_than_it_needs(small: str, options: list[str]) -> None:
    _, loaded = modules("indicators", small, *options)
    assert sorted(loaded & set(HEAVY)) == ["numpy", "polars"]
    # These take long too: validators of options, and parts of accsocial for other commands.
    spared = (
        "typer._adapters",
        "accsocial.regression",
        "accsocial.contesting",
        "accsocial.commands.regression_commands",
    )
    assert [name for name in spared if name in loaded] == []


@pytest.mark.parametrize(
    ("options", "variables", "needed"),
    [(["--year", "2022"], {}, "pydantic"), ([], {"FORCE_COLOR": "1"}, "rich")],
    ids=["a setting", "colours"],
)
def test_what_a_job_needs_is_imported(
    small: str, options: list[str], variables: dict[str, str], needed: str
) -> None:
    _, heavy = imported_by("indicators", small, *options, **variables)
    assert heavy == ["numpy", "polars", needed]


@pytest.mark.parametrize("command", ["indicators", "references", "check"])
def test_only_the_command_that_is_asked_for_is_prepared(command: str) -> None:
    (asked,) = prepared([command, "--help"]).registered_commands
    assert asked.callback is not None
    assert asked.callback.__name__ == command


@pytest.mark.parametrize("words", [[], ["--help"], ["indicator"], ["-h", "indicators"]])
def test_without_a_command_all_are_there(words: list[str]) -> None:
    there = [command.callback for command in prepared(words).registered_commands]
    assert there == [command.callback for command in whole().registered_commands]
    assert len(there) > 10
