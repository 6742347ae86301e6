"""The reports of a check load in what reads them, whatever the data hold."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from prometheus_client.openmetrics.parser import text_string_to_metric_families
from regressed import CELL, Runner, change

from accsocial.model import Text
from accsocial.output.reports import words
from accsocial.output.reports.words import move_text
from accsocial.regression.checked import Checked, State, What
from accsocial.regression.values import Value

NASTY = """a<b>&'"é%\\n,::|*\x1b"""
"""A site that breaks whatever does not escape it."""

MACHINE = ("json", "md", "junit", "github", "gitlab", "openmetrics")


@pytest.fixture
def nasty(run: Runner, kept: Path) -> None:
    """A baseline by site, one of which is nasty; then one cell changed, and a bound missed."""
    for name in ("rdv_2021.csv", "rdv_2022.csv"):
        text = (kept / name).read_text(encoding="utf-8")
        quoted = NASTY.replace('"', '""')
        (kept / name).write_text(text.replace("Sud", f'"{quoted}"'), encoding="utf-8")
    made = ("--by", "site", "-o", "baseline.json")
    assert run("baseline", "extract", *made, "--max-rejected", "1").code == 0
    change(kept, *CELL)
    bound = "[[expect.bounds]]\nindicator = 'no_show_rate'\nmin = 0.9\n"
    Path("accsocial.toml").write_text(bound, encoding="utf-8")


def report(run: Runner, format: str, *options: object) -> str:  # noqa: A002 - the option's name
    done = run("check", "extract", "--baseline", "baseline.json", "--format", format, *options)
    assert done.code == 1
    return done.out


@pytest.mark.usefixtures("nasty")
def test_junit(run: Runner) -> None:
    found = json.loads(report(run, "json"))
    root = ET.fromstring(report(run, "junit"))  # noqa: S314 - our own
    assert root.tag == "testsuites"
    assert [suite.get("name") for suite in root] == ["baseline", "expectations"]
    for element in (root, *root):
        cases = list(element.iter("testcase"))
        assert element.get("tests") == str(len(cases))
        assert element.get("failures") == str(len(list(element.iter("failure"))))
        assert (element.get("errors"), element.get("skipped")) == ("0", "0")
    assert root.get("failures") == str(found["counts"]["failed"])
    assert root.get("tests") == str(sum(found["counts"].values()))
    case = next(
        case
        for case in root.iter("testcase")
        if case.get("classname") == "accsocial.no_show_rate" and len(case)
    )
    assert "a<b>&'\"é%\\n,::|*\ufffd" in str(case.get("name"))
    failure = case[0]
    assert failure.get("message") == "33.3% → 0.0%, −33.3\u202fpt"
    assert "the data changed: rdv_2022.csv" in str(failure.text)


@pytest.mark.usefixtures("nasty")
def test_openmetrics(run: Runner) -> None:
    text = report(run, "openmetrics")
    assert text.endswith("\n# EOF\n")
    read = text_string_to_metric_families(text)  # type: ignore[no-untyped-call]  # untyped there
    families = {family.name: family for family in read}
    assert list(families) == ["accsocial_value", "accsocial_checked"]
    samples = {
        (sample.labels["indicator"], sample.labels["site"], sample.labels["year"]): sample.value
        for sample in families["accsocial_value"].samples
    }
    assert samples["appointments_per_beneficiary", "Nord", "2022"] == 2.0
    assert samples["no_show_rate", NASTY.replace("\x1b", "\ufffd"), "2022"] == 0.0
    assert not any(name == "cost_per_fte" for name, _, _ in samples)
    states = {
        (sample.labels["kind"], sample.labels["state"]): sample.value
        for sample in families["accsocial_checked"].samples
    }
    assert states["value", "failed"] > 0
    assert states["expectation", "failed"] == 3


@pytest.mark.usefixtures("nasty")
def test_gitlab(run: Runner) -> None:
    findings = json.loads(report(run, "gitlab"))
    lines = Path("baseline.json").read_text(encoding="utf-8").split("\n")
    assert findings
    for finding in findings:
        assert set(finding) == {
            "description",
            "check_name",
            "fingerprint",
            "severity",
            "location",
        }
        assert re.fullmatch("[0-9a-f]{64}", finding["fingerprint"])
        assert finding["severity"] in ("info", "minor", "major", "critical", "blocker")
        path, line = finding["location"]["path"], finding["location"]["lines"]["begin"]
        indicator = finding["check_name"].removeprefix("accsocial.")
        if indicator == "expectation":
            assert path == "accsocial.toml"
        else:
            assert path == "baseline.json"
            assert f'"indicator": "{indicator}"' in lines[line - 1]
    assert len({finding["fingerprint"] for finding in findings}) == len(findings)


@pytest.mark.usefixtures("nasty")
def test_a_finding_keeps_its_fingerprint_when_the_value_moves_on(run: Runner, kept: Path) -> None:
    def prints() -> dict[str, str]:
        found = json.loads(report(run, "gitlab"))
        return {
            finding["fingerprint"]: finding["description"]
            for finding in found
            if finding["check_name"] == "accsocial.no_show_rate"
        }

    before = prints()
    for day in ("2022-03-10", "2022-05-11"):
        change(kept, "rdv_2022.csv", f"{day},held", f"{day},no_show")
    after = prints()
    assert before.keys() == after.keys()
    assert before != after


