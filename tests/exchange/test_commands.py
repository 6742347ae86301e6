"""summarise, merge, and a summary in the place of an extract: what a user meets."""

from __future__ import annotations

import hashlib
import json
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from folders import SAMPLES, extract

from accsocial import cli, read
from accsocial.errors import UsageError

APPOINTMENTS = """
body territory date       status  site beneficiary_id worker_id
caf  {0}       2022-01-10 held    Nord 1              w1
caf  {0}       2022-02-10 held    Sud  1              w1
caf  {0}       2022-03-10 no_show Sud  2              w2
"""


@dataclass(frozen=True)
class Outcome:
    code: int
    out: str
    err: str

    @property
    def message(self) -> str:
        assert "Traceback" not in self.err
        (line,) = [line for line in self.err.splitlines() if line.startswith("accsocial: ")]
        return line


Run = Callable[..., Outcome]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Run:
    def run(*words: str) -> Outcome:
        monkeypatch.setattr(sys, "argv", ["accsocial", *words])
        with pytest.raises(SystemExit) as ended:
            cli.main()
        out, err = capfd.readouterr()
        return Outcome(int(ended.value.code or 0), out, err)

    return run


@pytest.fixture
def parts(run: Run, tmp_path: Path) -> None:
    """Extracts a and b, and their summaries sa and sb."""
    for name, territory in (("a", "94"), ("b", "95")):
        costs = f"body territory year amount\ncaf {territory} 2022 {territory}"
        extract(tmp_path / name, appointments=APPOINTMENTS.format(territory), costs=costs)
        assert run("summarise", name, "-o", f"s{name}", "-q") == Outcome(0, "", "")


# --- the same figures ---------------------------------------------------------------------


@pytest.mark.parametrize("by", [[], ["--by", "territory"]])
@pytest.mark.parametrize("kind", ["json", "csv", "table"])
def test_a_summary_gives_the_bytes_of_its_extract(run: Run, by: list[str], kind: str) -> None:
    run("summarise", str(SAMPLES / "gesica"), "-o", "summary", "-q")
    given = [*by, "--format", kind, "--base-year", "2019", "--year", "2022,2021"]
    expected = run("indicators", str(SAMPLES / "gesica"), *given)
    assert len(expected.out) > 10_000
    # What was read is told as if it had been read now.
    assert run("indicators", "summary", *given) == expected
    assert run("indicators", "summary/summary.json", *given) == expected


@pytest.mark.usefixtures("parts")
def test_merged_summaries_give_the_bytes_of_the_pooled_extract(run: Run) -> None:
    merged = run("merge", "sb", "sa", "-o", "merged")
    assert (merged.code, merged.out) == (0, "")
    assert "merged: " in merged.err
    pooled = run("indicators", "a", "b", "-q", "--format", "json")
    assert run("indicators", "merged", "-q", "--format", "json") == pooled
    run("merge", "sa", "sb", "-o", "again", "-q")
    for path in Path("merged").iterdir():
        assert path.read_bytes() == (Path("again") / path.name).read_bytes()


@pytest.mark.usefixtures("parts")
def test_parameters_of_formulas_may_be_changed(run: Run) -> None:
    given = ["--support-threshold", "2", "--working-days", "228", "-q", "--format", "json"]
    expected = run("indicators", "a", *given)
    assert run("indicators", "sa", *given) == expected
    assert expected.out != run("indicators", "sa", "-q", "--format", "json").out


@pytest.mark.usefixtures("parts")
def test_what_was_written_is_told(run: Run) -> None:
    told = run("summarise", "a", "-o", "again", "--lang", "fr").err.splitlines()
    assert told[0].startswith("appointments.csv\N{NO-BREAK SPACE}: appointments (canonical), 3")
    assert told[2].startswith("again\N{NO-BREAK SPACE}: ")
    assert "par body, territory, year" in told[2]
    assert "petits effectifs" in told[3]


@pytest.mark.usefixtures("parts")
def test_the_files_that_it_was_made_from_are_in_it(tmp_path: Path) -> None:
    told = json.loads((tmp_path / "sa" / "summary.json").read_bytes())
    assert [source["file"] for source in told["sources"]] == ["appointments.csv", "costs.csv"]
    for source in told["sources"]:
        content = (tmp_path / "a" / source["file"]).read_bytes()
        assert source["bytes"] == len(content)
        assert source["sha256"] == hashlib.sha256(content).hexdigest()
    assert str(tmp_path) not in json.dumps(told)


# --- what a summary cannot do ---------------------------------------------------------------


@pytest.mark.usefixtures("parts")
@pytest.mark.parametrize(
    "words",
    [
        ("explain", "cost_growth", "sa"),
        ("evidence", "cost_growth", "sa", "-o", "rows.csv"),
        ("sensitivity", "sa"),
        ("coherence", "sa"),
        ("inspect", "sa"),
        ("validate", "sa"),
        ("convert", "sa", "-o", "converted"),
        ("summarise", "sa", "-o", "again"),
        ("inspect", "sa/intensity.parquet"),
        ("indicators", "sa/intensity.parquet"),
        ("indicators", "."),
    ],
    ids=" ".join,
)
def test_what_needs_rows_says_so(run: Run, words: tuple[str, ...]) -> None:
    found = run(*words)
    assert (found.code, found.out) == (2, "")
    assert "is a summary, which has no rows" in found.message


@pytest.mark.usefixtures("parts")
def test_a_summary_is_no_extract_in_python_either() -> None:
    # It may hold a households.parquet, which is how an extract calls a table too.
    with pytest.raises(UsageError, match="is a summary, which has no rows"):
        read("sa")


