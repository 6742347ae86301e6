"""The fixture `accsocial_results`, in projects that pytest runs in a process of their own."""

from __future__ import annotations

from pathlib import Path

import pytest
from regressed import extract

pytest_plugins = ["pytester"]

QUIET = ("-p", "no:cacheprovider", "-p", "no:xdist", "-p", "no:hypothesispytest")
HEAVY = ("polars", "pyarrow", "numpy", "pydantic", "rich", "typer")


@pytest.fixture(autouse=True)
def _plain(
    plain_surroundings: Path,  # noqa: ARG001 - asked for first: both change the working folder
    pytester: pytest.Pytester,
) -> None:
    """A project with an extract, and no settings of the user."""
    extract(pytester.path / "extract")


def outcome(pytester: pytest.Pytester, *arguments: str) -> pytest.RunResult:
    return pytester.runpytest_subprocess(*QUIET, *arguments)


ASKS = """
def test_value(accsocial_results):
    assert accsocial_results.value("no_show_rate", body="caf", year=2022) == 0.2
"""


def test_it_gives_figures(pytester: pytest.Pytester) -> None:
    pytester.makeini("[pytest]\naccsocial_extract = extract\nfilterwarnings = error\n")
    pytester.makepyfile(ASKS)
    outcome(pytester).assert_outcomes(passed=1)


def test_the_option_goes_before_the_setting(pytester: pytest.Pytester) -> None:
    pytester.makeini("[pytest]\naccsocial_extract = none\n")
    pytester.makepyfile(ASKS)
    outcome(pytester, "--accsocial-extract", "extract").assert_outcomes(passed=1)


def test_paths_of_the_setting_are_relative_to_its_file(
    pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytester.makeini("[pytest]\naccsocial_extract = extract/rdv_2022.csv extract/costs.csv\n")
    pytester.makefile(".toml", accsocial="[rules]\nworking_days = 100\n")
    below = pytester.mkdir("below")
    (below / "test_below.py").write_text(
        "def test_settings(accsocial_results):\n"
        "    assert str(accsocial_results.results.rules['working_days']) == '100'\n"
        "    assert len(accsocial_results.results.ledger.accounts) == 2\n",
        encoding="utf-8",
    )
    monkeypatch.chdir(below)
    outcome(pytester).assert_outcomes(passed=1)


def test_settings_come_from_the_named_file(pytester: pytest.Pytester) -> None:
    pytester.makeini("[pytest]\naccsocial_extract = extract\n")
    pytester.makefile(".toml", accsocial="by = 'site'\n", other="[rules]\nworking_days = 50\n")
    pytester.makepyfile(
        "def test_settings(accsocial_results):\n"
        "    assert str(accsocial_results.results.rules['working_days']) == '50'\n"
        "    assert accsocial_results.results.groups == ('body', 'year')\n"
    )
    outcome(pytester, "--accsocial-config", "other.toml").assert_outcomes(passed=1)


def test_a_project_may_make_its_own_extract(pytester: pytest.Pytester) -> None:
    pytester.makeconftest(
        "import pytest\n"
        "@pytest.fixture(scope='session')\n"
        "def accsocial_extract():\n"
        "    return ['extract']\n"
    )
    pytester.makepyfile(ASKS)
    outcome(pytester).assert_outcomes(passed=1)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ((), "accsocial_results: no extract is named. Set accsocial_extract"),
        (("--accsocial-extract", "none"), "none: no such file or folder"),
        (
            ("--accsocial-extract", "extract", "--accsocial-config", "none.toml"),
            "none.toml: no such file",
        ),
        (("--accsocial-extract", "pages"), "accsocial_results: pages: holds no file of a known"),
    ],
)
def test_what_cannot_be_read_is_said_in_one_line(
    pytester: pytest.Pytester, arguments: tuple[str, ...], message: str
) -> None:
    pytester.mkdir("pages")
    pytester.makepyfile(ASKS)
    result = outcome(pytester, *arguments)
    result.assert_outcomes(errors=1)
    result.stdout.fnmatch_lines([f"*{message}*"])
    result.stdout.no_fnmatch_line("*Traceback*")
    result.stdout.no_fnmatch_line("*During handling*")


def test_a_mistake_is_shown_at_the_line_of_the_test(pytester: pytest.Pytester) -> None:
    pytester.makeini("[pytest]\naccsocial_extract = extract\n")
    pytester.makepyfile(
        "def test_mistake(accsocial_results):\n"
        "    accsocial_results.value('no_show_rat', body='caf', year=2022)\n"
    )
    result = outcome(pytester)
    result.assert_outcomes(failed=1)
    result.stdout.fnmatch_lines(["*no indicator 'no_show_rat'; did you mean no_show_rate?"])
    result.stdout.no_fnmatch_line("*def chosen_indicators*")


def test_nothing_is_read_and_nothing_heavy_imported_before_a_test_asks(
    pytester: pytest.Pytester,
) -> None:
    pytester.makeini("[pytest]\naccsocial_extract = none\n")
    pytester.makepyfile(
        f"import sys\ndef test_light():\n"
        f"    assert 'accsocial.testing.plugin' in sys.modules\n"
        f"    assert [name for name in {HEAVY} if name in sys.modules] == []\n"
    )
    outcome(pytester).assert_outcomes(passed=1)