@pytest.mark.usefixtures("nasty")
def test_github(run: Runner) -> None:
    lines = report(run, "github").splitlines()
    command = re.compile(r"::(error|warning|notice) ((?:\w+=[^:,]*,?)*)::(.*)")
    matches = [command.fullmatch(line) for line in lines]
    assert all(matches)
    assert lines[0].startswith("::error file=baseline.json,title=accsocial::Check failed: ")
    assert "%0Athe data changed: rdv_2022.csv" in lines[0]
    assert any("a<b>&'\"é%25\\n%2C%3A%3A|*\ufffd%2C 2022::" in line for line in lines)
    numbers = [int(n) for line in lines for n in re.findall(r"line=(\d+)", line)]
    baseline = Path("baseline.json").read_text(encoding="utf-8").split("\n")
    assert numbers
    assert all('"year": 2022' in baseline[number - 1] for number in numbers)


@pytest.mark.usefixtures("nasty")
def test_a_github_job_gets_its_summary(
    run: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    summary = tmp_path / "summary.md"
    summary.write_text("Earlier step\n", encoding="utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    report(run, "json")
    assert summary.read_text(encoding="utf-8") == "Earlier step\n"
    report(run, "github")
    text = summary.read_text(encoding="utf-8")
    assert text.startswith("Earlier step\n## Check of the indicators\n\nCheck failed: ")
    assert "| failed | no_show_rate | Caf, site a\\<b\\>&'\"é%\\\\n,::\\|\\*\ufffd" in text
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path / "none" / "summary.md"))
    assert run("check", "extract", "--baseline", "baseline.json", "--format", "github").code == 4


@pytest.mark.usefixtures("nasty")
def test_several_reports_at_once_are_those_of_stdout(run: Runner) -> None:
    asked = [part for name in MACHINE for part in ("--report", f"{name}={name}.txt")]
    done = run("check", "extract", "--baseline", "baseline.json", *asked)
    assert done.code == 1
    for name in MACHINE:
        assert Path(f"{name}.txt").read_text(encoding="utf-8") == report(run, name), name


@pytest.mark.usefixtures("nasty")
@pytest.mark.parametrize("lang", ["en", "fr"])
def test_the_table_fits_80_columns(run: Runner, lang: str) -> None:
    done = run("check", "extract", "--baseline", "baseline.json", "--lang", lang)
    assert max(map(len, done.out.splitlines())) <= 80
    assert "\x1b" not in done.out


def test_reports_of_a_check_that_holds(run: Runner) -> None:
    def good(format: str) -> str:  # noqa: A002 - the option's name
        done = run("check", "extract", "--baseline", "baseline.json", "--format", format)
        assert (done.code, done.err) == (0, "")
        return done.out

    assert json.loads(good("gitlab")) == []
    assert good("github").startswith("::notice file=baseline.json,title=accsocial::Check ok: ")
    root = ET.fromstring(good("junit"))  # noqa: S314 - our own
    assert (root.get("failures"), len(root)) == ("0", 1)
    assert json.loads(good("json"))["state"] == "ok"


def test_a_check_that_compared_nothing_fails_in_every_report(run: Runner, kept: Path) -> None:
    (kept / "costs.csv").write_text("body,territory,year,category,amount\ncaf,94,2030,a,1\n")
    for year in ("2021", "2022"):
        (kept / f"rdv_{year}.csv").unlink()
    root = ET.fromstring(report(run, "junit"))  # noqa: S314 - our own
    assert any(case.get("name") == "compared" for case in root.iter("testcase"))
    assert any(f["check_name"] == "accsocial.compared" for f in json.loads(report(run, "gitlab")))
    assert report(run, "github").startswith("::error ")
    found = json.loads(report(run, "json"))
    assert (found["state"], found["compared"]) == ("failed", 0)


@pytest.mark.parametrize(
    ("old", "new", "text"),
    [
        # Both differ at one decimal, and their difference of 0.017 does not show at one.
        (51.056, 51.039, "51,06 → 51,04, −0,02"),
        (51.06, 50.94, "51,1 → 50,9, −0,1 (−0,2\u202f%)"),
    ],
)
def test_what_moved_is_never_told_to_move_by_nothing(old: float, new: float, text: str) -> None:
    before, after = (
        Value(value, None, None, 0, "beneficiaries per worker", "ok", None) for value in (old, new)
    )
    moved = Checked("caseload_per_worker", {}, What.MOVED, State.FAILED, before, after)
    assert move_text(moved, "fr") == text


@pytest.mark.usefixtures("nasty")
def test_gitlab_in_french_has_french_signs(run: Runner) -> None:
    (first, *_) = json.loads(report(run, "gitlab", "--lang", "fr"))
    assert "\u00a0: " in first["description"]
    assert not re.search(r"\w[:;] ", first["description"])


def test_french_keeps_the_space_before_a_colon() -> None:
    texts = [each for each in vars(words).values() if isinstance(each, Text)]
    assert len(texts) > 5
    assert [each.fr for each in texts if re.search(" [:;?!]", each.fr)] == []