@pytest.mark.usefixtures("parts")
@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("indicators", "sa", "--by", "site"), 2, "--by site: sa is by body, territory, year"),
        (("indicators", "sa", "--counted-statuses", "held,no_show"), 2, "sa was made with held,"),
        (("indicators", "sa", "--id-scope", "national"), 2, "sa was made with territory"),
        (("indicators", "sa", "--count-collective"), 2, "sa was made with false"),
        (("indicators", "sa", "--rejects", "rejects.csv"), 2, "which holds no rows"),
        (("indicators", "sa", "b"), 2, "sa: is a summary, and is read alone"),
        (("indicators", "sa", "-o", "sa/summary.json"), 2, "Choose another name"),
        (("merge", "sa", "-o", "merged"), 2, "two summaries or more"),
        (("merge", "sa", "sa", "-o", "merged"), 2, "are the same summary"),
        (("merge", "sa", "b", "-o", "merged"), 2, "b: is no summary"),
        (("merge", "sa", "nowhere", "-o", "merged"), 2, "nowhere: no such folder"),
        (("merge", "sa", "sb", "-o", "sb"), 2, "Choose another folder"),
        (("merge", "sa", "sb", "-o", "a"), 4, "a: the folder holds other files"),
        (("summarise", "a", "-o", "sb"), 4, "sb: holds an earlier summary"),
        (("summarise", "a", "-o", "new", "--by", "colour"), 2, "--by colour"),
        (("summarise", "nowhere", "-o", "new"), 2, "nowhere: no such file or folder"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_mistakes(run: Run, words: tuple[str, ...], code: int, told: str) -> None:
    before = sorted(Path().rglob("*"))
    found = run(*words)
    assert (found.code, found.out) == (code, "")
    assert told in found.message
    assert sorted(Path().rglob("*")) == before


@pytest.mark.usefixtures("parts")
@pytest.mark.parametrize("command", [["indicators", "sa"], ["merge", "sa", "sb", "-o", "merged"]])
def test_a_changed_summary_is_refused(run: Run, command: list[str]) -> None:
    path = Path("sa/spending.parquet")
    path.write_bytes(path.read_bytes()[:-1])
    found = run(*command)
    assert (found.code, found.out) == (3, "")
    assert "sa/spending.parquet: is cut off, or was changed" in found.message


@pytest.mark.usefixtures("parts")
def test_a_rule_that_is_asked_for_and_that_it_was_made_with(run: Run) -> None:
    shutil.rmtree("sa")
    run("summarise", "a", "-o", "sa", "--counted-statuses", "held,no_show", "-q")
    plain = run("indicators", "sa", "-q", "--format", "json")
    assert plain.code == 0
    assert run(
        "indicators", "sa", "--counted-statuses", "no_show,held", "-q", "--format", "json"
    ) == (plain)


@pytest.mark.usefixtures("parts")
def test_settings_about_rows_are_said_to_be_idle(run: Run, tmp_path: Path) -> None:
    (tmp_path / "accsocial.toml").write_text('territory = "46"\nmax_rejected = 0.05\n')
    found = run("indicators", "sa", "--only", "cost_growth")
    assert found.code == 0
    assert "--territory 46 is not used: a summary holds no rows" in found.err
    assert "max-rejected" not in found.err


# --- groups that do not add up ----------------------------------------------------------------


@pytest.mark.usefixtures("parts")
def test_sites_do_not_add_up(run: Run) -> None:
    run("summarise", "a", "-o", "sites", "--by", "site", "-q")
    refused = run("indicators", "sites", "-q")
    assert refused.code == 2
    assert "they do not add up. Ask for its own groups, --by site" in refused.message
    for by in ("site", "site,territory"):
        expected = run("indicators", "a", "--by", by, "-q", "--format", "json")
        assert run("indicators", "sites", "--by", by, "-q", "--format", "json") == expected


@pytest.mark.usefixtures("parts")
def test_with_national_identifiers_territories_do_not_add_up(run: Run) -> None:
    rules = ("--id-scope", "national")
    run("summarise", "a", "-o", "national", "--by", "territory", *rules, "-q")
    assert "--by territory" in run("indicators", "national", "-q").message
    expected = run("indicators", "a", "--by", "territory", *rules, "-q", "--format", "json")
    given = ("--by", "territory", "-q", "--format", "json")
    assert run("indicators", "national", *given) == expected


@pytest.mark.usefixtures("parts")
def test_a_part_without_sites_may_stand_beside_one_that_has_them(run: Run) -> None:
    text = Path("b/appointments.csv").read_text().replace(",site,", ",place,")
    Path("b/appointments.csv").write_text(text)
    for name in ("a", "b"):
        run("summarise", name, "-o", f"{name}-sites", "--by", "site", "-q")
    alone = run("indicators", "b-sites", "--by", "site", "-q")
    assert "no table of the extract has a column site" in alone.message
    run("merge", "a-sites", "b-sites", "-o", "sites", "-q")
    given = ("--by", "site", "-q", "--format", "json")
    assert run("indicators", "sites", *given) == run("indicators", "a", "b", *given)


# --- what is no summary -------------------------------------------------------------------------


@pytest.mark.usefixtures("parts")
def test_an_extract_may_hold_another_summary_json(run: Run) -> None:
    Path("a/summary.json").write_text('{"tool": "another"}')
    assert run("indicators", "a", "-q").code == 0


@pytest.mark.usefixtures("parts")
def test_a_summary_json_that_is_cut_off_is_told(run: Run) -> None:
    for content in ('{"tool": "accs', "[" * 100_000):
        Path("sa/summary.json").write_text(content)
        found = run("indicators", "sa")
        assert found.code == 3
        assert "sa/summary.json: cannot be read as JSON" in found.message
