"""Every example in the pages is run, in a folder that looks like the repository to it."""

from __future__ import annotations

import filecmp
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from written import MAIN_COMMAND, ROOT, SAMPLES, TEST_COMMAND, Block, blocks, shell_lines, text

from accsocial import cli, read, summarise
from accsocial.config import checking, settings
from accsocial.records.layout_files import load_layout
from accsocial.regression.expectations import expectations
from accsocial.regression.tolerances import tolerances

SHELL = [(block, line) for block, line in shell_lines() if block.page != "CONTRIBUTING.md"]
EXAMPLES = [(b, line) for b, line in SHELL if line not in (MAIN_COMMAND, TEST_COMMAND)]

EXTRACT = """\
Réf. entretien;Intervenant;Dossier;Date entretien;Suite;Lieu
1;Agent Exemple, Agent Modèle;D1;03/01/2022;Fait;Chez la personne
2;Agent Exemple;D1;04/02/2022;Non venu;Salle 2
3;Agent Modèle;D2;05/03/2022;Réalisé;Tél.
"""
"""An invented extract in the headers of docs/layouts.md."""

PREPARED = (
    "baseline data/samples/gesica -o baseline.json",
    "indicators data/samples/gesica -o figures.parquet --manifest manifest.json",
)
"""What some examples of docs/regression.md start from; each example may be run alone."""


def example(page: str) -> str:
    """The first TOML block of a page."""
    return next(block.text for block in blocks("toml") if block.page == page)


def layout_example() -> str:
    return example("docs/layouts.md")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("examples")
    # Two of the five years: the examples are many, and none asks for the years between.
    left_out = shutil.ignore_patterns("rendez_vous_2019*", "rendez_vous_2020*", "rendez_vous_2021*")
    shutil.copytree(SAMPLES, root / "data" / "samples", ignore=left_out)
    (root / "extract").mkdir()
    (root / "extract" / "rdv_2022.csv").write_text(EXTRACT, encoding="utf-8")
    (root / "perceval.toml").write_text(layout_example(), encoding="utf-8")
    misspelt = layout_example().replace("\nheld =", "\nhedl =")
    (root / "misspelt.toml").write_text(misspelt, encoding="utf-8")
    (root / "checks.toml").write_text(example("docs/regression.md"), encoding="utf-8")
    for line in PREPARED:
        subprocess.run(
            [sys.executable, "-m", "accsocial", *line.split(), "--quiet"], cwd=root, check=True
        )
    return root


def run(
    line: str,
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capture: pytest.CaptureFixture[bytes],
) -> tuple[int, str]:
    """One line as a shell would run it: variables, a command, a redirection; exit code, stderr."""
    monkeypatch.chdir(folder)
    monkeypatch.setenv("LANG", "C.UTF-8")
    for variable in ("LC_ALL", "LC_MESSAGES", "COLUMNS"):
        monkeypatch.delenv(variable, raising=False)
    words = shlex.split(line, comments=True)
    while "=" in words[0]:
        variable, value = words.pop(0).split("=", 1)
        monkeypatch.setenv(variable, value)
    target = words[words.index(">") + 1] if ">" in words else None
    words = words[: words.index(">")] if ">" in words else words
    if words[0] == "cmp":
        return int(not filecmp.cmp(folder / words[1], folder / words[2], shallow=False)), ""
    assert words[0] == "accsocial", f"nobody runs {words[0]!r} here"
    monkeypatch.setattr(sys, "argv", words)
    try:
        cli.main()
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    out, err = capture.readouterr()
    if target is not None:
        (folder / target).write_bytes(out)
    return code, err.decode()


