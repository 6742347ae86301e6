"""The examples for CI do what they are for: they are run where they can run here."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from accsocial import __version__

ROOT = Path(__file__).resolve().parents[2]
EXAMPLES = ROOT / "examples" / "ci"
PINNED = re.compile(r"[\w-]+/[\w-]+@[0-9a-f]{40}")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with an extract, its baseline and the files of the examples."""
    folder = tmp_path_factory.mktemp("project")
    shutil.copytree(EXAMPLES, folder, dirs_exist_ok=True)
    left_out = shutil.ignore_patterns("rendez_vous_2019*", "rendez_vous_2020*", "rendez_vous_2021*")
    shutil.copytree(ROOT / "data" / "samples" / "gesica", folder / "extract", ignore=left_out)
    done = shell("accsocial baseline extract -o baseline.json --quiet", folder)
    assert done.returncode == 0, done.stderr
    return folder


@pytest.fixture
def copy(project: Path, tmp_path: Path) -> Path:
    """The project, for one test to change."""
    return Path(shutil.copytree(project, tmp_path / "project"))


def shell(command: str, folder: Path, **variables: str) -> subprocess.CompletedProcess[str]:
    """One command as a job runs it; `python` and `accsocial` are those of these tests."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("ACCSOCIAL_", "GITHUB_", "GIT_", "PYTEST_", "MAKE"))
    }
    return subprocess.run(
        ["bash", "-e", "-o", "pipefail", "-c", command],
        cwd=folder,
        env={
            **kept,
            "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
            "LANG": "C.UTF-8",
            # What is pinned is here already: nothing is looked for elsewhere.
            "PIP_NO_INDEX": "1",
            **variables,
        },
        capture_output=True,
        text=True,
        check=False,
    )


def move_a_figure(folder: Path) -> None:
    """One amount of the costs of 2022 is another."""
    path = folder / "extract" / "depenses.csv"
    lines = path.read_text(encoding="cp1252").splitlines()
    number = next(n for n, line in enumerate(lines) if line.startswith("Caf") and ";2022;" in line)
    lines[number] = lines[number][: lines[number].rindex(";")] + ";1,00"
    path.write_text("\n".join([*lines, ""]), encoding="cp1252")


def example(name: str) -> Any:
    """A YAML file of the examples. The word `on` is a yes in YAML 1.1, so it is quoted here."""
    text = (EXAMPLES / name).read_text(encoding="utf-8")
    return yaml.safe_load(re.sub(r"^on:", '"on":', text, flags=re.MULTILINE))


# --- GitHub --------------------------------------------------------------------


def github_steps() -> list[dict[str, Any]]:
    (job,) = example("github-workflow.yml")["jobs"].values()
    return list(job["steps"])


def test_the_workflow_runs_and_passes(project: Path, tmp_path: Path) -> None:
    summary = tmp_path / "summary.md"
    for step in github_steps():
        if "run" in step:
            done = shell(step["run"], project, GITHUB_STEP_SUMMARY=str(summary))
            assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("::notice file=baseline.json,title=accsocial::Check ok")
    assert summary.read_text(encoding="utf-8").startswith("## Check of the indicators")
    for step in github_steps():
        if "upload-artifact" in step.get("uses", ""):
            assert (project / step["with"]["path"]).is_file()


def test_the_workflow_fails_where_a_figure_moved(copy: Path) -> None:
    move_a_figure(copy)
    done = shell(github_steps()[-2]["run"], copy)
    assert done.returncode == 1
    assert "::error file=baseline.json,line=" in done.stdout
    assert "the data changed: depenses.csv" in done.stdout


def test_the_workflow_can_do_no_harm() -> None:
    workflow = example("github-workflow.yml")
    assert workflow["permissions"] == {"contents": "read"}
    # What a stranger proposes must not run with the rights of the project.
    assert set(workflow["on"]) == {"pull_request", "push"}
    text = (EXAMPLES / "github-workflow.yml").read_text(encoding="utf-8")
    assert "secrets." not in text
    assert not re.search(r"run:.*\$\{\{", text), "an expression in a script can be injected"
    used = [step["uses"] for step in github_steps() if "uses" in step]
    assert used
    assert [action for action in used if not PINNED.fullmatch(action)] == []
    assert github_steps()[0]["with"] == {"persist-credentials": False}


# --- GitLab ----------------------------------------------------------------------


def test_the_job_runs_and_leaves_its_reports(project: Path) -> None:
    (job,) = example("gitlab-ci.yml").values()
    for line in job["script"]:
        done = shell(line, project)
        assert done.returncode == 0, done.stderr
    assert set(job["artifacts"]["reports"]) == {"junit", "codequality", "metrics"}
    for report in job["artifacts"]["reports"].values():
        assert (project / report).stat().st_size > 0
    assert job["artifacts"]["access"] == "developer"
    assert job["artifacts"]["when"] == "always"


def test_the_job_fails_where_a_figure_moved(copy: Path) -> None:
    move_a_figure(copy)
    (job,) = example("gitlab-ci.yml").values()
    assert shell(job["script"][-1], copy).returncode == 1
    assert "cost_per_beneficiary" in (copy / "quality.json").read_text(encoding="utf-8")


# --- hooks --------------------------------------------------------------------------

GIT = "git -c user.name=Nobody -c user.email=nobody@example.invalid -c commit.gpgsign=false"


def test_the_git_hook_checks_what_is_committed(copy: Path) -> None:
    shell(f"{GIT} init -q . && git add -A && {GIT} commit -qm first", copy)
    shutil.copy(copy / "pre-commit", copy / ".git" / "hooks")
    (copy / "notes.txt").write_text("no figure\n", encoding="utf-8")
    done = shell(f"git add notes.txt && {GIT} commit -qm notes", copy)
    assert (done.returncode, done.stdout) == (0, "")

    move_a_figure(copy)
    done = shell(f"{GIT} commit -qam figures", copy)
    assert done.returncode == 1
    # Git sends to its standard error what a hook prints.
    assert "Check failed" in done.stderr

    # Staged alone, the old extract passes, whatever lies beside it.
    (copy / "accsocial.toml").write_text("year = 2022\n", encoding="utf-8")
    done = shell(f"git add accsocial.toml && {GIT} commit -qm settings", copy)
    assert done.returncode == 0, done.stderr
    assert "Check ok" in done.stderr


def test_the_hook_of_pre_commit(project: Path) -> None:
    (repo,) = example("pre-commit-config.yaml")["repos"]
    (hook,) = repo["hooks"]
    assert repo["repo"] == "local"
    assert {"id", "name", "entry", "language"} <= hook.keys()
    assert (hook["language"], hook["pass_filenames"]) == ("system", False)
    for touched in ("extract/rendez_vous_2022.csv", "baseline.json", "accsocial.toml"):
        assert re.search(hook["files"], touched)
    assert not re.search(hook["files"], "other/baseline.json")
    assert shell(hook["entry"], project).returncode == 0


# --- make -----------------------------------------------------------------------------


def test_make_checks_and_accepts(copy: Path) -> None:
    assert shell("make figures", copy).returncode == 0
    move_a_figure(copy)
    assert shell("make figures", copy).returncode != 0
    assert "--update needs --reason" in shell("make accept-figures", copy).stderr
    reason = 'Corrected "file" of 2022; $(touch harm) `touch harm`'
    done = shell('make accept-figures REASON="$WHY"', copy, WHY=reason.replace("$", "$$"))
    assert done.returncode == 0, done.stderr
    assert shell("make figures", copy).returncode == 0
    assert reason.replace('"', '\\"') in (copy / "baseline.json").read_text(encoding="utf-8")
    assert not (copy / "harm").exists()


# --- pytest, versions -------------------------------------------------------------------


def test_the_tests_of_the_example_pass(project: Path) -> None:
    done = shell("python -m pytest -p no:cacheprovider", project)
    assert done.returncode == 0, done.stdout


@pytest.mark.parametrize(
    ("language", "name"), [("ini", "pytest.ini"), ("python", "test_figures.py")]
)
def test_the_page_shows_the_example(language: str, name: str) -> None:
    page = (ROOT / "docs" / "regression.md").read_text(encoding="utf-8")
    shown = re.findall(rf"^```{language}\n(.*?)^```$", page, re.MULTILINE | re.DOTALL)
    assert shown == [(EXAMPLES / name).read_text(encoding="utf-8")]


def test_the_page_names_every_example() -> None:
    page = (ROOT / "docs" / "regression.md").read_text(encoding="utf-8")
    shown = {"pytest.ini", "test_figures.py"}
    missing = {p.name for p in EXAMPLES.iterdir() if f"(../examples/ci/{p.name})" not in page}
    assert {name for name in missing if name != "__pycache__"} == shown


def test_jobs_install_this_version() -> None:
    pinned = (EXAMPLES / "requirements.txt").read_text(encoding="utf-8").splitlines()
    assert f"accsocial=={__version__}" in pinned