@pytest.mark.parametrize("page", sorted({block.page for block, _ in EXAMPLES}))
def test_shell_examples(page: str, folder: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    # Examples of a page build on those above them: one test runs them all, in order.
    for block, line in EXAMPLES:
        if block.page == page:
            said = re.search(r"# exit code (\d+)", line)
            with pytest.MonkeyPatch.context() as only_this:
                code, err = run(line, folder, only_this, capfdbinary)
            assert code == (int(said[1]) if said else 0), f"{block}: {line}: {err}"


OF_PYTEST = "docs/regression.md"
"""A page whose Python is a file of tests, which tests/examples runs."""


@pytest.mark.parametrize("page", sorted({block.page for block in blocks("python")} - {OF_PYTEST}))
def test_python_examples(page: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    names: dict[str, object] = {}
    for block in blocks("python"):
        if block.page == page:
            exec(compile(block.text, str(block), "exec"), names)  # noqa: S102 - our own pages
    assert (folder / "costs.parquet").exists()


def test_the_layout_example_is_a_layout(folder: Path) -> None:
    layout = load_layout(str(folder / "perceval.toml"))
    assert (layout.name, list(layout.tables)) == ("perceval", ["appointments", "workers"])
    appointments = layout.tables["appointments"]
    assert appointments.pseudonymise == ("worker_id",)
    assert dict(appointments.split) == {"worker_id": ", "}


def test_the_layout_example_reads_what_it_says(folder: Path) -> None:
    records = read(
        folder / "extract",
        layout=str(folder / "perceval.toml"),
        body="departement",
        territory="64",
    )
    tables = summarise(records).tables
    assert tables["channels"].select("channel", "appointments").rows() == [
        ("home", 1),
        ("phone", 1),
    ]
    assert tables["workload"].select("appointments", "workers").rows() == [(1, 1), (2, 1)]
    assert records.ledger.accounts[0].unmapped == {}


@pytest.mark.parametrize("block", list(blocks("toml")), ids=str)
def test_toml_example(block: Block, tmp_path: Path) -> None:
    path = tmp_path / "accsocial.toml"
    path.write_text(block.text, encoding="utf-8")
    if block.page == "docs/layouts.md":
        assert tomllib.loads(block.text)["name"] == "perceval"
    elif block.page == "docs/regression.md":
        _, tables = checking(str(path), ())
        assert len(tolerances(tables["check"], path.name)) == 2
        assert len(expectations(tables["expect"], path.name).bounds) == 2
    else:
        assert settings({}, config=str(path), environment={}).territory == "64"


# --- what a page shows of an output ------------------------------------------

EXPLAINED = "explain appointments_per_worker {gesica}"

SHOWN = [
    (
        "docs/contesting.md",
        "Appointments per working day  ",
        ["sensitivity appointments_per_working_day {gesica} --where body=caf"],
    ),
    ("docs/contesting.md", "1. Appointments of", ["coherence --published"]),
    (
        "docs/explain.md",
        "Table appointments: ",
        [f"{EXPLAINED} --where body=caf --where territory=94 --where year=2022"],
    ),
    (
        "docs/regression.md",
        "Check failed: ",
        [
            "baseline {gesica} -o baseline.json",
            "check {gesica} --baseline baseline.json --working-days 228",
        ],
    ),
]
"""Page, how an output on it begins, and the commands of which the last one prints it."""


@pytest.mark.parametrize(("page", "first", "commands"), SHOWN)
def test_a_page_shows_what_is_printed(
    page: str, first: str, commands: list[str], plain_surroundings: Path
) -> None:
    for command in commands:
        words = command.format(gesica=SAMPLES / "gesica").split()
        done = subprocess.run(
            [sys.executable, "-m", "accsocial", *words, "--lang", "en"],
            cwd=plain_surroundings,
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
    # Pages have plain spaces where numbers have those that do not break.
    printed = iter(done.stdout.replace("\u00a0", " ").splitlines())
    wanted = shown_lines(page, first)
    assert len(wanted) >= 5
    # The lines follow each other in this order, with others between them.
    assert [line for line in wanted if line not in printed] == []


def shown_lines(page: str, first: str) -> list[str]:
    """The lines of an output that a page shows, indented or in a fence, but for "..." ones."""
    lines = text(page).splitlines()
    at = next(n for n, line in enumerate(lines) if line.lstrip().startswith(first))
    indent = len(lines[at]) - len(lines[at].lstrip())
    block: list[str] = []
    for line in lines[at:]:
        if line.startswith("```") or line[:indent].strip():
            break
        block.append(line[indent:].rstrip())
    return [line for line in block if line.strip() not in ("", "...")]


# --- the two commands --------------------------------------------------------


def test_the_readme_has_the_two_commands_once() -> None:
    lines = text("README.md").splitlines()
    assert (lines.count(MAIN_COMMAND), lines.count(TEST_COMMAND)) == (1, 1)


def test_no_page_makes_an_environment_in_another_way() -> None:
    made = {line for _, line in shell_lines() if "venv" in line}
    assert made == {MAIN_COMMAND, TEST_COMMAND}


def test_ci_runs_the_test_command_of_the_readme() -> None:
    door = text(".ci/run")
    assert "README.md" in door
    wanted = re.findall(r"grep -F (?:-- )?'([^']+)'", door)
    assert wanted, ".ci/run takes the command from the README by what it contains"
    found = [line for line in text("README.md").splitlines() if all(w in line for w in wanted)]
    assert found == [TEST_COMMAND]


def test_what_the_two_commands_name_is_there() -> None:
    project = tomllib.loads(text("pyproject.toml"))["project"]
    assert project["scripts"]["accsocial"] == "accsocial.__main__:start"
    assert any(wanted.startswith("pytest") for wanted in project["optional-dependencies"]["dev"])
    assert (ROOT / "constraints.txt").is_file()
    assert (SAMPLES / "gesica").is_dir()


def test_the_checks_of_contributing_are_those_of_ci() -> None:
    lines = [line for block, line in shell_lines() if block.page == "CONTRIBUTING.md"]
    door = text(".ci/run") + TEST_COMMAND
    assert lines[0] == ".ci/run"
    assert (ROOT / ".ci" / "run").stat().st_mode & 0o111
    assert [line for line in lines[1:] if line not in door] == []
